/** The figures of a participant as trees, down to the events (`accrual explain`). */
import { formatMinor } from '#money/amount.js';
import { firstOfMonth, monthIndex, type CivilDate } from '#money/civil-date.js';
import { exactText } from '#money/decimal.js';
import { roundPosted } from '#money/rounding.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { OLD_AGE } from '#ledger/participant/pensions/benefits.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import type { StartedPension } from '#ledger/participant/pensions/state.js';
import { deathBy, grantedBenefit, grantedPensions, lifeFigure, lifeFigureNames } from '../../frame/granted-pensions.js';
import { HALF_UP, type Figure } from '../../frame/figures/figure.js';
import { usesInForce, type ParameterSet, type ParameterUse } from '../../frame/parameters/parameters.js';
import type { Benefit } from '../../frame/capabilities/coverage.js';
import type { Condition } from '../../frame/capabilities/statements.js';
import { lastContribution } from '../covers/group-cover.js';
import { usesInMonths } from '../in-force.js';
import { LAST_AGE_MONTHS } from '../mortality/makeham.js';
import { projectionStart, type Projection } from '../projection/projection.js';
import { coverageView, forecastStart, projections } from './coverage.js';
import { SPECIAL_BONUS_FIGURE, specialBonusFigure } from './special-bonus.js';
import { accountFigure, valueFigure } from './explain-account.js';

const SECTION_4 = 'rulebook, section 4; body, appendices A and C';
/** What is known of a life has no article of its own in the document: its section on covers is what looks at it. */
const LIFE_ARTICLES = { disability: 'rulebook, section 5; body', death: 'rulebook, section 5; body' };
const leaf = { parameters: [], inputs: [], events: [] } as const;

export function explainFigure(
  state: ParticipantState,
  name: string,
  asOf: CivilDate,
  parameters: ParameterSet,
  events: readonly RecordedEvent[],
): Figure | undefined {
  if (name === 'coverage.value') return valueFigure(state, parameters, events);
  const account = /^account\.(\d{4})\.(opening|closing|[a-z]+)$/.exec(name);
  if (account !== null) return accountFigure({ state, parameters, events }, Number(account[1]), account[2] as string, name);
  const life = lifeFigure(state, name, asOf, LIFE_ARTICLES);
  if (life !== undefined) return life;
  const benefit = coverageView(state, asOf, parameters).benefits.find(({ figure }) => figure === name);
  if (benefit === undefined) return undefined;
  if (name === SPECIAL_BONUS_FIGURE) return specialBonusFigure(state, name);
  if (benefit.frequency === 'lump-sum') return coverFigure(state, benefit, deathBy(state, asOf) ?? asOf, parameters, events);
  const oldAge = grantedPensions(state, asOf).find((one) => one.benefit === OLD_AGE);
  if (oldAge !== undefined) return spouseFigure(state, benefit, oldAge, asOf, parameters);
  const both = projections(state, asOf, parameters);
  const projection = benefit.basis === 'guaranteed' ? both.calculation : both.expected;
  const pension = pensionFigure(
    state,
    projection,
    benefit.basis === 'guaranteed' ? 'calculationRate' : 'expectedRate',
    asOf,
    parameters,
    events,
  );
  if (benefit.benefit === 'old-age-pension') return { ...pension, name };
  return {
    ...leaf,
    name,
    value: benefit.amount,
    unit: 'DKK per month',
    formula: benefit.benefit === 'spouse-pension' ? 'spouseRate · expected old-age pension' : 'the expected old-age pension',
    article: 'rulebook, section 5; body',
    rounding: HALF_UP,
    parameters: benefit.benefit === 'spouse-pension' ? uses(parameters, ['spouseRate'], asOf) : [],
    inputs: [pension],
  };
}

/** Names that `explainFigure` knows. */
export function figureNames(state: ParticipantState, asOf: CivilDate, parameters: ParameterSet): readonly string[] {
  return [
    ...new Set([
      ...coverageView(state, asOf, parameters).benefits.map(({ figure }) => figure),
      ...lifeFigureNames(state, asOf),
      'coverage.value',
      'account.YEAR.LINE',
    ]),
  ];
}

/** The spouse's share of an old-age pension granted. */
function spouseFigure(
  state: ParticipantState,
  { figure, amount }: Benefit,
  oldAge: StartedPension,
  asOf: CivilDate,
  parameters: ParameterSet,
): Figure {
  const input = lifeFigure(state, grantedBenefit(state, oldAge, asOf).figure, asOf, LIFE_ARTICLES);
  return {
    ...leaf,
    name: figure,
    value: amount,
    unit: 'DKK per month',
    formula: `spouseRate · the old-age pension granted${oldAge.frequency === 'yearly' ? ', a month' : ''}`,
    article: 'rulebook, section 5; body',
    rounding: HALF_UP,
    parameters: uses(parameters, ['spouseRate'], asOf),
    inputs: input === undefined ? [] : [input],
  };
}

function uses(parameters: ParameterSet, names: readonly string[], asOf: CivilDate): readonly ParameterUse[] {
  return usesInForce(parameters, names, forecastStart(asOf));
}

function pensionFigure(
  state: ParticipantState,
  projection: Projection,
  rate: string,
  asOf: CivilDate,
  parameters: ParameterSet,
  events: readonly RecordedEvent[],
): Figure {
  const [start, retires] = [projectionStart(asOf), monthIndex(projection.retirementDate)];
  const step = (
    name: string,
    value: string,
    unit: string,
    formula: string,
    used: readonly ParameterUse[],
    inputs: readonly Figure[] = [],
  ): Figure => ({
    ...leaf,
    name,
    value,
    unit,
    formula,
    article: SECTION_4,
    parameters: used,
    inputs,
  });
  // Every row that a month of the forecast, or of the annuity up to the last age, was computed with.
  const onTheWay = (...names: readonly string[]) => usesInMonths(parameters, names, start, Math.max(start, retires - 1));
  const inPayment = (...names: readonly string[]) =>
    usesInMonths(parameters, names, retires, monthIndex(state.enrolment?.birthDate ?? asOf) + LAST_AGE_MONTHS);
  const growing = projection.contributing ? ['groupPremium', 'wageGrowth'] : [];
  return {
    ...leaf,
    name: 'old-age-pension',
    value: roundPosted(projection.monthlyReal),
    unit: 'DKK per month',
    formula: 'monthlyReal = (V_n/(12·ä) + special bonus) / deflator',
    article: SECTION_4,
    rounding: HALF_UP,
    inputs: [
      step(
        'V_n',
        exactText(projection.valueAtRetirement),
        'DKK',
        `V ← max(0, V·(1+j) + c − adminFee − riskPremium − groupPremium), ${projection.months} months to ${projection.retirementDate}`,
        [...onTheWay(rate, 'adminFee', 'riskPremium', ...growing), ...uses(parameters, ['retirementAge'], asOf)],
        [valueFigure(state, parameters, events), contributionFigure(state, start - 1, 'c', events)],
      ),
      step('ä', exactText(projection.annuityFactor), 'years', 'ä = (1/12)·Σ S(x, k/12)·d_k, monthly in advance', [
        ...inPayment(rate),
        ...uses(parameters, ['mortality'], asOf),
      ]),
      step(
        'special bonus',
        exactText(projection.monthlySpecialBonus),
        'DKK per month',
        'base · specialBonusRate, expected basis only',
        projection.monthlySpecialBonus.isZero() ? [] : uses(parameters, ['specialBonusRate'], asOf),
      ),
      step('deflator', exactText(projection.deflator), 'factor', 'Π (1 + priceGrowth)^(1/12)', onTheWay('priceGrowth')),
    ],
  };
}

/** The contribution of a month, by its index, with the receipts that make it. */
function contributionFigure(state: ParticipantState, month: number, name: string, events: readonly RecordedEvent[]): Figure {
  const period = firstOfMonth(month).slice(0, 7);
  return {
    ...leaf,
    name,
    value: formatMinor(state.contributions.get(month) ?? 0),
    unit: 'DKK',
    formula: `contribution of ${period}`,
    article: 'rulebook, sections 4 and 5; body',
    events: events.filter(({ type, data }) => type === 'ContributionReceived' && data['period'] === period).map(({ id }) => id),
  };
}

function coverFigure(
  state: ParticipantState,
  { amount, figure, condition, validUntil }: Benefit,
  asOf: CivilDate,
  parameters: ParameterSet,
  events: readonly RecordedEvent[],
): Figure {
  const last = lastContribution(state.contributions, asOf, (minor) => minor > 0);
  return {
    ...leaf,
    name: figure,
    value: amount,
    unit: 'DKK',
    formula: `the published sum while covered: ${coverOf(condition)}${validUntil === null ? '' : `, to ${validUntil}`}`,
    article: 'rulebook, section 5; body',
    parameters: uses(parameters, ['groupCovers', 'minContribution', 'expiryAge'], asOf),
    inputs: last === undefined ? [] : [contributionFigure(state, last.month, 'last contribution', events)],
    events: state.deathEventId !== undefined && state.diedOn === asOf ? [state.deathEventId] : [],
  };
}

/** How the cover stands, as the law's cases name it. */
function coverOf(condition: Condition | null): string {
  if (condition?.code === 'group-cover') return condition.reason;
  return condition?.code === 'group-cover-at-death' ? `${condition.reason} on the day of death` : '';
}

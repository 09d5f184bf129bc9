/** The figures of a participant as trees, down to the events (`accrual explain`). */
import { formatMinor } from '#money/amount.js';
import { type CivilDate } from '#money/civil-date.js';
import { exactText } from '#money/decimal.js';
import { roundPosted } from '#money/rounding.js';
import { refuse } from '#ledger/refusal.js';
import type { BookedEntitlement, ParticipantState } from '#ledger/participant/state.js';
import { HALF_UP, type Figure } from '../../frame/figure.js';
import { entryInForce, type ParameterSet, type ParameterUse } from '../../frame/parameters.js';
import type { Projection } from '../projection/projection.js';
import { valueAccount } from './account.js';
import { coverageView, forecastStart, projections } from './coverage.js';

const SECTION_4 = 'rulebook, section 4; body, appendices A and C';
const leaf = { parameters: [], inputs: [], events: [] } as const;

export function explainFigure(state: ParticipantState, name: string, asOf: CivilDate, parameters: ParameterSet): Figure {
  if (name === 'coverage.value') return valueFigure(state);
  const account = /^account\.(\d{4})\.(opening|closing|[a-z]+)$/.exec(name);
  if (account !== null) return accountFigure(state, Number(account[1]), account[2] as string, name);
  const benefit = coverageView(state, asOf, parameters).benefits.find(({ figure }) => figure === name);
  if (benefit === undefined) {
    const known = [...coverageView(state, asOf, parameters).benefits.map(({ figure }) => figure), 'coverage.value', 'account.YEAR.LINE'];
    return refuse('UNKNOWN_FIGURE', `there is no figure ${name}; there are ${known.join(', ')}`, { figure: name });
  }
  if (benefit.frequency === 'lump-sum') return coverFigure(benefit.amount, name, benefit.condition ?? '', asOf, parameters);
  const both = projections(state, asOf, parameters);
  const projection = benefit.basis === 'guaranteed' ? both.calculation : both.expected;
  const pension = pensionFigure(state, projection, benefit.basis === 'guaranteed' ? 'calculationRate' : 'expectedRate', asOf, parameters);
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

function uses(parameters: ParameterSet, names: readonly string[], asOf: CivilDate): readonly ParameterUse[] {
  return names.flatMap((name) => {
    const entry = entryInForce(parameters, name, forecastStart(asOf));
    return entry === undefined ? [] : [{ name: `dk-p90.${name}`, unit: parameters.parameters.get(name)?.unit ?? '', entry }];
  });
}

function pensionFigure(state: ParticipantState, projection: Projection, rate: string, asOf: CivilDate, parameters: ParameterSet): Figure {
  const step = (name: string, value: string, unit: string, formula: string, names: readonly string[], inputs: readonly Figure[] = []): Figure => ({
    ...leaf, name, value, unit, formula, article: SECTION_4, parameters: uses(parameters, names, asOf), inputs,
  });
  return {
    ...leaf,
    name: 'old-age-pension',
    value: roundPosted(projection.monthlyReal),
    unit: 'DKK per month',
    formula: 'monthlyReal = (V_n/(12·ä) + special bonus) / deflator',
    article: SECTION_4,
    rounding: HALF_UP,
    inputs: [
      step('V_n', exactText(projection.valueAtRetirement), 'DKK', `V ← max(0, V·(1+j) + c − adminFee − riskPremium − groupPremium), ${projection.months} months to ${projection.retirementDate}`, [rate, 'adminFee', 'riskPremium', ...(projection.contributing ? ['groupPremium', 'wageGrowth'] : []), 'retirementAge'], [valueFigure(state)]),
      step('ä', exactText(projection.annuityFactor), 'years', 'ä = (1/12)·Σ S(x, k/12)·d_k, monthly in advance', [rate, 'mortality']),
      step('special bonus', exactText(projection.monthlySpecialBonus), 'DKK per month', 'base · specialBonusRate, expected basis only', projection.monthlySpecialBonus.isZero() ? [] : ['specialBonusRate']),
      step('deflator', exactText(projection.deflator), 'factor', 'Π (1 + priceGrowth)^(1/12)', ['priceGrowth']),
    ],
  };
}

function coverFigure(amount: string, name: string, condition: string, asOf: CivilDate, parameters: ParameterSet): Figure {
  return {
    ...leaf, name, value: amount, unit: 'DKK', formula: `the published sum while covered: ${condition}`, article: 'rulebook, section 5; body',
    parameters: uses(parameters, ['groupCovers', 'minContribution', 'expiryAge'], asOf),
  };
}

function bookedFigure({ key, amountMinor, leftOutMinor, eventIds }: BookedEntitlement): Figure {
  const figure: Figure = { ...leaf, name: `${key.kind} ${key.period}`, value: formatMinor(amountMinor), unit: 'DKK', formula: 'booked, with all its adjustments', article: 'rulebook, sections 6 and 7', events: eventIds };
  return leftOutMinor === 0 ? figure : { ...figure, note: `${formatMinor(-leftOutMinor)} too much was credited and is left by the fund’s recovery policy` };
}

function valueFigure(state: ParticipantState): Figure {
  return {
    ...leaf,
    name: 'coverage.value',
    value: formatMinor(state.balanceMinor),
    unit: 'DKK',
    formula: 'ledger balance: contributions + transfers + interest + bonus + adjustments − charges − benefits',
    article: 'rulebook, section 2; body',
    inputs: [...state.booked.values()].map(bookedFigure),
    events: state.transfers.map(({ eventId }) => eventId),
  };
}

function accountFigure(state: ParticipantState, year: number, part: string, name: string): Figure {
  const account = valueAccount(state, year);
  const line = account.lines.find(({ kind }) => kind === part)?.amount;
  const value = part === 'opening' ? account.opening : part === 'closing' ? account.closing : line;
  if (value === undefined) {
    return refuse('UNKNOWN_FIGURE', `the account of ${year} has no line ${part}; it has opening, ${account.lines.map(({ kind }) => kind).join(', ')}, closing`, { figure: name });
  }
  return {
    ...leaf,
    name,
    value,
    unit: 'DKK',
    formula: part === 'closing' ? `opening ${account.opening}${account.lines.map(({ kind, amount }) => ` + ${kind} ${amount}`).join('')}` : 'sum of the year’s postings of this line',
    article: 'rulebook, section 6; body',
    inputs: [...state.booked.values()].filter(({ key }) => key.period.startsWith(String(year))).map(bookedFigure),
  };
}

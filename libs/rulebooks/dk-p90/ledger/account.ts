/**
 * The annual account (section 2): the year's movements of the participant's value, line by line; it reconciles to the øre. Every
 * amount tells itself down to the events that make it. Amounts are minor units.
 */
import { addMinor, formatMinor, sumMinor } from '#money/amount.js';
import { yearOf } from '#money/civil-date.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import type { ParticipantEventType } from '#ledger/participant/events.js';
import { ACCOUNT_LINE_KINDS, type AccountLineKind } from '#ledger/participant/account/account.js';
import type { BookedEntitlement } from '#ledger/participant/entitlements/state.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import type { AccountView } from '../../frame/capabilities/account.js';
import { explained, inBrief, named, type Explained } from '../../frame/figures/explained.js';
import type { ParameterSet, ParameterUse } from '../../frame/parameters/parameters.js';
import { usesInMonths } from '../in-force.js';
import type { Sources } from './told-benefit.js';
import { unknownFigure } from '../../frame/figures/figure.js';

/** Events whose amounts stand in a line of the account. */
const TYPES: { readonly [kind in AccountLineKind]: readonly ParticipantEventType[] } = {
  contributions: ['ContributionReceived'],
  interest: ['InterestCredited'],
  bonus: ['BonusAllocated'],
  administration: ['CostCharged'],
  insurance: ['RiskPremiumCharged'],
  adjustments: ['AdjustmentPosted', 'BenefitReduced', 'ReductionRestored'],
  transfers: ['RightsTransferredIn', 'RightsTransferredOut'],
  benefits: ['PensionPaid'],
};

const FORMULAS: { readonly [kind in AccountLineKind]: string } = {
  contributions: 'Σ contributions with a value date in the year',
  interest: 'ΣI of the months, V ← V + V·j + contribution − fee − premium − deduction; posted once, on 31 December',
  bonus: 'shares of the bonus of the contribution group, by largest remainder',
  administration: 'Σ of the monthly fees, charged when the year is closed',
  insurance: 'Σ of the monthly premiums, charged when the year is closed',
  adjustments: 'deductions, and what later facts and decisions changed in what had been booked',
  transfers: 'values brought along and taken away',
  benefits: 'pensions paid',
};

/** Movements that are facts: they need no decision of the fund. */
const FACTS: readonly AccountLineKind[] = ['contributions', 'transfers', 'benefits'];

/** Fees and premiums that a line of a year rests on; interest is borne by what they leave. */
const CHARGES: { readonly [kind: string]: readonly string[] } = {
  interest: ['adminFee', 'riskPremium', 'groupPremium'],
  administration: ['adminFee'],
  insurance: ['riskPremium', 'groupPremium'],
};

function chargesOf(kind: string, year: number, parameters: ParameterSet): readonly ParameterUse[] {
  return usesInMonths(parameters, CHARGES[kind] ?? [], year * 12, year * 12 + 11);
}

/** What the fund decided, of which these bookings follow. */
function decisionFigures(bookings: readonly RecordedEvent[]): readonly Explained[] {
  const article = 'rulebook, sections 6 and 7; the fund’s decision';
  return bookings.flatMap(({ type, data }): readonly Explained[] => {
    const by = `(decision ${String(data['decision'])})`;
    if (type === 'InterestCredited') {
      const formula = `j = (1 + rate)^(1/12) − 1; declared by the fund for ${String(data['year'])} ${by}`;
      return [explained(String(data['rate']), () => ({ name: 'declared rate', unit: 'effective yearly fraction', formula, article }))];
    }
    if (type === 'BonusAllocated') {
      const formula = `of group ${String(data['group'])}, allotted by the fund for ${String(data['year'])} ${by}`;
      return [explained(String(data['key']), () => ({ name: 'key', unit: 'as the group allots', formula, article }))];
    }
    return [];
  });
}

const ARTICLE = 'rulebook, section 6; body';

interface AccountFigures {
  readonly opening: Explained<number>;
  /** Those that moved, in the order of the account. */
  readonly lines: readonly (readonly [AccountLineKind, Explained<number>])[];
  readonly closing: Explained<number>;
}

function accountOf(sources: Sources, year: number): AccountFigures {
  const opening = explained(openingMinor(sources.state, year), () => ({
    name: `account.${year}.opening`,
    unit: 'DKK',
    formula: `closing value of ${year - 1}: what all years before moved`,
    article: ARTICLE,
    inputs: [...sources.state.lines.keys()].filter((of) => of < year).sort((a, b) => a - b).map((of) => movementsOf(sources, of)),
  }));
  const lines = linesOf(sources, year);
  const amounts = lines.map(([, line]) => line);
  const closing = explained(sumOf([opening, ...amounts]), () => ({
    name: `account.${year}.closing`,
    unit: 'DKK',
    formula: `opening ${formatMinor(opening.value)}${lines.map(([kind, { value }]) => ` + ${kind} ${formatMinor(value)}`).join('')}`,
    article: ARTICLE,
    inputs: [openingInBrief(opening, year), ...amounts],
  }));
  return { opening, lines, closing };
}

/** Summed without a telling for each year: a sweep asks for it by the million. */
function openingMinor(state: ParticipantState, year: number): number {
  let sum = 0;
  for (const [of, lines] of state.lines) {
    if (of < year) for (const kind of ACCOUNT_LINE_KINDS) sum = addMinor(sum, lines[kind]);
  }
  return sum;
}

function openingInBrief(opening: Explained<number>, year: number): Explained<number> {
  const brief = inBrief(opening, `account.${year}.opening`);
  return { value: brief.value, tell: () => ({ ...brief.tell(), formula: `closing value of ${year - 1}` }) };
}

function linesOf(sources: Sources, year: number): AccountFigures['lines'] {
  const own = sources.state.lines.get(year);
  return ACCOUNT_LINE_KINDS.flatMap((kind) =>
    own === undefined || own[kind] === 0 ? [] : [[kind, lineOf(sources, year, kind, own[kind])] as const],
  );
}

/** What all lines of an earlier year moved. */
function movementsOf(sources: Sources, year: number): Explained<number> {
  const lines = linesOf(sources, year);
  return explained(sumOf(lines.map(([, line]) => line)), () => ({
    name: `movements of ${year}`,
    unit: 'DKK',
    formula: lines.map(([kind, { value }]) => `${kind} ${formatMinor(value)}`).join(' + '),
    article: ARTICLE,
    inputs: lines.map(([, line]) => line),
  }));
}

function sumOf(amounts: readonly Explained<number>[]): number {
  return sumMinor(amounts, ({ value }) => value);
}

function lineOf({ parameters, events }: Sources, year: number, kind: AccountLineKind, minor: number): Explained<number> {
  return explained(minor, () => {
    const own = events.filter(
      ({ type, effectiveDate }) => yearOf(effectiveDate) === year && (TYPES[kind] as readonly string[]).includes(type),
    );
    return {
      name: `account.${year}.${kind}`,
      unit: 'DKK',
      formula: FORMULAS[kind],
      article: 'rulebook, sections 6 and 7; body',
      parameters: chargesOf(kind, year, parameters),
      inputs: decisionFigures(own),
      events: own.map(({ id }) => id),
    };
  });
}

export function valueAccount(state: ParticipantState, year: number, parameters: ParameterSet): AccountView {
  const { opening, lines, closing } = accountOf({ state, parameters, events: [] }, year);
  return {
    year,
    opening: formatMinor(opening.value),
    lines: lines.map(([kind, { value }]) => ({ kind, amount: formatMinor(value) })),
    closing: formatMinor(closing.value),
  };
}

/** `part`: `opening`, `closing` or a line of the year; refuses UNKNOWN_FIGURE for a line that the year has not. */
export function accountFigure(sources: Sources, year: number, part: string): Explained<number> {
  const { opening, lines, closing } = accountOf(sources, year);
  if (part === 'opening') return opening;
  if (part === 'closing') return closing;
  const line = lines.find(([kind]) => kind === part);
  if (line !== undefined) return line[1];
  const name = (line: string): string => `account.${year}.${line}`;
  return unknownFigure(name(part), ['opening', ...lines.map(([kind]) => kind), 'closing'].map(name));
}

function bookedOf({ key, amountMinor, leftOutMinor, eventIds }: BookedEntitlement, { parameters, events }: Sources): Explained<number> {
  return explained(amountMinor, () => ({
    name: `${key.kind} ${key.period}`,
    unit: 'DKK',
    formula: `booked by decision ${key.decision}, with all its adjustments`,
    article: 'rulebook, sections 6 and 7',
    parameters: /^\d{4}$/.test(key.period) ? chargesOf(key.kind, Number(key.period), parameters) : [],
    inputs: decisionFigures(events.filter(({ id }) => eventIds.includes(id))),
    events: eventIds,
    note:
      leftOutMinor === 0 ? undefined : `${formatMinor(-leftOutMinor)} too much was credited and is left by the fund’s recovery policy`,
  }));
}

/** The ledger balance: facts by year with their receipts, then every entitlement with its bookings. */
export function ledgerValue(sources: Sources): Explained<number> {
  const { state } = sources;
  return explained(state.balanceMinor, () => ({
    name: 'coverage.value',
    unit: 'DKK',
    formula: 'ledger balance: contributions + transfers + interest + bonus + adjustments − charges − benefits',
    article: 'rulebook, section 2; body',
    inputs: [...factsOf(sources), ...[...state.booked.values()].map((booked) => bookedOf(booked, sources))],
  }));
}

function factsOf(sources: Sources): readonly Explained<number>[] {
  const years = [...sources.state.lines.keys()].sort((a, b) => a - b);
  return years.flatMap((year) =>
    linesOf(sources, year).flatMap(([kind, line]) => (FACTS.includes(kind) ? [named(line, `${kind} ${year}`)] : [])),
  );
}

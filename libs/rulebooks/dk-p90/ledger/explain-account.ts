/** The value and the annual account as trees: every movement down to the events that make it. */
import { addMinor, formatMinor } from '#money/amount.js';
import { yearOf } from '#money/civil-date.js';
import type { RecordedEvent } from '#ledger/envelope.js';
import type { ParticipantEventType } from '#ledger/participant/events.js';
import { ACCOUNT_LINE_KINDS, type AccountLineKind, type BookedEntitlement, type ParticipantState } from '#ledger/participant/state.js';
import { refuse } from '#ledger/refusal.js';
import type { Figure } from '../../frame/figure.js';
import { valueAccount } from './account.js';

const leaf = { parameters: [], inputs: [], events: [] } as const;

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

function lineFigure(state: ParticipantState, year: number, kind: AccountLineKind, name: string, events: readonly RecordedEvent[]): Figure {
  return {
    ...leaf,
    name,
    value: formatMinor(state.lines.get(year)?.[kind] ?? 0),
    unit: 'DKK',
    formula: FORMULAS[kind],
    article: 'rulebook, sections 6 and 7; body',
    events: events.filter(({ type, effectiveDate }) => yearOf(effectiveDate) === year && (TYPES[kind] as readonly string[]).includes(type)).map(({ id }) => id),
  };
}

function bookedFigure({ key, amountMinor, leftOutMinor, eventIds }: BookedEntitlement): Figure {
  const figure: Figure = { ...leaf, name: `${key.kind} ${key.period}`, value: formatMinor(amountMinor), unit: 'DKK', formula: 'booked, with all its adjustments', article: 'rulebook, sections 6 and 7', events: eventIds };
  return leftOutMinor === 0 ? figure : { ...figure, note: `${formatMinor(-leftOutMinor)} too much was credited and is left by the fund’s recovery policy` };
}

/** The ledger balance: facts by year with their receipts, then every entitlement with its bookings. */
export function valueFigure(state: ParticipantState, events: readonly RecordedEvent[]): Figure {
  const facts = [...state.lines]
    .sort(([a], [b]) => a - b)
    .flatMap(([year, lines]) => FACTS.filter((kind) => lines[kind] !== 0).map((kind) => lineFigure(state, year, kind, `${kind} ${year}`, events)));
  return {
    ...leaf,
    name: 'coverage.value',
    value: formatMinor(state.balanceMinor),
    unit: 'DKK',
    formula: 'ledger balance: contributions + transfers + interest + bonus + adjustments − charges − benefits',
    article: 'rulebook, section 2; body',
    inputs: [...facts, ...[...state.booked.values()].map(bookedFigure)],
  };
}

/** `part`: `opening`, `closing` or a line of the year; refuses UNKNOWN_FIGURE for a line that the year has not. */
export function accountFigure(state: ParticipantState, year: number, part: string, name: string, events: readonly RecordedEvent[]): Figure {
  const account = valueAccount(state, year);
  const base = { ...leaf, name, unit: 'DKK', article: 'rulebook, section 6; body' };
  if (part === 'opening') {
    return { ...base, value: account.opening, formula: `closing value of ${year - 1}: what all years before moved`, inputs: earlierYears(state, year) };
  }
  if (part === 'closing') {
    const opening: Figure = { ...base, name: `account.${year}.opening`, value: account.opening, formula: `closing value of ${year - 1}` };
    const lines = account.lines.map(({ kind }) => lineFigure(state, year, kind, `account.${year}.${kind}`, events));
    return { ...base, value: account.closing, formula: `opening ${account.opening}${account.lines.map(({ kind, amount }) => ` + ${kind} ${amount}`).join('')}`, inputs: [opening, ...lines] };
  }
  const kind = account.lines.find((line) => line.kind === part)?.kind;
  if (kind === undefined) {
    return refuse('UNKNOWN_FIGURE', `the account of ${year} has no line ${part}; it has opening, ${account.lines.map((line) => `${line.kind}, `).join('')}closing`, { figure: name });
  }
  return lineFigure(state, year, kind, name, events);
}

function earlierYears(state: ParticipantState, before: number): readonly Figure[] {
  return [...state.lines]
    .filter(([year]) => year < before)
    .sort(([a], [b]) => a - b)
    .map(([year, lines]) => {
      const moved = ACCOUNT_LINE_KINDS.filter((kind) => lines[kind] !== 0);
      return {
        ...leaf,
        name: `movements of ${year}`,
        value: formatMinor(moved.reduce((sum, kind) => addMinor(sum, lines[kind]), 0)),
        unit: 'DKK',
        formula: moved.map((kind) => `${kind} ${formatMinor(lines[kind])}`).join(' + '),
        article: 'rulebook, section 6; body',
      };
    });
}

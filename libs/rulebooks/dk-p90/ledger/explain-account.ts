/** The value and the annual account as trees: every movement down to the events that make it. */
import { addMinor, formatMinor } from '#money/amount.js';
import { yearOf } from '#money/civil-date.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import type { ParticipantEventType } from '#ledger/participant/events.js';
import { ACCOUNT_LINE_KINDS, type AccountLineKind } from '#ledger/participant/account/account.js';
import type { BookedEntitlement } from '#ledger/participant/entitlements/state.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import { refuse } from '#ledger/kernel/refusal.js';
import type { Figure } from '../../frame/figures/figure.js';
import type { ParameterSet, ParameterUse } from '../../frame/parameters/parameters.js';
import { usesInMonths } from '../in-force.js';
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
function decisionFigures(bookings: readonly RecordedEvent[]): readonly Figure[] {
  return bookings.flatMap(({ type, data }): readonly Figure[] => {
    const by = `(decision ${String(data['decision'])})`;
    const base = { ...leaf, article: 'rulebook, sections 6 and 7; the fund’s decision' };
    if (type === 'InterestCredited') {
      return [
        {
          ...base,
          name: 'declared rate',
          value: String(data['rate']),
          unit: 'effective yearly fraction',
          formula: `j = (1 + rate)^(1/12) − 1; declared by the fund for ${String(data['year'])} ${by}`,
        },
      ];
    }
    if (type === 'BonusAllocated') {
      return [
        {
          ...base,
          name: 'key',
          value: String(data['key']),
          unit: 'as the group allots',
          formula: `of group ${String(data['group'])}, allotted by the fund for ${String(data['year'])} ${by}`,
        },
      ];
    }
    return [];
  });
}

interface Explained {
  readonly state: ParticipantState;
  readonly parameters: ParameterSet;
  readonly events: readonly RecordedEvent[];
}

function lineFigure({ state, parameters, events }: Explained, year: number, kind: AccountLineKind, name: string): Figure {
  const own = events.filter(
    ({ type, effectiveDate }) => yearOf(effectiveDate) === year && (TYPES[kind] as readonly string[]).includes(type),
  );
  return {
    name,
    value: formatMinor(state.lines.get(year)?.[kind] ?? 0),
    unit: 'DKK',
    formula: FORMULAS[kind],
    article: 'rulebook, sections 6 and 7; body',
    parameters: chargesOf(kind, year, parameters),
    inputs: decisionFigures(own),
    events: own.map(({ id }) => id),
  };
}

function bookedFigure({ key, amountMinor, leftOutMinor, eventIds }: BookedEntitlement, { parameters, events }: Explained): Figure {
  const figure: Figure = {
    name: `${key.kind} ${key.period}`,
    value: formatMinor(amountMinor),
    unit: 'DKK',
    formula: `booked by decision ${key.decision}, with all its adjustments`,
    article: 'rulebook, sections 6 and 7',
    parameters: /^\d{4}$/.test(key.period) ? chargesOf(key.kind, Number(key.period), parameters) : [],
    inputs: decisionFigures(events.filter(({ id }) => eventIds.includes(id))),
    events: eventIds,
  };
  return leftOutMinor === 0
    ? figure
    : { ...figure, note: `${formatMinor(-leftOutMinor)} too much was credited and is left by the fund’s recovery policy` };
}

/** The ledger balance: facts by year with their receipts, then every entitlement with its bookings. */
export function valueFigure(state: ParticipantState, parameters: ParameterSet, events: readonly RecordedEvent[]): Figure {
  const explained = { state, parameters, events };
  const facts = [...state.lines]
    .sort(([a], [b]) => a - b)
    .flatMap(([year, lines]) =>
      FACTS.filter((kind) => lines[kind] !== 0).map((kind) => lineFigure(explained, year, kind, `${kind} ${year}`)),
    );
  return {
    ...leaf,
    name: 'coverage.value',
    value: formatMinor(state.balanceMinor),
    unit: 'DKK',
    formula: 'ledger balance: contributions + transfers + interest + bonus + adjustments − charges − benefits',
    article: 'rulebook, section 2; body',
    inputs: [...facts, ...[...state.booked.values()].map((booked) => bookedFigure(booked, explained))],
  };
}

/** `part`: `opening`, `closing` or a line of the year; refuses UNKNOWN_FIGURE for a line that the year has not. */
export function accountFigure(explained: Explained, year: number, part: string, name: string): Figure {
  const { state } = explained;
  const account = valueAccount(state, year);
  const base = { ...leaf, name, unit: 'DKK', article: 'rulebook, section 6; body' };
  if (part === 'opening') {
    return {
      ...base,
      value: account.opening,
      formula: `closing value of ${year - 1}: what all years before moved`,
      inputs: earlierYears(explained, year),
    };
  }
  if (part === 'closing') {
    const opening: Figure = {
      ...base,
      name: `account.${year}.opening`,
      value: account.opening,
      formula: `closing value of ${year - 1}`,
      note: `account.${year}.opening takes it apart`,
    };
    const lines = account.lines.map(({ kind }) => lineFigure(explained, year, kind, `account.${year}.${kind}`));
    return {
      ...base,
      value: account.closing,
      formula: `opening ${account.opening}${account.lines.map(({ kind, amount }) => ` + ${kind} ${amount}`).join('')}`,
      inputs: [opening, ...lines],
    };
  }
  const kind = account.lines.find((line) => line.kind === part)?.kind;
  if (kind === undefined) {
    return refuse('UNKNOWN_FIGURE', `the account of ${year} has no line ${part}; it has opening, ` +
      `${account.lines.map((line) => `${line.kind}, `).join('')}closing`, { figure: name });
  }
  return lineFigure(explained, year, kind, name);
}

function earlierYears(explained: Explained, before: number): readonly Figure[] {
  return [...explained.state.lines]
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
        inputs: moved.map((kind) => lineFigure(explained, year, kind, `account.${year}.${kind}`)),
      };
    });
}

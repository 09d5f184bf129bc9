/** The annual account (section 2) and the ledger value: what each line is made of, down to the events. Amounts are minor units. */
import { formatMinor } from '#money/amount.js';
import { yearOf } from '#money/civil-date.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import type { ParticipantEventType } from '#ledger/participant/events.js';
import { ACCOUNT_LINE_KINDS, type AccountLineKind } from '#ledger/participant/account/account.js';
import type { BookedEntitlement } from '#ledger/participant/entitlements/state.js';
import { accountFigure, accountLines, accountOfYear, type AccountLaw } from '../../frame/annual-account.js';
import type { AccountOf } from '../../frame/capabilities/account.js';
import { explained, named, type Explained } from '../../frame/figures/explained.js';
import type { ParameterSet, ParameterUse } from '../../frame/parameters/parameters.js';
import { usesInMonths } from '../in-force.js';
import type { Sources } from './told-benefit.js';

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

function lawOf(sources: Pick<Sources, 'parameters' | 'events'>): AccountLaw {
  const lineOf: AccountLaw['lineOf'] = (year, kind, minor) => lineFigure(sources, year, kind, minor);
  return { kinds: ACCOUNT_LINE_KINDS, unit: 'DKK', article: 'rulebook, section 6; body', lineOf };
}

function lineFigure(
  { parameters, events }: Pick<Sources, 'parameters' | 'events'>,
  year: number,
  kind: AccountLineKind,
  minor: number,
): Explained<number> {
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

export const valueAccount: AccountOf = (state, year, parameters) => accountOfYear(state, year, lawOf({ parameters, events: [] }));

/** `account.YEAR.PART`; undefined for another name. */
export function valueFigure(figure: string, sources: Sources): Explained<number> | undefined {
  return accountFigure(figure, sources.state, lawOf(sources));
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
  const law = lawOf(sources);
  const years = [...sources.state.lines.keys()].sort((a, b) => a - b);
  return years.flatMap((year) =>
    accountLines(sources.state, year, law).flatMap(([kind, line]) => (FACTS.includes(kind) ? [named(line, `${kind} ${year}`)] : [])),
  );
}

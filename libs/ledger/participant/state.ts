/**
 * A participant as the events tell it: the one fold that every read model and every decision of the rulebooks starts from.
 * `evolve` owns its accumulator and changes it in place, since a portfolio folds millions of events; to everyone else the
 * state is readonly. Amounts are whole minor units.
 */
import { amountMinor, addMinor, type Currency } from '#money/amount.js';
import { monthIndex, yearOf, type CivilDate, type Instant } from '#money/civil-date.js';
import type { RecordedEvent } from '../kernel/envelope.js';
import type { ParticipantEvent } from '../event.js';
import type { EntitlementKey, EntitlementKind, IncomeCoverage, Sex } from './events.js';
import { withVersion } from './incomes/income-versions.js';

/** The lines of an annual account (CONTRACT: `account`). */
export type AccountLineKind =
  | 'contributions'
  | 'interest'
  | 'bonus'
  | 'administration'
  | 'insurance'
  | 'adjustments'
  | 'transfers'
  | 'benefits';
export const ACCOUNT_LINE_KINDS: readonly AccountLineKind[] = [
  'contributions',
  'interest',
  'bonus',
  'administration',
  'insurance',
  'adjustments',
  'transfers',
  'benefits',
];

export interface Enrolment {
  readonly participantId: string;
  readonly scheme: string;
  readonly fundId: string;
  readonly birthDate: CivilDate;
  readonly sex: Sex;
  readonly enrolledOn: CivilDate;
}

/** One amount an employer's income of a year has had. */
export interface IncomeVersion {
  readonly eventId: string;
  readonly revision: number;
  readonly amountMinor: number;
  readonly coverage: IncomeCoverage;
  /** Minor units; only where this version tells it. */
  readonly earnedBefore23?: number;
  readonly recordedAt: Instant;
  /** Undefined on the first report. */
  readonly correctedOn: CivilDate | undefined;
  readonly reason: string | undefined;
  /** The event whose place it took; undefined on the first report. */
  readonly supersedes: string | undefined;
}

export interface EmployerIncome {
  readonly employerId: string;
  /** In the order in which they stand (`withVersion`); the last one is current. */
  readonly versions: readonly IncomeVersion[];
}

export type SettlementData = Omit<Extract<ParticipantEvent, { type: 'CorrectionSettled' }>['data'], 'rulebook'>;
export type TimeBarredData = Omit<Extract<ParticipantEvent, { type: 'CorrectionTimeBarred' }>['data'], 'rulebook'>;

export type Settlement =
  | { readonly status: 'settled'; readonly eventId: string; readonly revision: number; readonly data: SettlementData }
  | { readonly status: 'time-barred'; readonly eventId: string; readonly revision: number; readonly data: TimeBarredData };

/** What has been booked for one entitlement: the first booking and all adjustments since. */
export interface BookedEntitlement {
  readonly key: EntitlementKey;
  readonly amountMinor: number;
  /** Value date of the first booking, and of every adjustment. */
  readonly effectiveDate: CivilDate;
  /** Overpaid and left by the recovery policy, not positive. */
  readonly leftOutMinor: number;
  readonly eventIds: readonly string[];
}

/** The share in a year's special bonus provisions, as the fund stated it. */
export interface StatedShare {
  readonly eventId: string;
  readonly data: Extract<ParticipantEvent, { type: 'SpecialBonusShareStated' }>['data'];
}

export interface Transfer {
  readonly eventId: string;
  readonly on: CivilDate;
  /** Negative for rights transferred out. */
  readonly amountMinor: number;
}

/** A pension paid. */
export interface Payment {
  readonly eventId: string;
  readonly on: CivilDate;
  /** Not positive. */
  readonly amountMinor: number;
  readonly benefit: string;
  /** `YYYY-MM` */
  readonly period: string;
}

export type StartedPension = Extract<ParticipantEvent, { type: 'PensionStarted' }>['data'] & {
  /** Last day for which it is paid. */
  readonly endsOn?: CivilDate;
  /** Its start, then its end. */
  readonly eventIds: readonly string[];
};

export interface Disability {
  readonly beganOn: CivilDate;
  readonly endedOn: CivilDate | undefined;
  readonly eventIds: readonly string[];
}

export interface ParticipantState {
  readonly enrolment: Enrolment | undefined;
  /** Income year → employer → its versions. */
  readonly incomes: ReadonlyMap<number, ReadonlyMap<string, EmployerIncome>>;
  readonly settlements: readonly Settlement[];
  /** Month index → contributions for that month. */
  readonly contributions: ReadonlyMap<number, number>;
  readonly booked: ReadonlyMap<string, BookedEntitlement>;
  /** In the order of their years; the last one is in force. */
  readonly specialBonus: readonly StatedShare[];
  readonly transfers: readonly Transfer[];
  readonly payments: readonly Payment[];
  /** Calendar year of the value date → line → movement. */
  readonly lines: ReadonlyMap<number, Readonly<Record<AccountLineKind, number>>>;
  readonly balanceMinor: number;
  readonly pensionRightsYearlyMinor: number;
  /** In the order in which they began. */
  readonly disabilities: readonly Disability[];
  readonly pensions: readonly StartedPension[];
  readonly diedOn: CivilDate | undefined;
  readonly deathEventId: string | undefined;
  readonly currency: Currency | undefined;
  readonly eventCount: number;
  /** Revision of the last event in recorded order that counted; −1 for none. */
  readonly lastRevision: number;
  /** Position of that event. */
  readonly lastPosition: bigint;
}

interface Accumulator extends ParticipantState {
  enrolment: Enrolment | undefined;
  readonly incomes: Map<number, Map<string, EmployerIncome>>;
  readonly settlements: Settlement[];
  readonly contributions: Map<number, number>;
  readonly booked: Map<string, BookedEntitlement>;
  readonly specialBonus: StatedShare[];
  readonly transfers: Transfer[];
  readonly payments: Payment[];
  readonly lines: Map<number, Record<AccountLineKind, number>>;
  balanceMinor: number;
  pensionRightsYearlyMinor: number;
  readonly disabilities: Disability[];
  readonly pensions: StartedPension[];
  diedOn: CivilDate | undefined;
  deathEventId: string | undefined;
  currency: Currency | undefined;
  eventCount: number;
  lastRevision: number;
  lastPosition: bigint;
}

export function initialParticipant(): ParticipantState {
  const initial: Accumulator = {
    enrolment: undefined,
    incomes: new Map(),
    settlements: [],
    contributions: new Map(),
    booked: new Map(),
    specialBonus: [],
    transfers: [],
    payments: [],
    lines: new Map(),
    balanceMinor: 0,
    pensionRightsYearlyMinor: 0,
    disabilities: [],
    pensions: [],
    diedOn: undefined,
    deathEventId: undefined,
    currency: undefined,
    eventCount: 0,
    lastRevision: -1,
    lastPosition: 0n,
  };
  return initial;
}

/** Text form of an entitlement key, for maps and event keys. */
export function entitlementKeyText(key: EntitlementKey): string {
  return `${key.kind}:${key.period}:${key.decision}`;
}

/** Account line of an entitlement; a deduction is an adjustment of the value. */
export function lineOfEntitlement(kind: EntitlementKind): AccountLineKind {
  return kind === 'deduction' ? 'adjustments' : kind;
}

/** Applies one event; events come in effective order (value date, then revision). */
export function evolveParticipant(state: ParticipantState, event: ParticipantEvent): ParticipantState {
  const next = state as Accumulator;
  next.eventCount += 1;
  if (event.revision > next.lastRevision) {
    next.lastRevision = event.revision;
    next.lastPosition = event.position;
  }
  apply(next, event);
  return next;
}

function apply(next: Accumulator, event: ParticipantEvent): void {
  switch (event.type) {
    case 'ParticipantEnrolled':
      next.enrolment = event.data;
      return;
    case 'IncomeReported':
    case 'IncomeCorrected':
      return recordIncome(next, event);
    case 'CorrectionSettled':
      next.settlements.push({ status: 'settled', eventId: event.id, revision: event.revision, data: event.data });
      return;
    case 'CorrectionTimeBarred':
      next.settlements.push({ status: 'time-barred', eventId: event.id, revision: event.revision, data: event.data });
      return;
    case 'ContributionReceived': {
      const amount = amountMinor(event.data.amount);
      const month = monthIndex(`${event.data.period}-01`);
      next.contributions.set(month, addMinor(next.contributions.get(month) ?? 0, amount));
      return move(next, event, 'contributions', amount, event.data.currency);
    }
    case 'InterestCredited':
      return book(next, event, keyOf(event, 'interest', String(event.data.year)), amountMinor(event.data.amount));
    case 'BonusAllocated':
      return book(next, event, keyOf(event, 'bonus', String(event.data.year)), amountMinor(event.data.amount));
    case 'SpecialBonusShareStated':
      next.specialBonus.push({ eventId: event.id, data: event.data });
      return; // no part of the value
    case 'CostCharged':
      return book(next, event, keyOf(event, 'administration', String(event.data.year)), -amountMinor(event.data.amount));
    case 'RiskPremiumCharged':
      return book(next, event, keyOf(event, 'insurance', String(event.data.year)), -amountMinor(event.data.amount));
    case 'BenefitReduced':
      return book(next, event, keyOf(event, 'deduction', event.data.period), -amountMinor(event.data.amount));
    case 'ReductionRestored':
      return book(next, event, keyOf(event, 'deduction', event.data.period), amountMinor(event.data.amount));
    case 'AdjustmentPosted':
      return book(next, event, event.data.entitlement, amountMinor(event.data.amount));
    case 'RightsAccrued':
    case 'IndexationGranted':
      next.pensionRightsYearlyMinor = addMinor(next.pensionRightsYearlyMinor, amountMinor(event.data.pensionYearly));
      next.currency = event.data.currency;
      return;
    case 'RightsTransferredIn':
    case 'RightsTransferredOut': {
      const amount = amountMinor(event.data.amount) * (event.type === 'RightsTransferredIn' ? 1 : -1);
      next.transfers.push({ eventId: event.id, on: event.effectiveDate, amountMinor: amount });
      return move(next, event, 'transfers', amount, event.data.currency);
    }
    case 'PensionPaid': {
      const amount = -amountMinor(event.data.amount);
      next.payments.push({ eventId: event.id, on: event.effectiveDate, amountMinor: amount, benefit: event.data.benefit, period: event.data.period });
      return move(next, event, 'benefits', amount, event.data.currency);
    }
    case 'PensionStarted':
      next.pensions.push({ ...event.data, eventIds: [event.id] });
      return;
    case 'PensionEnded':
      return endPension(next.pensions, event);
    case 'DisabilityBegan':
      next.disabilities.push({ beganOn: event.data.beganOn, endedOn: undefined, eventIds: [event.id] });
      return;
    case 'DisabilityEnded':
      return endDisability(next.disabilities, event);
    case 'ParticipantDied':
      next.diedOn = event.data.diedOn;
      next.deathEventId = event.id;
      return;
    case 'EventAnnulled':
      return; // the annulled event is left out when the events are selected
    default:
      return unreachable(event);
  }
}

function endPension(pensions: StartedPension[], { id, data }: Extract<ParticipantEvent, { type: 'PensionEnded' }>): void {
  const at = pensions.findLastIndex(({ benefit, startsOn }) => benefit === data.benefit && startsOn === data.startsOn);
  const ended = pensions[at];
  if (ended !== undefined) pensions[at] = { ...ended, endsOn: data.endsOn, eventIds: [...ended.eventIds, id] };
}

/** Without the day on which it began, the last one that did. */
function endDisability(disabilities: Disability[], { id, data }: Extract<ParticipantEvent, { type: 'DisabilityEnded' }>): void {
  const at = disabilities.findLastIndex(({ beganOn }) => data.beganOn === undefined || beganOn === data.beganOn);
  const ended = disabilities[at];
  if (ended !== undefined) disabilities[at] = { ...ended, endedOn: data.endedOn, eventIds: [...ended.eventIds, id] };
}

function recordIncome(next: Accumulator, event: Extract<ParticipantEvent, { type: 'IncomeReported' | 'IncomeCorrected' }>): void {
  const { incomeYear, employerId } = event.data;
  const corrected = event.type === 'IncomeCorrected' ? event.data : undefined;
  const version: IncomeVersion = {
    eventId: event.id,
    revision: event.revision,
    amountMinor: amountMinor(event.type === 'IncomeCorrected' ? event.data.after : event.data.amount),
    coverage: event.type === 'IncomeCorrected' ? event.data.coverageAfter : event.data.coverage,
    recordedAt: event.recordedAt,
    correctedOn: corrected?.correctedOn,
    reason: corrected?.reason,
    supersedes: corrected?.supersedes,
    ...(event.data.earnedBefore23 === undefined ? {} : { earnedBefore23: amountMinor(event.data.earnedBefore23) }),
  };
  const year = next.incomes.get(incomeYear) ?? new Map<string, EmployerIncome>();
  next.incomes.set(incomeYear, year);
  year.set(employerId, { employerId, versions: withVersion(year.get(employerId)?.versions ?? [], version) });
  next.currency = event.data.currency;
}

function keyOf(
  event: Extract<ParticipantEvent, { data: { decision: string; amount: string } }>,
  kind: EntitlementKind,
  period: string,
): EntitlementKey {
  return { decision: event.data.decision, kind, period };
}

function book(
  next: Accumulator,
  event: Extract<ParticipantEvent, { data: { amount: string } }>,
  key: EntitlementKey,
  signedMinor: number,
): void {
  const text = entitlementKeyText(key);
  const booked = next.booked.get(text);
  next.booked.set(text, {
    key,
    amountMinor: addMinor(booked?.amountMinor ?? 0, signedMinor),
    effectiveDate: booked?.effectiveDate ?? event.effectiveDate,
    leftOutMinor: event.type === 'AdjustmentPosted' && event.data.leftOut !== undefined ? amountMinor(event.data.leftOut.amount) : 0,
    eventIds: [...(booked?.eventIds ?? []), event.id],
  });
  const line = event.type === 'AdjustmentPosted' ? 'adjustments' : lineOfEntitlement(key.kind);
  move(next, event, line, signedMinor, event.data.currency);
}

function move(next: Accumulator, event: ParticipantEvent, line: AccountLineKind, signedMinor: number, currency: Currency): void {
  const year = yearOf(event.effectiveDate);
  let lines = next.lines.get(year);
  if (lines === undefined) {
    lines = emptyLines();
    next.lines.set(year, lines);
  }
  lines[line] = addMinor(lines[line], signedMinor);
  next.balanceMinor = addMinor(next.balanceMinor, signedMinor);
  next.currency = currency;
}

export function emptyLines(): Record<AccountLineKind, number> {
  return { contributions: 0, interest: 0, bonus: 0, administration: 0, insurance: 0, adjustments: 0, transfers: 0, benefits: 0 };
}

function unreachable(event: never): never {
  const { type, stream, revision } = event as RecordedEvent;
  throw new Error(`no fold for ${type}: ${stream} revision ${revision}`);
}

/** What can happen to a participant. Types and their JSON Schemas stand side by side; one line of law or reason each. */
import type { CivilDate } from '#money/civil-date.js';
import type { Currency } from '#money/amount.js';
import * as is from '../kernel/schema.js';

export type Sex = 'male' | 'female';
/** How an income is insured (fi-kapl section 2). */
export type IncomeCoverage = 'kapl' | 'apl-10b' | 'apl-15b';
export const INCOME_COVERAGES: readonly IncomeCoverage[] = ['kapl', 'apl-10b', 'apl-15b'];

/** What an entitlement is, and the line of the annual account it stands in. */
export type EntitlementKind = 'interest' | 'bonus' | 'administration' | 'insurance' | 'deduction';
export const ENTITLEMENT_KINDS: readonly EntitlementKind[] = ['interest', 'bonus', 'administration', 'insurance', 'deduction'];

/** One entitlement: which decision it follows from, what it is, the year or day it is for. */
export interface EntitlementKey {
  readonly decision: string;
  readonly kind: EntitlementKind;
  readonly period: string;
}

interface Booked {
  /** Id of the fund's decision event. */
  readonly decision: string;
  readonly amount: string;
  readonly currency: Currency;
}

export interface ParticipantEventData {
  ParticipantEnrolled: {
    readonly participantId: string;
    readonly scheme: string;
    readonly fundId: string;
    readonly birthDate: CivilDate;
    readonly sex: Sex;
    readonly enrolledOn: CivilDate;
  };
  IncomeReported: {
    readonly incomeYear: number;
    readonly employerId: string;
    readonly amount: string;
    readonly currency: Currency;
    readonly coverage: IncomeCoverage;
    /** Of it, what was earned before the 23rd birthday; told only for the year of that birthday (fi-kapl section 7). */
    readonly earnedBefore23?: string;
  };
  IncomeCorrected: {
    readonly incomeYear: number;
    readonly employerId: string;
    readonly before: string;
    readonly after: string;
    readonly currency: Currency;
    readonly coverageBefore: IncomeCoverage;
    readonly coverageAfter: IncomeCoverage;
    readonly reason: string;
    readonly correctedOn: CivilDate;
    /** Where the correction tells it anew; else it stays. */
    readonly earnedBefore23?: string;
    /** The report or correction whose amount it replaces. */
    readonly supersedes: string;
  };
  CorrectionSettled: {
    readonly correction: string;
    readonly kind: 'correction' | 'ordinary';
    readonly incomeYear: number;
    readonly correctionYear: number;
    readonly incomeBefore: string;
    readonly incomeAfter: string;
    readonly premiumDelta: string;
    readonly premiumInterest: string;
    readonly smoothingDelta: string;
    readonly smoothingInterest: string;
    readonly total: string;
    readonly currency: Currency;
    readonly rulebook: string;
    /** What the fund's recovery policy leaves: the amounts above are then zero. */
    readonly leftOut?: {
      readonly premiumDelta: string;
      readonly premiumInterest: string;
      readonly smoothingDelta: string;
      readonly smoothingInterest: string;
      readonly total: string;
      readonly reason: string;
    };
  };
  CorrectionTimeBarred: {
    readonly correction: string;
    readonly incomeYear: number;
    readonly correctionYear: number;
    readonly incomeBefore: string;
    readonly incomeAfter: string;
    readonly currency: Currency;
    readonly article: string;
    readonly rulebook: string;
  };
  ContributionReceived: {
    readonly period: string;
    readonly amount: string;
    readonly currency: Currency;
    readonly employerId: string;
    readonly receivedOn: CivilDate;
    /** Where one was given: tells it from another of the same month, employer and day. */
    readonly reference?: string;
  };
  InterestCredited: Booked & { readonly year: number; readonly rate: string };
  BonusAllocated: Booked & { readonly year: number; readonly group: string; readonly key: string };
  /** The share in a year's special bonus provisions: told, not credited (dk-p90 section 7). */
  SpecialBonusShareStated: {
    /** Id of the fund's decision event. */
    readonly decision: string;
    readonly year: number;
    /** The participant's value at the year's end, as known when the fund decided. */
    readonly value: string;
    readonly pool: string;
    readonly valueSum: string;
    readonly rate: string;
    readonly share: string;
    /** The share less the one stated last. */
    readonly change: string;
    readonly currency: Currency;
  };
  CostCharged: Booked & { readonly year: number; readonly months: number };
  RiskPremiumCharged: Booked & { readonly year: number; readonly months: number };
  BenefitReduced: Booked & { readonly period: string; readonly reason: string };
  ReductionRestored: Booked & { readonly period: string; readonly reason: string };
  AdjustmentPosted: {
    readonly entitlement: EntitlementKey;
    readonly before: string;
    readonly after: string;
    readonly amount: string;
    readonly currency: Currency;
    /** An overpayment that the fund's recovery policy leaves; it stands until the next adjustment of the entitlement. */
    readonly leftOut?: { readonly amount: string; readonly reason: string };
  };
  RightsAccrued: { readonly period: string; readonly pensionYearly: string; readonly currency: Currency };
  IndexationGranted: Pick<Booked, 'decision' | 'currency'> & { readonly rate: string; readonly pensionYearly: string };
  RightsTransferredIn: {
    readonly amount: string;
    readonly currency: Currency;
    readonly kind: 'opening-value' | 'individual-transfer' | 'collective-transfer';
    readonly counterparty: string;
    readonly reference?: string;
  };
  RightsTransferredOut: {
    readonly amount: string;
    readonly currency: Currency;
    readonly kind: 'individual-transfer' | 'collective-transfer';
    readonly counterparty: string;
    readonly reference?: string;
  };
  DisabilityBegan: { readonly beganOn: CivilDate; readonly decidedOn: CivilDate };
  DisabilityEnded: {
    readonly endedOn: CivilDate;
    /** The disability that ended; events of older programs do not say, and end the last one that began. */
    readonly beganOn?: CivilDate;
  };
  PensionStarted: {
    readonly benefit: string;
    readonly startsOn: CivilDate;
    readonly grantedOn: CivilDate;
    readonly amount: string;
    readonly currency: Currency;
    readonly frequency: 'monthly' | 'yearly';
  };
  /** `endsOn`: the last day for which it is paid. */
  PensionEnded: { readonly benefit: string; readonly startsOn: CivilDate; readonly endsOn: CivilDate };
  PensionPaid: { readonly benefit: string; readonly period: string; readonly amount: string; readonly currency: Currency; readonly reference?: string };
  ParticipantDied: { readonly diedOn: CivilDate };
  EventAnnulled: { readonly annuls: string; readonly reason: string };
}

export type ParticipantEventType = keyof ParticipantEventData;

const booked = { decision: is.eventReference, amount: is.amount, currency: is.currency };
const money = { amount: is.amountNotNegative, currency: is.currency };
const settled = {
  correction: is.eventReference,
  incomeYear: is.year,
  correctionYear: is.year,
  incomeBefore: is.amount,
  incomeAfter: is.amount,
  currency: is.currency,
  rulebook: is.text,
};
const settlementAmounts = { premiumDelta: is.amount, premiumInterest: is.amount, smoothingDelta: is.amount, smoothingInterest: is.amount, total: is.amount };
const named = { reference: is.text };
const coverage = is.oneOf(...INCOME_COVERAGES);

export const PARTICIPANT_EVENT_SCHEMAS: { readonly [type in ParticipantEventType]: is.Schema } = {
  ParticipantEnrolled: is.record({
    participantId: is.identifier,
    scheme: is.identifier,
    fundId: is.identifier,
    birthDate: is.date,
    sex: is.oneOf('male', 'female'),
    enrolledOn: is.date,
  }),
  IncomeReported: is.record({ incomeYear: is.year, employerId: is.identifier, ...money, coverage }, { earnedBefore23: is.amountNotNegative }),
  IncomeCorrected: is.record(
    {
      incomeYear: is.year,
      employerId: is.identifier,
      before: is.amountNotNegative,
      after: is.amountNotNegative,
      currency: is.currency,
      coverageBefore: coverage,
      coverageAfter: coverage,
      reason: is.text,
      correctedOn: is.date,
      supersedes: is.eventReference,
    },
    { earnedBefore23: is.amountNotNegative },
  ),
  CorrectionSettled: is.record(
    { ...settled, kind: is.oneOf('correction', 'ordinary'), ...settlementAmounts },
    { leftOut: is.record({ ...settlementAmounts, reason: is.text }) },
  ),
  CorrectionTimeBarred: is.record({ ...settled, article: is.text }),
  ContributionReceived: is.record({ period: is.period, ...money, employerId: is.identifier, receivedOn: is.date }, named),
  InterestCredited: is.record({ ...booked, year: is.year, rate: is.decimal }),
  BonusAllocated: is.record({ ...booked, year: is.year, group: is.identifier, key: is.wholeNumber }),
  SpecialBonusShareStated: is.record({
    decision: is.eventReference,
    year: is.year,
    value: is.amountNotNegative,
    pool: is.amountNotNegative,
    valueSum: is.amountNotNegative,
    rate: is.decimal,
    share: is.amountNotNegative,
    change: is.amount,
    currency: is.currency,
  }),
  CostCharged: is.record({ ...booked, year: is.year, months: is.count }),
  RiskPremiumCharged: is.record({ ...booked, year: is.year, months: is.count }),
  BenefitReduced: is.record({ ...booked, period: is.text, reason: is.text }),
  ReductionRestored: is.record({ ...booked, period: is.text, reason: is.text }),
  AdjustmentPosted: is.record(
    {
      entitlement: is.record({ decision: is.eventReference, kind: is.oneOf(...ENTITLEMENT_KINDS), period: is.text }),
      before: is.amount,
      after: is.amount,
      amount: is.amount,
      currency: is.currency,
    },
    { leftOut: is.record({ amount: is.amount, reason: is.text }) },
  ),
  RightsAccrued: is.record({ period: is.text, pensionYearly: is.amount, currency: is.currency }),
  IndexationGranted: is.record({
    decision: is.eventReference,
    rate: is.decimal,
    pensionYearly: is.amount,
    currency: is.currency,
  }),
  RightsTransferredIn: is.record({
    ...money,
    kind: is.oneOf('opening-value', 'individual-transfer', 'collective-transfer'),
    counterparty: is.text,
  }, named),
  RightsTransferredOut: is.record({
    ...money,
    kind: is.oneOf('individual-transfer', 'collective-transfer'),
    counterparty: is.text,
  }, named),
  DisabilityBegan: is.record({ beganOn: is.date, decidedOn: is.date }),
  DisabilityEnded: is.record({ endedOn: is.date }, { beganOn: is.date }),
  PensionStarted: is.record({
    benefit: is.text,
    startsOn: is.date,
    grantedOn: is.date,
    ...money,
    frequency: is.oneOf('monthly', 'yearly'),
  }),
  PensionEnded: is.record({ benefit: is.text, startsOn: is.date, endsOn: is.date }),
  PensionPaid: is.record({ benefit: is.text, period: is.period, ...money }, named),
  ParticipantDied: is.record({ diedOn: is.date }),
  EventAnnulled: is.record({ annuls: is.eventReference, reason: is.text }),
};

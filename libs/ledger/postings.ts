/**
 * Double entry: what each event moves between accounts, debit positive. Every event's postings add up to zero in each
 * commodity, or it has a stated reason for having none. The table is keyed by event type, so a new type demands an entry.
 */
import { addMinor, amountMinor, sumMinor, type Currency } from '#money/amount.js';
import type { EventData, EventType } from './event.js';
import type { AnyRecorded } from './kernel/event.js';
import type { EntitlementKind } from './participant/entitlements/events.js';

export type Account =
  | 'participants:value'
  | 'participants:pensionable-income'
  | 'participants:pension-rights'
  | 'employers:reported-income'
  | 'employers:premium-receivable'
  | 'employers:credit'
  | 'employers:other-receivable'
  | 'participants:premium-receivable'
  | 'participants:savings'
  | 'fund:cash'
  | 'fund:premiums'
  | 'fund:savings-pending'
  | 'fund:default-interest'
  | 'fund:fines'
  | 'fund:costs-recovered'
  | 'fund:interest-on-corrections'
  | 'fund:smoothing-parts'
  | 'fund:smoothing-buffer'
  | 'fund:special-bonus-provisions'
  | 'fund:investment-return'
  | 'fund:administration-income'
  | 'fund:risk-result'
  | 'fund:contribution-group-result'
  | 'fund:transfers'
  | 'fund:pension-rights-granted';

/** Money; reported pensionable income as a control total; pension rights by the year. */
export type Commodity = Currency | `${Currency} income` | `${Currency} per year`;

export interface Posting {
  readonly account: Account;
  readonly commodity: Commodity;
  /** Whole minor units, debit positive; never zero. */
  readonly amountMinor: number;
}

/** Moves an amount from the credited to the debited account. */
function transfer(commodity: Commodity, debit: Account, credit: Account, minor: number): readonly Posting[] {
  if (minor === 0) return [];
  return [
    { account: debit, commodity, amountMinor: minor },
    { account: credit, commodity, amountMinor: -minor },
  ];
}

/** What raises or lowers participants' value is borne by, kind by kind. */
const BEARER: { readonly [kind in EntitlementKind]: Account } = {
  interest: 'fund:investment-return',
  bonus: 'fund:contribution-group-result',
  administration: 'fund:administration-income',
  insurance: 'fund:risk-result',
  deduction: 'fund:contribution-group-result',
};

function raiseValue(currency: Currency, from: Account, minor: number): readonly Posting[] {
  return transfer(currency, from, 'participants:value', minor);
}

function sumOf(allocations: readonly { readonly amount: string }[]): number {
  return sumMinor(allocations, ({ amount }) => amountMinor(amount));
}

/** Pension rights are counted by the year, in a commodity of their own. */
function raiseRights({ pensionYearly, currency }: { readonly pensionYearly: string; readonly currency: Currency }): readonly Posting[] {
  return transfer(`${currency} per year`, 'fund:pension-rights-granted', 'participants:pension-rights', amountMinor(pensionYearly));
}

/** Premium and interest of a correction; the smoothing amounts are a part of them and move within the fund. */
function settlementPostings(data: EventData['CorrectionSettled']): readonly Posting[] {
  const { currency } = data;
  return [
    ...transfer(currency, 'employers:premium-receivable', 'fund:premiums', amountMinor(data.premiumDelta)),
    ...transfer(currency, 'employers:premium-receivable', 'fund:interest-on-corrections', amountMinor(data.premiumInterest)),
    ...transfer(currency, 'fund:premiums', 'fund:smoothing-parts', amountMinor(data.smoothingDelta)),
    ...transfer(currency, 'fund:interest-on-corrections', 'fund:smoothing-parts', amountMinor(data.smoothingInterest)),
  ];
}

/**
 * A group's result fills or drains its buffer, which at first comes with what was there before the ledger; the rest waits to be
 * allotted to participants (dk-p90 section 7).
 */
function groupResultPostings(data: EventData['ContributionGroupResultReported']): readonly Posting[] {
  const { currency } = data;
  const toBuffer = addMinor(amountMinor(data.closingBuffer), -amountMinor(data.openingBuffer));
  const toGroup = addMinor(amountMinor(data.result), -toBuffer);
  return [
    ...transfer(currency, 'fund:cash', 'fund:smoothing-buffer', amountMinor(data.bufferBroughtAlong ?? '0')),
    ...transfer(currency, 'fund:investment-return', 'fund:smoothing-buffer', toBuffer),
    ...transfer(currency, 'fund:investment-return', 'fund:contribution-group-result', toGroup),
  ];
}

/** A transfer of one participant is settled at once; that of a group by the two funds, so that fund:transfers is zero afterwards. */
function transferPostings(data: EventData['RightsTransferredIn' | 'RightsTransferredOut'], sign: 1 | -1): readonly Posting[] {
  const { currency, amount, transfer: group, pensionYearly = '0.00' } = data;
  return [
    ...raiseValue(currency, group === undefined ? 'fund:cash' : 'fund:transfers', sign * amountMinor(amount)),
    ...transfer(`${currency} per year`, 'fund:pension-rights-granted', 'participants:pension-rights', sign * amountMinor(pensionYearly)),
  ];
}

const SETTLED: { readonly [direction in 'out' | 'in']: readonly [debit: Account, credit: Account] } = {
  out: ['fund:transfers', 'fund:cash'],
  in: ['fund:cash', 'fund:transfers'],
};

const A_STEP = { none: 'a step moves no money; the completion does, at the participants and the funds' } as const;

const NO_POSTINGS_OF_A_DOSSIER = {
  TransferProposed: A_STEP,
  RightsSnapshotTaken: A_STEP,
  TransferAssessed: A_STEP,
  OrganDecided: A_STEP,
  BoardResponded: A_STEP,
  WorksCouncilDecided: A_STEP,
  SupervisorNotified: A_STEP,
  TransferProhibited: A_STEP,
  ReviewPeriodLapsed: A_STEP,
  TransferWithdrawn: A_STEP,
  TransferRejected: A_STEP,
  ReceiverAccepted: A_STEP,
  StepAnnulled: A_STEP,
  TransferCompleted: { none: 'it stands beside what it moved, in the streams of the participants and of the funds' },
  LateFactForwarded: { none: 'what it leads to at the receiver has postings of its own' },
} as const;

type PostingRule<T extends EventType> = ((data: EventData[T]) => readonly Posting[]) | { readonly none: string };

const RULES: { readonly [type in EventType]: PostingRule<type> } = {
  ObjectorExemptionGranted: { none: 'an exemption moves no money; what is charged as savings in its place does' },
  ObjectorExemptionEnded: { none: 'an end moves no money; what becomes of the savings does' },
  SavingsDeposited: ({ currency, amount }) => transfer(currency, 'fund:savings-pending', 'participants:savings', amountMinor(amount)),
  SavingsInterestCredited: ({ currency, amount }) =>
    transfer(currency, 'fund:investment-return', 'participants:savings', amountMinor(amount)),
  SavingsPaidOut: ({ currency, amount }) => transfer(currency, 'participants:savings', 'fund:cash', amountMinor(amount)),
  // The deposits are premium from then on; the interest goes back to the fund (nl-pob VI.10).
  SavingsVoided: ({ currency, amount, premium }) => [
    ...transfer(currency, 'participants:savings', 'fund:premiums', amountMinor(premium)),
    ...transfer(currency, 'participants:savings', 'fund:investment-return', addMinor(amountMinor(amount), -amountMinor(premium))),
  ],
  StartLetterSent: { none: 'a letter tells of rights and moves no money' },
  ParticipantEnrolled: { none: 'an enrolment moves no money' },
  IncomeReported: ({ amount, currency }) =>
    transfer(`${currency} income`, 'employers:reported-income', 'participants:pensionable-income', amountMinor(amount)),
  IncomeCorrected: ({ before, after, currency }) =>
    transfer(
      `${currency} income`,
      'employers:reported-income',
      'participants:pensionable-income',
      addMinor(amountMinor(after), -amountMinor(before)),
    ),
  CorrectionSettled: settlementPostings,
  CorrectionTimeBarred: { none: 'a time-barred correction has no financial effect' },
  ContributionReceived: ({ amount, currency }) => raiseValue(currency, 'fund:cash', amountMinor(amount)),
  InterestCredited: ({ amount, currency }) => raiseValue(currency, BEARER.interest, amountMinor(amount)),
  BonusAllocated: ({ amount, currency }) => raiseValue(currency, BEARER.bonus, amountMinor(amount)),
  SpecialBonusShareStated: {
    none: 'the provisions are the fund’s own reserve and unallocated: a share is told, it is no claim and no part of the value',
  },
  CostCharged: ({ amount, currency }) => raiseValue(currency, BEARER.administration, -amountMinor(amount)),
  RiskPremiumCharged: ({ amount, currency }) => raiseValue(currency, BEARER.insurance, -amountMinor(amount)),
  BenefitReduced: ({ amount, currency }) => raiseValue(currency, BEARER.deduction, -amountMinor(amount)),
  ReductionRestored: ({ amount, currency }) => raiseValue(currency, BEARER.deduction, amountMinor(amount)),
  AdjustmentPosted: ({ entitlement, amount, currency }) => raiseValue(currency, BEARER[entitlement.kind], amountMinor(amount)),
  RightsAccrued: raiseRights,
  IndexationGranted: raiseRights,
  RightsReduced: raiseRights,
  CatchUpGranted: raiseRights,
  RightsAdjusted: raiseRights,
  RightsTransferredIn: (data) => transferPostings(data, 1),
  RightsTransferredOut: (data) => transferPostings(data, -1),
  RightsTransferAdjusted: raiseRights,
  SalaryReported: { none: 'a salary moves no money; the premium on it does when it is charged' },
  SalaryCorrected: { none: 'a salary moves no money; the premium on it does when it is charged' },
  SalaryEstimated: { none: 'a salary moves no money; the premium on it does when it is charged' },
  VoluntaryContinuationStarted: { none: 'who owes the premium is said by each charge' },
  VoluntaryContinuationEnded: { none: 'who owes the premium is said by each charge' },
  PremiumCharged: ({ as, debtor, premium, aoPremium, currency }) =>
    transfer(
      currency,
      debtor === 'employer' ? 'employers:premium-receivable' : 'participants:premium-receivable',
      as === 'premium' ? 'fund:premiums' : 'fund:savings-pending',
      addMinor(amountMinor(premium), amountMinor(aoPremium)),
    ),
  OwnPremiumPaid: ({ currency, amount }) => transfer(currency, 'fund:cash', 'participants:premium-receivable', amountMinor(amount)),
  PremiumDifferenceDecided: { none: 'what is to change is booked when the next invoice charges it' },
  PremiumRefundLapsed: { none: 'it was never booked as owed' },
  DisabilityBegan: { none: 'a state of health moves no money; the pension it leads to does when paid' },
  DisabilityEnded: { none: 'a state of health moves no money' },
  PensionStarted: { none: 'a grant moves no money; each payment does' },
  PensionEnded: { none: 'the end of a grant moves no money' },
  PensionPaid: ({ amount, currency }) => raiseValue(currency, 'fund:cash', -amountMinor(amount)),
  ParticipantDied: { none: 'a death moves no money' },
  EventAnnulled: { none: 'the annulled event is left out where events are selected, and its postings with it' },
  FundEstablished: { none: 'a fund is established without money' },
  FundTimeZoneDecided: { none: 'where a day begins moves no money' },
  ParametersPublished: { none: 'rules move no money' },
  ContributionGroupResultReported: groupResultPostings,
  InterestRateDeclared: { none: 'booked by participant when credited' },
  BonusDeclared: { none: 'booked by participant when allocated' },
  // Within the fund: the reserve stands at the year's pool, and what it gains or loses is the year's result (section 7).
  SpecialBonusDeclared: ({ change, currency }) =>
    transfer(currency, 'fund:investment-return', 'fund:special-bonus-provisions', amountMinor(change)),
  FundingRatioReported: { none: 'a ratio moves no money' },
  FundingRatioCorrected: { none: 'a ratio moves no money' },
  CashFlowsReported: { none: 'what will be paid moves no money until it is' },
  ExpectationsSet: { none: 'an expectation moves no money' },
  PolicyEvaluated: { none: 'a figure moves no money; what is decided on it does, at the participants' },
  RecoveryPlanSet: { none: 'a plan moves no money' },
  IndexationDecided: { none: 'booked by participant when granted' },
  CatchUpDecided: { none: 'booked by participant when granted' },
  AlmRunRecorded: { none: 'a study moves no money' },
  TenCutsScheduled: { none: 'each year’s cut is a reduction of its own, booked by participant' },
  PremiumBasisSet: { none: 'a basis moves no money; the premium charged by it does' },
  PremiumRatesDecided: { none: 'rates move no money; the premium charged by them does' },
  ReductionDecided: { none: 'booked by participant when reduced' },
  FundReturnReported: { none: 'a return moves no money here; the interest that follows from it does, at the savers' },
  PerformanceTestReported: { none: 'a test moves no money' },
  InvestmentPolicySet: { none: 'a policy moves no money' },
  FeasibilityTestReported: { none: 'a test moves no money' },
  PartiesInformed: { none: 'a notice moves no money' },
  PremiumDiscountDecided: { none: 'the premium rates that give it do' },
  YearClosed: { none: 'closing a year moves no money' },
  BasisChanged: { none: 'the values stay; what they pay changes' },
  TermsChanged: { none: 'rules move no money; the charges that follow from them do' },
  ChangeNotified: { none: 'a notice moves no money' },
  EmployerAffiliated: { none: 'an affiliation moves no money; the premiums that it leads to do' },
  HeadcountReported: { none: 'a number of employees moves no money' },
  PremiumInvoiced: { none: 'an invoice asks for what was charged by participant' },
  PremiumPaid: ({ currency, allocations, unallocated }) => [
    ...transfer(currency, 'fund:cash', 'employers:premium-receivable', sumOf(allocations)),
    ...transfer(currency, 'fund:cash', 'employers:credit', amountMinor(unallocated)),
  ],
  CreditApplied: ({ currency, allocations }) => transfer(currency, 'employers:credit', 'employers:premium-receivable', sumOf(allocations)),
  CreditArisen: ({ currency, amount }) => transfer(currency, 'employers:premium-receivable', 'employers:credit', amountMinor(amount)),
  AllocationCorrected: ({ currency, takenBack, allocations }) =>
    transfer(currency, 'employers:credit', 'employers:premium-receivable', addMinor(sumOf(allocations), -sumOf(takenBack))),
  DefaultInterestCharged: ({ currency, amount }) =>
    transfer(currency, 'employers:premium-receivable', 'fund:default-interest', amountMinor(amount)),
  WritIssued: { none: 'a writ asks for what is owed already' },
  FinalSettlementDecided: { none: 'what is to change is booked when the next invoice charges it' },
  DataDemanded: { none: 'a demand moves no money' },
  DataDelivered: { none: 'a delivery moves no money' },
  FineImposed: ({ currency, amount }) => transfer(currency, 'employers:other-receivable', 'fund:fines', amountMinor(amount)),
  ClaimMade: ({ currency, amount }) => transfer(currency, 'employers:other-receivable', 'fund:costs-recovered', amountMinor(amount)),
  EmployerObjectionGranted: { none: 'an exemption moves no money; what is owed for others stays premium' },
  EmployerObjectionEnded: { none: 'an end moves no money' },
  ExemptionRequested: { none: 'a request moves no money' },
  ExemptionGranted: { none: 'premium that is not due any more is taken back by the next invoice' },
  ExemptionRefused: { none: 'a refusal moves no money' },
  ExemptionConditionMet: { none: 'a condition moves no money' },
  ExemptionContinued: { none: 'an exemption that goes over moves no money' },
  ExemptionWithdrawn: { none: 'premium that is due again is charged by the next invoice' },
  EstimateReplaced: { none: 'the invoice that takes its place is booked by participant' },
  // What goes over with a group is one sum between the two funds; what it is made of stands with the participants.
  TransferValueSettled: ({ direction, amount, currency }) => transfer(currency, ...SETTLED[direction], amountMinor(amount)),
  ...NO_POSTINGS_OF_A_DOSSIER,
  BatchPlanned: { none: 'a batch moves no money; the events it leads to do' },
  BatchApproved: { none: 'a batch moves no money; the events it leads to do' },
  BatchChunkCommitted: { none: 'a batch moves no money; the events it leads to do' },
  BatchRowsRefused: { none: 'what was refused moves no money' },
  BatchCompleted: { none: 'a batch moves no money; the events it leads to do' },
};

/** The balanced postings of an event; empty where it has none. Throws on a type outside the table: nothing is skipped. */
export function postingsOf(event: Pick<AnyRecorded, 'type' | 'data'>): readonly Posting[] {
  const rule = RULES[event.type as EventType] as PostingRule<EventType> | undefined;
  if (rule === undefined) throw new Error(`no postings for ${String(event.type)}`);
  return typeof rule === 'function' ? rule(event.data as never) : [];
}

/**
 * What the Ledger sections of the rulebooks record (nl-pob section 9, nl-ftk section 8, nl-transfer section 9; of fi-kapl and dk-p90 the
 * streams of the design), table by table, and what the ledger records beside them. A case is a golden journal in which such an event stands
 * on a stream of the scheme: the golden specification holds it byte by byte, and what is answered on it.
 */
import { goldenLines, GOLDEN_NAMES } from '../golden/opened.js';

export interface EventTable {
  readonly table: string;
  readonly events: readonly string[];
}

const LIFE = ['DisabilityBegan', 'DisabilityEnded', 'PensionStarted', 'PensionEnded', 'ParticipantDied'];

export const EVENT_TABLES: { readonly [scheme: string]: readonly EventTable[] } = {
  'fi-kapl': [
    { table: 'fund', events: ['FundEstablished', 'ParametersPublished'] },
    {
      table: 'participant',
      events: ['ParticipantEnrolled', 'IncomeReported', 'IncomeCorrected', 'CorrectionSettled', 'CorrectionTimeBarred', ...LIFE],
    },
  ],
  'dk-p90': [
    {
      table: 'fund',
      events: [
        ...['FundEstablished', 'ParametersPublished', 'ContributionGroupResultReported', 'InterestRateDeclared', 'BonusDeclared'],
        ...['FundingRatioReported', 'IndexationDecided', 'ReductionDecided', 'YearClosed'],
      ],
    },
    { table: 'basis and terms', events: ['BasisChanged', 'TermsChanged', 'ChangeNotified'] },
    {
      table: 'participant',
      events: [
        ...['ParticipantEnrolled', 'ContributionReceived', 'InterestCredited', 'BonusAllocated', 'CostCharged', 'RiskPremiumCharged'],
        ...['RightsAccrued', 'IndexationGranted', 'BenefitReduced', 'ReductionRestored', 'AdjustmentPosted'],
        ...['RightsTransferredOut', 'RightsTransferredIn', ...LIFE, 'PensionPaid', 'EventAnnulled'],
      ],
    },
    { table: 'beside the section: special bonus', events: ['SpecialBonusDeclared', 'SpecialBonusShareStated'] },
  ],
  'nl-pob': [
    {
      table: 'input files',
      events: [
        ...['EmployerAffiliated', 'HeadcountReported', 'SalaryReported', 'SalaryCorrected', 'PremiumPaid', 'DataDemanded', 'DataDelivered'],
        ...['ExemptionRequested', 'ObjectorExemptionGranted', 'VoluntaryContinuationStarted'],
      ],
    },
    { table: 'premium rates', events: ['PremiumRatesDecided'] },
    { table: 'invoices', events: ['PremiumInvoiced', 'PremiumCharged', 'OwnPremiumPaid', 'DefaultInterestCharged'] },
    { table: 'duties', events: ['FineImposed', 'ClaimMade', 'WritIssued', 'EstimateSet', 'SalaryEstimated', 'EstimateReplaced'] },
    { table: 'settlement', events: ['FinalSettlementDecided', 'PremiumRefundLapsed'] },
    {
      table: 'exemptions',
      events: [
        ...['ExemptionGranted', 'ExemptionRefused', 'ExemptionConditionMet', 'ExemptionContinued', 'ExemptionWithdrawn'],
        'ObjectorExemptionEnded',
      ],
    },
    { table: 'savings', events: ['SavingsDeposited', 'SavingsInterestCredited', 'SavingsPaidOut', 'SavingsVoided'] },
    {
      table: 'rights',
      events: [
        ...['RightsAccrued', 'IndexationDecided', 'IndexationGranted', 'ReductionDecided', 'RightsReduced'],
        ...['CatchUpDecided', 'CatchUpGranted'],
      ],
    },
    {
      table: 'accountability',
      events: [
        ...['FundingRatioReported', 'FundReturnReported', 'PremiumDiscountDecided', 'PerformanceTestReported', 'InvestmentPolicySet'],
        ...['FeasibilityTestReported', 'PartiesInformed'],
      ],
    },
    { table: 'letters and terms', events: ['StartLetterSent', 'TermsChanged', 'ChangeNotified'] },
    {
      table: 'beside the section',
      events: [
        ...['FundEstablished', 'ParametersPublished', 'ParticipantEnrolled', 'ParticipantDied'],
        // payments in their order, rights derived again, what a decision of 4.9 came to, employers that object, a continuation's end
        ...['AllocationCorrected', 'CreditApplied', 'CreditArisen', 'RightsAdjusted', 'PremiumDifferenceDecided'],
        ...['EmployerObjectionGranted', 'EmployerObjectionEnded', 'VoluntaryContinuationEnded'],
      ],
    },
  ],
  'nl-ftk': [
    { table: 'input files', events: ['FundingRatioReported', 'FundingRatioCorrected', 'CashFlowsReported', 'ExpectationsSet'] },
    { table: 'evaluation and plan', events: ['PolicyEvaluated', 'RecoveryPlanSet'] },
    { table: 'decisions', events: ['IndexationDecided', 'ReductionDecided', 'CatchUpDecided', 'TenCutsScheduled', 'PremiumBasisSet'] },
    { table: 'studies', events: ['AlmRunRecorded'] },
    { table: 'participants', events: ['IndexationGranted', 'RightsReduced', 'CatchUpGranted'] },
  ],
  'nl-transfer': [
    {
      table: 'steps',
      events: [
        ...['TransferProposed', 'RightsSnapshotTaken', 'TransferAssessed', 'OrganDecided', 'BoardResponded', 'WorksCouncilDecided'],
        ...['SupervisorNotified', 'TransferProhibited', 'ReviewPeriodLapsed', 'ReceiverAccepted', 'TransferCompleted'],
        ...['TransferRejected', 'TransferWithdrawn', 'LateFactForwarded'],
      ],
    },
    { table: 'written by complete', events: ['RightsTransferredOut', 'ParticipantEnrolled', 'RightsTransferredIn'] },
    { table: 'beside the section', events: ['StepAnnulled', 'TransferValueSettled', 'RightsTransferAdjusted'] },
  ],
  'every scheme': [
    { table: 'fund', events: ['FundTimeZoneDecided'] },
    { table: 'batches', events: ['BatchPlanned', 'BatchRowsRefused', 'BatchApproved', 'BatchChunkCommitted', 'BatchCompleted'] },
  ],
};

/** Named by the tables and no type of the ledger, each with what the ledger records instead. */
export const RECORDED_OTHERWISE: { readonly [type: string]: string } = {
  EstimateSet: 'an estimate is a fact of each participant, SalaryEstimated, which names the demand',
};

/** Schemes on whose streams those of another stand. */
const STANDS_ON: { readonly [scheme: string]: readonly string[] } = {
  'nl-ftk': ['nl-pob'],
  'nl-transfer': ['nl-transfer', 'nl-pob'],
  'every scheme': ['every scheme', 'fi-kapl', 'dk-p90', 'nl-pob'],
};

interface Written {
  readonly type: string;
  readonly stream: string;
  readonly data: { readonly scheme?: string };
}

/** Golden journals by the scheme of a stream and the type of an event. */
let found: ReadonlyMap<string, ReadonlySet<string>> | undefined;

function keyOf(scheme: string, type: string): string {
  return `${scheme} ${type}`;
}

function readGolden(): ReadonlyMap<string, ReadonlySet<string>> {
  const journals = new Map<string, Set<string>>();
  for (const name of GOLDEN_NAMES) {
    const events = goldenLines(name).map(({ text }) => JSON.parse(text) as Written);
    const schemes = new Map(events.flatMap(({ stream, data: { scheme } }) => (scheme === undefined ? [] : [[stream, scheme]])));
    for (const { type, stream } of events) {
      const scheme = schemes.get(stream) ?? (stream.startsWith('transfer-') ? 'nl-transfer' : 'every scheme');
      const key = keyOf(scheme, type);
      journals.set(key, (journals.get(key) ?? new Set()).add(name));
    }
  }
  return journals;
}

/** The golden journals that hold an event of a type on a stream of a scheme. */
export function journalsRecording(scheme: string, type: string): readonly string[] {
  found ??= readGolden();
  const journals = (STANDS_ON[scheme] ?? [scheme]).flatMap((of) => [...(found?.get(keyOf(of, type)) ?? [])]);
  return [...new Set(journals)].sort();
}

/** Why figures move, by the event that moves them. */
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import type { ParticipantEvent } from '#ledger/participant/events.js';
import type { ChangeKind } from '#ledger/fund/changes/events.js';

/** How the event came to count: newly known though its day had come, or known and its day came. */
type Arrival = 'learnt' | 'came into effect';

/** A stable name, the same in JSON and in the text. */
export function causeOf(event: RecordedEvent, arrival: Arrival): string {
  const { type, data } = event as ParticipantEvent;
  switch (type) {
    case 'ParticipantEnrolled':
      return 'enrolment';
    case 'IncomeReported':
      return arrival === 'learnt' ? 'late income report' : 'income report';
    case 'ContributionReceived':
      return arrival === 'learnt' ? 'late contribution' : 'contribution';
    case 'IncomeCorrected':
    case 'CorrectionSettled':
    case 'CorrectionTimeBarred':
      return 'income correction';
    case 'InterestCredited':
      return 'interest';
    case 'BonusAllocated':
      return 'bonus';
    case 'SpecialBonusShareStated':
      return 'special bonus provisions';
    case 'CostCharged':
      return 'administration';
    case 'RiskPremiumCharged':
      return 'insurance';
    case 'BenefitReduced':
    case 'ReductionRestored':
      return 'reduction';
    case 'AdjustmentPosted':
      return `adjustment of ${data.entitlement.kind}`;
    case 'RightsAccrued':
    case 'IndexationGranted':
    case 'RightsReduced':
    case 'CatchUpGranted':
      return 'pension rights';
    case 'RightsAdjusted':
      return `adjustment of ${data.adjusts.kind}`;
    case 'SalaryReported':
    case 'SalaryEstimated':
      return arrival === 'learnt' ? 'late salary report' : 'salary report';
    case 'SalaryCorrected':
      return 'salary correction';
    case 'VoluntaryContinuationStarted':
    case 'VoluntaryContinuationEnded':
      return 'voluntary continuation';
    case 'PremiumCharged':
    case 'PremiumDifferenceDecided':
    case 'PremiumRefundLapsed':
    case 'OwnPremiumPaid':
      return 'premium';
    case 'ObjectorExemptionGranted':
    case 'ObjectorExemptionEnded':
    case 'SavingsDeposited':
    case 'SavingsInterestCredited':
    case 'SavingsPaidOut':
    case 'SavingsVoided':
      return 'savings';
    case 'RightsTransferredIn':
    case 'RightsTransferredOut':
    case 'RightsTransferAdjusted':
      return 'transfer';
    case 'PensionStarted':
    case 'PensionEnded':
    case 'PensionPaid':
      return 'pension';
    default:
      return ofStatus(type);
  }
}

function ofStatus(type: string): string {
  switch (type) {
    case 'DisabilityBegan':
    case 'DisabilityEnded':
    case 'ParticipantDied':
      return 'change of status';
    case 'EventAnnulled':
      return 'annulment';
    default:
      return inWords(type);
  }
}

/** A type that nobody has named a cause for is one by its own name: `CourseTaken` → `course taken`. */
function inWords(type: string): string {
  return type.replace(/(?<!^)[A-Z]/g, (letter) => ` ${letter}`).toLowerCase();
}

export const PASSAGE_OF_TIME = 'passage of time';

export function parameterCause(name: string): string {
  return `parameter ${name}`;
}

export function changeCause(kind: ChangeKind): string {
  return kind === 'basis' ? 'change of the calculation basis' : 'change of terms';
}

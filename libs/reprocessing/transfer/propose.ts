/** The proposal of a collective transfer: its dossier begins. */
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { canonicalText } from '#ledger/kernel/json.js';
import { refuse } from '#ledger/kernel/refusal.js';
import type { DossierEventData } from '#ledger/transfer/dossier/events.js';
import type { ProposalValues } from '#ledger/transfer/dossier/steps.js';
import { todayOf } from '#money/clock.js';
import { formatMinor, type Currency } from '#money/amount.js';
import { Decimal } from '#money/decimal.js';
import { readFund, rulesInForce } from '#portfolio/rules-in-force.js';
import { capabilityOf } from '#rulebooks/frame/capability.js';
import { findRulebook } from '#rulebooks/registry.js';
import { documentOf, foldTransfer, NOTHING_TAKEN, refuseFutureStep, steps, type StepContext, type StepDecision } from './step-context.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    INVALID_CONVERSION: { readonly conversion: string };
    SAME_FUND: { readonly fundId: string };
    TRANSFER_ALREADY_PROPOSED: { readonly transferId: string; readonly fields: readonly string[] };
  }
}

type Proposal = DossierEventData['TransferProposed'];

/**
 * TransferProposed. Refuses UNKNOWN_FUND, NOT_APPLICABLE (the scheme transfers no groups), MISSING_PARAMETER (reviewMonths),
 * RECEIVER_NOT_ALLOWED, MISSING_FACT (organ), WRONG_CURRENCY, SAME_FUND, INVALID_CONVERSION, EVENT_IN_FUTURE and
 * TRANSFER_ALREADY_PROPOSED (what stands differs).
 */
export async function decideProposal(
  values: ProposalValues,
  events: readonly RecordedEvent[],
  context: StepContext,
): Promise<StepDecision> {
  const { transferId, proposedOn, reference, schemeChange, conversion, receiverType, rightsType, reason, receiverAgreement, transferDate } =
    values;
  const { fund, scheme, currency, terms } = await termsFor(values, context);
  refuseFutureStep(proposedOn, todayOf(context.clock, fund));
  if (new Decimal(conversion).lte(0)) refuse('INVALID_CONVERSION', { conversion });
  const data: Proposal = {
    on: proposedOn,
    reference,
    transferId,
    scheme,
    fundId: values.fundId,
    organ: terms.organ,
    receiver: {
      type: receiverType as Proposal['receiver']['type'],
      name: values.receiverName,
      ...(values.receiverId === undefined ? {} : { id: values.receiverId }),
      ...(values.receiverFundId === undefined ? {} : { fundId: values.receiverFundId }),
      ...(values.ppiGround === undefined ? {} : { ppiGround: values.ppiGround }),
    },
    schemeChange: schemeChange === 'yes',
    transferDate,
    reason,
    transferValue: formatMinor(values.transferValueMinor),
    currency,
    receiverAgreement,
    conversion,
    reviewMonths: terms.reviewMonths,
    ...(rightsType === undefined ? {} : { rightsType }),
    ...documentOf(values),
  };
  const standing = foldTransfer(events).proposed?.data;
  if (standing !== undefined) return sameOrRefused(standing, data);
  return steps({ type: 'TransferProposed', effectiveDate: proposedOn, key: 'proposed', data });
}

/** The law that the fund's scheme has of it, and what the proposal means by it. */
async function termsFor(values: ProposalValues, { journal }: StepContext) {
  const { fundId, receiverFundId, currency, transferValueMinor, receiverType, ppiGround, rightsType, schemeChange, transferDate, organ } =
    values;
  const fund = await readFund(journal, fundId);
  const { established } = fund;
  if (established === undefined) return refuse('UNKNOWN_FUND', { fundId });
  const { rulebook, parameters } = await rulesInForce(established.scheme, fund, undefined);
  const law = capabilityOf(rulebook, 'collectiveTransfer');
  const proposed = { organ, receiver: { type: receiverType, ppiGround }, rightsType, schemeChange: schemeChange === 'yes', transferDate };
  const terms = law.terms(proposed, parameters);
  if (currency !== rulebook.currency) refuseCurrency(fundId, rulebook.currency, currency);
  if (transferValueMinor < 0) refuse('NEGATIVE_AMOUNT', { field: 'transferValue', amount: formatMinor(transferValueMinor) });
  if (receiverFundId !== undefined) await refuseReceiverFund(receiverFundId, fundId, rulebook.currency, journal);
  return { fund, scheme: rulebook.id, currency: rulebook.currency, terms };
}

function refuseCurrency(fundId: string, expected: Currency, currency: Currency): never {
  return refuse('WRONG_CURRENCY', { fundId, currency, expected });
}

async function refuseReceiverFund(
  receiverFundId: string,
  fundId: string,
  currency: Currency,
  journal: StepContext['journal'],
): Promise<void> {
  if (receiverFundId === fundId) refuse('SAME_FUND', { fundId });
  const { established } = await readFund(journal, receiverFundId);
  if (established === undefined) {
    return refuse('UNKNOWN_FUND', { fundId: receiverFundId, as: 'receiver' });
  }
  const receiver = findRulebook(established.scheme);
  if (receiver !== undefined && receiver.currency !== currency) refuseCurrency(receiverFundId, receiver.currency, currency);
}

function sameOrRefused(standing: Proposal, data: Proposal): StepDecision {
  if (canonicalText(standing) === canonicalText(data)) return NOTHING_TAKEN;
  const fields = [...new Set([...Object.keys(standing), ...Object.keys(data)])].filter(
    (field) => canonicalText(standing[field as keyof Proposal] ?? null) !== canonicalText(data[field as keyof Proposal] ?? null),
  );
  return refuse('TRANSFER_ALREADY_PROPOSED', { transferId: data.transferId, fields });
}

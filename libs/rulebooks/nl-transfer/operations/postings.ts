/** transfer.ledger and transfer.statement. */
import type { JsonObject } from '#ledger/kernel/json.js';
import { refuse } from '#ledger/kernel/refusal.js';
import { formatMinor } from '#money/amount.js';
import { ONE } from '#money/decimal.js';
import { roundPostedMinor } from '#money/rounding.js';
import type { Operation } from '../../frame/operation.js';
import { readDate, readDecimal, readList, readOptionalDecimal, readText } from '../../frame/operation-input.js';
import * as is from '../../frame/operation-schema.js';
import { statementOf } from '../postings/statement.js';
import { transferPostings, type TransferPosting } from '../postings/transfer-postings.js';

const ledgerInput = {
  state: is.text,
  transferValue: is.amount,
  'conversion?': is.amount,
  participants: is.list(is.record({ id: is.identifier, value: is.decimal, annualRight: is.amount })),
  receiverAccepted: is.list(is.identifier),
};

/** The checks in order, then all postings. */
function readPostings(input: JsonObject): { readonly totalMinor: number; readonly postings: ReadonlyMap<string, TransferPosting> } {
  const state = readText(input, 'state');
  if (state !== 'CLEARED') return refuse('NOT_CLEARED', { state });
  const participants = readList(input, 'participants').map((participant) => ({
    id: readText(participant, 'id'),
    value: readDecimal(participant, 'value'),
    annualRight: readDecimal(participant, 'annualRight'),
  }));
  const totalMinor = roundPostedMinor(readDecimal(input, 'transferValue'));
  const accepted = input['receiverAccepted'] as readonly string[];
  return { totalMinor, postings: transferPostings(totalMinor, readOptionalDecimal(input, 'conversion') ?? ONE, participants, accepted) };
}

export const ledgerOperation: Operation = {
  name: 'transfer.ledger',
  article: "minister's answer 1; rulebook, section 5",
  summary: 'The postings of a completed transfer at sender and receiver, to the cent, all or none',
  input: is.inputOf(ledgerInput),
  output: is.record({
    postings: is.mapOf(
      is.record({ closedValuePosted: is.posted, openedValuePosted: is.posted, closedRightPosted: is.posted, openedRightPosted: is.posted }),
    ),
    senderTotalPosted: is.posted,
    receiverTotalPosted: is.posted,
    netPosted: is.posted,
  }),
  calculate: (input) => {
    const all = [...readPostings(input).postings];
    const receiverMinor = all.reduce((total, [, { valueMinor }]) => total + valueMinor, 0);
    const senderMinor = all.reduce((total, [, { valueMinor }]) => total - valueMinor, 0);
    return {
      postings: Object.fromEntries(
        all.map(([id, { valueMinor, closedRightMinor, openedRightMinor }]) => [
          id,
          {
            closedValuePosted: formatMinor(-valueMinor),
            openedValuePosted: formatMinor(valueMinor),
            closedRightPosted: formatMinor(-closedRightMinor),
            openedRightPosted: formatMinor(openedRightMinor),
          },
        ]),
      ),
      senderTotalPosted: formatMinor(senderMinor),
      receiverTotalPosted: formatMinor(receiverMinor),
      netPosted: formatMinor(senderMinor + receiverMinor),
    };
  },
};

export const statementOperation: Operation = {
  name: 'transfer.statement',
  article: "minister's answers 1, 9; rulebook, section 5",
  summary: "What a transfer does to one participant: right before and after, value, share of the whole",
  input: is.inputOf({ ...ledgerInput, participant: is.identifier, transferDate: is.date, senderName: is.text, receiverName: is.text }),
  output: is.record({
    participant: is.identifier,
    transferDate: is.date,
    sender: is.text,
    receiver: is.text,
    annualRightBeforePosted: is.posted,
    annualRightAfterPosted: is.posted,
    changePosted: is.posted,
    changeShare: is.nullable(is.exact),
    valueTransferredPosted: is.posted,
    shareOfTransfer: is.nullable(is.exact),
  }),
  calculate: (input) => {
    const { totalMinor, postings } = readPostings(input);
    const participant = readText(input, 'participant');
    const { valueMinor, closedRightMinor, openedRightMinor } =
      postings.get(participant) ?? refuse('UNKNOWN_PARTICIPANT', { participant });
    const statement = statementOf({ valueMinor, rightMinor: closedRightMinor }, openedRightMinor, totalMinor);
    return {
      participant,
      transferDate: readDate(input, 'transferDate'),
      sender: readText(input, 'senderName'),
      receiver: readText(input, 'receiverName'),
      annualRightBeforePosted: formatMinor(statement.annualRightBeforeMinor),
      annualRightAfterPosted: formatMinor(statement.annualRightAfterMinor),
      changePosted: formatMinor(statement.changeMinor),
      changeShare: statement.changeShare,
      valueTransferredPosted: formatMinor(statement.valueMinor),
      shareOfTransfer: statement.shareOfTransfer,
    };
  },
};

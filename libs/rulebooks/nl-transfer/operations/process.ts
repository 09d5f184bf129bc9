/** transfer.process. */
import type { JsonObject } from '#ledger/kernel/json.js';
import type { TransferStatus } from '../../frame/capabilities/collective-transfer.js';
import type { Operation } from '../../frame/operation.js';
import { isTrue, present, readDate, readList, readObject, readOptionalCount, readText } from '../../frame/operation-input.js';
import * as is from '../../frame/operation-schema.js';
import { missingParameter } from '../../frame/parameters/parameters.js';
import { SCHEME } from '../parameters.js';
import { organOf, refuseReceiver } from '../process/admission.js';
import { DRAFT, takeStep } from '../process/process.js';

/** A review of more months than these is a mistake. */
const MOST_REVIEW_MONTHS = 1200;

export const processOperation: Operation = {
  name: 'transfer.process',
  article: "minister's answers 1, 4, 5, 9; Pension Act 83, 84",
  summary: 'The steps of a collective transfer: state after each, and the end of the review; the first step that may not be taken',
  input: is.inputOf({
    'sender?': is.record({ 'organ?': is.text }),
    receiver: is.record({ 'type?': is.text, 'ppiGround?': is.text }),
    'rightsType?': is.text,
    'schemeChange?': is.flag,
    transferDate: is.date,
    'reviewMonths?': { type: 'integer', minimum: 0, maximum: MOST_REVIEW_MONTHS },
    events: is.list({
      type: 'object',
      properties: { type: is.text, date: is.date, positive: is.nullable(is.flag) },
      required: ['type', 'date'],
      additionalProperties: true,
      description: 'a step, its day and its facts',
    }),
  }),
  output: is.record({ state: is.text, history: is.list(is.text), reviewEnds: is.nullable(is.date) }),
  calculate: (input) => {
    const transferDate = readDate(input, 'transferDate');
    const reviewMonths = readOptionalCount(input, 'reviewMonths') ?? missingParameter(SCHEME, 'reviewMonths', transferDate);
    const receiver = readObject(input, 'receiver');
    refuseReceiver({ type: textOf(receiver, 'type'), ppiGround: textOf(receiver, 'ppiGround') }, textOf(input, 'rightsType'));
    const organ = organOf(textOf((present(input, 'sender') as JsonObject | undefined) ?? {}, 'organ'));
    const terms = { organ, schemeChange: isTrue(input, 'schemeChange'), transferDate, reviewMonths };
    const history: TransferStatus[] = [];
    let process = DRAFT;
    for (const event of readList(input, 'events')) {
      process = takeStep(process, { type: readText(event, 'type'), date: readDate(event, 'date'), facts: event }, terms, history.length);
      history.push(process.state);
    }
    return { state: process.state, history, reviewEnds: process.reviewEnds ?? null };
  },
};

function textOf(input: JsonObject, field: string): string | undefined {
  return present(input, field) === undefined ? undefined : readText(input, field);
}

/** What the correction windows show, as JSON Schema. */
import { eachSettlementAmount } from '#ledger/schemes/incomes.js';
import { amount, choice, date, flag, instant, list, orNull, record, text, uuid, whole } from '../schema-parts.js';

const totals = eachSettlementAmount(() => amount);

const leftOut = record(
  { ...totals, reason: text, standing: flag },
  {},
  'What the fund’s recovery policy leaves, and why; the amounts of the settlement are then zero. ' +
    'Standing until a later correction of the same income is settled.',
);

const windowYear = record({
  incomeYear: whole,
  status: choice('open', 'closed', 'not-yet'),
  lastCorrectionYear: whole,
  closesOn: date,
  income: record({ reported: amount, current: amount }),
  premium: amount,
  smoothingPart: amount,
  versions: list(
    record({ employerId: text, amount, recordedAt: instant, correctedOn: orNull(date), eventId: uuid, reason: orNull(text) }),
  ),
  settlements: list(
    record(
      {
        eventId: uuid,
        kind: choice('correction', 'ordinary'),
        correctionYear: whole,
        incomeBefore: amount,
        incomeAfter: amount,
        ...totals,
        timeBarred: flag,
        article: orNull(text),
      },
      { leftOut },
    ),
  ),
});

export const windowsSchema = record({
  participantId: text,
  correctionYear: whole,
  windowFrom: whole,
  windowTo: whole,
  years: list(windowYear),
  totals: record(totals, {}, 'total = premium amounts; the smoothing amounts are a part of them.'),
});

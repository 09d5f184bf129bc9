/** pob.premium, pob.invoice and pob.deadline. */
import type { JsonObject } from '#ledger/kernel/json.js';
import { refuse } from '#ledger/kernel/refusal.js';
import { addMinor, formatMinor, sumMinor } from '#money/amount.js';
import { firstOfMonth } from '#money/civil-date.js';
import { ONE, ZERO, exactText, sum } from '#money/decimal.js';
import type { Operation } from '../../frame/operation.js';
import {
  isTrue,
  missing,
  parametersOf,
  present,
  readDate,
  readDecimal,
  readList,
  readMonth,
  readOptionalDate,
  readOptionalDecimal,
  readText,
  readYear,
} from '../../frame/operation-input.js';
import * as is from '../../frame/operation-schema.js';
import { requireDecimal } from '../../frame/parameters/parameters.js';
import { LAST_DATES, refundLastDate, type TermType } from '../deadlines/deadlines.js';
import { OFFICIAL, SCHEME } from '../parameters.js';
import { capStatus } from '../premium/premium-cap.js';
import { defaultFrom, dueDate, interestDays, sentOnTime, type InvoiceKind } from '../premium/invoice-terms.js';
import { monthlySalary, participantPremium, premiumRates, refuseNoShare, type Salary } from '../premium/participant-premium.js';

const RATES = ['premiumRate', 'aoPremiumRate', 'participantRate', 'franchise', 'costCoveringRate', 'aoParticipantRate'] as const;

export const premiumOperation: Operation = {
  name: 'pob.premium',
  article: 'regulations II and III; 2.10',
  summary: "An employer's premium of a month: each participant's lines, the invoice, what is recoverable, and the cap",
  input: is.inputOf({
    period: is.month,
    ...Object.fromEntries(RATES.map((name) => [`${name}?`, is.parameter])),
    participants: is.list(
      is.record({
        id: is.identifier,
        fullTimeSalary: is.amount,
        'partTimeFactor?': is.decimal,
        'premiumFreeShare?': is.decimal,
        'voluntary?': is.flag,
      }),
    ),
  }),
  output: is.record({
    lines: is.list(
      is.record({
        id: is.identifier,
        premiumPosted: is.posted,
        aoPremiumPosted: is.posted,
        recoverablePosted: is.posted,
        employerNetPosted: is.posted,
        debtor: is.oneOf('employer', 'participant'),
      }),
    ),
    invoicePosted: is.posted,
    recoverablePosted: is.posted,
    wageSum: is.exact,
    cap: is.exact,
    capStatus: is.oneOf('RENEGOTIATE', 'ABOVE_CAP', 'BELOW_COST_COVERING', 'OK'),
  }),
  calculate: (input) => {
    const month = firstOfMonth(readMonth(input, 'period'));
    const parameters = parametersOf(SCHEME, input, RATES);
    const rates = premiumRates(parameters, month);
    const costCoveringRate = requireDecimal(parameters, 'costCoveringRate', month);
    const cap = requireDecimal(OFFICIAL, 'premiumCap', month);
    const salaries = readList(input, 'participants').map(readSalary);
    const lines = salaries.map((one) => ({ id: one.id, ...participantPremium(one, rates, one.voluntary) }));
    const invoiced = lines.filter(({ debtor }) => debtor === 'employer');
    return {
      lines: lines.map((line) => ({
        id: line.id,
        premiumPosted: formatMinor(line.premiumMinor),
        aoPremiumPosted: formatMinor(line.aoPremiumMinor),
        recoverablePosted: formatMinor(line.recoverableMinor),
        employerNetPosted: formatMinor(line.employerNetMinor),
        debtor: line.debtor,
      })),
      invoicePosted: formatMinor(sumMinor(invoiced, (line) => addMinor(line.premiumMinor, line.aoPremiumMinor))),
      recoverablePosted: formatMinor(sumMinor(invoiced, (line) => line.recoverableMinor)),
      wageSum: exactText(sum(salaries.map(monthlySalary))),
      cap: exactText(cap),
      capStatus: capStatus(rates.premiumRate, costCoveringRate, cap),
    };
  },
};

function readSalary(participant: JsonObject): Salary & { readonly id: string; readonly voluntary: boolean } {
  const id = readText(participant, 'id');
  const partTimeFactor = readOptionalDecimal(participant, 'partTimeFactor') ?? ONE;
  const premiumFreeShare = readOptionalDecimal(participant, 'premiumFreeShare') ?? ZERO;
  refuseNoShare('partTimeFactor', partTimeFactor, id);
  refuseNoShare('premiumFreeShare', premiumFreeShare, id);
  const fullTimeSalary = readDecimal(participant, 'fullTimeSalary');
  return { id, fullTimeSalary, partTimeFactor, premiumFreeShare, voluntary: isTrue(participant, 'voluntary') };
}

export const invoiceOperation: Operation = {
  name: 'pob.invoice',
  article: 'regulations 2.4, 2.5',
  summary: 'When an invoice is on time, due and in default, and the days that bear interest',
  input: is.inputOf({ sentDate: is.date, kind: is.oneOf('monthly', 'final', 'replacement'), 'paidDate?': is.date, 'asOf?': is.date }),
  output: is.record({ sentOnTime: is.flag, dueDate: is.date, defaultFrom: is.date, inDefault: is.flag, interestDays: is.count }),
  calculate: (input) => {
    const sentOn = readDate(input, 'sentDate');
    const [paidOn, asOf] = [readOptionalDate(input, 'paidDate'), readOptionalDate(input, 'asOf')];
    const dueOn = dueDate(sentOn);
    // a payment after the day of the question does not exist yet
    const until = paidOn !== undefined && (asOf === undefined || paidOn <= asOf) ? paidOn : asOf;
    if (until === undefined) return missing('paidDate', 'asOf');
    return {
      sentOnTime: sentOnTime(input['kind'] as InvoiceKind, sentOn),
      dueDate: dueOn,
      defaultFrom: defaultFrom(dueOn),
      inDefault: until > dueOn,
      interestDays: interestDays(dueOn, until),
    };
  },
};

export const deadlineOperation: Operation = {
  name: 'pob.deadline',
  article: 'regulations 2.11, 4.5, V.6.3, VI.10, VII',
  summary: `The last day of a term, and whether it has lapsed: refund, ${Object.keys(LAST_DATES).join(', ')}`,
  input: is.inputOf({ type: is.text, 'date?': is.date, 'premiumYear?': is.year, on: is.date }),
  output: is.record({ lastDate: is.date, lapsed: is.flag }),
  calculate: (input) => {
    const type = readText(input, 'type');
    const lastDate = lastDateOf(type, input);
    return { lastDate, lapsed: readDate(input, 'on') > lastDate };
  },
};

function lastDateOf(type: string, input: JsonObject): string {
  if (type === 'refund') {
    if (present(input, 'premiumYear') !== undefined) return refundLastDate(readYear(input, 'premiumYear'));
    return missing('premiumYear');
  }
  if (Object.hasOwn(LAST_DATES, type)) return LAST_DATES[type as TermType](readDate(input, 'date'));
  return refuse('UNKNOWN_TYPE', { type, choices: ['refund', ...Object.keys(LAST_DATES)] });
}

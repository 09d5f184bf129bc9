/** pob.lateInterest and pob.dataBreach. */
import type { JsonObject } from '#ledger/kernel/json.js';
import { formatMinor } from '#money/amount.js';
import { nextDay, type CivilDate } from '#money/civil-date.js';
import { ZERO, exactText } from '#money/decimal.js';
import type { DataObligation, Demand, Ground } from '#ledger/employer/law/duty.js';
import type { Operation } from '../../frame/operation.js';
import {
  isTrue, parametersOf, present, readCount, readDate, readDecimal, readList, readObject, readOptionalDate, readOptionalDecimal,
} from '../../frame/operation-input.js';
import * as is from '../../frame/operation-schema.js';
import { missingParameter, type ParameterSet } from '../../frame/parameters/parameters.js';
import { breachFrom, breachInterest, collectionCostsMinor, estimateAllowed, fineMinor, fineReason } from '../data-duties/data-breach.js';
import { COMMERCIAL_RATE, lateInterest, totalDueMinor } from '../late-interest/late-interest.js';
import { SCHEME } from '../parameters.js';

/** The rates are required, used or not; a day is asked for only where something bears interest on it. */
function readRates(input: JsonObject, firstDay: CivilDate): ParameterSet {
  if (present(input, 'rates') === undefined) return missingParameter(SCHEME, COMMERCIAL_RATE, firstDay);
  return parametersOf(SCHEME, input, ['rates'], { rates: COMMERCIAL_RATE });
}

export const lateInterestOperation: Operation = {
  name: 'pob.lateInterest',
  article: 'regulations 2.5; Dutch Civil Code 6:119a, 6:120',
  summary: 'Interest on premium paid late: yearly charges, what bears interest, what has accrued since, and what is due',
  input: is.inputOf({
    amount: is.amount,
    dueDate: is.date,
    'rates?': is.parameter,
    'payments?': is.list(is.record({ date: is.date, amount: is.amount })),
    asOf: is.date,
  }),
  output: is.record({
    charges: is.list(is.record({ date: is.date, interestPosted: is.posted })),
    base: is.exact,
    accrued: is.exact,
    totalDuePosted: is.posted,
  }),
  calculate: (input) => {
    const start = readDate(input, 'dueDate');
    const payments = readList(input, 'payments').map((payment) => ({
      date: readDate(payment, 'date'),
      amount: readDecimal(payment, 'amount'),
    }));
    const debt = { amount: readDecimal(input, 'amount'), start, payments };
    const late = lateInterest(readRates(input, start), debt, readDate(input, 'asOf'));
    return {
      charges: late.charges.map(({ date, interestMinor }) => ({ date, interestPosted: formatMinor(interestMinor) })),
      base: exactText(late.base),
      accrued: exactText(late.accrued),
      totalDuePosted: formatMinor(totalDueMinor(late)),
    };
  },
};

export const dataBreachOperation: Operation = {
  name: 'pob.dataBreach',
  article: 'regulations 4.2, 4.3, 4.6, 4.8',
  summary: 'Data that come late: fine and its reason, whether data may be estimated, interest and collection costs',
  input: is.inputOf({
    employees: is.count,
    dataDeadline: is.date,
    'ground?': is.oneOf('data', 'inspection'),
    'demand?': is.record({ sent: is.date, deadline: is.date, fineAnnounced: is.flag }),
    'deliveredDate?': is.date,
    asOf: is.date,
    'premiumDue?': is.amount,
    'rates?': is.parameter,
  }),
  output: is.record({
    defaultFrom: is.nullable(is.date),
    fineReason: is.oneOf('NO_DEMAND', 'DEADLINE_NOT_PASSED', 'FINE_NOT_ANNOUNCED', 'FINE'),
    finePosted: is.posted,
    estimateAllowed: is.flag,
    interest: is.exact,
    collectionCostsPosted: is.posted,
  }),
  calculate: (input) => {
    const obligation: DataObligation = {
      ground: (present(input, 'ground') as Ground | undefined) ?? 'data',
      deadline: readDate(input, 'dataDeadline'),
      demand: present(input, 'demand') === undefined ? undefined : readDemand(readObject(input, 'demand')),
      deliveredOn: readOptionalDate(input, 'deliveredDate'),
      asOf: readDate(input, 'asOf'),
    };
    const rates = readRates(input, nextDay(obligation.deadline));
    const premiumDue = readOptionalDecimal(input, 'premiumDue');
    const reason = fineReason(obligation);
    return {
      defaultFrom: breachFrom(obligation) ?? null,
      fineReason: reason,
      finePosted: formatMinor(reason === 'FINE' ? fineMinor(readCount(input, 'employees')) : 0),
      estimateAllowed: estimateAllowed(obligation),
      interest: exactText(premiumDue === undefined ? ZERO : breachInterest(rates, obligation, premiumDue)),
      collectionCostsPosted: formatMinor(premiumDue === undefined ? 0 : collectionCostsMinor(obligation, premiumDue)),
    };
  },
};

function readDemand(demand: JsonObject): Demand {
  return { sentOn: readDate(demand, 'sent'), deadline: readDate(demand, 'deadline'), fineAnnounced: isTrue(demand, 'fineAnnounced') };
}

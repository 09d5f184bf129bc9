/** transfer.equivalence. */
import type { JsonObject } from '#ledger/kernel/json.js';
import { exactText, type Decimal } from '#money/decimal.js';
import type { Operation } from '../../frame/operation.js';
import { present, readDate, readDecimal, readList, readOptionalDecimal, readText } from '../../frame/operation-input.js';
import * as is from '../../frame/operation-schema.js';
import { missingParameter } from '../../frame/parameters/parameters.js';
import { equivalenceOf, type Tolerance } from '../equivalence/equivalence.js';
import { SCHEME } from '../parameters.js';

export const equivalenceOperation: Operation = {
  name: 'transfer.equivalence',
  article: "minister's answers 1, 9",
  summary: 'Whether a transfer is actuarially and collectively equivalent, and balanced between groups',
  input: is.inputOf({
    transferDate: is.date,
    transferValue: is.amount,
    'tolerance?': is.record({ 'individual?': is.amount, 'collective?': is.amount, 'group?': is.amount }),
    participants: is.list(
      is.record({ id: is.identifier, group: is.identifier, oldRight: is.decimal, newRight: is.decimal, factor: is.decimal }),
    ),
  }),
  output: is.record({
    oldValue: is.exact,
    newValue: is.exact,
    collectiveRatio: is.exact,
    groupRatios: is.mapOf(is.exact),
    spread: is.exact,
    individualFailures: is.list(is.identifier),
    actuarialEquivalence: is.flag,
    collectiveEquivalence: is.flag,
    balance: is.flag,
    transferRatio: is.exact,
  }),
  calculate: (input) => {
    const transferDate = readDate(input, 'transferDate');
    const tolerance = readTolerance((present(input, 'tolerance') as JsonObject | undefined) ?? {}, transferDate);
    const outcome = equivalenceOf(readList(input, 'participants').map(readRight), tolerance);
    return {
      oldValue: exactText(outcome.oldValue),
      newValue: exactText(outcome.newValue),
      collectiveRatio: exactText(outcome.collectiveRatio),
      groupRatios: Object.fromEntries([...outcome.groupRatios].map(([group, ratio]) => [group, exactText(ratio)])),
      spread: exactText(outcome.spread),
      individualFailures: outcome.individualFailures,
      actuarialEquivalence: outcome.actuarialEquivalence,
      collectiveEquivalence: outcome.collectiveEquivalence,
      balance: outcome.balance,
      transferRatio: exactText(readDecimal(input, 'transferValue').div(outcome.oldValue)),
    };
  },
};

function readTolerance(given: JsonObject, transferDate: string): Tolerance {
  const of = (name: keyof Tolerance): Decimal =>
    readOptionalDecimal(given, name) ?? missingParameter(SCHEME, `tolerance.${name}`, transferDate);
  return { individual: of('individual'), collective: of('collective'), group: of('group') };
}

function readRight(participant: JsonObject): Parameters<typeof equivalenceOf>[0][number] {
  return {
    id: readText(participant, 'id'),
    group: readText(participant, 'group'),
    oldRight: readDecimal(participant, 'oldRight'),
    newRight: readDecimal(participant, 'newRight'),
    factor: readDecimal(participant, 'factor'),
  };
}

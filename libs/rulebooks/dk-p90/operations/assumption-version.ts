/** dk.assumptionVersion. */
import type { JsonObject, JsonValue } from '#ledger/kernel/json.js';
import type { Operation } from '../../frame/operation.js';
import { assumptionVersion, type AssumptionDocument } from '../assumptions/version.js';
import { OFFICIAL_DOCUMENT } from '../parameters.js';
import { missing, present, readDay, readOptionalDay } from '../../frame/operation-input.js';
import * as is from './schema.js';

export const assumptionVersionOperation: Operation = {
  name: 'dk.assumptionVersion',
  article: 'rulebook, section 2; body, footnote 1',
  summary: 'The assumption document that explains a letter: in force when it was received',
  input: is.inputOf({
    'receivedDate?': is.date,
    'letterDate?': is.date,
    'versions?': is.list(
      is.either(is.date, is.record({ 'version?': is.identifier, 'id?': is.identifier, validFrom: is.date, 'reference?': is.anything })),
    ),
  }),
  output: is.record({ version: { type: 'string' }, dateBasis: { enum: ['received', 'letter'] }, usedDate: is.date }),
  calculate: (input) => {
    const received = readOptionalDay(input, 'receivedDate');
    const letter = readOptionalDay(input, 'letterDate');
    const day = received ?? letter ?? missing('receivedDate', 'letterDate');
    const given = present(input, 'versions') as readonly JsonValue[] | undefined;
    const documents = given === undefined ? [OFFICIAL_DOCUMENT] : given.map(documentOf);
    return { ...assumptionVersion({ basis: received === undefined ? 'letter' : 'received', day }, documents) };
  },
};

/** A document without a name is known by its first day. */
function documentOf(given: JsonValue): AssumptionDocument {
  const document = typeof given === 'string' ? { validFrom: given } : (given as JsonObject);
  const validFrom = readDay(document, 'validFrom');
  return { version: String(present(document, 'version') ?? present(document, 'id') ?? validFrom), validFrom };
}

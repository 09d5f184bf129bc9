/** The enrolment of a participant, as files and HTTP bring it. */
import * as is from '../../facts/field.js';
import type { ValuesOf } from '../../facts/field.js';
import { fundProblem, type FoundingContext } from '../../facts/founding.js';
import { refused, type Decision } from '../../kernel/decision.js';
import type { FoundingFact } from '../../facts/declaration.js';
import { enrol } from './enrol.js';

const fields = {
  scheme: is.identifier({ description: 'Scheme, i.e. the rulebook.', example: 'fi-kapl' }),
  birthDate: is.date({ description: 'Birth date.', example: '1960-05-17' }),
  sex: is.choice('INVALID_SEX', ['male', 'female'] as const, { description: 'Sex, as the bases of mortality distinguish it.' }),
  enrolledOn: is.date({ description: 'Enrolled on.', example: '1997-01-01' }),
  fundId: is.optional(is.identifier({ description: 'Fund. Default: the id of the scheme.' })),
  openingValueMinor: is.optional(is.amount({ column: 'openingValue', description: 'A value brought along; with ' +
    'openingDate.', example: '1234.56' })),
  openingDate: is.optional(is.date({ description: 'Value date of openingValue.' })),
};

export const ENROLMENT_FACT = {
  name: 'participant',
  subject: 'participant',
  founds: true,
  idExample: 'F000001',
  fields,
  together: [['openingValue', 'openingDate']],
  file: 'participants',
  path: 'participants',
  operation: 'enrolParticipant',
  summary: 'Enrol a participant',
  takesEffect: '`enrolledOn`; a value brought along on `openingDate`, as rights transferred in',
  foundedOn: ({ enrolledOn }) => enrolledOn,
  refuses: [
    'PARTICIPANT_ALREADY_ENROLLED',
    'UNKNOWN_SCHEME',
    'FUND_OF_OTHER_SCHEME',
    'NOT_ACCEPTED_BY_SCHEME',
    'ENROLLED_BEFORE_BIRTH',
    'BEFORE_BIRTH',
    'MISSING_FIELD',
  ],
  looksAt: 'nothing',
  decide: enrolByFields,
} as const satisfies FoundingFact<'participant', typeof fields, FoundingContext>;

/**
 * Refuses what `enrol` refuses, FUND_OF_OTHER_SCHEME, and MISSING_FIELD where an opening value comes without its day, or the other
 * way round.
 */
function enrolByFields(values: ValuesOf<typeof fields>, context: FoundingContext): Decision {
  const { scheme, birthDate, sex, enrolledOn, fundId = scheme, openingValueMinor, openingDate } = values;
  const { id: participantId, fundScheme } = context;
  if ((openingValueMinor === undefined) !== (openingDate === undefined)) {
    const [column, given] = openingValueMinor === undefined ? ['openingValue', 'openingDate'] : ['openingDate', 'openingValue'];
    return refused('MISSING_FIELD', { column, because: 'goes-with', given });
  }
  const foreign = fundProblem({ kind: 'participant', id: participantId }, fundId, fundScheme, scheme);
  if (foreign !== undefined) return foreign;
  const opening =
    openingValueMinor === undefined || openingDate === undefined ? undefined : { amountMinor: openingValueMinor, on: openingDate };
  return enrol({ enrolment: { participantId, scheme, fundId, birthDate, sex, enrolledOn }, opening }, context);
}

/** Refusals of what is asked of the ledger: coordinates, days before anything was known, figures, read models. */
import type { Why } from '#ledger/kernel/not-readable.js';
import type { Refusals } from '#ledger/kernel/refusal.js';
import { about, namedSubject, notInModel } from './subject.js';
import type { RefusalWords, Say } from './words.js';

/** How coordinates are written as one text. */
export const COORDINATES_TEXT =
  'any of asOf=DATE, knownAt=INSTANT|POSITION, rulesKnownAt=INSTANT, or asThen=INSTANT for the last two at once, with commas between';

function invalidCoordinates(told: Refusals['INVALID_COORDINATES']): string {
  switch (told.fault) {
    case 'unknown':
      return `coordinates are ${COORDINATES_TEXT}; found ${JSON.stringify(told.found)}`;
    case 'twice':
      return `coordinates name ${told.name} twice: ${told.coordinates}`;
    case 'asOf':
      return `asOf must be a date such as 2005-07-01, found ${JSON.stringify(told.coordinates)}`;
    case 'instant': {
      const or = told.name === 'knownAt' ? ', a date (its last moment), or a position of the journal' : ', or a date (its last moment)';
      return `${told.name} must be an instant in UTC such as 2005-07-01T12:00:00Z${or}, found ${JSON.stringify(told.coordinates)}`;
    }
  }
}

function beforeFirst(told: Refusals['BEFORE_FIRST_EVENT']): string {
  if ('recordedBy' in told) return `the ledger had recorded nothing by ${told.recordedBy}; there is nothing to sign or prove`;
  const { asOf } = told;
  if ('participantId' in told) return `participant ${told.participantId} was enrolled on ${told.enrolledOn}; there is nothing to say as of ${asOf}`;
  if ('employerId' in told) return `employer ${told.employerId} was affiliated on ${told.affiliatedOn}; there is nothing to say as of ${asOf}`;
  if ('fundId' in told) return `fund ${told.fundId} was established on ${told.establishedOn}; there is nothing to say as of ${asOf}`;
  if ('transferId' in told) return `transfer ${told.transferId} was proposed on ${told.proposedOn}; there is nothing to say as of ${asOf}`;
  return 'stream' in told
    ? `nothing of ${told.stream} had taken effect by ${asOf}; its first event does on ${told.firstOn}`
    : `nothing known at ${told.knownAt} had taken effect by ${asOf}; there is nothing to add up`;
}

const BY_YEAR: { readonly [of in Refusals['YEAR_NOT_BEGUN']['of']]: (year: number) => readonly [begun: string, ask: string] } = {
  account: (year) => [`the account of ${year} has not begun`, 'ask for it'],
  rights: (year) => [`the rights of ${year} have not begun`, 'ask for them'],
  statement: (year) => [`the statement of ${year} has not begun`, 'ask for it'],
};

/** With the code of a refusal in front: whoever looks for the fault looks for it too. */
export function thrown(why: Why, say: Say): string {
  if ('error' in why) return why.error;
  return `${why.refusal.code}: ${say(why.refusal)}`;
}

export const OF_READINGS = {
  BEFORE_FIRST_EVENT: beforeFirst,
  NOT_YET_KNOWN: (told) => {
    if ('eventId' in told) {
      const { eventId, position, knownAt, end } = told;
      return `event ${eventId} was recorded later, at position ${position}; by ${knownAt} the journal ended at ${end}`;
    }
    const { stream, knownSince, position, knownAt, ...of } = told;
    return `the ledger knows ${stream ?? namedSubject(of)} since ${knownSince} (position ${position}), not at ${knownAt}`;
  },
  POSITION_BEYOND_END: ({ position, end }) => `the journal ends at position ${end}; nothing is known about position ${position}`,
  KNOWLEDGE_IN_FUTURE: ({ coordinate, now, ...told }) =>
    `${coordinate} ${String(told[coordinate])} lies ahead; what will be known then cannot be told now (${now})`,
  INVALID_COORDINATES: invalidCoordinates,
  CONFLICTING_COORDINATES: () => 'asThen sets knownAt and rulesKnownAt; give either it or them',
  EMPTY_RANGE: (told) =>
    'from' in told
      ? `the first value date ${told.from} lies after the last one ${told.to}`
      : `the first knowledge ${told.knownFrom} lies after the last one ${told.knownTo}`,
  YEAR_NOT_BEGUN: ({ of, year, asOf }) => {
    const [begun, ask] = BY_YEAR[of](year);
    return `${begun} as of ${asOf}; ${ask} as of a day in that year or later`;
  },
  UNKNOWN_TRANSFER: ({ transferId, model, position }) =>
    model === undefined || position === undefined
      ? `the ledger has no transfer ${transferId}; propose it first`
      : notInModel('transfer', transferId, { model, position }),
  UNKNOWN_EMPLOYER: ({ employerId, ...place }) => notInModel('employer', employerId, place),
  NOT_ASSESSED: ({ transferId }) => `transfer ${transferId} is not assessed yet`,
  UNKNOWN_RUN: ({ runId, wanted }) =>
    wanted === 'recorded' ? `no study ${runId.slice(0, 64)} is recorded` : `no study ${runId} is under way`,
  TOO_MANY_CALCULATIONS: ({ made, waiting }) =>
    made === undefined
      ? `${waiting} studies wait for their turn; send this one again later`
      : `${made} long calculations are made at once, and ${waiting} wait; send this one again later`,
  RUN_NOT_NAMED: ({ runId, studies }) => `${studies} studies begin with ${runId}; name one whole`,
  INCOMPLETE_LIABILITIES: ({ year, missing }) =>
    `the liabilities at the end of ${year} are not complete, so the fund cannot be rolled forward: ${missing.join('; ')}`,
  UNREADABLE_EVENT: ({ stream: _, error }) => error, // which names the stream
  EVENT_NOT_FOLDABLE: ({ type, revision, eventId: _, why, annul, ...of }, say) =>
    `${about(of)}${type} (revision ${revision}) cannot be folded: ${thrown(why, say)}${annul === undefined ? '' : '; if it is wrong, annul it'}`,
  VIEW_FAILED: ({ why, ...of }, say) => `${about(of)}the events fold, but the rulebook's view of them fails: ${thrown(why, say)}`,
} satisfies Partial<RefusalWords>;

export const OF_MODELS = {
  UNKNOWN_MODEL: ({ model, known }) => `there is no read model ${model} here; there are ${known.join(', ')}`,
  MODEL_NOT_BUILT: ({ model }) => `the ${model} model has not been built yet`,
  REBUILD_RUNNING: ({ model, owner, startedAt }) => `another process (${owner}) has been building ${model} since ${startedAt}`,
  QUARANTINED: ({ model, since, reason, ...of }) => `${namedSubject(of)} is set aside in ${model} since ${since}: ${reason}`,
  READ_MODEL_DAMAGED: (told) =>
    'file' in told
      ? `${told.file} cannot be read as a database; delete it, and the read models are built again`
      : `the ${told.model} row of ${namedSubject(told)} is not what was written; build the model again`,
  READ_MODEL_IO_ERROR: ({ file, cause }) =>
    `${file}: the read models can only be used where they can be written, and that is refused here (${cause}). ` +
    'Check disk and rights, or name another place with ACCRUAL_READ_MODEL_URL',
  NOT_A_READ_MODEL: (told) =>
    'file' in told
      ? `${told.file} holds something else than read models; name another file`
      : `the schema ${told.schema} holds something else than read models; name another one with ?schema=NAME`,
  READ_MODEL_UNREACHABLE: ({ place, reason }) => `${place} gave no answer (${reason}); start it, or correct ACCRUAL_READ_MODEL_URL`,
  READ_MODEL_ACCESS_DENIED: ({ place, reason }) =>
    `${place} lets the read models' user not in (${reason}); correct ACCRUAL_READ_MODEL_URL, or grant what is missing`,
  INVALID_READ_MODEL_URL: ({ schema }) =>
    schema === undefined
      ? "the read models' URL cannot be read; write postgres://USER:PASSWORD@HOST:PORT/DATABASE"
      : 'schema must be a lower-case name and leaseSeconds a number from 1 to 3600',
  READ_MODEL_IN_USE: ({ schema, owner }) =>
    `the schema ${schema} has another program version's tables, and ${owner} still uses them; stop it, or name another schema with ` +
    '?schema=NAME',
  UNKNOWN_READ_MODEL_ENGINE: ({ scheme }) => `the read models' URL must be sqlite:FILE or postgres://…, found ${scheme}:…`,
  INVALID_PARTITION: ({ partition, most }) =>
    `${partition} is no partition: write k/n with k from 0 to n − 1 and n up to ${most}, as in 0/3`,
  PARTITION_COUNT_DIFFERS: ({ standing, asked }) =>
    `the read models are kept in ${standing} partitions, not in ${asked}; stop all projectors, make ${asked} ` +
    `partitions, and start ${asked} projectors`,
  PARTITION_LOST: ({ partition }) =>
    `partition ${partition} is no longer this process's: another one took it over, or the read models were partitioned anew`,
  PARTITION_HELD: ({ owner, partition, count }) =>
    partition === undefined
      ? `${owner} still keeps a partition; stop all projectors first`
      : `${owner} keeps partition ${partition}/${count}; it brings the models up to date by itself`,
  UNKNOWN_OUTPUT_FORMAT: ({ file }) => `cannot tell the format of ${file}; name it FILE.csv, FILE.ndjson or FILE.parquet`,
} satisfies Partial<RefusalWords>;

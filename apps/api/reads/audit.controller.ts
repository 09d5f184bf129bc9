/** GET /v1/checkpoints, /v1/self-check and /v1/proofs: what outsiders need to find out for themselves that nothing was changed. */
import { Controller, Get, Inject, Query as QueryString, UseGuards } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { Checkpoint, ConsistencyProof, InclusionProof, LogKnowledge } from '#audit/ledger-audit.js';
import { CountTextField, EventIdField, KnowledgeField, MinPositionField } from '../http/fields.js';
import { fail } from '../http/problem.js';
import { ReachJournalPosition } from '../http/reach-position.js';
import { Answers, LIST_PROBLEMS } from '../openapi/answers.js';
import { ReadQuery } from '../readings.js';
import type { ToldSelfCheck } from './audit-readings.js';
import { knowledgeFrom } from './coordinates.js';
import { PageQuery, type Page } from './lists.js';

const LARGEST_LOG = 999_999_999;

class LogQuery {
  @KnowledgeField({
    optional: true,
    description:
      'The journal up to this instant of its own time (UTC; a date means its last moment; migrated events count from when ' +
      'this ledger took them in) or position. Default: all.',
  })
  readonly knownAt?: string;

  @MinPositionField()
  readonly minPosition?: string;
}

class ProofSubjectQuery extends LogQuery {
  @EventIdField({ optional: true, description: 'Proves that this event is among those signed. Not together with `from`.' })
  readonly eventId?: string;

  @CountTextField(LARGEST_LOG, {
    optional: true,
    description: 'Proves that the log with so many events, of a checkpoint that was kept, is the beginning of the present one.',
    example: 1000,
  })
  readonly from?: string;
}

const SERVER_PROBLEMS = [
  'MERKLE_LOG_DIVERGED',
  'MERKLE_LOG_DAMAGED',
  'NOT_A_MERKLE_LOG',
  'MERKLE_LOG_BUSY',
  'MERKLE_LOG_IO_ERROR',
  'NO_CHECKPOINT_KEY',
  'INVALID_KEY',
  'JOURNAL_CORRUPT',
  'STOPPING',
];
const LOG_PROBLEMS = [
  'INVALID_REQUEST',
  'KNOWLEDGE_IN_FUTURE',
  'POSITION_BEYOND_END',
  'POSITION_NOT_REACHED',
  'BEFORE_FIRST_EVENT',
  ...SERVER_PROBLEMS,
];

@ApiTags('journal')
@UseGuards(ReachJournalPosition)
@Controller('v1')
export class AuditController {
  private readonly queries: QueryBus;

  constructor(@Inject(QueryBus) queries: QueryBus) {
    this.queries = queries;
  }

  @Get('checkpoints')
  @Answers({
    id: 'listCheckpoints',
    summary: 'Signed checkpoints: the last of each day, and the present one',
    description:
      'In order of time, of every day (UTC) on which something was recorded. A checkpoint that is kept elsewhere shows ' +
      'later whether anything before it was changed.',
    schema: 'Checkpoints',
    problems: [...LIST_PROBLEMS, ...SERVER_PROBLEMS],
  })
  checkpoints(@QueryString() query: PageQuery): Promise<Page<Checkpoint>> {
    return this.queries.execute(new ReadQuery('checkpoints', query));
  }

  @Get('checkpoints/latest')
  @Answers({
    id: 'readCheckpoint',
    summary: 'The signed checkpoint of the journal as it stands, or stood',
    schema: 'Checkpoint',
    problems: LOG_PROBLEMS,
  })
  checkpoint(@QueryString() query: LogQuery): Promise<Checkpoint> {
    return this.queries.execute(new ReadQuery('checkpoint', { known: knownOf(query) }));
  }

  @Get('self-check')
  @Answers({
    id: 'readSelfCheck',
    summary: 'When the journal was last proved from end to end, up to where, and what came of it',
    description:
      'The server does not prove the journal by itself; that is done beside it, and the data folder keeps when, and what was ' +
      'found. `last` is null where it never did, or where the folder could not keep it.',
    schema: 'SelfCheck',
    problems: ['SELF_CHECK_UNREADABLE'],
  })
  selfCheck(): Promise<ToldSelfCheck> {
    return this.queries.execute(new ReadQuery('selfCheck', {}));
  }

  @Get('proofs')
  @Answers({
    id: 'readProof',
    summary: 'Proof that an event is among those signed, or that the journal only grew (RFC 9162)',
    description:
      'It carries its checkpoint and is checked without the ledger, by any implementation of RFC ' +
      '9162 and c2sp.org/signed-note. The text of an event tells about a person.',
    schema: 'Proof',
    problems: [...LOG_PROBLEMS, 'UNKNOWN_EVENT', 'NOT_YET_KNOWN', 'INVALID_LOG_SIZE'],
  })
  proof(@QueryString() query: ProofSubjectQuery): Promise<InclusionProof | ConsistencyProof> {
    const { eventId, from } = query;
    if ((eventId === undefined) === (from === undefined)) {
      fail('INVALID_REQUEST', { fault: 'no-proof-named' });
    }
    const known = knownOf(query);
    const of = eventId === undefined ? { from: Number(from), known } : { eventId: eventId.toLowerCase(), known };
    return this.queries.execute(new ReadQuery('proof', of));
  }
}

function knownOf({ knownAt }: LogQuery): LogKnowledge {
  return knownAt === undefined ? undefined : knowledgeFrom(knownAt);
}

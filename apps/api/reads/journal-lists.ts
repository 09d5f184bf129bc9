/** Participants, events and batches as lists. */
import { BATCH_KINDS } from '#ledger/batch/events.js';
import { dataOf } from '#ledger/event.js';
import type { Enrolment } from '#ledger/participant/enrolment/events.js';
import { batchStream, prefixOf } from '#ledger/subjects.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { refuse } from '#ledger/kernel/refusal.js';
import { eventsInEffect } from '#ledger/kernel/selection.js';
import { LAST_DATE } from '#money/civil-date.js';
import { jsonPosition } from '#projections/answer.js';
import { readWhole } from '#journal/read-whole.js';
import { currentRequest } from '../http/request-scope.js';
import { ChoiceField, IdentifierField, PositionField, TextField } from '../http/fields.js';
import { fail } from '../http/problem.js';
import { batchOf, type Batch } from './batch.js';
import { pageOfEvents, type ListedEvent } from './event-pages.js';
import { PageQuery, pageOfStreams, pageStart, type Page } from './lists.js';
import type { Served } from './served.js';

export interface ListedParticipant {
  readonly participantId: string;
  readonly scheme: string;
  readonly fundId: string;
  readonly enrolledOn: string;
  readonly revision: number;
  readonly position: number;
  readonly lastRecordedAt: string;
}

export async function participants({ journal, raw = journal, clock }: Served, page: PageQuery): Promise<Page<ListedParticipant>> {
  const start = await pageStart(journal, clock, 'participants', {}, page);
  return pageOfStreams(raw, start, prefixOf('participant'), (_stream, events) => {
    const [first, last] = [events[0] as RecordedEvent, events.at(-1) as RecordedEvent];
    const { participantId, scheme, fundId, enrolledOn } = first.data as Enrolment;
    return {
      participantId,
      scheme,
      fundId,
      enrolledOn,
      revision: last.revision,
      position: jsonPosition(last.position),
      lastRecordedAt: last.recordedAt,
    };
  });
}

export interface ListedEmployer {
  readonly employerId: string;
  readonly scheme: string;
  readonly fundId: string;
  readonly kind: string;
  readonly affiliatedOn: string;
  /** What a voluntary affiliation rests on. */
  readonly agreement: string | null;
  /** The last headcount; null before the first. */
  readonly employees: number | null;
  readonly revision: number;
  readonly position: number;
  readonly lastRecordedAt: string;
}

export async function employers({ journal, raw = journal, clock }: Served, page: PageQuery): Promise<Page<ListedEmployer>> {
  const start = await pageStart(journal, clock, 'employers', {}, page);
  return pageOfStreams(raw, start, prefixOf('employer'), (_stream, recorded) => {
    const [first, last] = [recorded[0] as RecordedEvent, recorded.at(-1) as RecordedEvent];
    const { employerId, scheme, fundId, kind, affiliatedOn, agreement } = dataOf(first, 'EmployerAffiliated');
    const counted = eventsInEffect(recorded, { asOf: LAST_DATE }).findLast(({ type }) => type === 'HeadcountReported');
    return {
      employerId,
      scheme,
      fundId,
      kind,
      affiliatedOn,
      agreement: agreement ?? null,
      employees: (counted?.data['employees'] as number | undefined) ?? null,
      revision: last.revision,
      position: jsonPosition(last.position),
      lastRecordedAt: last.recordedAt,
    };
  });
}

export class EventsQuery extends PageQuery {
  @TextField(160, { optional: true, description: 'Only streams whose name begins so.', example: 'participant-' })
  readonly streamPrefix?: string;

  @TextField(1000, {
    optional: true,
    description: 'Only these types of events, separated by commas.',
    example: 'IncomeReported,IncomeCorrected',
  })
  readonly types?: string;

  @PositionField({ optional: true, description: 'Only events behind this position. Not together with a cursor.', example: '4711' })
  readonly after?: string;

  @TextField(200, { optional: true, description: 'Only events of this batch (`correlationId`).' })
  readonly batch?: string;

  @TextField(120, { optional: true, description: 'Only events that this person or program wrote.' })
  readonly actor?: string;
}

export async function events({ journal, raw = journal, clock }: Served, asked: EventsQuery): Promise<Page<ListedEvent>> {
  const types = asked.types?.split(',').map((type) => type.trim()).filter((type) => type !== '');
  const filter = {
    ...(asked.streamPrefix === undefined ? {} : { streamPrefix: asked.streamPrefix }),
    ...(types === undefined ? {} : { types }),
  };
  const { batch: correlationId, actor, after } = asked;
  if (after !== undefined && asked.cursor !== undefined) {
    fail('CONFLICTING_COORDINATES', { of: 'after-of-cursor' });
  }
  const also = { ...(correlationId === undefined ? {} : { correlationId }), ...(actor === undefined ? {} : { actor }) };
  const start = await pageStart(journal, clock, 'events', { ...filter, ...also }, asked);
  return pageOfEvents(raw, { ...start, after: start.after ?? after }, filter, { ...also, signal: currentRequest()?.signal });
}

export class BatchesQuery extends PageQuery {
  @ChoiceField(BATCH_KINDS, { optional: true, description: 'Only batches of this kind.', example: 'import' })
  readonly kind?: string;
}

export async function batches({ journal, raw = journal, clock }: Served, asked: BatchesQuery): Promise<Page<Batch>> {
  const filter = asked.kind === undefined ? {} : { kind: asked.kind };
  const start = await pageStart(journal, clock, 'batches', filter, asked);
  return pageOfStreams(raw, start, prefixOf('batch'), (stream, recorded) => {
    const found = batchOf(stream, recorded);
    return asked.kind === undefined || found.kind === asked.kind ? found : undefined;
  });
}

export class BatchPath {
  @IdentifierField({ description: 'Batch id, as the list of batches gives it.' })
  readonly id!: string;
}

export async function batch({ journal }: Served, { id: batchId }: BatchPath): Promise<Batch> {
  const stream = batchStream(batchId);
  const recorded = await readWhole(journal, stream);
  if (recorded.length === 0) refuse('UNKNOWN_BATCH', { batchId });
  return batchOf(stream, recorded);
}

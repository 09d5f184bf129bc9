/** Participants, events and batches as lists, on the query bus. */
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { batchStream, prefixOf } from '#ledger/subjects.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { refuse } from '#ledger/kernel/refusal.js';
import { jsonPosition } from '#projections/answer.js';
import { readWhole } from '#journal/read-whole.js';
import { DEPENDENCIES, type ApiDependencies } from '../dependencies.js';
import { currentRequest } from '../http/request-scope.js';
import { ChoiceField, IdentifierField, TextField } from '../http/fields.js';
import { batchOf, BATCH_KINDS, type Batch } from './batch.js';
import { pageOfEvents, type ListedEvent } from './event-pages.js';
import { PageQuery, pageOfStreams, pageStart, type Page } from './lists.js';

export interface ListedParticipant {
  readonly participantId: string;
  readonly scheme: string;
  readonly fundId: string;
  readonly enrolledOn: string;
  readonly revision: number;
  readonly position: number;
  readonly lastRecordedAt: string;
}

export class ListParticipantsQuery extends Query<Page<ListedParticipant>> {
  readonly page: PageQuery;

  constructor(page: PageQuery) {
    super();
    this.page = page;
  }
}

@QueryHandler(ListParticipantsQuery)
class ListParticipantsHandler implements IQueryHandler<ListParticipantsQuery> {
  private readonly dependencies: ApiDependencies;

  constructor(@Inject(DEPENDENCIES) dependencies: ApiDependencies) {
    this.dependencies = dependencies;
  }

  async execute({ page }: ListParticipantsQuery): Promise<Page<ListedParticipant>> {
    const { journal, raw = journal, clock } = this.dependencies;
    const start = await pageStart(journal, clock, 'participants', {}, page);
    return pageOfStreams(raw, start, prefixOf('participant'), (_stream, events) => {
      const [first, last] = [events[0] as RecordedEvent, events.at(-1) as RecordedEvent];
      const { participantId, scheme, fundId, enrolledOn } = first.data as unknown as ListedParticipant;
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
}

export class EventsQuery extends PageQuery {
  @TextField(160, { optional: true, description: 'Only streams whose name begins so.', example: 'participant-' })
  readonly streamPrefix?: string;

  @TextField(1000, { optional: true, description: 'Only these types of events, separated by commas.', example: 'IncomeReported,IncomeCorrected' })
  readonly types?: string;
}

export class ListEventsQuery extends Query<Page<ListedEvent>> {
  readonly asked: EventsQuery;

  constructor(asked: EventsQuery) {
    super();
    this.asked = asked;
  }
}

@QueryHandler(ListEventsQuery)
class ListEventsHandler implements IQueryHandler<ListEventsQuery> {
  private readonly dependencies: ApiDependencies;

  constructor(@Inject(DEPENDENCIES) dependencies: ApiDependencies) {
    this.dependencies = dependencies;
  }

  async execute({ asked }: ListEventsQuery): Promise<Page<ListedEvent>> {
    const { journal, raw = journal, clock } = this.dependencies;
    const types = asked.types?.split(',').map((type) => type.trim()).filter((type) => type !== '');
    const filter = {
      ...(asked.streamPrefix === undefined ? {} : { streamPrefix: asked.streamPrefix }),
      ...(types === undefined ? {} : { types }),
    };
    const start = await pageStart(journal, clock, 'events', filter, asked);
    return pageOfEvents(raw, start, filter, currentRequest()?.signal);
  }
}

export class BatchesQuery extends PageQuery {
  @ChoiceField(BATCH_KINDS, { optional: true, description: 'Only batches of this kind.', example: 'import' })
  readonly kind?: string;
}

export class BatchPath {
  @IdentifierField({ description: 'Batch id, as the list of batches gives it.' })
  readonly id!: string;
}

export class ListBatchesQuery extends Query<Page<Batch>> {
  readonly asked: BatchesQuery;

  constructor(asked: BatchesQuery) {
    super();
    this.asked = asked;
  }
}

@QueryHandler(ListBatchesQuery)
class ListBatchesHandler implements IQueryHandler<ListBatchesQuery> {
  private readonly dependencies: ApiDependencies;

  constructor(@Inject(DEPENDENCIES) dependencies: ApiDependencies) {
    this.dependencies = dependencies;
  }

  async execute({ asked }: ListBatchesQuery): Promise<Page<Batch>> {
    const { journal, raw = journal, clock } = this.dependencies;
    const filter = asked.kind === undefined ? {} : { kind: asked.kind };
    const start = await pageStart(journal, clock, 'batches', filter, asked);
    return pageOfStreams(raw, start, prefixOf('batch'), (stream, events) => {
      const batch = batchOf(stream, events);
      return asked.kind === undefined || batch.kind === asked.kind ? batch : undefined;
    });
  }
}

export class ReadBatchQuery extends Query<Batch> {
  readonly batchId: string;

  constructor(batchId: string) {
    super();
    this.batchId = batchId;
  }
}

@QueryHandler(ReadBatchQuery)
class ReadBatchHandler implements IQueryHandler<ReadBatchQuery> {
  private readonly dependencies: ApiDependencies;

  constructor(@Inject(DEPENDENCIES) dependencies: ApiDependencies) {
    this.dependencies = dependencies;
  }

  async execute({ batchId }: ReadBatchQuery): Promise<Batch> {
    const stream = batchStream(batchId);
    const events = await readWhole(this.dependencies.journal, stream);
    if (events.length === 0) refuse('UNKNOWN_BATCH', `the ledger has no batch ${batchId}`, { batchId });
    return batchOf(stream, events);
  }
}

export const LIST_QUERY_HANDLERS = [ListParticipantsHandler, ListEventsHandler, ListBatchesHandler, ReadBatchHandler];

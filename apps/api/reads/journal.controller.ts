/** GET /v1/events and /v1/batches. */
import { Controller, Get, Inject, Param, Query, UseGuards } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { ReachJournalPosition } from '../http/reach-position.js';
import { Answers, LIST_PROBLEMS } from '../openapi/answers.js';
import { ReadQuery } from '../readings.js';
import type { Batch } from './batch.js';
import type { ListedEvent } from './event-pages.js';
import { BatchPath, BatchesQuery, EventsQuery } from './journal-lists.js';
import type { Page } from './lists.js';

@ApiTags('journal')
@UseGuards(ReachJournalPosition)
@Controller('v1')
export class JournalController {
  private readonly queries: QueryBus;

  constructor(@Inject(QueryBus) queries: QueryBus) {
    this.queries = queries;
  }

  @Get('events')
  @Answers({
    id: 'listEvents',
    summary: 'Events of the journal, in recorded order',
    description: 'With a filter that few events pass, a page may hold fewer than `limit`, or none, while `next` goes on.',
    schema: 'Events',
    problems: LIST_PROBLEMS,
  })
  events(@Query() query: EventsQuery): Promise<Page<ListedEvent>> {
    return this.queries.execute(new ReadQuery('events', query));
  }

  @Get('batches')
  @Answers({
    id: 'listBatches',
    summary: 'Bulk operations: imports, fan-outs, reprocessings, invoices and interest of employers, commands',
    description: 'With `kind` a page may hold fewer than `limit` batches, or none, while `next` goes on.',
    schema: 'Batches',
    problems: LIST_PROBLEMS,
  })
  batches(@Query() query: BatchesQuery): Promise<Page<Batch>> {
    return this.queries.execute(new ReadQuery('batches', query));
  }

  @Get('batches/:id')
  @Answers({
    id: 'readBatch',
    summary: 'One bulk operation: progress, refusals, outcome',
    schema: 'Batch',
    problems: ['INVALID_REQUEST', 'UNKNOWN_BATCH'],
  })
  batch(@Param() path: BatchPath): Promise<Batch> {
    return this.queries.execute(new ReadQuery('batch', path));
  }
}

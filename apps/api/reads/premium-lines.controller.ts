/** GET /v1/employers/{id}/premium-lines: what an invoice is made of. */
import { Controller, Get, Inject, Param, Query, UseGuards } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { PremiumLineOfInvoice } from '#reprocessing/invoicing/premium-lines.js';
import { ReachJournalPosition } from '../http/reach-position.js';
import { Answers, LIST_PROBLEMS } from '../openapi/answers.js';
import { ReadQuery } from '../readings.js';
import type { Page } from './lists.js';
import { PremiumLinesQuery } from './premium-lines.js';
import { EmployerPath } from './subject-paths.js';

@ApiTags('employers')
@UseGuards(ReachJournalPosition)
@Controller('v1/employers')
export class PremiumLinesController {
  private readonly queries: QueryBus;

  constructor(@Inject(QueryBus) queries: QueryBus) {
    this.queries = queries;
  }

  @Get(':id/premium-lines')
  @Answers({
    id: 'listPremiumLines',
    summary: 'The lines of an invoice, by participant: the month, what it is for, and what it comes to',
    schema: 'PremiumLines',
    problems: [...LIST_PROBLEMS, 'EMPLOYER_NOT_AFFILIATED', 'UNKNOWN_INVOICE', 'UNREADABLE_EVENT'],
  })
  lines(@Param() { id: employerId }: EmployerPath, @Query() query: PremiumLinesQuery): Promise<Page<PremiumLineOfInvoice>> {
    return this.queries.execute(new ReadQuery('premiumLines', { employerId, ...query }));
  }
}

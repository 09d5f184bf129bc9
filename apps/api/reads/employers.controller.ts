/** GET /v1/employers: who is affiliated. */
import { Controller, Get, Inject, Query, UseGuards } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { ReachJournalPosition } from '../http/reach-position.js';
import { Answers, LIST_PROBLEMS } from '../openapi/answers.js';
import { ReadQuery } from '../readings.js';
import type { ListedEmployer } from './journal-lists.js';
import { PageQuery, type Page } from './lists.js';

@ApiTags('employers')
@UseGuards(ReachJournalPosition)
@Controller('v1/employers')
export class EmployersController {
  private readonly queries: QueryBus;

  constructor(@Inject(QueryBus) queries: QueryBus) {
    this.queries = queries;
  }

  @Get()
  @Answers({ id: 'listEmployers', summary: 'Employers of the ledger', schema: 'Employers', problems: LIST_PROBLEMS })
  list(@Query() page: PageQuery): Promise<Page<ListedEmployer>> {
    return this.queries.execute(new ReadQuery('employers', page));
  }
}

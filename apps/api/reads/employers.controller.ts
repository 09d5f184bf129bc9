/** GET /v1/employers/{id}/history. */
import { Controller, Get, Headers, Inject, Param, Query, Res, UseInterceptors } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { streamOf } from '#ledger/subjects.js';
import { ReachJournalPosition } from '../http/reach-position.js';
import { COORDINATE_PROBLEMS, ReadingAnswers } from '../openapi/answers.js';
import { answered } from './answered.js';
import { CoordinatesQuery, EmployerPath, askedCoordinates } from './coordinates.js';
import { HistoryQuery } from './participant-queries.js';

@ApiTags('employers')
@UseInterceptors(ReachJournalPosition)
@Controller('v1/employers')
export class EmployerReadingsController {
  private readonly queries: QueryBus;

  constructor(@Inject(QueryBus) queries: QueryBus) {
    this.queries = queries;
  }

  @Get(':id/history')
  @ReadingAnswers({
    id: 'readEmployerHistory',
    summary: 'Every event of the employer, in recorded order',
    schema: 'History',
    subject: 'employer',
    problems: [...COORDINATE_PROBLEMS, 'UNREADABLE_EVENT', 'UNKNOWN_STREAM'],
  })
  async history(
    @Param() { id }: EmployerPath,
    @Query() query: CoordinatesQuery,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<object | undefined> {
    return answered(await this.queries.execute(new HistoryQuery(streamOf('employer', id), askedCoordinates(query))), known, response);
  }
}

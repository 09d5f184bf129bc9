/** GET /v1/funds/{id}/changes and /v1/parameters/{fundId}. */
import { Controller, Get, Inject, Param, Query, UseInterceptors } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { parseInstant } from '#money/civil-date.js';
import type { Answer } from '#projections/answer.js';
import type { FundChangesView } from '#projections/changes/fund-changes.js';
import { DateField, IdentifierField, InstantField } from '../http/fields.js';
import { ReachJournalPosition } from '../http/reach-position.js';
import { Answers, COORDINATE_PROBLEMS } from '../openapi/answers.js';
import { ReadQuery } from '../readings.js';
import { CoordinatesQuery, askedCoordinates } from './coordinates.js';
import type { ParametersView } from './fund-parameters.js';
import { FundPath } from './subject-paths.js';

class ParametersPath {
  @IdentifierField({ description: 'Fund id.', example: 'fi-kapl' })
  readonly fundId!: string;
}

class ParametersOnDayQuery {
  @DateField({ optional: true, description: 'The day on which they are in force. Default: today.', example: '2005-07-01' })
  readonly at?: string;

  @InstantField({ optional: true, description: 'Parameters announced by then. Default: all published.' })
  readonly rulesKnownAt?: string;
}

@ApiTags('funds')
@UseInterceptors(ReachJournalPosition)
@Controller('v1')
export class FundReadingsController {
  private readonly queries: QueryBus;

  constructor(@Inject(QueryBus) queries: QueryBus) {
    this.queries = queries;
  }

  @Get('funds/:id/changes')
  @Answers({
    id: 'readFundChanges',
    summary: 'Changes of basis and terms that the fund has announced, and who is still to be told',
    description: 'As of a day: what was announced by then, and who had been told. Without asOf all of it.',
    schema: 'FundChanges',
    problems: [...COORDINATE_PROBLEMS, 'UNKNOWN_FUND'],
  })
  changes(@Param() { id: fundId }: FundPath, @Query() query: CoordinatesQuery): Promise<Answer<FundChangesView>> {
    return this.queries.execute(new ReadQuery('changes', { fundId, asked: askedCoordinates(query) }));
  }

  @Get('parameters/:fundId')
  @Answers({
    id: 'readParameters',
    summary: 'Parameters in force for a fund on a day',
    schema: 'Parameters',
    problems: ['INVALID_REQUEST', 'KNOWLEDGE_IN_FUTURE', 'UNKNOWN_FUND', 'UNKNOWN_SCHEME'],
  })
  parameters(@Param() { fundId }: ParametersPath, @Query() { at, rulesKnownAt }: ParametersOnDayQuery): Promise<Answer<ParametersView>> {
    const known = rulesKnownAt === undefined ? undefined : parseInstant(rulesKnownAt);
    return this.queries.execute(new ReadQuery('parameters', { fundId, at, rulesKnownAt: known }));
  }
}

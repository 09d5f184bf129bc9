/** GET /v1/trial-balance. */
import { Controller, Get, Inject, Query as QueryString, UseGuards, UseInterceptors } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { Answer } from '#projections/answer.js';
import { IdentifierField } from '../http/fields.js';
import { PortfolioWork } from '../http/portfolio-work.js';
import { fail } from '../http/problem.js';
import { ReachJournalPosition } from '../http/reach-position.js';
import { Answers, COORDINATE_PROBLEMS } from '../openapi/answers.js';
import { ReadQuery } from '../readings.js';
import { CoordinatesQuery, askedCoordinates } from './coordinates.js';

class TrialBalanceOfQuery extends CoordinatesQuery {
  @IdentifierField({ optional: true, description: 'Only this fund and its participants.', example: 'fi-kapl' })
  readonly fundId?: string;

  @IdentifierField({ optional: true, description: 'Only this participant.', example: 'F000001' })
  readonly participantId?: string;
}

@ApiTags('journal')
@UseGuards(ReachJournalPosition)
@UseInterceptors(PortfolioWork)
@Controller('v1/trial-balance')
export class TrialBalanceController {
  private readonly queries: QueryBus;

  constructor(@Inject(QueryBus) queries: QueryBus) {
    this.queries = queries;
  }

  @Get()
  @Answers({
    id: 'readTrialBalance',
    summary: 'Balances of all accounts; debit and credit add up to zero',
    schema: 'TrialBalance',
    problems: [...COORDINATE_PROBLEMS, 'UNKNOWN_PARTICIPANT', 'NOT_YET_KNOWN', 'BEFORE_FIRST_EVENT', 'TOO_MANY_PORTFOLIO_READS'],
  })
  read(@QueryString() query: TrialBalanceOfQuery): Promise<Answer<object>> {
    const { fundId, participantId } = query;
    if (fundId !== undefined && participantId !== undefined) {
      fail('CONFLICTING_COORDINATES', { of: 'fund-of-participant' });
    }
    return this.queries.execute(new ReadQuery('balances', { asked: askedCoordinates(query), of: { fundId, participantId } }));
  }
}

/** GET /v1/trial-balance. */
import { Controller, Get, Inject, Query as QueryString, UseInterceptors } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { Answer } from '#projections/answer.js';
import type { AskedCoordinates } from '#projections/coordinates.js';
import { DEPENDENCIES, type ApiDependencies, type TrialBalanceSubject } from '../dependencies.js';
import { IdentifierField } from '../http/fields.js';
import { PortfolioWork } from '../http/portfolio-work.js';
import { fail } from '../http/problem.js';
import { ReachJournalPosition } from '../http/reach-position.js';
import { currentRequest } from '../http/request-scope.js';
import { Answers, COORDINATE_PROBLEMS } from '../openapi/answers.js';
import { CoordinatesQuery, askedCoordinates } from './coordinates.js';

class TrialBalanceOfQuery extends CoordinatesQuery {
  @IdentifierField({ optional: true, description: 'Only this fund and its participants.', example: 'fi-kapl' })
  readonly fundId?: string;

  @IdentifierField({ optional: true, description: 'Only this participant.', example: 'F000001' })
  readonly participantId?: string;
}

class TrialBalanceQuery extends Query<Answer<object>> {
  readonly asked: AskedCoordinates;
  readonly of: TrialBalanceSubject;

  constructor(asked: AskedCoordinates, of: TrialBalanceSubject) {
    super();
    this.asked = asked;
    this.of = of;
  }
}

@QueryHandler(TrialBalanceQuery)
export class TrialBalanceHandler implements IQueryHandler<TrialBalanceQuery> {
  private readonly dependencies: ApiDependencies;

  constructor(@Inject(DEPENDENCIES) dependencies: ApiDependencies) {
    this.dependencies = dependencies;
  }

  async execute({ asked, of }: TrialBalanceQuery): Promise<Answer<object>> {
    return this.dependencies.trialBalance?.(asked, of, currentRequest()?.signal) ?? fail('UNKNOWN_ROUTE', 'this server has no trial balance');
  }
}

@ApiTags('journal')
@UseInterceptors(ReachJournalPosition, PortfolioWork)
@Controller('v1/trial-balance')
export class TrialBalanceController {
  private readonly queries: QueryBus;

  constructor(@Inject(QueryBus) queries: QueryBus) {
    this.queries = queries;
  }

  @Get()
  @Answers({ id: 'readTrialBalance', summary: 'Balances of all accounts; debit and credit add up to zero', schema: 'TrialBalance', problems: [...COORDINATE_PROBLEMS, 'UNKNOWN_PARTICIPANT', 'NOT_YET_KNOWN', 'BEFORE_FIRST_EVENT', 'TOO_MANY_PORTFOLIO_READS'] })
  read(@QueryString() query: TrialBalanceOfQuery): Promise<Answer<object>> {
    const { fundId, participantId } = query;
    if (fundId !== undefined && participantId !== undefined) fail('CONFLICTING_COORDINATES', 'a participant belongs to one fund; name either participantId or fundId');
    return this.queries.execute(new TrialBalanceQuery(askedCoordinates(query), { fundId, participantId }));
  }
}

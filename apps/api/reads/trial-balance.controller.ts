/** GET /v1/trial-balance. */
import { Controller, Get, Inject, Query as QueryString } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { Answer } from '#projections/answer.js';
import type { AskedCoordinates } from '#projections/coordinates.js';
import { DEPENDENCIES, type ApiDependencies } from '../dependencies.js';
import { fail } from '../http/problem.js';
import { Answers, COORDINATE_PROBLEMS } from '../openapi/answers.js';
import { CoordinatesQuery, askedCoordinates } from './coordinates.js';

class TrialBalanceQuery extends Query<Answer<object>> {
  readonly asked: AskedCoordinates;

  constructor(asked: AskedCoordinates) {
    super();
    this.asked = asked;
  }
}

@QueryHandler(TrialBalanceQuery)
export class TrialBalanceHandler implements IQueryHandler<TrialBalanceQuery> {
  private readonly dependencies: ApiDependencies;

  constructor(@Inject(DEPENDENCIES) dependencies: ApiDependencies) {
    this.dependencies = dependencies;
  }

  async execute({ asked }: TrialBalanceQuery): Promise<Answer<object>> {
    return this.dependencies.trialBalance?.(asked) ?? fail('UNKNOWN_ROUTE', 'this server has no trial balance');
  }
}

@ApiTags('journal')
@Controller('v1/trial-balance')
export class TrialBalanceController {
  private readonly queries: QueryBus;

  constructor(@Inject(QueryBus) queries: QueryBus) {
    this.queries = queries;
  }

  @Get()
  @Answers({ id: 'readTrialBalance', summary: 'Balances of all accounts; debit and credit add up to zero', schema: 'TrialBalance', problems: COORDINATE_PROBLEMS })
  read(@QueryString() query: CoordinatesQuery): Promise<Answer<object>> {
    return this.queries.execute(new TrialBalanceQuery(askedCoordinates(query)));
  }
}

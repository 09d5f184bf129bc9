/** GET /v1/funds/{id}/changes, /v1/funds/{id}/evaluations and /v1/parameters/{fundId}. */
import { Controller, Get, Inject, Param, Query, UseInterceptors } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { parseInstant } from '#money/civil-date.js';
import type { Answer } from '#projections/answer.js';
import type { FundChangesView } from '#projections/changes/fund-changes.js';
import type { FundEvaluationsView } from '#projections/policy/fund-evaluations.js';
import { DateField, IdentifierField, InstantField, TextField, YearTextField } from '../http/fields.js';
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

class EvaluationsQuery extends CoordinatesQuery {
  @YearTextField({ optional: true, description: 'From this year. Default: the first that is evaluated.', example: 2015 })
  readonly from?: string;

  @YearTextField({ optional: true, description: 'To this year. Default: the last that is evaluated.', example: 2017 })
  readonly to?: string;

  @TextField(500, {
    optional: true,
    description: 'What the rules would propose otherwise: threshold=1.05,catchUpShare=1. Marked in the answer, never stored.',
    example: 'threshold=1.05',
  })
  readonly variant?: string;
}

/** `threshold=1.05,catchUpShare=1`; what is no pair is told by the rules, which know their fields. */
function variantOf(text: string | undefined): { readonly [field: string]: string } | undefined {
  if (text === undefined) return undefined;
  return Object.fromEntries(text.split(',').map((part) => [part.split('=')[0] ?? '', part.split('=').slice(1).join('=')]));
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

  @Get('funds/:id/evaluations')
  @Answers({
    id: 'readFundEvaluations',
    summary: 'The funding policy year by year: proposed, decided, and as now known',
    schema: 'FundEvaluations',
    problems: [...COORDINATE_PROBLEMS, 'UNKNOWN_FUND', 'NOT_APPLICABLE', 'UNKNOWN_VARIANT'],
  })
  evaluations(@Param() { id: fundId }: FundPath, @Query() query: EvaluationsQuery): Promise<Answer<FundEvaluationsView>> {
    const [from, to] = [query.from, query.to].map((year) => (year === undefined ? undefined : Number(year)));
    return this.queries.execute(
      new ReadQuery('evaluations', { fundId, asked: askedCoordinates(query), from, to, variant: variantOf(query.variant) }),
    );
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

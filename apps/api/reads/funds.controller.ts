/** GET /v1/funds/{id}/changes, /v1/funds/{id}/evaluations, /v1/parameters/{fundId} and its timeline. */
import { Controller, Get, Inject, Param, Query, UseInterceptors } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { parseInstant, type Instant } from '#money/civil-date.js';
import type { Answer } from '#projections/answer.js';
import type { FundChangesView } from '#projections/changes/fund-changes.js';
import type { FundEvaluationsView } from '#projections/policy/fund-evaluations.js';
import { DateField, IdentifierField, InstantField, TextField, YearTextField } from '../http/fields.js';
import { ReachJournalPosition } from '../http/reach-position.js';
import { Answers, COORDINATE_PROBLEMS } from '../openapi/answers.js';
import { ReadQuery } from '../readings.js';
import { CoordinatesQuery, askedCoordinates } from './coordinates.js';
import type { ParametersView, TimelineView } from './fund-parameters.js';
import { FundPath } from './subject-paths.js';

class ParametersPath {
  @IdentifierField({ description: 'Fund id.', example: 'fi-kapl' })
  readonly fundId!: string;
}

class AnnouncedQuery {
  @InstantField({ optional: true, description: 'Parameters announced by then. Default: all published.' })
  readonly rulesKnownAt?: string;
}

class ParametersOnDayQuery extends AnnouncedQuery {
  @DateField({ optional: true, description: 'The day on which they are in force. Default: today.', example: '2005-07-01' })
  readonly at?: string;
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

const PARAMETER_PROBLEMS = ['INVALID_REQUEST', 'KNOWLEDGE_IN_FUTURE', 'UNKNOWN_FUND', 'UNKNOWN_SCHEME'];

function instantIn(text: string | undefined): Instant | undefined {
  return text === undefined ? undefined : parseInstant(text);
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
    problems: PARAMETER_PROBLEMS,
  })
  parameters(@Param() { fundId }: ParametersPath, @Query() { at, rulesKnownAt }: ParametersOnDayQuery): Promise<Answer<ParametersView>> {
    return this.queries.execute(new ReadQuery('parameters', { fundId, at, rulesKnownAt: instantIn(rulesKnownAt) }));
  }

  @Get('parameters/:fundId/timeline')
  @Answers({
    id: 'readParameterTimeline',
    summary: 'Every entry of a fund’s parameters that was announced, and on which days each counts',
    description: 'Gaps, in which a parameter has no value, are told too: whatever needs one there is refused MISSING_PARAMETER.',
    schema: 'ParameterTimeline',
    problems: PARAMETER_PROBLEMS,
  })
  timeline(@Param() { fundId }: ParametersPath, @Query() { rulesKnownAt }: AnnouncedQuery): Promise<Answer<TimelineView>> {
    return this.queries.execute(new ReadQuery('parameterTimeline', { fundId, rulesKnownAt: instantIn(rulesKnownAt) }));
  }
}

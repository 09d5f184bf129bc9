/** GET /v1/funds/{id}/changes, /v1/parameters/{fundId} and its timeline. */
import { Controller, Get, Inject, Param, Query, UseGuards } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { parseInstant, type Instant } from '#money/civil-date.js';
import type { Answer } from '#projections/answer.js';
import type { FundChangesView } from '#projections/changes/fund-changes.js';
import { DateField, IdentifierField, InstantField } from '../http/fields.js';
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
  @IdentifierField({
    optional: true,
    description: 'Rules of funding that the fund’s scheme goes by, in the place of the scheme’s own parameters.',
    example: 'nl-ftk',
  })
  readonly scheme?: string;

  @InstantField({ optional: true, description: 'Parameters announced by then. Default: all published.' })
  readonly rulesKnownAt?: string;
}

class ParametersOnDayQuery extends AnnouncedQuery {
  @DateField({ optional: true, description: 'The day on which they are in force. Default: today.', example: '2005-07-01' })
  readonly at?: string;
}

const PARAMETER_PROBLEMS = ['INVALID_REQUEST', 'KNOWLEDGE_IN_FUTURE', 'UNKNOWN_FUND', 'UNKNOWN_SCHEME'];

function instantIn(text: string | undefined): Instant | undefined {
  return text === undefined ? undefined : parseInstant(text);
}

@ApiTags('funds')
@UseGuards(ReachJournalPosition)
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
    problems: PARAMETER_PROBLEMS,
  })
  parameters(@Param() { fundId }: ParametersPath, @Query() query: ParametersOnDayQuery): Promise<Answer<ParametersView>> {
    const { scheme, at, rulesKnownAt } = query;
    return this.queries.execute(new ReadQuery('parameters', { fundId, scheme, at, rulesKnownAt: instantIn(rulesKnownAt) }));
  }

  @Get('parameters/:fundId/timeline')
  @Answers({
    id: 'readParameterTimeline',
    summary: 'Every entry of a fund’s parameters that was announced, and on which days each counts',
    description: 'Gaps, in which a parameter has no value, are told too: whatever needs one there is refused MISSING_PARAMETER.',
    schema: 'ParameterTimeline',
    problems: PARAMETER_PROBLEMS,
  })
  timeline(@Param() { fundId }: ParametersPath, @Query() { scheme, rulesKnownAt }: AnnouncedQuery): Promise<Answer<TimelineView>> {
    return this.queries.execute(new ReadQuery('parameterTimeline', { fundId, scheme, rulesKnownAt: instantIn(rulesKnownAt) }));
  }
}

/** /v1/standing: the read models that are kept, answered from their rows; /v1/worklist: what closes next. */
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { Answer } from '#projections/answer.js';
import { STANDING_MODELS } from '#projections/run/standing/model.js';
import { ChoiceField, CountTextField, IdentifierField, MinPositionField, TextField } from '../http/fields.js';
import type { ShownStatus } from '#projections/run/standing/shown.js';
import { Answers } from '../openapi/answers.js';
import { LARGEST_PAGE, DEFAULT_PAGE } from './lists.js';
import { StandingAnswerQuery, StandingListQuery, StandingStatusQuery, type StandingItems, type StandingPageStart } from './standing-queries.js';

const ANSWERING = ['coverage', 'windows'] as const satisfies readonly string[];

class AnsweringModelPath {
  @ChoiceField(ANSWERING, { description: 'Standing model.', example: 'coverage' })
  readonly model!: string;
}

class StandingParticipantPath extends AnsweringModelPath {
  @IdentifierField({ description: 'Participant id.', example: 'F000001' })
  readonly id!: string;
}

class StandingModelPath {
  @ChoiceField(STANDING_MODELS, { description: 'Standing model.', example: 'windows' })
  readonly model!: string;
}

class StandingQueryString {
  @MinPositionField()
  readonly minPosition?: string;
}

class StandingPageQuery extends StandingQueryString {
  @CountTextField(LARGEST_PAGE, { optional: true, description: `Largest number of items. Default: ${DEFAULT_PAGE}.`, example: 100 })
  readonly limit?: string;

  @TextField(2000, { optional: true, description: 'The `next` of the page before. The model may have moved on since; each page says how far it is.' })
  readonly cursor?: string;
}

const PROBLEMS = ['INVALID_REQUEST', 'MODEL_NOT_BUILT', 'POSITION_NOT_REACHED'];
const NOTE =
  'Kept up to date in the background, so that it may lag behind the journal: `position` says how far it is. ' +
  'Whoever needs to see an event just written gives its position as `minPosition`.';

@ApiTags('standing')
@Controller('v1')
export class StandingController {
  private readonly queries: QueryBus;

  constructor(@Inject(QueryBus) queries: QueryBus) {
    this.queries = queries;
  }

  @Get('standing')
  @Answers({ id: 'readStanding', summary: 'How far each standing read model is, and what it set aside', schema: 'StandingStatus', problems: [] })
  status(): Promise<{ readonly models: readonly ShownStatus[] }> {
    return this.queries.execute(new StandingStatusQuery());
  }

  @Get('standing/:model/participants')
  @Answers({ id: 'listStanding', summary: 'Answers of all participants, by their ids', description: NOTE, schema: 'StandingAnswers', problems: [...PROBLEMS, 'INVALID_CURSOR'] })
  list(@Param() { model }: AnsweringModelPath, @Query() query: StandingPageQuery): Promise<StandingItems> {
    return this.queries.execute(new StandingListQuery({ list: 'answers', model }, startOf(query)));
  }

  @Get('standing/:model/participants/:id')
  @Answers({
    id: 'readStandingAnswer',
    summary: 'The answer as it is kept: the same as the live one at its coordinates',
    description: NOTE,
    schema: 'StandingAnswer',
    problems: [...PROBLEMS, 'UNKNOWN_PARTICIPANT', 'NOT_APPLICABLE', 'MISSING_PARAMETER', 'QUARANTINED', 'READ_MODEL_DAMAGED'],
  })
  answer(@Param() { model, id }: StandingParticipantPath, @Query() query: StandingQueryString): Promise<Answer<object>> {
    return this.queries.execute(new StandingAnswerQuery(model, id, startOf(query).minPosition));
  }

  @Get('standing/:model/quarantined')
  @Answers({ id: 'listQuarantined', summary: 'Participants set aside, each with the event at fault', description: NOTE, schema: 'Quarantined', problems: [...PROBLEMS, 'INVALID_CURSOR'] })
  quarantined(@Param() { model }: StandingModelPath, @Query() query: StandingPageQuery): Promise<StandingItems> {
    return this.queries.execute(new StandingListQuery({ list: 'quarantined', model }, startOf(query)));
  }

  @Get('worklist')
  @Answers({ id: 'listWorklist', summary: 'Participant-years that can still be corrected, the one that closes next first', description: NOTE, schema: 'Worklist', problems: [...PROBLEMS, 'INVALID_CURSOR'] })
  worklist(@Query() query: StandingPageQuery): Promise<StandingItems> {
    return this.queries.execute(new StandingListQuery({ list: 'worklist', model: 'worklist' }, startOf(query)));
  }
}

function startOf({ limit, cursor, minPosition }: Partial<StandingPageQuery>): StandingPageStart {
  return { limit, cursor, minPosition: minPosition === undefined ? undefined : BigInt(minPosition) };
}

/** /v1/standing: the read models that are kept, answered from their rows; /v1/{model}: the order of entries that a model keeps. */
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { Answer } from '#projections/answer.js';
import { STANDING_MODELS } from '#projections/run/standing/model.js';
import type { ShownStatus } from '#projections/run/standing/shown.js';
import type { AnyView, EntryFilter } from '#projections/view.js';
import { ANSWERING_VIEWS, STANDING_VIEWS } from '#projections/views/views.js';
import { declareRoute } from '../http/declared-route.js';
import { ChoiceField, CountTextField, IdentifierField, MinPositionField, TextField, YearTextField } from '../http/fields.js';
import { Answers } from '../openapi/answers.js';
import { capitalized } from '../openapi/capitalized.js';
import { entriesSchemaOf } from '../openapi/view-schemas.js';
import { ReadQuery } from '../readings.js';
import { LARGEST_PAGE, DEFAULT_PAGE } from './lists.js';
import type { CountedEntries, EntriesFilter, StandingItems, StandingPageStart } from './standing-readings.js';

/** Answered under the participants' own path; a model of another kind of subject would come under its own. */
const ANSWERING = ANSWERING_VIEWS.filter(({ subject }) => subject.kind === 'participant').map(({ name }) => name);

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

  @TextField(2000, {
    optional: true,
    description: 'The `next` of the page before. The model may have moved on since; each page says how far it is.',
  })
  readonly cursor?: string;
}

const PROBLEMS = ['INVALID_REQUEST', 'MODEL_NOT_BUILT', 'POSITION_NOT_REACHED'];
const LISTS = [...PROBLEMS, 'INVALID_CURSOR'];
const NOTE =
  'Kept up to date in the background, so that it may lag behind the journal: `position` says how far it is. ' +
  'Whoever needs to see an event just written gives its position as `minPosition`.';

const NARROWED = 'Narrowed, a page may hold fewer than `limit`, or none, while `next` goes on.';

@ApiTags('standing')
@Controller('v1')
export class StandingController {
  readonly queries: QueryBus;

  constructor(@Inject(QueryBus) queries: QueryBus) {
    this.queries = queries;
  }

  @Get('standing')
  @Answers({
    id: 'readStanding',
    summary: 'How far each standing read model is, and what it set aside',
    schema: 'StandingStatus',
    problems: [],
  })
  status(): Promise<{ readonly models: readonly ShownStatus[] }> {
    return this.queries.execute(new ReadQuery('standingStatus', {}));
  }

  @Get('standing/:model/participants')
  @Answers({
    id: 'listStanding',
    summary: 'Answers of all participants, by their ids',
    description: NOTE,
    schema: 'StandingAnswers',
    problems: LISTS,
  })
  list(@Param() { model }: AnsweringModelPath, @Query() query: StandingPageQuery): Promise<StandingItems> {
    return this.queries.execute(new ReadQuery('standingList', { list: 'answers', model, ...startOf(query) }));
  }

  @Get('standing/:model/participants/:id')
  @Answers({
    id: 'readStandingAnswer',
    summary: 'The answer as it is kept: the same as the live one at its coordinates',
    description: NOTE,
    schema: 'StandingAnswer',
    problems: [...PROBLEMS, 'UNKNOWN_PARTICIPANT', 'NOT_APPLICABLE', 'MISSING_PARAMETER', 'QUARANTINED', 'READ_MODEL_DAMAGED'],
  })
  answer(@Param() { model, id: subjectId }: StandingParticipantPath, @Query() query: StandingQueryString): Promise<Answer<object>> {
    return this.queries.execute(new ReadQuery('standingAnswer', { model, subjectId, minPosition: startOf(query).minPosition }));
  }

  @Get('standing/:model/quarantined')
  @Answers({
    id: 'listQuarantined',
    summary: 'Participants set aside, each with the event at fault',
    description: NOTE,
    schema: 'Quarantined',
    problems: LISTS,
  })
  quarantined(@Param() { model }: StandingModelPath, @Query() query: StandingPageQuery): Promise<StandingItems> {
    return this.queries.execute(new ReadQuery('standingList', { list: 'quarantined', model, ...startOf(query) }));
  }
}

for (const view of STANDING_VIEWS) {
  if (view.standing?.entries === undefined) continue;
  addCountsRoute(view);
  addEntriesRoute(view);
}

function addCountsRoute({ name: model }: AnyView): void {
  const operation = `count${capitalized(model)}`;
  const method = function (this: StandingController): Promise<CountedEntries> {
    return this.queries.execute(new ReadQuery('standingCounts', { model }));
  };
  const summary = `How many entries of the ${model} stand at each place of its order`;
  const told = { id: operation, summary, description: NOTE, schema: 'CountedEntries', problems: ['MODEL_NOT_BUILT'] };
  declareRoute(StandingController, {
    operation,
    method,
    parameters: [],
    decorators: [Get(`${model}/counts`), Answers(told)],
  });
}

function filtersOf({ standing }: AnyView): readonly (readonly [name: string, filter: EntryFilter])[] {
  return Object.entries(standing?.entries?.filters ?? {});
}

/** A page of a view's entries, and what narrows it. */
function entriesQuery(view: AnyView): new () => StandingPageQuery {
  const filters = filtersOf(view);
  if (filters.length === 0) return StandingPageQuery;
  const name = `${capitalized(view.name)}${StandingPageQuery.name}`;
  const query = { [name]: class extends StandingPageQuery {} }[name] as new () => StandingPageQuery;
  for (const [filter, { type, about }] of filters) {
    const options = { description: `Only ${about}.`, optional: true };
    const field = type === 'year' ? YearTextField({ ...options, example: 2019 }) : IdentifierField({ ...options, example: 'E1' });
    field(query.prototype as object, filter);
  }
  return query;
}

function askedFilter(view: AnyView, query: object): EntriesFilter {
  const given = query as { readonly [name: string]: string | undefined };
  return Object.fromEntries(filtersOf(view).flatMap(([name]) => (given[name] === undefined ? [] : [[name, given[name]]])));
}

function addEntriesRoute(view: AnyView): void {
  const operation = `list${capitalized(view.name)}`;
  const query = entriesQuery(view);
  const method = function (this: StandingController, asked: StandingPageQuery): Promise<StandingItems> {
    const filter = askedFilter(view, asked);
    return this.queries.execute(new ReadQuery('standingList', { list: 'entries', model: view.name, filter, ...startOf(asked) }));
  };
  const told = {
    id: operation,
    summary: view.summary.replace(/\.$/, ''),
    description: filtersOf(view).length === 0 ? NOTE : `${NOTE} ${NARROWED}`,
    schema: entriesSchemaOf(view),
    problems: LISTS,
  };
  declareRoute(StandingController, {
    operation,
    method,
    parameters: [[Query(), query]],
    decorators: [Get(view.name), Answers(told)],
  });
}

function startOf({ limit, cursor, minPosition }: Partial<StandingPageQuery>): StandingPageStart {
  return { limit, cursor, minPosition: minPosition === undefined ? undefined : BigInt(minPosition) };
}

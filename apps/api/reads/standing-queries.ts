/** The standing read models, on the query bus. Every answer says how far it is: the model's own coordinates. */
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Answer } from '#projections/answer.js';
import { jsonPosition } from '#projections/answer.js';
import type { QuarantineRow, StandingModel, WorklistEntry } from '#projections/standing/model.js';
import type { ListedAnswer, StandingPage, StandingStatus } from '#projections/standing/readings.js';
import { DEPENDENCIES, LIMITS, type ApiDependencies, type ApiLimits, type StandingReadings } from '../dependencies.js';
import { decodeCursor, encodeCursor } from '../http/cursor.js';
import { reachPosition } from '../http/reach-position.js';
import { DEFAULT_PAGE } from './lists.js';

export interface ListedStatus extends Omit<StandingStatus, 'position' | 'lag'> {
  readonly position: number;
  readonly lag: number;
}

export class StandingStatusQuery extends Query<{ readonly models: readonly ListedStatus[] }> {}

@QueryHandler(StandingStatusQuery)
class StandingStatusHandler implements IQueryHandler<StandingStatusQuery> {
  private readonly standing: StandingReadings;

  constructor(@Inject(DEPENDENCIES) dependencies: ApiDependencies) {
    this.standing = standingOf(dependencies);
  }

  async execute(): Promise<{ readonly models: readonly ListedStatus[] }> {
    const models = await this.standing.status();
    return { models: models.map(({ position, ...rest }) => ({ ...rest, position: jsonPosition(position) })) };
  }
}

export class StandingAnswerQuery extends Query<Answer<object>> {
  readonly model: StandingModel;
  readonly participantId: string;
  readonly minPosition: bigint | undefined;

  constructor(model: StandingModel, participantId: string, minPosition: bigint | undefined) {
    super();
    this.model = model;
    this.participantId = participantId;
    this.minPosition = minPosition;
  }
}

@QueryHandler(StandingAnswerQuery)
class StandingAnswerHandler implements IQueryHandler<StandingAnswerQuery> {
  private readonly standing: StandingReadings;
  private readonly limits: ApiLimits;

  constructor(@Inject(DEPENDENCIES) dependencies: ApiDependencies, @Inject(LIMITS) limits: ApiLimits) {
    this.standing = standingOf(dependencies);
    this.limits = limits;
  }

  async execute({ model, participantId, minPosition }: StandingAnswerQuery): Promise<Answer<object>> {
    await reach(this.standing, model, minPosition, this.limits);
    return this.standing.get(model, participantId);
  }
}

/** What a standing model lists: each with the place where the next page begins. */
type StandingList =
  | { readonly list: 'answers'; readonly model: StandingModel }
  | { readonly list: 'quarantined'; readonly model: StandingModel }
  | { readonly list: 'worklist'; readonly model: 'worklist' };

export interface StandingItems {
  readonly items: readonly (ListedAnswer | QuarantineRow | WorklistEntry)[];
  readonly next: string | null;
  readonly asOf: string;
  /** How far the model has come. */
  readonly position: number;
}

export interface StandingPageStart {
  readonly limit?: string | undefined;
  readonly cursor?: string | undefined;
  readonly minPosition?: bigint | undefined;
}

export class StandingListQuery extends Query<StandingItems> {
  readonly wanted: StandingList;
  readonly page: StandingPageStart;

  constructor(wanted: StandingList, page: StandingPageStart) {
    super();
    this.wanted = wanted;
    this.page = page;
  }
}

@QueryHandler(StandingListQuery)
class StandingListHandler implements IQueryHandler<StandingListQuery> {
  private readonly standing: StandingReadings;
  private readonly limits: ApiLimits;

  constructor(@Inject(DEPENDENCIES) dependencies: ApiDependencies, @Inject(LIMITS) limits: ApiLimits) {
    this.standing = standingOf(dependencies);
    this.limits = limits;
  }

  async execute({ wanted, page }: StandingListQuery): Promise<StandingItems> {
    await reach(this.standing, wanted.model, page.minPosition, this.limits);
    const name = `standing ${wanted.list}`;
    const after = page.cursor === undefined ? undefined : decodeCursor(name, { model: wanted.model }, page.cursor).after;
    const asked = { limit: page.limit === undefined ? DEFAULT_PAGE : Number(page.limit), ...(after === undefined ? {} : { after }) };
    const { items, next, asOf, position } = await this.pageOf(wanted, asked);
    const cursor = next === null ? null : encodeCursor(name, { model: wanted.model }, { upTo: String(position), knownAt: null, after: next });
    return { items, next: cursor, asOf, position: jsonPosition(position) };
  }

  private pageOf({ list, model }: StandingList, page: { readonly after?: string; readonly limit: number }): Promise<StandingPage<StandingItems['items'][number]>> {
    switch (list) {
      case 'answers':
        return this.standing.list(model, page);
      case 'quarantined':
        return this.standing.quarantined(model, page);
      case 'worklist':
        return this.standing.worklist(page);
      default:
        return unreachable(list);
    }
  }
}

function unreachable(list: never): never {
  throw new Error(`no standing list ${JSON.stringify(list)}`);
}

function standingOf({ standing }: ApiDependencies): StandingReadings {
  if (standing === undefined) throw new Error('an API without standing models has no routes for them');
  return standing;
}

async function reach(standing: StandingReadings, model: StandingModel, minPosition: bigint | undefined, limits: ApiLimits): Promise<void> {
  if (minPosition === undefined) return;
  await reachPosition(`the ${model} model`, minPosition, limits.positionMilliseconds, () => standing.positionOf(model));
}

export const STANDING_QUERY_HANDLERS = [StandingStatusHandler, StandingAnswerHandler, StandingListHandler];

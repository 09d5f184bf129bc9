/** The standing read models, on the query bus. Every answer says how far it is: the model's own coordinates. */
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Answer } from '#projections/answer.js';
import { jsonPosition } from '#projections/answer.js';
import type { StandingPage } from '#projections/run/standing/readings.js';
import { shownAnswer, shownEntry, shownQuarantine, shownStatus, type ShownStatus } from '#projections/run/standing/shown.js';
import { DEPENDENCIES, LIMITS, type ApiDependencies, type ApiLimits, type StandingReadings } from '../dependencies.js';
import { decodeCursor, encodeCursor } from '../http/cursor.js';
import { reachPosition } from '../http/reach-position.js';
import { DEFAULT_PAGE } from './lists.js';

export class StandingStatusQuery extends Query<{ readonly models: readonly ShownStatus[] }> {}

@QueryHandler(StandingStatusQuery)
class StandingStatusHandler implements IQueryHandler<StandingStatusQuery> {
  private readonly standing: StandingReadings;

  constructor(@Inject(DEPENDENCIES) dependencies: ApiDependencies) {
    this.standing = standingOf(dependencies);
  }

  async execute(): Promise<{ readonly models: readonly ShownStatus[] }> {
    return { models: (await this.standing.status()).map(shownStatus) };
  }
}

export class StandingAnswerQuery extends Query<Answer<object>> {
  readonly model: string;
  readonly participantId: string;
  readonly minPosition: bigint | undefined;

  constructor(model: string, participantId: string, minPosition: bigint | undefined) {
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
  | { readonly list: 'answers'; readonly model: string }
  | { readonly list: 'quarantined'; readonly model: string }
  | { readonly list: 'worklist'; readonly model: 'worklist' };

export interface StandingItems {
  readonly items: readonly object[];
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

  private async pageOf({ list, model }: StandingList, page: { readonly after?: string; readonly limit: number }): Promise<StandingPage<object>> {
    switch (list) {
      case 'answers': {
        const found = await this.standing.list(model, page);
        return { ...found, items: found.items.map((item) => shownAnswer(model, item)) };
      }
      case 'quarantined': {
        const found = await this.standing.quarantined(model, page);
        return { ...found, items: found.items.map(shownQuarantine) };
      }
      case 'worklist': {
        const found = await this.standing.entries(model, page);
        return { ...found, items: found.items.map(shownEntry) };
      }
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

async function reach(standing: StandingReadings, model: string, minPosition: bigint | undefined, limits: ApiLimits): Promise<void> {
  if (minPosition === undefined) return;
  await reachPosition(`the ${model} model`, minPosition, limits.positionMilliseconds, () => standing.positionOf(model));
}

export const STANDING_QUERY_HANDLERS = [StandingStatusHandler, StandingAnswerHandler, StandingListHandler];

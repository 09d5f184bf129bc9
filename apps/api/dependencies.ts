/** What the API is built from; everything is handed in, so that the command line and the tests build the same thing. */
import type { DynamicModule, Type } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Journal } from '#journal/port.js';
import type { Instant } from '#money/civil-date.js';
import type { Answer } from '#projections/answer.js';
import type { AskedCoordinates } from '#projections/coordinates.js';
import type { LiveRunner } from '#projections/live.js';
import type { Decisions, EventIdOf } from './writes/decisions.js';

export interface WriteDependencies {
  readonly decisions: Decisions;
  /** The same ids as every other way in gives, so that a fact that comes in twice stands once. */
  readonly eventIdOf: EventIdOf;
}

/** Where a standing read model stands, for readiness and metrics. */
export interface StandingModelStatus {
  readonly model: string;
  /** Position of the last event it has taken in. */
  readonly position: bigint;
  /** Participants set aside because one of their events could not be folded. */
  readonly quarantined: number;
}

export interface StandingModels {
  readonly status: () => Promise<readonly StandingModelStatus[]>;
}

export interface ApiDependencies {
  readonly journal: Journal;
  readonly live: LiveRunner;
  readonly standing?: StandingModels | undefined;
  readonly clock: () => Instant;
  readonly logger: Logger;
  /** Recorded with every event that a request writes. */
  readonly actor: string;
  /** Without them the API reads only, and has no routes for writing. */
  readonly writes?: WriteDependencies | undefined;
  /** The trial balance at coordinates; without it there is no such route. */
  readonly trialBalance?: ((asked: AskedCoordinates) => Promise<Answer<object>>) | undefined;
  /** Further modules of the same server, e.g. the console. */
  readonly modules?: readonly (DynamicModule | Type)[] | undefined;
  readonly limits?: Partial<ApiLimits> | undefined;
}

export interface ApiLimits {
  /** Largest request body. */
  readonly bodyBytes: number;
  /** A request that takes longer is answered 503. */
  readonly requestMilliseconds: number;
  /** After this the server stops waiting for requests in flight. */
  readonly stopMilliseconds: number;
  /** A standing model may be this many positions behind and still count as ready. */
  readonly standingLag: number;
}

export const DEFAULT_LIMITS: ApiLimits = {
  bodyBytes: 4 * 1024 * 1024,
  requestMilliseconds: 30_000,
  stopMilliseconds: 10_000,
  standingLag: 10_000,
};

/** Injection token of `ApiDependencies`. */
export const DEPENDENCIES = Symbol('ApiDependencies');
/** Injection token of the resolved `ApiLimits`. */
export const LIMITS = Symbol('ApiLimits');

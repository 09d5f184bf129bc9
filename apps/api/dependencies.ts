/** What the API is built from; everything is handed in, so that the command line and the tests build the same thing. */
import type { DynamicModule, Type } from '@nestjs/common';
import type { Logger } from 'pino';
import type { CalculationsApart } from '#engine/calculate/apart.js';
import type { KeptSelfCheck } from '#engine/self-check.js';
import type { LedgerAudit } from '#audit/ledger-audit.js';
import type { Journal, JournalReader } from '#journal/port.js';
import type { FundDecision } from '#ledger/fund/decisions.js';
import type { FundState } from '#ledger/fund/state.js';
import type { Instant } from '#money/civil-date.js';
import type { Answer } from '#projections/answer.js';
import type { AskedCoordinates } from '#projections/coordinates.js';
import type { LiveRunner } from '#projections/run/live.js';
import type { StandingModels } from '#projections/run/standing/standing-models.js';
import type { FundCommand } from '#reprocessing/fan-out/declare.js';
import type { FanOutReport } from '#reprocessing/fan-out/fan-out.js';
import type { TransferPlace } from '#reprocessing/transfer/step-context.js';
import type { InvoicingRuns } from './invoicing/runs.js';
import type { Reprocessings } from './reprocessing/runs.js';
import type { Studies } from './studies/running.js';
import type { Decisions } from './writes/decisions.js';

export interface WriteDependencies {
  /** The one that `journal` reads, open for writing. */
  readonly journal: Journal;
  readonly decisions: Decisions;
  readonly funds: FundWrites;
  /** Without it there are no routes for runs over employers. */
  readonly invoicing?: InvoicingRuns | undefined;
  /** Every write names its person, and a correction needs two; default off. */
  readonly rolesAreOn?: boolean | undefined;
  /** Without it no study is begun over HTTP. */
  readonly studies?: Studies | undefined;
  /** Without it there are no routes for bulk reprocessing. */
  readonly reprocessing?: ReprocessingDependencies | undefined;
}

export interface ReprocessingDependencies {
  readonly runs: Reprocessings;
  /** The data folder, where plans are kept. */
  readonly folder: string;
  readonly rolesAreOn: boolean;
}

/** What a fund decides, and what follows from it for every participant. */
export interface FundWrites {
  /** A decision, not yet written. */
  readonly decide: (fundId: string, command: FundCommand, fund: FundState) => Promise<FundDecision>;
  /** Begins to book what is due, in the name of who asks for it, or tells of the run that is under way; answers within `milliseconds`. */
  readonly fanOut: (fundId: string, actor: string, milliseconds: number) => Promise<FanOutAnswer>;
}

export type FanOutAnswer =
  | { readonly status: 'running'; readonly fundId: string; readonly participants: number; readonly events: number }
  | ({ readonly status: 'completed' } & FanOutReport);

/** The standing read models, as far as requests use them. */
export interface StandingReadings extends Pick<
  StandingModels,
  'status' | 'partitions' | 'positionOf' | 'get' | 'list' | 'entries' | 'entryCounts' | 'quarantined'
> {
  /** Models that there should be; one that `status` does not name is still being built. */
  readonly models: readonly string[];
  readonly following: () => FollowingStatus;
}

/** Whether the models follow the journal. */
export interface FollowingStatus {
  readonly isFollowing: boolean;
  /** Problems met since the start; after each it was tried again. */
  readonly problems: number;
}

export interface ApiDependencies {
  /** A reader is enough where there are no writes. */
  readonly journal: JournalReader;
  readonly live: LiveRunner;
  /** Reads the same journal, and gives events of unknown types as they stand: for lists, so that one does not hide the others. */
  readonly raw?: JournalReader | undefined;
  readonly standing?: StandingReadings | undefined;
  readonly clock: () => Instant;
  readonly logger: Logger;
  /** Recorded with every event that a request writes. */
  readonly actor: string;
  /** Without them the API reads only, and has no routes for writing. */
  readonly writes?: WriteDependencies | undefined;
  /** The trial balance at coordinates; without it there is no such route. */
  readonly trialBalance?:
    ((asked: AskedCoordinates, of: TrialBalanceSubject, signal: AbortSignal) => Promise<Answer<object>>) | undefined;
  /** Makes calculations that take seconds in threads of their own; without it they are made where the request is answered. */
  readonly calculateApart?: CalculationsApart['run'] | undefined;
  /** Where threads open the journal, and how many there are; without it no route goes through the portfolio but the trial balance. */
  readonly portfolio?: { readonly journalUrl: string; readonly workers: number | undefined } | undefined;
  /** Checkpoints and proofs; without it there are no such routes. */
  readonly audit?: LedgerAudit | undefined;
  /** When the journal was last proved from end to end; undefined where it never was. Refuses SELF_CHECK_UNREADABLE. */
  readonly lastSelfCheck?: (() => KeptSelfCheck | undefined) | undefined;
  /** Folder of the built console; without it none is served. */
  readonly consoleFolder?: string | undefined;
  /** What the operator calls this ledger, e.g. `production`: shown where people read it. */
  readonly environment?: string | undefined;
  /** The data folder, where the rows of transfers are kept; without it there are no routes about them. */
  readonly transfers?: Pick<TransferPlace, 'folder' | 'journalUrl' | 'workers'> | undefined;
  /** Further modules of the same server. */
  readonly modules?: readonly (DynamicModule | Type)[] | undefined;
  readonly limits?: Partial<ApiLimits> | undefined;
  /** Ends what runs beside the requests, after the last of them and before the journal is closed. */
  readonly close?: (() => Promise<void>) | undefined;
}

/** Nothing named: the whole ledger. */
export interface TrialBalanceSubject {
  readonly fundId?: string | undefined;
  readonly participantId?: string | undefined;
}

export interface ApiLimits {
  /** Largest request body. */
  readonly bodyBytes: number;
  /** Largest file of corrections. */
  readonly uploadBytes: number;
  /** An upload may take so long. */
  readonly uploadMilliseconds: number;
  /** A request that takes longer is answered 503. */
  readonly requestMilliseconds: number;
  /** Between two signs of life of an answer that waits for something to tell. */
  readonly heartbeatMilliseconds: number;
  /** A request waits at most so long for the position that it names. */
  readonly positionMilliseconds: number;
  /** A fan-out that takes longer goes on in the background. */
  readonly fanOutMilliseconds: number;
  /** After this the server stops waiting for requests in flight. */
  readonly stopMilliseconds: number;
  /** Requests through the whole portfolio that run at once, and that wait for their turn. */
  readonly portfolioAtOnce: number;
  readonly portfolioWaiting: number;
  /** A body that brings fewer bytes a second, over so many milliseconds, is given up. */
  readonly bodyBytesPerSecond: number;
  readonly bodyPaceMilliseconds: number;
  /** A standing model may be this many events behind and still count as current. */
  readonly standingLag: number;
}

export const DEFAULT_LIMITS: ApiLimits = {
  bodyBytes: 4 * 1024 * 1024,
  uploadBytes: 1024 * 1024 * 1024,
  uploadMilliseconds: 600_000,
  requestMilliseconds: 30_000,
  heartbeatMilliseconds: 15_000,
  positionMilliseconds: 5_000,
  fanOutMilliseconds: 10_000,
  stopMilliseconds: 10_000,
  portfolioAtOnce: 2,
  portfolioWaiting: 8,
  bodyBytesPerSecond: 500,
  bodyPaceMilliseconds: 10_000,
  standingLag: 10_000,
};

/** Injection token of `ApiDependencies`. */
export const DEPENDENCIES = Symbol('ApiDependencies');
/** Injection token of the resolved `ApiLimits`. */
export const LIMITS = Symbol('ApiLimits');

/** What the standing models ask of a database. Positions and rows move together, in one transaction. */
import type { CivilDate, Instant } from '#money/civil-date.js';
import type { QuarantineRow, StandingModel, StandingRow, StandingRows, WorklistEntry } from './model.js';

/** One generation of a model's rows. At most one of a model is live; another one may be under construction beside it. */
export interface Slot {
  readonly id: number;
  readonly model: StandingModel;
  /** `built`: filled, and waiting to be caught up and switched to. */
  readonly status: 'building' | 'built' | 'live' | 'retired';
  /** The day it was built for. */
  readonly asOf: CivilDate;
  /** Every event up to here has been taken in. */
  readonly position: number;
  /** Id of the event at that position: tells whether the journal is still the one that was read. */
  readonly anchor: string;
  /** `softwareSignature` of the program that built it. */
  readonly software: string;
  /** Building: the last stream whose rows stand; null before the first. */
  readonly afterStream: string | null;
  readonly startedAt: Instant;
  /** Building: the process that builds. */
  readonly owner: string;
}

export interface SlotCounts {
  readonly participants: number;
  readonly refused: number;
  /** Those of the refused that wait for a parameter. */
  readonly missingParameter: number;
  readonly quarantined: number;
}

/** A row with the slot it was read from; without either a row or a quarantine the participant is unknown there. */
export interface StoredAnswer {
  readonly participantId: string;
  readonly row: StandingRow | undefined;
  readonly quarantine: QuarantineRow | undefined;
}

export interface ReadModelStore {
  slots(): Promise<readonly Slot[]>;
  beginBuild(slots: readonly Omit<Slot, 'id' | 'status' | 'afterStream'>[]): Promise<readonly Slot[]>;
  /** Takes a half-built slot over from a process that has ended. */
  adopt(slots: readonly Slot[], owner: string): Promise<void>;
  /** Rows of new participants, and how far the build has come. */
  addBuilt(slots: readonly Slot[], rows: StandingRows, afterStream: string): Promise<void>;
  /** All streams up to the slots' position have their rows. */
  finishBuild(slots: readonly Slot[]): Promise<readonly Slot[]>;
  /**
   * Puts participants' rows in the place of those that stand and moves the slots on to a position. False, and nothing
   * written, where a slot has moved or gone meanwhile.
   */
  replace(slots: readonly Slot[], participantIds: readonly string[], rows: StandingRows, to: Pick<Slot, 'position' | 'anchor'>): Promise<boolean>;
  /** Makes built slots live and retires those that were, in one transaction. */
  switchTo(slots: readonly Slot[]): Promise<void>;
  /** Removes a slot's rows a few thousand at a time, and then the slot. */
  drop(slot: Slot): Promise<void>;
  /** The live slot of a model and one participant's row in it, read at one moment. */
  read(model: StandingModel, participantId: string): Promise<{ readonly slot: Slot; readonly stored: StoredAnswer } | undefined>;
  /** Participants after one, by id. */
  page(slot: Slot, after: string, limit: number): Promise<readonly StoredAnswer[]>;
  /** Entries after one, by closing day, participant and year. */
  worklist(slot: Slot, after: WorklistPlace | undefined, limit: number): Promise<readonly WorklistEntry[]>;
  quarantined(slot: Slot, after: string, limit: number): Promise<readonly QuarantineRow[]>;
  counts(slot: Slot): Promise<SlotCounts>;
  /** False where a build's owner has ended, so that nobody goes on with it. */
  isRunning(owner: string): boolean;
  readonly owner: string;
  close(): Promise<void>;
}

export type WorklistPlace = Pick<WorklistEntry, 'closesOn' | 'participantId' | 'incomeYear'>;

/** The standing read models: kept in a database, caught up with the journal, built again beside the ones that answer. */
import { refuse, attempt, type Refusal } from '#ledger/refusal.js';
import type { CivilDate, Instant } from '#money/civil-date.js';
import type { JournalReader } from '#journal/port.js';
import type { Answer } from '../answer.js';
import type { TolerantReader } from '../sweep/open-journal.js';
import { isAnchored } from './anchor.js';
import { answerOfStored } from './answers.js';
import { catchUp } from './catch-up.js';
import { followJournal } from './follow.js';
import { STANDING_MODELS, type QuarantineRow, type StandingModel, type WorklistEntry } from './model.js';
import { dropAbandoned, dropRetired, isUnderConstruction, rebuild, type RebuildContext, type RebuildProgress } from './rebuild.js';
import { softwareSignature } from './software.js';
import type { ReadModelStore, Slot, SlotCounts, WorklistPlace } from './store.js';

export interface StandingOptions {
  readonly clock: () => Instant;
  /** `sqlite:FILE`: lets workers read for themselves, and one participant's unknown event leave the others in peace. */
  readonly journalUrl?: string | undefined;
  /** For rebuilds; 0: in this thread, default one for each core. */
  readonly workers?: number | undefined;
  /** The day the models are kept for; default today, with a rebuild when the day changes. */
  readonly asOf?: CivilDate | undefined;
}

export interface StandingStatus extends SlotCounts {
  readonly model: StandingModel;
  readonly asOf: CivilDate;
  /** Position of the last event taken in. */
  readonly position: bigint;
  /** Positions between it and the journal's end. */
  readonly lag: bigint;
  /** A generation under construction, by whom and since when. */
  readonly building: { readonly asOf: CivilDate; readonly since: Instant; readonly owner: string } | null;
}

export type ListedAnswer =
  | { readonly participantId: string; readonly answer: Answer<object> }
  | { readonly participantId: string; readonly refusal: Refusal };

export interface StandingPage<Item> {
  readonly items: readonly Item[];
  /** Goes into `after` for the next page; null on the last. */
  readonly next: string | null;
  readonly asOf: CivilDate;
  readonly position: bigint;
}

export interface RebuildOptions {
  readonly asOf?: CivilDate | undefined;
  readonly workers?: number | undefined;
  readonly onProgress?: ((progress: RebuildProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface StandingModels {
  /** Of the models that answer; one not built yet is left out. */
  readonly status: () => Promise<readonly StandingStatus[]>;
  /** The position up to which a model's answers count events; undefined where it is not built yet. */
  readonly positionOf: (model: StandingModel) => Promise<bigint | undefined>;
  /** The answer at the model's own coordinates. Refuses MODEL_NOT_BUILT and what `answerOfStored` refuses. */
  readonly get: (model: StandingModel, participantId: string) => Promise<Answer<object>>;
  /** Answers by participant id. */
  readonly list: (model: StandingModel, page: { readonly after?: string; readonly limit: number }) => Promise<StandingPage<ListedAnswer>>;
  /** Participant-years that can still be corrected, the one that closes next first. */
  readonly worklist: (page: { readonly after?: string; readonly limit: number }) => Promise<StandingPage<WorklistEntry>>;
  readonly quarantined: (model: StandingModel, page: { readonly after?: string; readonly limit: number }) => Promise<StandingPage<QuarantineRow>>;
  /** Brings all models to the journal's end and to today; builds what is missing or of another program. */
  readonly catchUp: (options?: RebuildOptions) => Promise<void>;
  readonly rebuild: (model?: StandingModel, options?: RebuildOptions) => Promise<RebuildProgress>;
  /** Catches up and then follows the journal until the signal aborts. Problems are told and tried again. */
  readonly follow: (signal: AbortSignal, onProblem: (problem: unknown) => void) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** One writer at a time in this process; readers are free. */
export function standingModels(
  store: ReadModelStore,
  reading: TolerantReader,
  journal: JournalReader,
  options: StandingOptions,
): StandingModels {
  const inTurn = turns();
  const closing = new AbortController();
  const today = (): CivilDate => options.asOf ?? options.clock().slice(0, 10);
  const context = (asked: RebuildOptions = {}): RebuildContext => ({
    store,
    reading,
    clock: options.clock,
    source: { journal: reading.reader, journalUrl: options.journalUrl },
    workers: asked.workers ?? options.workers,
    onProgress: asked.onProgress,
    signal: asked.signal === undefined ? closing.signal : AbortSignal.any([asked.signal, closing.signal]),
  });
  const bringUpToDate = (asked?: RebuildOptions): Promise<void> => inTurn(() => upToDate(today(), context(asked)));
  return {
    status: () => statusOf(store, journal),
    positionOf: async (model) => {
      const slot = await findLiveSlot(store, model);
      return slot === undefined ? undefined : BigInt(slot.position);
    },
    get: async (model, participantId) => {
      const read = await store.read(model, participantId);
      if (read === undefined) return refuseNotBuilt(model);
      return answerOfStored(read.slot, read.stored);
    },
    list: async (model, { after = '', limit }) => {
      const slot = await liveSlot(store, model);
      const stored = await store.page(slot, after, limit);
      const items = stored.map((each): ListedAnswer => {
        const outcome = attempt(() => answerOfStored(slot, each));
        return outcome.status === 'done'
          ? { participantId: each.participantId, answer: outcome.value }
          : { participantId: each.participantId, refusal: outcome.refusal };
      });
      return pageOf(slot, items, limit, ({ participantId }) => participantId);
    },
    worklist: async ({ after, limit }) => {
      const slot = await liveSlot(store, 'worklist');
      const items = await store.worklist(slot, after === undefined ? undefined : placeOf(after), limit);
      return pageOf(slot, items, limit, ({ closesOn, participantId, incomeYear }) => JSON.stringify([closesOn, participantId, incomeYear]));
    },
    quarantined: async (model, { after = '', limit }) => {
      const slot = await liveSlot(store, model);
      return pageOf(slot, await store.quarantined(slot, after, limit), limit, ({ participantId }) => participantId);
    },
    catchUp: bringUpToDate,
    rebuild: (model, asked = {}) =>
      inTurn(() => rebuild(model === undefined ? STANDING_MODELS : [model], asked.asOf ?? today(), context(asked))),
    follow: (signal, onProblem) =>
      followJournal({
        reader: reading.reader,
        signal: AbortSignal.any([signal, closing.signal]),
        clock: options.clock,
        catchUp: () => bringUpToDate({ signal }),
        onProblem,
      }),
    close: async () => {
      closing.abort(new Error('the standing models were closed'));
      await inTurn(async () => undefined);
      if (reading.reader !== journal) await reading.reader.close();
      await store.close();
    },
  };
}

/** Other writers may move the slots meanwhile; then look again, a few times. */
async function upToDate(asOf: CivilDate, context: RebuildContext): Promise<void> {
  await dropRetired(context);
  for (let tries = 0; tries < 20; tries += 1) {
    const live = (await context.store.slots()).filter(({ status }) => status === 'live');
    const sound = await soundSlots(live, asOf, context);
    const outdated = STANDING_MODELS.filter((model) => !sound.some((slot) => slot.model === model));
    await dropAbandoned(outdated, context);
    if (outdated.length > 0) await rebuild(outdated, asOf, context);
    const outcome = await catchUpByPosition(sound, context);
    if (outcome === 'current') return;
    if (outcome === 'rules-moved') {
      await rebuild(STANDING_MODELS, asOf, context);
      return;
    }
  }
  throw new Error('the standing models are being moved on by another process, again and again');
}

/** A catch-up folds in this thread; further behind than this, and than half the journal, a rebuild's workers are sooner done. */
const FAR_BEHIND = 500_000n;

/** Slots worth catching up: of this day, this program and this journal. */
async function soundSlots(live: readonly Slot[], asOf: CivilDate, { reading }: RebuildContext): Promise<readonly Slot[]> {
  const software = softwareSignature();
  const head = (await reading.reader.head()).position;
  const sound: Slot[] = [];
  for (const slot of live) {
    const behind = head - BigInt(slot.position);
    if (slot.asOf !== asOf || slot.software !== software || (behind > FAR_BEHIND && behind * 2n > head)) continue;
    if (await isAnchored(reading.reader, slot)) sound.push(slot);
  }
  return sound;
}

/** Slots at the same position go together, so that a participant is folded once for all of them. */
async function catchUpByPosition(slots: readonly Slot[], context: RebuildContext) {
  for (const position of new Set(slots.map((slot) => slot.position))) {
    const outcome = await catchUp(slots.filter((slot) => slot.position === position), context);
    if (outcome !== 'current') return outcome;
  }
  return 'current';
}

async function statusOf(store: ReadModelStore, journal: JournalReader): Promise<readonly StandingStatus[]> {
  const slots = await store.slots();
  const head = (await journal.head()).position;
  const live = slots.filter(({ status }) => status === 'live');
  return Promise.all(
    live.map(async (slot) => {
      const building = slots.find((other) => other.model === slot.model && isUnderConstruction(other));
      const position = BigInt(slot.position);
      return {
        model: slot.model,
        asOf: slot.asOf,
        position,
        lag: head > position ? head - position : 0n,
        building: building === undefined ? null : { asOf: building.asOf, since: building.startedAt, owner: building.owner },
        ...(await store.counts(slot)),
      };
    }),
  );
}

async function liveSlot(store: ReadModelStore, model: StandingModel): Promise<Slot> {
  return (await findLiveSlot(store, model)) ?? refuseNotBuilt(model);
}

async function findLiveSlot(store: ReadModelStore, model: StandingModel): Promise<Slot | undefined> {
  return (await store.slots()).find((candidate) => candidate.model === model && candidate.status === 'live');
}

function refuseNotBuilt(model: StandingModel): never {
  return refuse('MODEL_NOT_BUILT', `the ${model} model has not been built yet; build it with \`accrual rebuild ${model}\``, { model });
}

function pageOf<Item>(slot: Slot, items: readonly Item[], limit: number, place: (item: Item) => string): StandingPage<Item> {
  const last = items.at(-1);
  return {
    items,
    next: last === undefined || items.length < limit ? null : place(last),
    asOf: slot.asOf,
    position: BigInt(slot.position),
  };
}

function placeOf(after: string): WorklistPlace {
  const [closesOn, participantId, incomeYear] = JSON.parse(after) as [string, string, number];
  return { closesOn, participantId, incomeYear };
}

/** Runs one task after another, whatever became of the one before. */
function turns(): <T>(task: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const next = last.then(task, task);
    last = next.catch(() => undefined);
    return next;
  };
}

/**
 * The rebuild, blue/green: a second slot is filled beside the one that answers, from all streams as they stood at one
 * position, by parallel workers; then caught up, and switched in one transaction. Killed at any point, the old slot goes
 * on answering, and the next start goes on after the last stream whose rows stand.
 */
import { refuse } from '#ledger/kernel/refusal.js';
import type { CivilDate } from '#money/civil-date.js';
import type { JournalSource } from '#portfolio/job.js';
import { runPortfolio } from '#portfolio/run-portfolio.js';
import { viewNamed } from '../../views/views.js';
import { anchorAt, isAnchored } from './anchor.js';
import { modelsBySubject } from './by-subject.js';
import { moveOn, type CatchUpContext } from './catch-up.js';
import type { QuarantineRow, StandingRows } from './model.js';
import { softwareSignature } from './software.js';
import { job } from './standing-rows.js';
import type { Slot } from './store.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    REBUILD_RUNNING: { readonly model: string; readonly owner: string; readonly startedAt: string };
  }
}

export interface RebuildProgress {
  readonly models: readonly string[];
  readonly subjects: number;
  readonly quarantined: number;
  readonly events: number;
}

export interface RebuildContext extends CatchUpContext {
  readonly source: JournalSource;
  readonly workers?: number | undefined;
  readonly alsoHere?: boolean | undefined;
  readonly onProgress?: ((progress: RebuildProgress) => void) | undefined;
}

/** Models of one kind of subject are built together. Refuses REBUILD_RUNNING where another process is building one of them. */
export async function rebuild(models: readonly string[], asOf: CivilDate, context: RebuildContext): Promise<RebuildProgress> {
  let total: RebuildProgress = { models, subjects: 0, quarantined: 0, events: 0 };
  for (const group of modelsBySubject(models)) {
    const before = total;
    const onProgress = (progress: RebuildProgress): void => context.onProgress?.(addProgress(before, progress));
    total = addProgress(before, await rebuildTogether(group, asOf, { ...context, onProgress }));
  }
  return total;
}

export function addProgress(a: RebuildProgress, b: RebuildProgress): RebuildProgress {
  return {
    models: a.models,
    subjects: a.subjects + b.subjects,
    quarantined: a.quarantined + b.quarantined,
    events: a.events + b.events,
  };
}

async function rebuildTogether(models: readonly string[], asOf: CivilDate, context: RebuildContext): Promise<RebuildProgress> {
  for (;;) {
    const begun = await slotsToFill(models, asOf, context);
    const { slots, progress } = await fill(begun, context);
    const outcome = await moveOn(slots, context);
    if (outcome === 'current') {
      await context.store.switchTo(slots);
      await dropRetired(context);
      return progress;
    }
    // A fund published parameters while the slots were filled: what was built rests on the rules before.
    for (const slot of slots) await context.store.drop(slot);
  }
}

/** Removes what was switched off; a kill leaves the rest to the next call. */
export async function dropRetired(context: Pick<RebuildContext, 'store' | 'partition'>): Promise<void> {
  for (const slot of await slotsOf(context)) if (slot.status === 'retired') await context.store.drop(slot);
}

/** The slots of the context's partition. */
export async function slotsOf({ store, partition }: Pick<RebuildContext, 'store' | 'partition'>): Promise<readonly Slot[]> {
  return (await store.slots()).filter((slot) => slot.partition.index === partition.index);
}

/** Removes what a process that has ended left half-built, where nothing has to be built now. */
export async function dropAbandoned(needed: readonly string[], context: Pick<RebuildContext, 'store' | 'partition'>): Promise<void> {
  const { store } = context;
  for (const slot of await slotsOf(context)) {
    if (!isUnderConstruction(slot) || needed.includes(slot.model)) continue;
    if (slot.owner === store.owner || !(await store.isRunning(slot.owner))) await store.drop(slot);
  }
}

export function isUnderConstruction({ status }: Slot): boolean {
  return status === 'building' || status === 'built';
}

/** Goes on with a half-built generation where it is still of use, else drops it and begins another. */
async function slotsToFill(
  models: readonly string[],
  asOf: CivilDate,
  context: RebuildContext,
): Promise<readonly Slot[]> {
  const { store, reading, clock, partition } = context;
  const software = softwareSignature();
  const building = (await slotsOf(context)).filter((slot) => isUnderConstruction(slot) && models.includes(slot.model));
  for (const { owner, model, startedAt } of building) {
    if (owner === store.owner || !(await store.isRunning(owner))) continue;
    refuse('REBUILD_RUNNING', { model, owner, startedAt });
  }
  const [first] = building;
  const alike = first !== undefined && (await isAnchored(reading.reader, first)) && building.every(
    (slot) =>
      slot.asOf === asOf &&
      slot.software === software &&
      slot.status === first.status &&
      slot.position === first.position &&
      slot.afterStream === first.afterStream,
  );
  if (alike && building.length === models.length) {
    await store.adopt(building, store.owner);
    return building.map((slot) => ({ ...slot, owner: store.owner }));
  }
  for (const slot of building) await store.drop(slot);
  const { position } = await reading.reader.head();
  const anchor = (await anchorAt(reading.reader, position)) ?? '';
  return store.beginBuild(
    models.map((model) => ({
      model,
      partition,
      asOf,
      position: Number(position),
      anchor,
      software,
      startedAt: clock(),
      owner: store.owner,
    })),
  );
}

interface Filled {
  readonly slots: readonly Slot[];
  readonly progress: RebuildProgress;
}

async function fill(slots: readonly Slot[], context: RebuildContext): Promise<Filled> {
  const { store, source, signal, clock, partition } = context;
  const first = slots[0] as Slot;
  const models = slots.map(({ model }) => model);
  const progress = { models, subjects: 0, quarantined: 0, events: 0 };
  if (first.status === 'built') return { slots, progress };
  const since = await quarantinedSince(models, context);
  const results = runPortfolio({
    source,
    job,
    data: { models, asOf: first.asOf, upTo: BigInt(first.position), since: clock() },
    subject: viewNamed(first.model).subject.kind,
    partition: partition.count === 1 ? undefined : partition,
    resumeAfter: first.afterStream ?? undefined,
    workers: context.workers,
    alsoHere: context.alsoHere,
    signal,
  });
  for await (const { task: portion, result } of results) {
    await store.addBuilt(slots, since(result), portion.streams.at(-1) as string);
    progress.subjects += result.subjects;
    progress.quarantined += result.quarantined.length;
    progress.events += result.events;
    context.onProgress?.({ ...progress });
  }
  signal?.throwIfAborted();
  return { slots: await store.finishBuild(slots), progress };
}

/** A quarantine that goes on keeps the day on which it began. */
async function quarantinedSince(
  models: readonly string[],
  context: RebuildContext,
): Promise<(rows: StandingRows) => StandingRows> {
  const known = new Map<string, string>();
  const key = ({ model, subjectId, code, eventId }: QuarantineRow): string => `${model} ${subjectId} ${code} ${eventId ?? ''}`;
  for (const slot of await slotsOf(context)) {
    if (slot.status !== 'live' || !models.includes(slot.model)) continue;
    let after = '';
    for (;;) {
      const rows = await context.store.quarantinedOf(slot, after, 1_000);
      for (const row of rows) known.set(key(row), row.since);
      const last = rows.at(-1);
      if (last === undefined) break;
      after = last.subjectId;
    }
  }
  if (known.size === 0) return (rows) => rows;
  return (rows) => ({ ...rows, quarantined: rows.quarantined.map((row) => ({ ...row, since: known.get(key(row)) ?? row.since })) });
}

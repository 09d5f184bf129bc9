/** A chunk of rows: decided, written at once, and what the journal sent back decided again with the stream in hand. */
import { eventId } from '#journal/event-id.js';
import type { AppendOutcome, Journal, StreamAppend } from '#journal/port.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { annulmentKey } from '#ledger/participant/annulment/events.js';
import type { ParticipantDirectory } from './participant-directory.js';
import { openSession } from './participant-session.js';
import { planCarefully, planOptimistically, type Plan, type PlanContext, type RowOutcome, type Work } from './plan.js';
import { fundOf } from '../formats/rows.js';
import { needsStream } from './row-decisions.js';
import { asIfRecorded } from '../batch/stamp.js';

export interface ChunkContext extends PlanContext {
  readonly journal: Journal;
  readonly directory: ParticipantDirectory;
  /** Further appends of the same durable write: the batch's own. */
  readonly alongside: () => readonly StreamAppend[];
}

export type Settled = (work: Work, outcome: RowOutcome) => void;

/** Attempts where others write to the same participants. */
const MOST_ATTEMPTS = 4;

export function byParticipant(works: readonly Work[]): ReadonlyMap<string, readonly Work[]> {
  const groups = new Map<string, Work[]>();
  for (const work of works) {
    const group = groups.get(work.row.participantId);
    if (group === undefined) groups.set(work.row.participantId, [work]);
    else group.push(work);
  }
  return groups;
}

/** Corrections and life events need the stream, and so does whoever is enrolled in the midst of other rows. */
export function needsCare(works: readonly Work[]): boolean {
  return works.some(({ row }) => needsStream(row) || (row.record === 'participant' && works.length > 1));
}

/** Writes a chunk. Every row is settled once: appended, repeated or refused. */
export async function writeChunk(works: readonly Work[], context: ChunkContext, settled: Settled): Promise<void> {
  await context.funds.load(fundsNamedBy(works));
  const plans = await planAll(byParticipant(works), context);
  const again = await write(plans, context, settled);
  const careful: Plan[] = [];
  for (const { participantId, rows } of again) {
    careful.push(await planCarefully(await openSession(context.journal, participantId), rows.map(({ work }) => work), context));
  }
  for (const { rows } of await write(careful, context, settled)) {
    for (const { work } of rows) await writeAlone(work, context, settled);
  }
  for (const { row } of works) if (row.record === 'death') context.directory.forget(row.participantId);
}

function fundsNamedBy(works: readonly Work[]): ReadonlySet<string> {
  return new Set(works.flatMap(({ row }) => (row.record === 'participant' ? [fundOf(row)] : [])));
}

async function planAll(groups: ReadonlyMap<string, readonly Work[]>, context: ChunkContext): Promise<readonly Plan[]> {
  const named = [...groups].flatMap(([id, works]) => (works[0]?.row.record === 'participant' ? [] : [id]));
  const known = await context.directory.find(new Set(named));
  const plans: Plan[] = [];
  for (const [participantId, works] of groups) {
    plans.push(
      // Of the dead, what stands already is told from what is new.
      needsCare(works) || known.get(participantId)?.diedOn !== undefined
        ? await planCarefully(await openSession(context.journal, participantId), works, context)
        : planOptimistically(participantId, works, known.get(participantId), context),
    );
  }
  return plans;
}

/** Writes plans in one durable step and settles their rows; answers the plans that have to be decided again. */
async function write(plans: readonly Plan[], context: ChunkContext, settled: Settled): Promise<readonly Plan[]> {
  const full = plans.filter(({ events }) => events.length > 0);
  for (const plan of plans) if (plan.events.length === 0) settle(plan, settled);
  if (full.length === 0) return [];
  const first = [...context.alongside(), ...context.funds.take()];
  const planned = full.map(({ stream, expected, events }) => ({ stream, expected, events }));
  const outcomes = await context.journal.append([...first, ...planned], 'each');
  const sentBack: Plan[] = [];
  const repeated: Plan[] = [];
  for (const [index, plan] of full.entries()) {
    const { status } = outcomes[first.length + index] as AppendOutcome;
    if (status === 'appended') settle(plan, settled);
    else (status === 'repeated' ? repeated : sentBack).push(plan);
  }
  const annulled = await plansWithAnnulled(repeated, context);
  for (const plan of repeated) {
    if (annulled.has(plan)) sentBack.push(plan);
    else for (const { work, outcome } of plan.rows) settled(work, outcome.status === 'appended' ? { status: 'repeated' } : outcome);
  }
  return sentBack;
}

function settle({ rows }: Plan, settled: Settled): void {
  for (const { work, outcome } of rows) settled(work, outcome);
}

/** Plans whose events stand, but not all of them count. */
async function plansWithAnnulled(plans: readonly Plan[], { journal }: ChunkContext): Promise<ReadonlySet<Plan>> {
  const annulments = new Map<string, Plan>();
  for (const plan of plans) for (const { id } of plan.events) annulments.set(eventId(plan.stream, annulmentKey(id)), plan);
  const found = annulments.size === 0 ? [] : (await journal.findEvents([...annulments.keys()])).keys();
  return new Set([...found].map((id) => annulments.get(id) as Plan));
}

/** A row by itself: now a refusal of the journal is the row's own. */
async function writeAlone(work: Work, context: ChunkContext, settled: Settled): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const plan = await planCarefully(await openSession(context.journal, work.row.participantId), [work], context);
    if (plan.events.length === 0) return settle(plan, settled);
    const { stream, expected, events } = plan;
    const [outcome] = await context.journal.append([{ stream, expected, events }], 'each');
    if (outcome === undefined) throw new Error('the journal answered nothing for an append');
    if (outcome.status !== 'refused') return outcome.status === 'appended' ? settle(plan, settled) : settled(work, { status: 'repeated' });
    const { refusal } = outcome;
    if (refusal.code !== 'WRONG_EXPECTED_REVISION' || attempt >= MOST_ATTEMPTS) return settled(work, { status: 'refused', refusal });
  }
}

/** Decides chunks without writing: what would have been written is kept, so that later rows are decided on top of it. */
export function dryRunner(context: ChunkContext): (works: readonly Work[], settled: Settled) => Promise<void> {
  const ahead = new Map<string, RecordedEvent[]>();
  return async (works, settled) => {
    await context.funds.load(fundsNamedBy(works));
    const groups = byParticipant(works);
    const isLight = (id: string, group: readonly Work[]): boolean =>
      !needsCare(group) && !ahead.has(id) && group.every(({ row }) => row.recordedAt === undefined);
    const light = new Map([...groups].filter(([id, group]) => isLight(id, group)));
    const known = await context.directory.find(new Set(light.keys()));
    const living = [...light].filter(([id]) => known.get(id)?.diedOn === undefined);
    const plans = new Map(living.map(([id, group]) => [id, planOptimistically(id, group, known.get(id), context)]));
    const standing = await context.journal.findEvents([...plans.values()].flatMap(({ events }) => events.map(({ id }) => id)));
    for (const [id, group] of groups) {
      const optimistic = plans.get(id);
      const sure = optimistic !== undefined && isSure(optimistic, standing);
      const plan = sure ? optimistic : await planCarefully(await openSession(context.journal, id, ahead.get(id)), group, context);
      keepAhead(ahead, plan, context);
      settle(plan, settled);
    }
  };
}

function isSure({ events }: Plan, standing: ReadonlyMap<string, RecordedEvent>): boolean {
  return events.every(({ id }) => !standing.has(id)) && new Set(events.map(({ id }) => id)).size === events.length;
}

function keepAhead(ahead: Map<string, RecordedEvent[]>, { participantId, stream, events }: Plan, { now }: ChunkContext): void {
  const kept = ahead.get(participantId) ?? [];
  for (const event of events) kept.push(asIfRecorded(event, stream, kept.length, 0n, now));
  if (kept.length > 0) ahead.set(participantId, kept);
}

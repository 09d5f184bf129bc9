/** A chunk of rows: decided, written at once, and what the journal sent back decided again with the stream in hand. */
import { eventId } from '#journal/event-id.js';
import type { AppendOutcome, Journal, StreamAppend } from '#journal/port.js';
import type { FactSubject } from '#ledger/declared-facts.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { annulmentKey } from '#ledger/kernel/annulment.js';
import { streamOf } from '#ledger/subjects.js';
import { employerNamed } from './employer-directory.js';
import type { InputRow } from '../formats/input.js';
import type { KnownParticipant, ParticipantDirectory } from './participant-directory.js';
import { planCarefully, planOptimistically, type Plan, type PlanContext, type RowOutcome, type Work } from './plan.js';
import { fundOf, isFoundingRow, subjectOfRow, type RowSubject } from '../formats/rows.js';
import { looksAt, needsStream } from './row-decisions.js';
import { openSession } from './subject-session.js';
import { asIfRecorded } from '../batch/stamp.js';

export interface ChunkContext extends PlanContext {
  readonly journal: Journal;
  readonly directory: ParticipantDirectory;
  /** Further appends of the same durable write: the batch's own. */
  readonly alongside: () => readonly StreamAppend[];
  /** Told of a row that is taken, and of the equal fact without a reference that stands beside it. */
  readonly onAlike?: ((input: InputRow, beside: RecordedEvent) => void) | undefined;
}

export type OnSettled = (work: Work, outcome: RowOutcome) => void;

/** Attempts where others write to the same subjects. */
const MOST_ATTEMPTS = 4;

/** The rows of one subject. */
interface Group {
  readonly subject: RowSubject;
  readonly stream: string;
  readonly works: readonly Work[];
}

function bySubject(works: readonly Work[]): readonly Group[] {
  const groups = new Map<string, Group & { readonly works: Work[] }>();
  for (const work of works) {
    const subject = subjectOfRow(work.row);
    const stream = streamOf(subject.kind, subject.id);
    const group = groups.get(stream);
    if (group === undefined) groups.set(stream, { subject, stream, works: [work] });
    else group.works.push(work);
  }
  return [...groups.values()];
}

/** Corrections and life events need the stream, and so does whoever begins in the midst of other rows, or is taken only if it stands. */
function needsCare({ works }: Group): boolean {
  return works.some(({ row, refusal }) => refusal !== undefined || needsStream(row) || (isFoundingRow(row) && works.length > 1));
}

/** Whether rows are decided on who the participant is. */
function looksAtKeys({ works }: Group): boolean {
  return works.some(({ row }) => looksAt(row.record) === 'keys');
}

/** Of the dead and of those who have gone over, what stands already is told from what is new. */
function isOfGone(group: Group, known: ReadonlyMap<string, KnownParticipant>): boolean {
  if (!looksAtKeys(group)) return false;
  const participant = known.get(group.subject.id);
  return participant?.diedOn !== undefined || participant?.goneOver !== undefined;
}

/** Who they are whose rows look at that; their funds are loaded. */
async function whoIsNamed(groups: readonly Group[], { directory, funds }: ChunkContext): Promise<ReadonlyMap<string, KnownParticipant>> {
  const known = await directory.find(new Set(groups.filter(looksAtKeys).map(({ subject }) => subject.id)));
  const fundIds = new Set<string>();
  for (const { fundId } of known.values()) fundIds.add(fundId);
  await funds.load(fundIds);
  return known;
}

/**
 * Writes a chunk. Every row is settled once: appended, repeated or refused. What a chunk tells of employers is written first, so that
 * rows about participants may rest on it, and what it tells of funds last, since they begin with their first participants.
 */
export async function writeChunk(works: readonly Work[], context: ChunkContext, settled: OnSettled): Promise<void> {
  const { employer, participant, fund } = bySubjectKind(works);
  await employersInTurn(employer, context, (some) => writeRows(some, context, settled));
  if (participant.length > 0) await writeRows(participant, context, settled);
  if (fund.length > 0) await writeRows(fund, context, settled);
}

/** What is known of an employer is read anew once rows have told more of it. */
async function employersInTurn(
  works: readonly Work[],
  { employers }: ChunkContext,
  take: (some: readonly Work[]) => Promise<void>,
): Promise<void> {
  for (const some of inTurn(works)) {
    await take(some);
    employers.forget(some.map(({ row }) => subjectOfRow(row).id));
  }
}

/** Apart where a row names another employer of which the rows before it tell: it rests on them. */
function inTurn(works: readonly Work[]): readonly (readonly Work[])[] {
  const turns: Work[][] = [];
  let told = new Set<string>();
  for (const work of works) {
    const { id } = subjectOfRow(work.row);
    const last = turns.at(-1);
    if (last === undefined || employerNamed(work.row.record, work.row).some((named) => named !== id && told.has(named))) {
      turns.push([work]);
      told = new Set([id]);
    } else {
      last.push(work);
      told.add(id);
    }
  }
  return turns;
}

function bySubjectKind(works: readonly Work[]): { readonly [kind in FactSubject]: readonly Work[] } {
  const apart: { readonly [kind in FactSubject]: Work[] } = { employer: [], participant: [], fund: [] };
  for (const work of works) apart[subjectOfRow(work.row).kind].push(work);
  return apart;
}

async function writeRows(works: readonly Work[], context: ChunkContext, settled: OnSettled): Promise<void> {
  await context.funds.load(fundsNamedBy(works));
  await context.employers.load(employersNamedBy(works));
  const plans = await planAll(bySubject(works), context);
  const again = await write(plans, context, settled);
  const careful: Plan[] = [];
  for (const { subject, rows } of again) {
    careful.push(await planCarefully(await openSession(context.journal, subject), rows.map(({ work }) => work), context));
  }
  for (const { rows } of await write(careful, context, settled)) {
    for (const { work } of rows) await writeAlone(work, context, settled);
  }
  for (const { row } of works) if (row.record === 'death') context.directory.forget(row.participantId);
}

function fundsNamedBy(works: readonly Work[]): ReadonlySet<string> {
  return new Set(works.flatMap(({ row }) => (isFoundingRow(row) ? [fundOf(row)] : [])));
}

function employersNamedBy(works: readonly Work[]): ReadonlySet<string> {
  return new Set(works.flatMap(({ row }) => employerNamed(row.record, row)));
}

async function planAll(groups: readonly Group[], context: ChunkContext): Promise<readonly Plan[]> {
  const light = groups.filter((group) => !needsCare(group));
  const known = await whoIsNamed(light, context);
  const optimistic = new Set(light.filter((group) => !isOfGone(group, known)));
  const plans: Plan[] = [];
  for (const group of groups) {
    const { subject, works } = group;
    plans.push(
      optimistic.has(group)
        ? planOptimistically(subject, works, looksAtKeys(group) ? known.get(subject.id) : undefined, context)
        : await planCarefully(await openSession(context.journal, subject), works, context),
    );
  }
  return plans;
}

/** Writes plans in one durable step and settles their rows; answers the plans that have to be decided again. */
async function write(plans: readonly Plan[], context: ChunkContext, settled: OnSettled): Promise<readonly Plan[]> {
  const full = plans.filter(({ events }) => events.length > 0);
  for (const plan of plans) if (plan.events.length === 0) settle(plan, settled);
  if (full.length === 0) return [];
  const first = [...context.alongside(), ...context.funds.take()];
  const planned = full.map(({ stream, expected, events }) => ({ stream, expected, events }));
  const outcomes = await context.journal.append([...first, ...planned], 'each');
  const sentBack: Plan[] = [];
  const repeated: Plan[] = [];
  const appended: Plan[] = [];
  for (const [index, plan] of full.entries()) {
    const { status } = outcomes[first.length + index] as AppendOutcome;
    if (status === 'appended') {
      appended.push(plan);
      settle(plan, settled);
    } else (status === 'repeated' ? repeated : sentBack).push(plan);
  }
  await tellAlike(appended, context);
  const annulled = await plansWithAnnulled(repeated, context);
  for (const plan of repeated) {
    if (annulled.has(plan)) sentBack.push(plan);
    else for (const { work, outcome } of plan.rows) settled(work, outcome.status === 'appended' ? { status: 'repeated' } : outcome);
  }
  return sentBack;
}

/** A reference that was added later makes two facts of one: whoever reads the report is to know. */
async function tellAlike(plans: readonly Plan[], { journal, onAlike }: ChunkContext): Promise<void> {
  if (onAlike === undefined) return;
  const rows = plans.flatMap(({ rows: all }) => all).filter(({ unreferenced }) => unreferenced !== undefined);
  if (rows.length === 0) return;
  const beside = await journal.findEvents(rows.map(({ unreferenced }) => (unreferenced as { eventId: string }).eventId));
  const annulments = new Map([...beside.values()].map(({ stream, id }) => [eventId(stream, annulmentKey(id)), id]));
  const annulled = new Set([...(await journal.findEvents([...annulments.keys()])).keys()].map((id) => annulments.get(id)));
  for (const { work, unreferenced } of rows) {
    const found = beside.get(unreferenced?.eventId ?? '');
    if (found !== undefined && !annulled.has(found.id) && found.data['amount'] === unreferenced?.amount) onAlike(work.input, found);
  }
}

function settle({ rows }: Plan, settled: OnSettled): void {
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
async function writeAlone(work: Work, context: ChunkContext, settled: OnSettled): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const plan = await planCarefully(await openSession(context.journal, subjectOfRow(work.row)), [work], context);
    if (plan.events.length === 0) return settle(plan, settled);
    const { stream, expected, events } = plan;
    const [outcome] = await context.journal.append([{ stream, expected, events }], 'each');
    if (outcome === undefined) throw new Error('the journal answered nothing for an append');
    if (outcome.status === 'appended') await tellAlike([plan], context);
    if (outcome.status !== 'refused') return outcome.status === 'appended' ? settle(plan, settled) : settled(work, { status: 'repeated' });
    const { refusal } = outcome;
    if (refusal.code !== 'WRONG_EXPECTED_REVISION' || attempt >= MOST_ATTEMPTS) return settled(work, { status: 'refused', refusal });
  }
}

/** Decides chunks without writing: what would have been written is kept, so that later rows are decided on top of it. */
export function dryRunner(context: ChunkContext): (works: readonly Work[], settled: OnSettled) => Promise<void> {
  const ahead = new Map<string, RecordedEvent[]>();
  const decideRows = async (works: readonly Work[], settled: OnSettled): Promise<void> => {
    await context.funds.load(fundsNamedBy(works));
    await context.employers.load(employersNamedBy(works), (stream) => ahead.get(stream) ?? []);
    const groups = bySubject(works);
    const isLight = (group: Group): boolean =>
      !needsCare(group) && !ahead.has(group.stream) && group.works.every(({ row }) => row.recordedAt === undefined);
    const light = groups.filter(isLight);
    const known = await whoIsNamed(light, context);
    const plans = new Map(
      light
        .filter((group) => !isOfGone(group, known))
        .map((group) => [
          group,
          planOptimistically(group.subject, group.works, looksAtKeys(group) ? known.get(group.subject.id) : undefined, context),
        ]),
    );
    const standing = await context.journal.findEvents([...plans.values()].flatMap(({ events }) => events.map(({ id }) => id)));
    for (const group of groups) {
      const optimistic = plans.get(group);
      const sure = optimistic !== undefined && isSure(optimistic, standing);
      const session = sure ? undefined : await openSession(context.journal, group.subject, ahead.get(group.stream));
      const plan = session === undefined ? (optimistic as Plan) : await planCarefully(session, group.works, context);
      keepAhead(ahead, plan, context);
      settle(plan, settled);
      await tellAlike([plan], context);
    }
  };
  return async (works, settled) => {
    const { employer, participant, fund } = bySubjectKind(works);
    await employersInTurn(employer, context, (some) => decideRows(some, settled));
    await decideRows(participant, settled);
    await decideRows(fund, settled);
  };
}

function isSure({ events }: Plan, standing: ReadonlyMap<string, RecordedEvent>): boolean {
  return events.every(({ id }) => !standing.has(id)) && new Set(events.map(({ id }) => id)).size === events.length;
}

function keepAhead(ahead: Map<string, RecordedEvent[]>, { stream, events }: Plan, { now }: ChunkContext): void {
  const kept = ahead.get(stream) ?? [];
  for (const event of events) kept.push(asIfRecorded(event, stream, kept.length, 0n, now));
  if (kept.length > 0) ahead.set(stream, kept);
}

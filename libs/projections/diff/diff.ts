/** Why did it move: the movement of every figure between two coordinates, split by cause, adding up exactly. */
import { addMinor, formatMinor } from '#money/amount.js';
import { yearOf, type Instant } from '#money/civil-date.js';
import { participantStream, type EventSource, type RecordedEvent } from '#ledger/envelope.js';
import type { Enrolment } from '#ledger/participant/state.js';
import { refuse } from '#ledger/refusal.js';
import type { JournalReader } from '#journal/port.js';
import type { Rulebook } from '#rulebooks/frame/rulebook.js';
import { answerOf, type Answer } from '../answer.js';
import { resolveCoordinates, type AskedCoordinates, type Coordinates } from '../coordinates.js';
import { readWhole } from '../live.js';
import { rulesFromJournal, type RulesInForce } from '../rules-in-force.js';
import { figuresAt, type Figures } from './figures.js';
import { walk, type Walk } from './walk.js';

export interface CausingEvent {
  readonly id: string;
  readonly type: string;
  readonly effectiveDate: string;
  readonly recordedAt: string;
  readonly source: EventSource | null;
}

export interface Cause {
  readonly cause: string;
  readonly amount: string;
  readonly events: readonly CausingEvent[];
}

export interface MovedFigure {
  readonly figure: string;
  readonly from: string;
  readonly to: string;
  readonly movement: string;
  /** They add up to the movement. */
  readonly causes: readonly Cause[];
}

export interface DiffView {
  readonly participantId: string;
  /** The coordinates that the figures move from; those they move to stand in the answer itself. */
  readonly since: { readonly asOf: string; readonly knownAt: string; readonly rulesKnownAt: string };
  readonly moved: readonly MovedFigure[];
  readonly unmoved: readonly { readonly figure: string; readonly amount: string }[];
  readonly notes: readonly string[];
}

/** Refuses UNKNOWN_PARTICIPANT and what `resolveCoordinates` refuses. */
export async function diffParticipant(journal: JournalReader, clock: () => Instant, participantId: string, from: AskedCoordinates, to: AskedCoordinates): Promise<Answer<DiffView>> {
  const head = await journal.head();
  const [since, until] = [resolveCoordinates(from, head, clock()), resolveCoordinates(to, head, clock())];
  const events = await readWhole(journal, participantStream(participantId));
  const enrolment = events[0]?.data as unknown as Enrolment | undefined;
  if (enrolment === undefined) {
    return refuse('UNKNOWN_PARTICIPANT', `the ledger has no participant ${participantId}; import it with \`accrual import participants FILE\``, { participantId });
  }
  const rules = rulesFromJournal(journal);
  const inForce = (coordinates: Coordinates): Promise<RulesInForce> => rules.rulesFor(enrolment.fundId, enrolment.scheme, coordinates.rulesKnownAt);
  const [before, after] = [await inForce(since), await inForce(until)];
  const way = walk(events, { coordinates: since, parameters: before.parameters }, { coordinates: until, parameters: after.parameters });
  const view: DiffView = {
    participantId,
    since: { asOf: since.asOf, knownAt: String(since.knownAt), rulesKnownAt: before.rulesKnownAt },
    ...movements(after.rulebook, way, yearOf(until.asOf)),
  };
  const known = way.steps.at(-1)?.point.known.at(-1);
  return answerOf(view, until, after, known?.position ?? 0n);
}

/** Pure: the figures along the way, and what each step moves. */
export function movements(rulebook: Rulebook, { start, steps }: Walk, correctionYear: number): Pick<DiffView, 'moved' | 'unmoved' | 'notes'> {
  const first = figuresAt(rulebook, start, correctionYear);
  const at = steps.map(({ point }) => figuresAt(rulebook, point, correctionYear));
  const final = at.at(-1) ?? first;
  const names = [...new Set([...first.amounts.keys(), ...final.amounts.keys()])].sort();
  const [moved, unmoved]: [MovedFigure[], { figure: string; amount: string }[]] = [[], []];
  for (const figure of names) {
    const causes = causesOf(figure, first, at, steps);
    const [from, to] = [first.amounts.get(figure) ?? 0, final.amounts.get(figure) ?? 0];
    const sum = [...causes.values()].reduce((total, { minor }) => addMinor(total, minor), 0);
    if (sum !== addMinor(to, -from)) throw new Error(`${figure}: the causes make ${sum}, the movement ${to - from}`);
    if (causes.size === 0) unmoved.push({ figure, amount: formatMinor(to) });
    else moved.push({ figure, from: formatMinor(from), to: formatMinor(to), movement: formatMinor(sum), causes: [...causes].map(([cause, { minor, events }]) => ({ cause, amount: formatMinor(minor), events: events.map(causing) })) });
  }
  return { moved, unmoved, notes: notesOf(first, final, start.known.length === 0) };
}

interface Moved {
  minor: number;
  readonly events: RecordedEvent[];
}

/** By cause, in the order in which they first move the figure; causes that cancel out to nothing are left out. */
function causesOf(figure: string, first: Figures, at: readonly Figures[], steps: Walk['steps']): ReadonlyMap<string, Moved> {
  const causes = new Map<string, Moved>();
  let amount = first.amounts.get(figure) ?? 0;
  for (const [index, { cause, events }] of steps.entries()) {
    const figures = at[index] as Figures;
    // Where the forecast cannot be made at a step its figures wait: what they move falls to the step that shows them again.
    const waits = figures.missing !== undefined && !figures.amounts.has(figure) && index < steps.length - 1;
    const next = waits ? amount : (figures.amounts.get(figure) ?? 0);
    if (next === amount) continue;
    const moved = causes.get(cause) ?? { minor: 0, events: [] };
    moved.minor = addMinor(moved.minor, addMinor(next, -amount));
    moved.events.push(...events);
    causes.set(cause, moved);
    amount = next;
  }
  return new Map([...causes].filter(([, { minor }]) => minor !== 0));
}

function notesOf(first: Figures, final: Figures, nothingKnown: boolean): readonly string[] {
  return [
    ...(nothingKnown ? ['The ledger did not know the participant at the first coordinates; every figure begins at 0.00.'] : []),
    ...(first.missing === undefined ? [] : [`At the first coordinates benefits cannot be told: ${first.missing}`]),
    ...(final.missing === undefined ? [] : [`At the second coordinates benefits cannot be told: ${final.missing}`]),
  ];
}

function causing({ id, type, effectiveDate, recordedAt, source }: RecordedEvent): CausingEvent {
  return { id, type, effectiveDate, recordedAt, source: source ?? null };
}

/** Why did it move: the movement of every figure between two coordinates, split by cause, adding up exactly. */
import { addMinor, formatMinor, sumMinor } from '#money/amount.js';
import { yearOf, type Instant } from '#money/civil-date.js';
import { participantStream } from '#ledger/subjects.js';
import type { EventSource, RecordedEvent } from '#ledger/kernel/envelope.js';
import { ACCOUNT_LINE_KINDS } from '#ledger/participant/account/account.js';
import type { Enrolment } from '#ledger/participant/enrolment/events.js';
import { attempt, Refused } from '#ledger/kernel/refusal.js';
import { unknownParticipant } from '#ledger/participant/unknown.js';
import type { JournalReader } from '#journal/port.js';
import { besidesAsKnown, type Besides } from '#portfolio/besides.js';
import { strictReader } from '#portfolio/tolerant-reader.js';
import type { Rulebook } from '#rulebooks/frame/rulebook.js';
import { answerOf, type Answer, type AnswerCoordinates } from '../answer.js';
import { knowledgeOf, resolveCoordinates, type AskedCoordinates, type Coordinates } from '../coordinates.js';
import { coverageProjection } from '../coverage/projection.js';
import { readWhole } from '#journal/read-whole.js';
import { foldParticipant } from '../participant-fold.js';
import { answerTo } from '../run/answer-to.js';
import { rulesFromJournal, type RulesInForce } from '#portfolio/rules-in-force.js';
import { areaOf, figuresAt, type Area, type Figures, type Point } from './figures.js';
import { walk, type CausingRecord, type Step, type Walk } from './walk.js';

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

/** The coordinates that the figures move from; those they move to stand in the answer itself. */
export interface DiffOrigin extends Omit<AnswerCoordinates, 'digest' | 'digestVersion'> {
  readonly coverageDigest: string | null;
}

export interface DiffView {
  readonly participantId: string;
  readonly since: DiffOrigin;
  /** Digest of the coverage overview at the coordinates that the figures move to; null where it is refused there. */
  readonly coverageDigest: string | null;
  readonly moved: readonly MovedFigure[];
  readonly unmoved: readonly { readonly figure: string; readonly amount: string }[];
  readonly notes: readonly string[];
}

/** Refuses UNKNOWN_PARTICIPANT and what `resolveCoordinates` refuses. */
export async function diffParticipant(
  journal: JournalReader,
  clock: () => Instant,
  participantId: string,
  from: AskedCoordinates,
  to: AskedCoordinates,
): Promise<Answer<DiffView>> {
  const head = await journal.head();
  const events = await readWhole(journal, participantStream(participantId));
  const enrolment = events[0]?.data as Enrolment | undefined;
  if (enrolment === undefined) {
    throw new Refused(unknownParticipant(participantId));
  }
  const rules = rulesFromJournal(journal);
  const { fund } = await rules.rulesFor(enrolment.fundId, enrolment.scheme, undefined);
  const [since, until] = [resolveCoordinates(from, head, clock, fund), resolveCoordinates(to, head, clock, fund)];
  const inForce = (coordinates: Coordinates): Promise<RulesInForce> =>
    rules.rulesFor(enrolment.fundId, enrolment.scheme, coordinates.rulesKnownAt);
  const [before, after] = [await inForce(since), await inForce(until)];
  const placed = async (coordinates: Coordinates, by: RulesInForce): Promise<Place> => {
    const besidesOf = besidesAsKnown(strictReader(journal), knowledgeOf(coordinates), head.position);
    return placeAt(participantId, events, coordinates, by, await besidesOf('participant', events, by));
  };
  const [first, last] = [await placed(since, before), await placed(until, after)];
  const way = walk(
    events,
    { coordinates: since, parameters: before.parameters },
    { coordinates: until, parameters: after.parameters },
    { changes: after.fund.changes, rules: after.rulebook.capabilities.changes },
  );
  const { digest: _ofNothing, digestVersion: _ofIt, ...origin } = answerOf({}, since, before, first.position);
  const view: DiffView = {
    participantId,
    since: { ...origin, coverageDigest: first.coverageDigest },
    coverageDigest: last.coverageDigest,
    ...movements(after.rulebook, way, yearOf(until.asOf)),
  };
  return answerOf(view, until, after, last.position);
}

interface Place {
  /** Of the last event that counts. */
  readonly position: bigint;
  readonly coverageDigest: string | null;
}

function placeAt(
  participantId: string,
  events: readonly RecordedEvent[],
  coordinates: Coordinates,
  rules: RulesInForce,
  besides: Besides | undefined,
): Place {
  const folded = attempt(() => foldParticipant(participantId, events, coordinates));
  const coverage = attempt(() => answerTo(coverageProjection, participantId, events, coordinates, rules, undefined, besides));
  return {
    position: folded.status === 'done' ? folded.value.lastPosition : 0n,
    coverageDigest: coverage.status === 'done' ? coverage.value.digest : null,
  };
}

/**
 * Pure: the figures at both ends of the way, and what each of its steps moves. Account lines are those of the years that have
 * moved ones; the windows' totals are those of `correctionYear`.
 */
export function movements(rulebook: Rulebook, way: Walk, correctionYear: number): Pick<DiffView, 'moved' | 'unmoved' | 'notes'> {
  const { start, steps, backwards } = way;
  const end = steps.at(-1)?.point ?? start;
  const years = { correctionYear, accountYears: movedAccountYears(rulebook, start, end) };
  const along: Along = { steps, first: figuresAt(rulebook, start, years), at: steps.map(({ point }) => figuresAt(rulebook, point, years)) };
  const final = along.at.at(-1) ?? along.first;
  const [from, to] = backwards ? [final, along.first] : [along.first, final];
  const names = [...new Set([...from.amounts.keys(), ...to.amounts.keys()])].sort();
  const [moved, unmoved]: [MovedFigure[], { figure: string; amount: string }[]] = [[], []];
  for (const figure of names) {
    const causes = causesOf(figure, along, backwards ? -1 : 1);
    const [fromMinor, toMinor] = [from.amounts.get(figure) ?? 0, to.amounts.get(figure) ?? 0];
    const sum = sumMinor(causes, ({ minor }) => minor);
    if (sum !== addMinor(toMinor, -fromMinor)) throw new Error(`${figure}: the causes make ${sum}, the movement ${toMinor - fromMinor}`);
    if (causes.length === 0) unmoved.push({ figure, amount: formatMinor(toMinor) });
    else
      moved.push({
        figure,
        from: formatMinor(fromMinor),
        to: formatMinor(toMinor),
        movement: formatMinor(sum),
        causes: causes.map(({ cause, minor, events }) => ({ cause, amount: formatMinor(minor), events: events.map(causing) })),
      });
  }
  return { moved, unmoved, notes: [...notesOf('first', from), ...notesOf('second', to)] };
}

/** Years in which a line of the account differs between the ends; none where either account is refused. */
function movedAccountYears(rulebook: Rulebook, start: Point, end: Point): readonly number[] {
  const events = [...start.known, ...end.known];
  if (events.length === 0) return [];
  const touched = events.map(({ effectiveDate }) => yearOf(effectiveDate));
  const [first, last] = [Math.min(...touched), Math.max(...touched)];
  const years = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const [before, after] = [start, end].map((point) => figuresAt(rulebook, point, { correctionYear: last, accountYears: years }).amounts);
  return years.filter((year) =>
    ACCOUNT_LINE_KINDS.some((kind) => (before?.get(`account.${year}.${kind}`) ?? 0) !== (after?.get(`account.${year}.${kind}`) ?? 0)),
  );
}

interface Along {
  readonly steps: readonly Step[];
  readonly first: Figures;
  /** After each step. */
  readonly at: readonly Figures[];
}

interface CausedMovement {
  readonly cause: string;
  minor: number;
  readonly events: CausingRecord[];
}

/** By cause, in the order in which they first move the figure; causes that cancel out to nothing are left out. */
function causesOf(figure: string, { steps, first, at }: Along, sign: 1 | -1): readonly CausedMovement[] {
  const causes = new Map<string, CausedMovement>();
  let amount = first.amounts.get(figure) ?? 0;
  for (const [index, { cause, events }] of steps.entries()) {
    const { amounts, missing } = at[index] as Figures;
    // Where a figure cannot be told at a step it waits: what it moves falls to the step that shows it again.
    const waits = missing.has(areaOf(figure)) && !amounts.has(figure) && index < steps.length - 1;
    const next = waits ? amount : (amounts.get(figure) ?? 0);
    if (next === amount) continue;
    const caused = causes.get(cause) ?? { cause, minor: 0, events: [] };
    caused.minor = addMinor(caused.minor, sign * addMinor(next, -amount));
    for (const event of events) if (!caused.events.includes(event)) caused.events.push(event);
    causes.set(cause, caused);
    amount = next;
  }
  return [...causes.values()].filter(({ minor }) => minor !== 0);
}

const UNTOLD: { readonly [area in Area]: string } = { coverage: 'benefits', windows: 'settlements', account: 'account lines' };

function notesOf(which: 'first' | 'second', { enrolled, missing }: Figures): readonly string[] {
  if (!enrolled) {
    return [
      `At the ${which} coordinates the ledger does not know the participant, or the enrolment has not taken effect; every ` +
        'figure there counts as 0.00.',
    ];
  }
  return [...missing].map(([area, refusal]) => `At the ${which} coordinates ${UNTOLD[area]} cannot be told and count as 0.00: ${refusal}`);
}

function causing({ id, type, effectiveDate, recordedAt, source }: CausingRecord): CausingEvent {
  return { id, type, effectiveDate, recordedAt, source: source ?? null };
}

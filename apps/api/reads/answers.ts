/** Answers at coordinates: any view of any subject, the history of a stream, a figure explained, what moved, balances. */
import { participantStream, streamOf, type SubjectKind } from '#ledger/subjects.js';
import type { Answer } from '#projections/answer.js';
import type { AskedCoordinates } from '#projections/coordinates.js';
import { fundChanges, type FundChangesView } from '#projections/changes/fund-changes.js';
import { diffParticipant, type DiffView } from '#projections/diff/diff.js';
import { gridOfParticipant, type GridQuestion, type GridView } from '#projections/grid/grid.js';
import { viewNamed } from '#projections/views/views.js';
import type { TrialBalanceSubject } from '../dependencies.js';
import { fail } from '../http/problem.js';
import { currentRequest } from '../http/request-scope.js';
import { abortAfter } from './portfolio-readings.js';
import type { Served } from './served.js';

/** An answer, and the revision of the subject's stream just before it was made: what `If-Match` compares. */
export interface Reading {
  readonly revision: number | undefined;
  readonly answer: Answer<object>;
}

/** A question to a read model: its name, the id of a subject of its kind, where it is asked. */
export interface ViewQuestion {
  readonly view: string;
  readonly id: string;
  readonly asked: AskedCoordinates;
  /** Beside the coordinates; what is left out takes its default. */
  readonly parameters: { readonly [parameter: string]: number | undefined };
}

export function view(served: Served, { view: name, id, asked, parameters }: ViewQuestion): Promise<Reading> {
  const wanted = viewNamed(name);
  return readingOf(served, streamOf(wanted.subject.kind, id), () => served.live.ask(wanted, id, asked, parameters));
}

export interface HistoryQuestion {
  readonly subject: SubjectKind;
  readonly id: string;
  readonly asked: AskedCoordinates;
}

export function history(served: Served, { subject, id, asked }: HistoryQuestion): Promise<Reading> {
  const stream = streamOf(subject, id);
  return readingOf(served, stream, () => served.live.history(stream, asked));
}

export interface FigureQuestion {
  readonly participantId: string;
  readonly figure: string;
  readonly asked: AskedCoordinates;
}

export function explanation(served: Served, { participantId, figure, asked }: FigureQuestion): Promise<Reading> {
  return readingOf(served, participantStream(participantId), () => served.live.explain(participantId, figure, asked));
}

export async function readingOf({ journal }: Served, stream: string, answer: () => Promise<Answer<object>>): Promise<Reading> {
  // The revision first: an event that lands between the two makes a later If-Match fail, never pass unseen.
  const head = await journal.streamHead(stream);
  return { revision: head?.revision, answer: await answer() };
}

export interface MovementQuestion {
  readonly participantId: string;
  readonly from: AskedCoordinates;
  readonly to: AskedCoordinates;
}

export function movement({ journal, clock }: Served, { participantId, from, to }: MovementQuestion): Promise<Answer<DiffView>> {
  return diffParticipant(journal, clock, participantId, from, to);
}

export interface FigureGrid {
  readonly participantId: string;
  readonly asked: GridQuestion;
}

export function grid({ journal, clock }: Served, { participantId, asked }: FigureGrid): Promise<Answer<GridView>> {
  const signal = currentRequest()?.signal;
  return gridOfParticipant(journal, clock, participantId, asked, () => signal?.throwIfAborted());
}

export interface BalanceQuestion {
  readonly asked: AskedCoordinates;
  readonly of: TrialBalanceSubject;
}

export async function balances({ trialBalance, limits }: Served, { asked, of }: BalanceQuestion): Promise<Answer<object>> {
  // Nobody waits for it after the request's deadline.
  return trialBalance?.(asked, of, abortAfter(limits.requestMilliseconds)) ?? fail('UNKNOWN_ROUTE', { lacks: 'trial-balance' });
}

export interface ChangesQuestion {
  readonly fundId: string;
  readonly asked: AskedCoordinates;
}

export function changes({ journal, clock }: Served, { fundId, asked }: ChangesQuestion): Promise<Answer<FundChangesView>> {
  return fundChanges(journal, clock, fundId, asked);
}

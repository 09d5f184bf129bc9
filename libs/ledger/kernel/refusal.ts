/**
 * A refusal: the ledger's considered no. It has a stable code (UPPER_SNAKE_CASE, the same in files, JSON and problem documents) and
 * details: what was wrong, where, and every figure that its sentence names. Sentences stand in `libs/words`, by code.
 */
import { NotComputable, type Uncomputable } from '#money/not-computable.js';
import type { JsonValue } from './json.js';

/**
 * Every code with the shape of its details. A code is declared beside the decision that answers it:
 *
 *     declare module '#ledger/kernel/refusal.js' {
 *       interface Refusals {
 *         AFTER_DEATH: { readonly participantId: string; readonly field: string; readonly on: string; readonly diedOn: string };
 *       }
 *     }
 *
 * One that several decisions answer is declared once, by the folder that they share, and has one shape (or a union of shapes).
 * What is declared and has no sentence does not compile.
 */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type
export interface Refusals extends Uncomputable {}

export type RefusalCode = keyof Refusals;

/**
 * Codes that one surface alone answers: what is wrong with an option of the command line, a route that is busy. Declared as those above
 * are; their sentences stand with that surface, since they name its options and routes.
 */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type
export interface SurfaceRefusals {}

/** Every code that may be answered, with the shape of its details. */
type Declared = Refusals & SurfaceRefusals;

interface Details {
  readonly [detail: string]: JsonValue | undefined;
}

/** A code with details. Its sentence is not among them: who tells it to people adds that (`ToldRefusal` of `libs/words`). */
export interface Refusal extends Details {
  readonly code: string;
  readonly message?: never;
}

/** Where the code and the sentence stand, no detail does. */
interface Reserved {
  readonly code?: never;
  readonly message?: never;
}

type Given<C extends keyof Declared> = Declared[C] & Partial<InFile> & Reserved;

/** The details of a code; one that has none needs no second argument. */
export type DetailsOf<C extends keyof Declared> =
  Record<never, never> extends Declared[C] ? [details?: Given<C>] : [details: Given<C>];

export function refusal<C extends keyof Declared>(code: C, ...details: DetailsOf<C>): Refusal;
export function refusal(code: string, details: Details = {}): Refusal {
  const refused = { code, ...details };
  if (refused.code !== code || 'message' in refused) throw new Error(`${code}: no detail is named code or message`);
  return refused;
}

/** Where in a file: what a refusal of any code may say beside its own details. Words put the place in front, in one way for all. */
export interface InFile {
  readonly inFile: string;
  /** 1-based; without it the file as a whole. */
  readonly line?: number;
  /** What the file has come to: nothing of it was taken, or what stands before the line was (of decisions: stands), and nothing after. */
  readonly taken?: 'nothing' | 'what-stands-before' | 'decisions-before';
}

export function atLine(refused: Refusal, place: InFile): Refusal {
  return { ...refused, ...place };
}

/** Of one subject among many, whose own details do not name it. */
export function ofSubject(refused: Refusal, kind: string, id: string): Refusal {
  return { ...refused, ofSubject: { kind, id } };
}

/** Whether the same may pass on a later day: what lies ahead, or a year that is not over. Such a code ends so, or stands here. */
export function healsWithTime({ code }: Refusal): boolean {
  return code.endsWith('_IN_FUTURE') || code === 'YEAR_NOT_OVER';
}

/**
 * Carries a refusal out of a nested calculation to the boundary that answers it (an operation, a decision, a read model),
 * where `attempt` makes it a value again. Never caught anywhere else.
 */
export class Refused extends Error {
  readonly refusal: Refusal;

  constructor(refused: Refusal) {
    // An expected answer, told by its refusal: a trace of calls would take ten times as long to take down as the rest.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    const { code, ...details } = refused;
    super(`${code} ${JSON.stringify(details)}`);
    Error.stackTraceLimit = stackTraceLimit;
    this.name = 'Refused';
    this.refusal = refused;
  }
}

/** Throws the refusal; for use where a formula cannot go on. */
export function refuse<C extends keyof Declared>(code: C, ...details: DetailsOf<C>): never {
  throw new Refused(refusal(code, ...details));
}

export type Outcome<T> =
  | { readonly status: 'done'; readonly value: T }
  | { readonly status: 'refused'; readonly refusal: Refusal };

export function attempt<T>(calculate: () => T): Outcome<T> {
  try {
    return { status: 'done', value: calculate() };
  } catch (error) {
    const refused = refusalOf(error);
    if (refused === undefined) throw error;
    return { status: 'refused', refusal: refused };
  }
}

/** The refusal that an error carries, or stands for; undefined for any other error. */
export function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof Refused) return error.refusal;
  if (error instanceof NotComputable) return { code: error.code, ...error.details };
  return undefined;
}

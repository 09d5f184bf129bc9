/**
 * A refusal: the ledger's considered no. It has a stable code (UPPER_SNAKE_CASE, the same in files, JSON and problem
 * documents), a message that says what was wrong, where, and what to do, and the details as fields of their own.
 */
import { NotComputable } from '#money/not-computable.js';
import type { JsonValue } from './json.js';

export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly [detail: string]: JsonValue | undefined;
}

export function refusal(
  code: string,
  message: string,
  details: { readonly [detail: string]: JsonValue | undefined } = {},
): Refusal {
  return { code, message, ...details };
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
    // An expected answer, told by its message: a trace of calls would take ten times as long to take down as the rest.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(`${refused.code}: ${refused.message}`);
    Error.stackTraceLimit = stackTraceLimit;
    this.name = 'Refused';
    this.refusal = refused;
  }
}

/** Throws the refusal; for use where a formula cannot go on. */
export function refuse(
  code: string,
  message: string,
  details: { readonly [detail: string]: JsonValue | undefined } = {},
): never {
  throw new Refused(refusal(code, message, details));
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
  if (error instanceof NotComputable) return refusal(error.code, error.message, error.details);
  return undefined;
}

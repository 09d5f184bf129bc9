/** The check of everything that comes in. The problem lists every field, not only the first. */
import { ValidationPipe, type ArgumentMetadata, type ValidationError } from '@nestjs/common';
import type { FieldError } from '../problems.js';
import { ProblemError, problemOf } from './problem.js';
import { rightAtOnce } from './right-at-once.js';

export function validation(): ValidationPipe {
  return new FieldsAlone({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    stopAtFirstError: true,
    exceptionFactory: (errors) => invalidRequest(errors.flatMap((error) => fieldErrors(error, ''))),
  });
}

/** Names that every object has; whoever takes a body apart by name would find them, and the check of unknown fields passes them over. */
const INBORN: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

/** Refuses `__proto__`, `constructor` and their kin as any other field that a request does not have. */
class FieldsAlone extends ValidationPipe {
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const { type, metatype } = metadata;
    const right = metatype !== undefined && (type === 'query' || type === 'param') ? rightAtOnce(metatype, value) : undefined;
    if (right !== undefined) return right;
    const inborn = typeof value === 'object' && value !== null ? Object.keys(value).filter((name) => INBORN.has(name)) : [];
    if (inborn.length > 0) throw invalidRequest(inborn.map((field) => ({ field, message: `${field} is not a field of this request` })));
    return super.transform(value, metadata) as Promise<unknown>;
  }
}

/** So many errors are told; a body of a million wrong fields is not answered by a larger one. */
const ERRORS_TOLD = 20;
const LONGEST_WORDS = 500;

export function invalidRequest(errors: readonly FieldError[]): ProblemError {
  const told = errors.slice(0, ERRORS_TOLD).map(({ field, message }) => ({ field: shortened(field), message: shortened(message) }));
  const isCut = errors.length > told.length;
  return new ProblemError(problemOf('INVALID_REQUEST', { errors: told, ...(isCut ? { errorsInAll: errors.length } : {}) }));
}

function shortened(words: string): string {
  return words.length <= LONGEST_WORDS ? words : `${words.slice(0, LONGEST_WORDS)}…`;
}

/** A field that is not there is missing, whatever it would have to be. */
function spoken(message: string, { property, value }: ValidationError): string {
  return value === undefined ? `${property} is missing: ${message}` : message;
}

function fieldErrors(error: ValidationError, place: string): readonly FieldError[] {
  const field = `${place}${error.property}`;
  const own = Object.entries(error.constraints ?? {}).map(([constraint, message]) => ({
    field,
    message: constraint === 'whitelistValidation' ? `${field} is not a field of this request` : spoken(message, error),
  }));
  return [...own, ...(error.children ?? []).flatMap((child) => fieldErrors(child, `${field}.`))];
}

/** The check of everything that comes in. The problem lists every field, not only the first. */
import { ValidationPipe, type ValidationError } from '@nestjs/common';
import { ProblemError, problemOf } from './problem.js';

interface FieldError {
  /** Dotted place of the field. */
  readonly field: string;
  readonly message: string;
}

export function validation(): ValidationPipe {
  return new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    stopAtFirstError: true,
    exceptionFactory: (errors) => invalidRequest(errors.flatMap((error) => fieldErrors(error, ''))),
  });
}

export function invalidRequest(errors: readonly FieldError[]): ProblemError {
  const detail = errors.map(({ message }) => message).join('; ');
  return new ProblemError(
    problemOf('INVALID_REQUEST', detail === '' ? 'the request is not valid' : detail, {
      errors: errors.map(({ field, message }) => ({ field, message })),
    }),
  );
}

/** A field that is not there is missing, whatever it would have to be. */
function spoken(message: string, { property, value }: ValidationError): string {
  return value === undefined ? message.replace(`${property} must `, `${property} is missing; it must `) : message;
}

function fieldErrors(error: ValidationError, place: string): readonly FieldError[] {
  const field = `${place}${error.property}`;
  const own = Object.entries(error.constraints ?? {}).map(([constraint, message]) => ({
    field,
    message: constraint === 'whitelistValidation' ? `${field} is not a field of this request` : spoken(message, error),
  }));
  return [...own, ...(error.children ?? []).flatMap((child) => fieldErrors(child, `${field}.`))];
}

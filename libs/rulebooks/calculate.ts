/** Runs one operation of a rulebook on a JSON input: the input is checked against the operation's schema first. */
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { isCivilDate, parseInstant } from '#money/civil-date.js';
import type { JsonObject, JsonValue } from '#ledger/kernel/json.js';
import { attempt, refusal, type Refusal } from '#ledger/kernel/refusal.js';
import type { Operation } from './frame/operation.js';
import { OPERATIONS } from './operations.js';
import { faultOf } from './schema-fault.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    UNKNOWN_OPERATION: { readonly operation: string };
  }
}

export type Calculation =
  | { readonly status: 'done'; readonly output: JsonObject }
  | { readonly status: 'refused'; readonly error: Refusal };

const ajv = new Ajv2020({ strict: false, allErrors: false });
ajv.addFormat('civil-date', { type: 'string', validate: isCivilDate });
ajv.addFormat('date', { type: 'string', validate: isCivilDate });
ajv.addFormat('instant', { type: 'string', validate: (text: string) => parseInstant(text) !== undefined });
const validators = new Map<string, ValidateFunction>();

/** Refusals: UNKNOWN_OPERATION, INVALID_INPUT `{field}`, and those of the operation itself. */
export function calculate(name: string, input: JsonValue): Calculation {
  const operation = OPERATIONS.get(name);
  if (operation === undefined) {
    return refused(refusal('UNKNOWN_OPERATION', { operation: name }));
  }
  const problem = problemOfInput(operation, input);
  if (problem !== undefined) return refused(problem);
  const outcome = attempt(() => operation.calculate(input as JsonObject));
  return outcome.status === 'done' ? { status: 'done', output: outcome.value } : refused(outcome.refusal);
}

/** INVALID_INPUT `{field}` where an input does not fit the schema of what it is for. */
export function problemOfInput(asked: Pick<Operation, 'name' | 'input'>, input: JsonValue): Refusal | undefined {
  const validate = validatorOf(asked);
  return validate(input) ? undefined : invalidInput(asked, validate.errors?.[0]);
}

function refused(error: Refusal): Calculation {
  return { status: 'refused', error };
}

function validatorOf(operation: Pick<Operation, 'name' | 'input'>): ValidateFunction {
  let validate = validators.get(operation.name);
  if (validate === undefined) {
    validate = ajv.compile(operation.input as object | boolean);
    validators.set(operation.name, validate);
  }
  return validate;
}

function invalidInput(operation: Pick<Operation, 'name'>, error: ErrorObject | undefined): Refusal {
  const { missingProperty, additionalProperty }: { missingProperty?: string; additionalProperty?: string } = error?.params ?? {};
  const path = (error?.instancePath ?? '').slice(1).replaceAll('/', '.');
  const field = [path, missingProperty ?? additionalProperty ?? ''].filter((part) => part !== '').join('.');
  return refusal('INVALID_INPUT', { field, operation: operation.name, ...faultOf(error) });
}

/** The bodies of facts, made from their declarations: class-validator checks them, and OpenAPI shows the same fields. */
import type { Declaration } from '#ledger/facts/declaration.js';
import { fieldsInOrder } from '#ledger/facts/declaration.js';
import { identifier, valueOf, type Field, type FieldKind } from '#ledger/facts/field.js';
import {
  AmountField,
  ChoiceField,
  CountField,
  DecimalField,
  DigestField,
  DateField,
  EventIdField,
  IdentifierField,
  PeriodField,
  ShareField,
  SignedAmountField,
  TextField,
  YearField,
  type FieldOptions,
} from '../http/fields.js';
import { invalidRequest } from '../http/validation.js';

const CHECKS: { readonly [kind in FieldKind]: (options: FieldOptions, field: Field) => PropertyDecorator } = {
  identifier: IdentifierField,
  date: DateField,
  year: YearField,
  period: PeriodField,
  amount: AmountField,
  'signed-amount': SignedAmountField,
  choice: (options, { choices = [] }) => ChoiceField(choices, options),
  text: (options, { longest = 0 }) => TextField(longest, options),
  'event-id': EventIdField,
  count: CountField,
  share: ShareField,
  decimal: DecimalField,
  digest: DigestField,
};

/** The check of a field and its place in OpenAPI. */
export function checkedField(field: Field): PropertyDecorator {
  const { description, example, optional } = field;
  return CHECKS[field.kind]({ description, optional, ...(example === undefined ? {} : { example }) }, field);
}

type Declared = Pick<Declaration, 'operation' | 'fields' | 'founds' | 'idExample' | 'subject' | 'together'>;

/** The body of a fact; where the subject begins with it, its id stands in it. */
export function bodyOf({ operation, fields, founds, idExample, subject }: Declared): new () => object {
  const name = `${operation.charAt(0).toUpperCase()}${operation.slice(1)}Body`;
  const body = { [name]: class {} }[name] as new () => object;
  const description = `${subject.charAt(0).toUpperCase()}${subject.slice(1)} id: no name, no national number.`;
  const id = { column: `${subject}Id`, field: identifier({ description, ...(idExample === undefined ? {} : { example: idExample }) }) };
  for (const { column, field } of [...(founds === true ? [id] : []), ...fieldsInOrder(fields)]) {
    checkedField(field)(body.prototype as object, column);
  }
  return body;
}

/** What a checked body says, read as the cells of a file are. Fails INVALID_REQUEST where one of two that come together is missing. */
export function factValuesOf({ fields, together = [] }: Declared, body: { readonly [column: string]: unknown }): object {
  for (const columns of together) {
    const absent = columns.filter((column) => body[column] === undefined || body[column] === null);
    if (absent.length === 0 || absent.length === columns.length) continue;
    throw invalidRequest(absent.map((field) => ({ field, message: `${columns.join(' and ')} come together` })));
  }
  const values: { [property: string]: unknown } = {};
  for (const { property, column, field } of fieldsInOrder(fields)) {
    const given = body[column];
    values[property] = valueOf(field, given === undefined || given === null ? undefined : String(given), column);
  }
  return values;
}

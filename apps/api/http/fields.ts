/** Fields of what comes in: each decorator checks a field and documents it, so that neither can go without the other. */
import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Length, Matches, Max, Min, ValidateBy, type ValidationOptions } from 'class-validator';
import { foldedText, textFault } from '#ledger/kernel/text.js';
import { isCivilDate, parseInstant, parsePeriod } from '#money/civil-date.js';

export interface FieldOptions {
  readonly description: string;
  readonly optional?: boolean;
  readonly example?: string | number;
}

function field(options: FieldOptions, schema: ApiPropertyOptions, ...checks: readonly PropertyDecorator[]): PropertyDecorator {
  const { description, optional = false, example } = options;
  return applyDecorators(
    ApiProperty({ ...schema, description, required: !optional, ...(example === undefined ? {} : { example }) } as ApiPropertyOptions),
    ...(optional ? [IsOptional()] : []),
    ...checks,
  );
}

function textThat(name: string, isRight: (text: string) => boolean, message: string, options?: ValidationOptions): PropertyDecorator {
  return ValidateBy(
    {
      name,
      validator: {
        validate: (value: unknown) => typeof value === 'string' && isRight(value),
        defaultMessage: () => `$property ${message}`,
      },
    },
    options,
  );
}

/** A position of the journal, exact as a JSON number. */
export const POSITION = /^\d{1,15}$/;
const YEAR = /^[1-9]\d{3}$/;
const IDENTIFIER = /^[A-Za-z0-9][A-Za-z0-9._~-]{0,127}$/;
const AMOUNT = /^(0|[1-9]\d{0,11})(\.\d{1,2})?$/;

export function DateField(options: FieldOptions): PropertyDecorator {
  return field(options, { type: 'string', format: 'date' }, textThat('isCivilDate', isCivilDate, 'must be a date such as 2005-07-01'));
}

/** An instant in UTC; a date alone means its last millisecond. */
export function InstantField(options: FieldOptions): PropertyDecorator {
  return field(
    options,
    { type: 'string' },
    textThat('isInstant', (text) => parseInstant(text) !== undefined, 'must be an instant in UTC such as 2005-07-01T12:00:00Z, or a ' +
      'date (its last moment)'),
  );
}

/** A knowledge time: an instant, or a position of the journal. */
export function KnowledgeField(options: FieldOptions): PropertyDecorator {
  return field(
    options,
    { type: 'string' },
    textThat(
      'isKnowledge',
      (text) => POSITION.test(text) || parseInstant(text) !== undefined,
      'must be an instant in UTC such as 2005-07-01T12:00:00Z, a date (its last moment), or a position of the journal',
    ),
  );
}

/** A position of the journal in a query string. */
export function PositionField(options: FieldOptions): PropertyDecorator {
  return field(
    options,
    { type: 'integer', minimum: 0 },
    textThat('isPosition', (text) => POSITION.test(text), 'must be a position of the journal'),
  );
}

/** The position that an answer has to count. */
export function MinPositionField(): PropertyDecorator {
  return PositionField({
    optional: true,
    description: 'Wait, for a few seconds at most, until this position of the journal is counted: that of an event just written. ' +
      'Beyond: 503.',
  });
}

/** A year in a query string. */
export function YearTextField(options: FieldOptions): PropertyDecorator {
  return field(
    options,
    { type: 'integer', minimum: 1000, maximum: 9999 },
    textThat('isYear', (text) => YEAR.test(text), 'must be a year such as 2005'),
  );
}

/** A whole number in a query string. */
export function CountTextField(largest: number, options: FieldOptions): PropertyDecorator {
  return field(
    options,
    { type: 'integer', minimum: 1, maximum: largest },
    textThat('isCount', (text) => /^[1-9]\d{0,8}$/.test(text) && Number(text) <= largest, `must be a whole number from 1 to ${largest}`),
  );
}

export function YearField(options: FieldOptions): PropertyDecorator {
  const message = '$property must be a year such as 2005, as a number';
  const range = { type: 'integer', minimum: 1800, maximum: 9999 } as const;
  return field(options, range, IsInt({ message }), Min(1800, { message }), Max(9999, { message }));
}

/** A whole number, not negative. */
export function CountField(options: FieldOptions): PropertyDecorator {
  const [largest, message] = [999_999_999, '$property must be a whole number from 0 to 999999999, as a number'];
  const range = { type: 'integer', minimum: 0, maximum: largest } as const;
  return field(options, range, IsInt({ message }), Min(0, { message }), Max(largest, { message }));
}

/** A part of a whole, as text. */
export function ShareField(options: FieldOptions): PropertyDecorator {
  const isShare = (text: string): boolean => /^(0(\.\d+)?|1(\.0+)?)$/.test(text);
  return field(options, { type: 'string' }, textThat('isShare', isShare, 'must be a part of a whole such as "0.8", from 0 to 1'));
}

export function PeriodField(options: FieldOptions): PropertyDecorator {
  return field(
    options,
    { type: 'string', pattern: '^\\d{4}-(0[1-9]|1[0-2])$' },
    textThat('isPeriod', (text) => parsePeriod(text) !== undefined, 'must be a month such as 2005-07'),
  );
}

export function IdentifierField(options: FieldOptions): PropertyDecorator {
  return field(
    options,
    { type: 'string', pattern: IDENTIFIER.source },
    Matches(IDENTIFIER, { message: '$property must be letters, digits, ".", "_", "~" or "-", beginning with a letter or digit, at ' +
      'most 128' }),
  );
}

/** Id of an event. */
export function EventIdField(options: FieldOptions): PropertyDecorator {
  return field(options, { type: 'string', format: 'uuid' }, IsUUID('all', { message: '$property must be the id of an event' }));
}

/** A decimal as a string, not rounded. */
export function DecimalField(options: FieldOptions): PropertyDecorator {
  const pattern = /^-?(0|[1-9]\d{0,19})(\.\d{1,20})?$/;
  return field(
    options,
    { type: 'string', pattern: pattern.source },
    Matches(pattern, { message: '$property must be a decimal such as "0.045", as a string' }),
  );
}

/** SHA-256 of a file, in hexadecimal digits. */
export function DigestField(options: FieldOptions): PropertyDecorator {
  const pattern = /^[0-9a-f]{64}$/i;
  return field(
    options,
    { type: 'string', pattern: '^[0-9a-fA-F]{64}$' },
    Matches(pattern, { message: '$property must be a SHA-256: 64 hexadecimal digits' }),
  );
}

/** Money as a decimal string, at most two decimals, not negative. */
export function AmountField(options: FieldOptions): PropertyDecorator {
  return field(
    options,
    { type: 'string', pattern: AMOUNT.source },
    Matches(AMOUNT, { message: '$property must be an amount such as "1234.56", as a string' }),
  );
}

export function SignedAmountField(options: FieldOptions): PropertyDecorator {
  const pattern = new RegExp(AMOUNT.source.replace('^', '^-?'));
  return field(
    options,
    { type: 'string', pattern: pattern.source },
    Matches(pattern, { message: '$property must be an amount such as "-1234.56", as a string' }),
  );
}

export function TextField(longest: number, options: FieldOptions): PropertyDecorator {
  return field(
    options,
    { type: 'string', minLength: 1, maxLength: longest },
    IsString({ message: '$property must be a text' }),
    Length(1, longest, { message: `$property must have 1 to ${longest} characters` }),
    textThat('isText', (text) => foldedText(text) !== '' && textFault(text) === undefined, 'must be a text on one line, without ' +
      'characters that cannot be seen'),
  );
}

export function ChoiceField(choices: readonly string[], options: FieldOptions): PropertyDecorator {
  return field(
    options,
    { type: 'string', enum: [...choices] },
    IsIn([...choices], { message: `$property must be one of ${choices.join(', ')}` }),
  );
}

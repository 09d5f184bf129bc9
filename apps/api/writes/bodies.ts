/** What the writes to a fund take. */
import { ApiProperty } from '@nestjs/swagger';
import { Allow, ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsOptional } from 'class-validator';
import { fieldsInOrder } from '#ledger/facts/declaration.js';
import { columnOf, optional, type Field } from '#ledger/facts/field.js';
import { FUND_DECISION_FIELDS, FUND_DECISION_NAMES, FUND_DECISIONS, type FundDecisionName } from '#ledger/fund/decisions.js';
import { ChoiceField, DateField, IdentifierField, TextField } from '../http/fields.js';
import { checkedField } from './fact-bodies.js';

/** `result: year, group, openingBuffer?` */
function told(decision: FundDecisionName): string {
  return `${decision}: ` +
    `${fieldsInOrder(FUND_DECISIONS[decision]).map(({ column, field }) => (field.optional ? `${column}?` : column)).join(', ')}.`;
}

/** The columns of a decisions file; which of them a decision takes, its description says. */
export class DecideForFundBody {
  @ChoiceField(FUND_DECISION_NAMES, {
    description: FUND_DECISION_NAMES.map(told).join(' '),
    example: 'interest',
  })
  readonly decision!: string;
}

for (const [property, field] of Object.entries(FUND_DECISION_FIELDS)) {
  checkedField(optional(field as Field))(DecideForFundBody.prototype, columnOf(property, field));
}

/** What a parameters file holds. */
export class ParametersBody {
  @IdentifierField({ description: 'Scheme of the fund, or rules of funding that it goes by (`nl-ftk`).', example: 'fi-kapl' })
  readonly scheme!: string;

  @DateField({ description: 'Day of publication.', example: '2004-12-15' })
  readonly announced!: string;

  @ApiProperty({
    type: 'array',
    items: { $ref: '#/components/schemas/PublishedParameter' },
    description: 'As in a parameters file; the rulebook checks each.',
  })
  @IsArray({ message: 'parameters must be a list' })
  @ArrayMinSize(1, { message: 'parameters must hold at least one parameter' })
  @ArrayMaxSize(1000, { message: 'parameters must hold at most 1000 parameters' })
  readonly parameters!: readonly object[];

  @ApiProperty({ type: 'string', required: false, description: 'A note for the reader of the file.' })
  @Allow()
  readonly note?: string;
}

export class PublishParametersBody extends ParametersBody {
  @ApiProperty({
    type: 'boolean',
    required: false,
    description: 'Establishes the fund where the ledger has none of that name; one that bears its scheme’s name needs no word.',
  })
  @IsOptional()
  @IsBoolean({ message: 'establish must be true or false' })
  readonly establish?: boolean;

  @TextField(64, {
    description: 'Where the fund’s days begin, by its name in the time zone database.',
    example: 'Europe/Helsinki',
    optional: true,
  })
  readonly timeZone?: string;
}

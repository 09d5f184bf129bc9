/** What the writes to a fund take. */
import { ApiProperty } from '@nestjs/swagger';
import { Allow, ArrayMaxSize, ArrayMinSize, IsArray } from 'class-validator';
import { ALLOTMENT_BASES } from '#ledger/fund/results/events.js';
import { ChoiceField, DateField, IdentifierField, SignedAmountField, TextField, YearField } from '../http/fields.js';

const FUND_DECISIONS = ['interest', 'close-year', 'result', 'bonus', 'special-bonus', 'reduce', 'emergency', 'index'] as const;

/** The columns of a decisions file; which of them a decision takes, its description says. */
export class DecideForFundBody {
  @ChoiceField(FUND_DECISIONS, {
    description:
      'interest: year, rate, reference. close-year: year, reference. result: year, group, result, reference, openingBuffer?, plannedCredit?. ' +
      'bonus: year, group, by?. special-bonus: year, pool, reference. reduce: on, rate, reason, reference. emergency: on, group, result, reason, reference, openingBuffer?.',
    example: 'interest',
  })
  readonly decision!: string;

  @YearField({ optional: true, description: 'Calendar year.', example: 2021 })
  readonly year?: number;

  @TextField(40, { optional: true, description: 'Fraction, e.g. the effective yearly rate.', example: '0.045' })
  readonly rate?: string;

  @TextField(500, { optional: true, description: 'What the decision rests on: minutes, a letter.', example: 'board, 2021-11-20' })
  readonly reference?: string;

  @IdentifierField({ optional: true, description: 'Contribution group.' })
  readonly group?: string;

  @SignedAmountField({ optional: true, description: 'Surplus, or deficit with a minus.' })
  readonly result?: string;

  @SignedAmountField({ optional: true, description: 'Only for a group’s first result.' })
  readonly openingBuffer?: string;

  @SignedAmountField({ optional: true, description: 'What would be credited without a deficit.' })
  readonly plannedCredit?: string;

  @SignedAmountField({ optional: true, description: 'Special bonus provisions of the whole fund, not negative.' })
  readonly pool?: string;

  @ChoiceField(ALLOTMENT_BASES, { optional: true, description: 'Key of the allotment. Default: value.' })
  readonly by?: string;

  @DateField({ optional: true, description: 'Day from which it takes effect.' })
  readonly on?: string;

  @TextField(500, { optional: true, description: 'Why; for an emergency MARKET_COLLAPSE or CLAIMS_SURGE.' })
  readonly reason?: string;
}

export class PublishParametersBody {
  @IdentifierField({ description: 'Scheme of the fund.', example: 'fi-kapl' })
  readonly scheme!: string;

  @DateField({ description: 'Day of publication.', example: '2004-12-15' })
  readonly announced!: string;

  @ApiProperty({
    type: 'array',
    items: { type: 'object', additionalProperties: true },
    description: '[{name, unit, entries: [{from, to?, value, reference, status}]}], as in a parameters file; the rulebook checks each.',
  })
  @IsArray({ message: 'parameters must be a list' })
  @ArrayMinSize(1, { message: 'parameters must hold at least one parameter' })
  @ArrayMaxSize(1000, { message: 'parameters must hold at most 1000 parameters' })
  readonly parameters!: readonly object[];

  @ApiProperty({ type: 'string', required: false, description: 'A note for the reader of the file.' })
  @Allow()
  readonly note?: string;
}

/** What the writes take: the columns of the input files, one row a request. */
import { ApiProperty } from '@nestjs/swagger';
import { Allow, ArrayMaxSize, ArrayMinSize, IsArray } from 'class-validator';
import { CURRENCIES } from '#money/amount.js';
import { ALLOTMENT_BASES } from '#ledger/fund/events.js';
import { INCOME_COVERAGES } from '#ledger/participant/events.js';
import { AmountField, ChoiceField, DateField, EventIdField, IdentifierField, PeriodField, SignedAmountField, TextField, YearField } from '../http/fields.js';

const FUND_DECISIONS = ['interest', 'close-year', 'result', 'bonus', 'special-bonus', 'reduce', 'emergency', 'index'] as const;

export class EnrolParticipantBody {
  @IdentifierField({ description: 'Participant id: no name, no national number.', example: 'F000001' })
  readonly participantId!: string;

  @IdentifierField({ description: 'Scheme, i.e. the rulebook.', example: 'fi-kapl' })
  readonly scheme!: string;

  @IdentifierField({ optional: true, description: 'Fund. Default: the id of the scheme.' })
  readonly fundId?: string;

  @DateField({ description: 'Birth date.', example: '1960-05-17' })
  readonly birthDate!: string;

  @ChoiceField(['male', 'female'], { description: 'Sex, as the bases of mortality distinguish it.' })
  readonly sex!: 'male' | 'female';

  @DateField({ description: 'Enrolled on.', example: '1997-01-01' })
  readonly enrolledOn!: string;

  @AmountField({ optional: true, description: 'A value brought along; with openingDate.', example: '1234.56' })
  readonly openingValue?: string;

  @DateField({ optional: true, description: 'Value date of openingValue.' })
  readonly openingDate?: string;
}

export class ReportIncomeBody {
  @YearField({ description: 'Income year.', example: 2005 })
  readonly incomeYear!: number;

  @AmountField({ description: 'The employer’s income of that year.', example: '31000.00' })
  readonly amount!: string;

  @ChoiceField(CURRENCIES, { description: 'Currency.' })
  readonly currency!: string;

  @IdentifierField({ description: 'Employer.', example: 'E01' })
  readonly employerId!: string;

  @ChoiceField(INCOME_COVERAGES, { optional: true, description: 'How the income is insured. Default: kapl.' })
  readonly coverage?: string;
}

export class ReceiveContributionBody {
  @PeriodField({ description: 'The month it is for.', example: '2022-10' })
  readonly period!: string;

  @AmountField({ description: 'The contribution.', example: '1250.00' })
  readonly amount!: string;

  @ChoiceField(CURRENCIES, { description: 'Currency.' })
  readonly currency!: string;

  @IdentifierField({ description: 'Employer.', example: 'E01' })
  readonly employerId!: string;

  @DateField({ description: 'Received on.', example: '2022-11-01' })
  readonly receivedOn!: string;
}

export class CorrectIncomeBody {
  @YearField({ description: 'Income year to correct.', example: 2003 })
  readonly incomeYear!: number;

  @IdentifierField({ description: 'Employer whose report is corrected.', example: 'E01' })
  readonly employerId!: string;

  @AmountField({ description: 'The new total for that employer and year.', example: '32500.00' })
  readonly amount!: string;

  @ChoiceField(CURRENCIES, { description: 'Currency.' })
  readonly currency!: string;

  @TextField(500, { description: 'Why it is corrected.', example: 'late payroll report' })
  readonly reason!: string;

  @DateField({ description: 'Corrected on; its calendar year is the correction year.', example: '2010-03-31' })
  readonly correctedOn!: string;
}

export class AnnulEventBody {
  @EventIdField({ description: 'Id of the event that was entered by mistake.' })
  readonly eventId!: string;

  @TextField(500, { description: 'Why it should never have been entered.' })
  readonly reason!: string;
}

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

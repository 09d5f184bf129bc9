/** What the runs over employers take. */
import { foldedText } from '#ledger/kernel/text.js';
import { refuse } from '#ledger/kernel/refusal.js';
import type { InvoiceCommand } from '#reprocessing/invoicing/compose.js';
import { ChoiceField, DateField, IdentifierField, PeriodField, TextField, YearField } from '../http/fields.js';

const ONE_EMPLOYER = { optional: true, description: 'Only this employer. Default: all of the fund.', example: 'E001' };

export class InvoiceRunBody {
  @ChoiceField(['monthly', 'final'], { description: 'monthly: of a month; final: of a year that is over.', example: 'monthly' })
  readonly kind!: 'monthly' | 'final';

  @PeriodField({ optional: true, description: 'Of a monthly one: the month that it is for.', example: '2018-03' })
  readonly month?: string;

  @YearField({ optional: true, description: 'Of a final one: the year.', example: 2018 })
  readonly year?: number;

  @DateField({ description: 'Day of sending: by the 10th; due on the 15th of the month after.', example: '2018-03-08' })
  readonly sentOn!: string;

  @IdentifierField(ONE_EMPLOYER)
  readonly employerId?: string;
}

export class InterestRunBody {
  @DateField({ description: 'Up to and including this day.', example: '2019-05-15' })
  readonly to!: string;

  @IdentifierField(ONE_EMPLOYER)
  readonly employerId?: string;
}

export class EmployerDecisionBody {
  @ChoiceField(['final-settlement', 'replace'], {
    description:
      'final-settlement: year, choice, conditions?, decidedOn, reference (4.9). replace: demand, sentOn, reference: an invoice in the ' +
      'place of what an estimate charged (4.3).',
    example: 'final-settlement',
  })
  readonly decision!: 'final-settlement' | 'replace';

  @YearField({ optional: true, description: 'The year whose differences wait.', example: 2018 })
  readonly year?: number;

  @ChoiceField(['change', 'keep'], { optional: true, description: 'change: they go on the next invoice; keep: never.', example: 'keep' })
  readonly choice?: 'change' | 'keep';

  @TextField(500, { optional: true, description: 'On what conditions.' })
  readonly conditions?: string;

  @DateField({ optional: true, description: 'Day of the decision.', example: '2019-07-01' })
  readonly decidedOn?: string;

  @TextField(500, { optional: true, description: 'Reference of the demand that the estimate answered.', example: 'letter 12' })
  readonly demand?: string;

  @DateField({ optional: true, description: 'Day on which the replacement is sent.', example: '2018-09-03' })
  readonly sentOn?: string;

  @TextField(500, { description: 'What it rests on: minutes, a letter.', example: 'board 9' })
  readonly reference!: string;
}

/** Refuses MISSING_FIELD. */
export function invoiceCommandOf({ kind, month, year, sentOn }: InvoiceRunBody): InvoiceCommand {
  return kind === 'monthly'
    ? { kind, month: needed('month', month, 'a monthly invoice'), sentOn }
    : { kind, year: needed('year', year, 'a final invoice'), sentOn };
}

/** Refuses MISSING_FIELD. */
export function decisionOfEmployer(body: EmployerDecisionBody): InvoiceCommand {
  const { decision, year, choice, conditions, decidedOn, demand, sentOn } = body;
  const reference = foldedText(body.reference);
  if (decision === 'replace') {
    const what = 'a replacement';
    return { kind: 'replacement', demand: foldedText(needed('demand', demand, what)), sentOn: needed('sentOn', sentOn, what), reference };
  }
  const what = 'a decision on the final settlement';
  return {
    kind: 'final-settlement',
    year: needed('year', year, what),
    choice: needed('choice', choice, what),
    conditions: conditions === undefined ? undefined : foldedText(conditions),
    decidedOn: needed('decidedOn', decidedOn, what),
    reference,
  };
}

function needed<T>(field: string, value: T | undefined, what: string): T {
  return value ?? refuse('MISSING_FIELD', { field, of: what });
}

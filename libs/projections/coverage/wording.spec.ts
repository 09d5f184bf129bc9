/** The words of the answer itself: its digest covers them, so that they stay to the letter. */
import { refusal } from '#ledger/kernel/refusal.js';
import type { Condition, Note } from '#rulebooks/frame/capabilities/statements.js';
import { conditionText, noteText } from './wording.js';

const after = { code: 'facts-after-death', diedOn: '2022-03-04' } as const;

it.each<[Note, string]>([
  [
    { ...after, of: 'contributions', first: '2022-04', last: '2022-08', total: '200.30' },
    'Contributions for 2022-04 to 2022-08, 200.30 in all, lie after the death on 2022-03-04 and still count; annul ' +
      'them once they are settled.',
  ],
  [
    { ...after, of: 'incomes', first: '2023', last: '2023', total: undefined },
    'Incomes for 2023 lie after the death on 2022-03-04 and still count; annul them once they are settled.',
  ],
  [
    { code: 'payments-without-pension', of: 'payments', first: '2005-01', last: '2005-01', total: '31.00' },
    'Pension payments for 2005-01, 31.00 in all, have no pension behind them and still count; import the pension, or annul them.',
  ],
  [{ code: 'unable-to-work', since: '2021-02-01', until: undefined }, 'Unable to work since 2021-02-01.'],
  [{ code: 'unable-to-work', since: '2021-02-01', until: '2022-03-31' }, 'Unable to work since 2021-02-01, until 2022-03-31.'],
  [
    {
      code: 'pension-not-shown',
      why: refusal('MISSING_PARAMETER', { parameter: 'fi-kapl.index', date: '1900-01-01' }),
    },
    'The funded old-age pension is not shown: MISSING_PARAMETER: fi-kapl.index is not in force on 1900-01-01; ' +
      'publish a value for that day with `accrual parameters FILE`',
  ],
])('note %j', (note, text) => expect(noteText(note)).toBe(text));

it.each<[Condition, string]>([
  [{ code: 'forecast', from: '2034-08-01', onCalculationBasis: false }, 'from 2034-08-01, at today’s prices'],
  [{ code: 'forecast', from: '2034-08-01', onCalculationBasis: true }, 'from 2034-08-01, at today’s prices, on the calculation basis'],
  [{ code: 'in-payment', since: '2022-01-01' }, 'in payment since 2022-01-01'],
  [{ code: 'group-cover', reason: 'RUN_OFF' }, 'RUN_OFF'],
  [{ code: 'group-cover-at-death', reason: 'LAPSED' }, 'LAPSED on the day of death'],
  [{ code: 'funded-part', year: 2004 }, 'funded part, as at the end of 2004'],
])('condition %j', (condition, text) => expect(conditionText(condition)).toBe(text));

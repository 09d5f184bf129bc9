/** What is left of an invoice's premium, whatever interest was charged on it since: by hand. */
import { formatMinor } from '#money/amount.js';
import type { Receivable, ReceivableBalance } from '../law/receivable.js';
import { atStakeOf } from './claimable.js';

/** Its charges alone count here. */
const BALANCE: ReceivableBalance = {
  ...{ invoice: '2018-03', charges: [], baseMinor: 0, accrued: '0', totalDueMinor: 0, settledOn: undefined, surplusMinor: 0 },
  ...{ defaultFrom: '2018-04-16', overdueDays: 0, nextChargeOn: '2019-04-15' },
};

type Credit = readonly [date: string, amountMinor: number, takesBack?: boolean];

/** 1,970.00 due on 15 April 2018; charges as given, whatever law made them. */
function left(asOf: string, charges: readonly Credit[], credits: readonly Credit[]): string {
  const receivable: Receivable = {
    ...{ invoice: '2018-03', sentOn: '2018-03-08', dueOn: '2018-04-15', amountMinor: 1_970_00 },
    credits: credits.map(([date, amountMinor, takesBack = false]) => ({ date, amountMinor, takesBack })),
  };
  const made = charges.filter(([to]) => to <= asOf).map(([to, amountMinor]) => ({ from: '', to, amountMinor }));
  return formatMinor(atStakeOf(receivable, asOf, { balance: () => ({ ...BALANCE, charges: made }) }).unpaidMinor);
}

it('interest charged after a payment adds nothing to the premium that is left', () => {
  // 1,000.00 since the due date; 8 % of it, and of 1,080.00, are charged
  const charges: readonly Credit[] = [['2019-04-15', 80_00], ['2020-04-15', 86_40]];
  for (const asOf of ['2018-04-15', '2019-04-14', '2019-04-15', '2020-04-15', '2026-11-30'])
    expect([asOf, left(asOf, charges, [['2018-04-15', 970_00]])]).toEqual([asOf, '1000.00']);
});

it('a payment goes to the interest charged by its day first, then to the premium', () => {
  const charges: readonly Credit[] = [['2019-04-15', 157_60]];
  expect(left('2019-04-14', charges, [['2019-04-14', 200_00]])).toBe('1770.00');
  expect(left('2019-04-15', charges, [['2019-04-15', 200_00]])).toBe('1927.60'); // 1,970.00 − (200.00 − 157.60)
  expect(left('2019-05-01', charges, [['2019-05-01', 100_00]])).toBe('1970.00');
  expect(left('2019-06-01', charges, [['2019-06-01', 100_00], ['2019-05-01', 100_00]])).toBe('1927.60'); // in the order of their days
  expect(left('2019-06-01', charges, [['2019-06-01', 2_127_60]])).toBe('0.00');
});

it('premium that was wholly paid is not due again by the interest that had accrued', () => {
  expect(left('2020-05-15', [['2019-04-15', 3_67]], [['2018-05-20', 1_970_00]])).toBe('0.00');
});

it('what a replacement takes back is premium, before any interest', () => {
  const charges: readonly Credit[] = [['2019-04-15', 157_60]];
  // 1,970.00 − 1,182.00; a payment of the same sum would leave 1,970.00 − (1,182.00 − 157.60) = 945.60
  expect(left('2019-05-08', charges, [['2019-05-08', 1_182_00, true]])).toBe('788.00');
  expect(left('2019-05-08', charges, [['2019-05-08', 1_182_00]])).toBe('945.60');
  // All of it, with what was paid: beyond the premium it meets the interest.
  expect(left('2019-05-09', charges, [['2018-04-15', 970_00], ['2019-05-08', 1_970_00, true], ['2019-05-09', 10_00]])).toBe('0.00');
});

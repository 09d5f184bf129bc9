/** A report that comes after a settlement and carries its year over the threshold: the account charges what windows shows. */
import { join } from 'node:path';
import { accrual, SAMPLES, type Accrual } from './accrual.js';

let cli: Accrual;
beforeAll(() => {
  cli = accrual();
  const done = (...args: readonly string[]): void => expect(cli.run(...args)).toMatchObject({ code: 0 });
  const incomes = (name: string, rows: string): string => cli.file(name, `participantId,incomeYear,amount,currency,employerId\n${rows}`);
  done('parameters', join(SAMPLES, 'fi-kapl', 'illustrative-1997-2013.json'));
  done(
    'import',
    'participants',
    cli.file(
      'p.csv',
      'participantId,scheme,birthDate,sex,enrolledOn\nUP,fi-kapl,1962-04-05,female,1997-01-01\nDOWN,fi-kapl,1962-04-05,female,1997-01-01\n',
    ),
  );
  done('import', 'incomes', incomes('first.csv', 'UP,2003,300.00,EUR,A\nDOWN,2003,800.00,EUR,A\n'));
  done(
    'import',
    'corrections',
    cli.file(
      'c.csv',
      'participantId,incomeYear,employerId,amount,currency,reason,correctedOn\nUP,2003,A,650.00,EUR,x,2006-05-01\nDOWN,' +
        '2003,A,650.00,EUR,x,2006-05-01\n',
    ),
  );
  done('import', 'incomes', incomes('late.csv', 'UP,2003,100.00,EUR,B\nDOWN,2003,100.00,EUR,B\n'));
});
afterAll(() => cli.dispose());

// Threshold 700.00 and y_2003 = 0.214 (illustrative).
it.each([
  // 300.00 to 650.00 is nothing to nothing. With B the sum is 750.00: 0.214 · 750 = 160.50, all of it charged with that report.
  ['UP', '160.50', '160.50', '0.00'],
  // 800.00 was charged with 171.20; to 650.00 gives all of it back. With B 160.50 is due again: 171.20 + 160.50 = 331.70 charged.
  ['DOWN', '160.50', '331.70', '-171.20'],
])('%s: premium %s is what was charged, %s, and what was settled, %s', (id, premium, charged, settled) => {
  const { years } = cli.json<{ years: readonly object[] }>(0, 'windows', id, '--as-of', '2009-12-31');
  expect(years).toMatchObject([{ income: { current: '750.00' }, premium, settlements: [{ premiumDelta: settled }] }]);
  const line = (year: string, kind: string): string | undefined =>
    cli
      .json<{ lines: readonly { kind: string; amount: string }[] }>(0, 'account', id, '--year', year, '--as-of', '2009-12-31')
      .lines.find((one) => one.kind === kind)?.amount;
  expect([line('2003', 'contributions'), line('2006', 'adjustments')]).toEqual([charged, settled]);
  expect(cli.json(0, 'explain', id, 'account.2003.contributions', '--as-of', '2009-12-31')).toMatchObject({ figure: { value: charged } });
});

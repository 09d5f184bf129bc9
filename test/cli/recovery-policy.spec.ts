/** A fund's recovery policy on the pages that people read: what was left out, why, and how much in all. */
import { join } from 'node:path';
import { accrual, SAMPLES, type Accrual } from './accrual.js';

let cli: Accrual;
beforeAll(() => {
  cli = accrual();
  cli.json(0, 'parameters', join(SAMPLES, 'fi-kapl', 'illustrative-1997-2013.json'));
  const policy = 'scheme: fi-kapl\nannounced: 2000-01-01\nparameters:\n- name: recoverySmallestAmount\n  unit: EUR\n  entries: ' +
    '[{from: 2000-01-01, value: "25", reference: board, status: external}]\n';
  cli.json(0, 'parameters', cli.file('policy.yaml', policy));
  const load = (kind: string, name: string, ...lines: readonly string[]) =>
    cli.json(0, 'import', kind, cli.file(name, `${lines.join('\n')}\n`));
  load('participants', 'participants.csv', 'participantId,scheme,birthDate,sex,enrolledOn', 'AINO,fi-kapl,1962-04-05,female,1997-01-01');
  load(
    'incomes',
    'incomes.csv',
    'participantId,incomeYear,amount,currency,employerId',
    'AINO,2003,18000.00,EUR,E1',
    'AINO,2004,18000.00,EUR,E1',
  );
  load(
    'corrections',
    'corrections.csv',
    'participantId,incomeYear,employerId,amount,currency,reason,correctedOn',
    'AINO,2003,E1,17950.00,EUR,audit,2009-10-02',
    'AINO,2004,E1,17950.00,EUR,audit,2009-10-02',
  );
});
afterAll(() => cli.dispose());

const page = (...args: readonly string[]): readonly string[] => {
  const { code, stdout } = cli.run(...args);
  expect(code).toBe(0);
  return stdout.split('\n').map((line) => line.replace(/\s+/g, ' ').trim());
};

// 2003: 0.214 · −50 = −10.70; −10.70 · 0.36905221147 = −3.94886: −14.65.
// 2004: 0.215 · −50 = −10.75; F = (1.0525 · 1.0475)^½ · 1.055^4 = 1.0499970238 · 1.2388246506 = 1.3007621964;
//       −10.75 · 0.3007621964 = −3.2331936: −13.98. Together −28.63.
it('the windows page shows each refund that is left, and their total', () => {
  const lines = page('windows', 'AINO', '--as-of', '2009-12-31');
  expect(lines).toContain(
    '2009 2003 18 000.00 17 950.00 0.00 0.00 0.00 left out -14.65: 14.65 is less than 25 (recoverySmallestAmount on 2009-10-02)',
  );
  expect(lines).toContain(
    '2009 2004 18 000.00 17 950.00 0.00 0.00 0.00 left out -13.98: 13.98 is less than 25 (recoverySmallestAmount on 2009-10-02)',
  );
  expect(lines).toContain('Left out in 2009 by the recovery policy of the fund: -28.63');
  expect(
    page('windows', 'AINO', '--as-of', '2009-12-31', '--correction-year', '2010').filter((line) => line.startsWith('Left out')),
  ).toEqual([]);
});

it('history and explain tell it too', () => {
  expect(page('history', 'AINO').filter((line) => line.includes('CorrectionSettled left out -14.65: 14.65 is less than 25'))).toHaveLength(
    1,
  );
  expect(page('explain', 'AINO', 'windows.2003.settlements', '--as-of', '2009-12-31').join('\n')).toContain(
    '-10.70 + -3.95 = -14.65 is not taken back',
  );
});

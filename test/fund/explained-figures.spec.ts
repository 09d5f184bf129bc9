/**
 * Every figure of coverage, account, windows and trial balance takes itself apart: formula and article at every step, sums that add up,
 * events with file and line at the ends.
 */
import { resolve } from 'node:path';
import { addMinor, amountMinor, formatMinor } from '#money/amount.js';
import { accountProjection } from '#projections/account/projection.js';
import { coverageProjection } from '#projections/coverage/projection.js';
import { liveRunner } from '#projections/run/live.js';
import { trialBalance } from '#projections/trial-balance/trial-balance.js';
import { windowsProjection } from '#projections/windows/projection.js';
import { declare } from '#reprocessing/fan-out/declare.js';
import { fanOut } from '#reprocessing/fan-out/fan-out.js';
import type { Figure } from '#rulebooks/frame/figures/figure.js';
import { NOW, openLedger, type TestLedger } from '../reprocessing/ledger.js';

let ledger: TestLedger;
beforeEach(async () => {
  ledger = await openLedger();
});
afterEach(() => ledger.close());

const live = () => liveRunner(ledger.journal, () => NOW);
const explain = (id: string, name: string, asOf: string) => live().explain(id, name, { asOf });
const sumOf = (figures: readonly Figure[]): string => formatMinor(figures.map(({ value }) => amountMinor(value)).reduce(addMinor, 0));
const walk = (figure: Figure): readonly Figure[] => [figure, ...figure.inputs.flatMap(walk)];

/** All figures of an answer's coverage and of the account of a year. */
async function namesOf(id: string, asOf: string, year: number): Promise<readonly string[]> {
  const { benefits } = await live().ask(coverageProjection, id, { asOf }, undefined);
  const { lines } = await live().ask(accountProjection, id, { asOf }, { year });
  return [
    'coverage.value',
    ...benefits.map(({ figure }) => figure),
    ...['opening', ...lines.map(({ kind }) => kind), 'closing'].map((part) => `account.${year}.${part}`),
  ];
}

/** Steps without a formula or an article, and ends that rest on nothing: no event, no parameter, no word on where they come from. */
function unexplained(figure: Figure): readonly string[] {
  return walk(figure)
    .filter(({ formula, article, inputs, parameters, events, note, value }) => {
      const restsOn =
        inputs.length + parameters.length + events.length > 0 ||
        note !== undefined ||
        Number(value) === 0 ||
        formula.includes('(decision ');
      return formula === '' || article === '' || !restsOn;
    })
    .map(({ name }) => name);
}

async function everyFigure(id: string, asOf: string, year: number): Promise<void> {
  for (const name of await namesOf(id, asOf, year)) {
    const { figure, events } = await explain(id, name, asOf);
    expect([name, unexplained(figure)]).toEqual([name, []]);
    expect(
      events.filter(({ source, type }) => source === undefined && !/Credited|Charged|Allocated|Posted|Reduced|Stated/.test(type)),
    ).toEqual([]);
    for (const { entry } of walk(figure).flatMap(({ parameters }) => parameters))
      expect(entry.status).toMatch(/^(official|derived|assumed|external|illustrative)$/);
  }
  for (const part of ['opening', 'closing']) {
    const { figure } = await explain(id, `account.${year}.${part}`, asOf);
    expect(sumOf(figure.inputs)).toBe(figure.value);
  }
  const { figure } = await explain(id, 'coverage.value', asOf);
  expect(sumOf(figure.inputs)).toBe(figure.value);
}

/** Every account and commodity of the trial balance, to the cent, each down to the events that post to it. */
async function everyBalance(id: string, asOf: string, accounts: number): Promise<void> {
  const balance = await trialBalance({ journal: ledger.journal, clock: () => NOW, coordinates: { asOf }, participantId: id });
  expect(balance.accounts).toHaveLength(accounts);
  for (const { account, commodity, balance: value } of balance.accounts) {
    const { figure, events } = await explain(id, `trial-balance.${account}.${commodity.replaceAll(' ', '-')}`, asOf);
    expect([figure.name, figure.value, sumOf(figure.inputs), unexplained(figure)]).toEqual([figure.name, value, value, []]);
    expect(new Set(events.map((event) => event.id))).toEqual(new Set(figure.inputs.flatMap((input) => input.events)));
  }
}

/** What the windows add up over the corrections of a year, by both of its names. */
async function everyTotal(id: string, correctionYear: number): Promise<void> {
  const asOf = `${correctionYear}-12-31`;
  const { totals } = await live().ask(windowsProjection, id, { asOf }, {});
  for (const [name, value] of Object.entries(totals)) {
    for (const of of ['totals', correctionYear]) {
      const { figure } = await explain(id, `windows.${of}.${name}`, asOf);
      expect([name, figure.value, sumOf(figure.inputs), unexplained(figure)]).toEqual([name, value, value, []]);
    }
  }
}

it('of fi-kapl, with corrections settled, ordinary and time-barred', async () => {
  await ledger.import(
    'participants',
    ledger.file('p.csv', ['participantId,scheme,birthDate,sex,enrolledOn', 'W,fi-kapl,1962-04-05,female,1997-01-01']),
  );
  await ledger.import(
    'incomes',
    ledger.file('i.csv', [
      'participantId,incomeYear,amount,currency,employerId',
      'W,1999,9000.00,EUR,A',
      'W,2003,18000.00,EUR,A',
      'W,2005,12000.00,EUR,B',
      'W,2009,21000.00,EUR,A',
    ]),
  );
  for (const file of ['illustrative-1997-2013.json', 'illustrative-liabilities-1997-2013.json'])
    await ledger.publish('fi-kapl', resolve('test/samples/fi-kapl', file));
  await ledger.import(
    'corrections',
    ledger.file('c.csv', [
      'participantId,incomeYear,employerId,amount,currency,reason,correctedOn',
      'W,2003,A,19250.50,EUR,audit,2009-10-02',
      'W,1999,A,9500.00,EUR,audit,2009-10-02',
      'W,2009,A,22000.00,EUR,audit,2009-10-02',
      'W,2005,B,11000.00,EUR,audit,2010-02-01',
    ]),
  );
  await ledger.import('disabilities', ledger.file('d.csv', ['participantId,beganOn,decidedOn', 'W,2008-01-10,2008-03-01']));
  await ledger.import(
    'pensions',
    ledger.file('n.csv', [
      'participantId,benefit,startsOn,grantedOn,amount,currency,frequency',
      'W,disability-pension,2008-06-01,2008-03-01,300.00,EUR,monthly',
    ]),
  );
  await everyFigure('W', '2010-12-31', 2009);
  await everyFigure('W', '2010-12-31', 2010);
  // Incomes: reported and pensionable; settlements: receivable, premiums, interest, smoothing parts.
  await everyBalance('W', '2010-12-31', 6);
  await everyBalance('W', '2008-12-31', 2);
  for (const year of [2008, 2009, 2010]) await everyTotal('W', year);
  // 2003 as charged: 0.214 · 18 000 = 3 852.00, though the premium is 0.214 · 19 250.50 = 4 119.61 now.
  const { figure } = await explain('W', 'account.2003.contributions', '2010-12-31');
  expect([figure.value, figure.inputs.map(({ name, value }) => `${name} ${value}`)]).toEqual([
    '3852.00',
    ['premium of 2003 as charged 3852.00'],
  ]);
});

it('of dk-p90, with interest, charges, a cut, a bonus, a transfer and a pension in payment', async () => {
  await ledger.import(
    'participants',
    ledger.file('p.csv', [
      'participantId,scheme,birthDate,sex,enrolledOn,openingValue,openingDate',
      'A,dk-p90,1960-05-20,male,2020-01-01,100000.00,2020-01-01',
    ]),
  );
  await ledger.publish('dk-p90', resolve('test/samples/dk-p90/illustrative.json'));
  await ledger.import(
    'contributions',
    ledger.file('c.csv', [
      'participantId,period,amount,currency,employerId,receivedOn',
      'A,2020-03,2000.00,DKK,K1,2020-04-01',
      'A,2021-03,2000.00,DKK,K1,2021-04-01',
      'A,2021-04,2000.00,DKK,K1,2021-05-01',
    ]),
  );
  await ledger.import(
    'transfers',
    ledger.file('t.csv', ['participantId,direction,amount,currency,transferredOn,counterparty', 'A,out,500.00,DKK,2021-02-01,Elsewhere']),
  );
  const fund = { journal: ledger.journal, fundId: 'dk-p90', clock: () => NOW, actor: 'board' };
  const decide = async (...commands: readonly Parameters<typeof declare>[0][]): Promise<void> => {
    for (const command of commands) await declare(command, fund);
    await fanOut(fund);
  };
  for (const year of [2020, 2021])
    await decide(
      { decision: 'interest', year, rate: '0.05', reference: 'minutes' },
      { decision: 'close-year', year, reference: 'accounts' },
    );
  await decide(
    {
      decision: 'result',
      year: 2021,
      group: 'R1',
      resultMinor: 1_000_000,
      openingBufferMinor: 0,
      plannedCreditMinor: 0,
      reference: 'accounts',
    },
    { decision: 'bonus', year: 2021, group: 'R1', by: 'value' },
    { decision: 'reduce', on: '2022-02-01', rate: '0.02', reason: 'decision of the board', reference: 'minutes 7' },
  );
  await everyFigure('A', '2022-03-15', 2021);
  await ledger.import(
    'pensions',
    ledger.file('n.csv', [
      'participantId,benefit,startsOn,grantedOn,amount,currency,frequency',
      'A,old-age-pension,2022-01-01,2021-12-01,900.00,DKK,monthly',
    ]),
  );
  await ledger.import(
    'payments',
    ledger.file('y.csv', ['participantId,benefit,period,amount,currency,paidOn', 'A,old-age-pension,2022-01,900.00,DKK,2022-01-31']),
  );
  await everyFigure('A', '2022-03-15', 2022);
  await ledger.import('deaths', ledger.file('d.csv', ['participantId,diedOn', 'A,2022-04-01']));
  await everyFigure('A', '2022-05-15', 2022);
  // Value, cash, interest, charges, risk; later the group's result, which the bonus and the cut are taken from.
  await everyBalance('A', '2021-06-30', 5);
  await everyBalance('A', '2022-05-15', 6);
});

it('a forecast names every rate on its way, and the annuity every rate up to the last age', async () => {
  await ledger.import(
    'participants',
    ledger.file('p.csv', [
      'participantId,scheme,birthDate,sex,enrolledOn,openingValue,openingDate',
      'A,dk-p90,1970-05-20,male,2020-01-01,100000.00,2020-01-01',
    ]),
  );
  await ledger.publish('dk-p90', resolve('test/samples/dk-p90/illustrative.json'));
  const { figure } = await explain('A', 'coverage.old-age-pension.expected', '2022-11-15');
  const rates = (name: string) =>
    figure.inputs
      .find((one) => one.name === name)
      ?.parameters.filter((one) => one.name === 'dk-p90.expectedRate')
      .map(({ entry }) => entry.value);
  // Appendix A from November 2022 to the retirement in June 2038, and from then to the 120th birthday in May 2090.
  expect(rates('V_n')).toEqual(['0.075', '0.06', '0.05', '0.0475', '0.045', '0.0425', '0.04']);
  expect(rates('ä')).toEqual(['0.04', '0.0375', '0.035', '0.0325', '0.03', '0.0275']);
});

/** nl-ftk sections 2 and 8: an evaluated year shows what it makes of the count and of the plan, as `ftk.evaluations` answers it. */
import { fundEvaluations } from '#projections/policy/fund-evaluations.js';
import { evaluationsOperation } from '#rulebooks/nl-ftk/operations/evaluations.js';
import { declare, type FundCommand } from '#reprocessing/fan-out/declare.js';
import { NOW, openLedger, type TestLedger } from '../reprocessing/ledger.js';

const FUND = 'nl-pob';
const clock = (): string => NOW;
let ledger: TestLedger;

beforeAll(async () => {
  ledger = await openLedger();
  await ledger.import('employers', ledger.file('e.csv', ['employerId,scheme,kind,affiliatedOn', 'E,nl-pob,mandatory,2014-01-01']));
});
afterAll(() => ledger.close());

it('across the change of the rules, from the last plan of the old to a recovery by the new', async () => {
  const context = { journal: ledger.journal, fundId: FUND, clock, actor: 'board', workers: 0 };
  const decide = (command: object) => declare({ reference: 'minutes', ...command } as FundCommand, context);
  const opening = { backlog: '1', below: 0, planElapsed: 4 };
  const expected = { ambition: '0.01', growth: '0.025' };
  const told = [{ year: 2014, ratio: '1.10' }, { year: 2015, ratio: '1.00' }, { year: 2016, ratio: '1.06' }];
  for (const { year, ratio } of told) {
    await decide({ decision: 'ratio', on: `${year}-01-01`, measure: 'nominal', ratio });
    await decide({ decision: 'expectations', year, ...expected });
    await decide({ decision: 'evaluate', year, ...(year === 2014 ? opening : {}) });
  }
  const { years } = await fundEvaluations(ledger.journal, clock, FUND, {});
  // 2014, old: 1.10 lies below 1.217, so the plan of 4 years becomes one of 5; 1.10 ≥ 1.05. 2015, new: no plan; 1.00 < 1.05, the first
  // start of a year below. 2016: 1.06 ≥ 1.05.
  expect(years.map(({ year, regime, below, planElapsed }) => [year, regime, below, planElapsed])).toEqual([
    [2014, 'old', 0, 5],
    [2015, 'new', 1, null],
    [2016, 'new', 0, null],
  ]);
  const expectations = told.map(({ year }) => ({ year, ...expected }));
  const calculated = evaluationsOperation.calculate({ from: 2014, to: 2016, opening, ratios: told, expectations });
  expect(calculated['years']).toMatchObject(years.map(({ year, below, planElapsed }) => ({ year, below, planElapsed })));
});

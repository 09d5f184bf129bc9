/** Figures that the ledger explains in every scheme: the accounts of a participant's trial balance, and the events of the history. */
import type { Figure } from '#rulebooks/frame/figures/figure.js';
import { contributed, enrolled, step, testLedger, uuid, type TestLedger } from '../run/testing/ledger.js';
import { liveRunner, trialBalance } from '../run/testing/registry.js';

const VALUE = 'trial-balance.participants:value.DKK';
const annulled = (number: number, of: number, on: string) =>
  step('participant-P', number, 'EventAnnulled', on, { annuls: uuid(of), reason: 'twice' });
const settled = {
  correction: uuid(5),
  kind: 'correction',
  incomeYear: 2003,
  correctionYear: 2009,
  incomeBefore: '1.00',
  incomeAfter: '2.00',
  currency: 'DKK',
  rulebook: 'savings',
};

let ledger: TestLedger;
beforeAll(async () => {
  ledger = await testLedger();
  await ledger.append([
    enrolled('P', 1),
    contributed('P', 2, '2010-02-28', '30.00'),
    contributed('P', 3, '2010-01-31', '100.00'),
    step('participant-P', 4, 'PensionPaid', '2010-03-31', {
      benefit: 'old-age-pension',
      period: '2010-03',
      amount: '0.02',
      currency: 'DKK',
    }),
    step('participant-P', 5, 'RightsAccrued', '2010-12-31', { period: '2010', pensionYearly: '12.00', currency: 'DKK' }),
    step('participant-P', 6, 'CorrectionSettled', '2009-10-02', {
      ...settled,
      premiumDelta: '10.70',
      premiumInterest: '3.95',
      smoothingDelta: '10.70',
      smoothingInterest: '-1.00',
      total: '14.65',
    }),
    contributed('P', 7, '2010-04-30', '7.00'),
  ]);
  await ledger.append([annulled(8, 7, '2010-04-30')]);
});
afterAll(() => ledger.dispose());

const live = () => liveRunner(ledger.journal, () => ledger.clock.now);
const explain = async (name: string, knownAt?: bigint, asOf = '2010-12-31') => (await live().explain('P', name, { asOf, knownAt })).figure;
const lines = ({ inputs }: Figure) => inputs.map(({ name, value, formula, events }) => [name, value, formula, events]);

it('a balance is debit less credit; each event that posts stands for itself, by value date', async () => {
  const figure = await explain(VALUE);
  // −100.00 − 30.00 + 0.02; the 7.00 of April is annulled.
  expect([figure.name, figure.value, figure.unit, figure.formula]).toEqual([
    VALUE,
    '-129.98',
    'DKK',
    'balance = debit 0.02 − credit 130.00',
  ]);
  expect(lines(figure)).toEqual([
    ['ContributionReceived 2010-01-31', '-100.00', 'credit 100.00', [uuid(3)]],
    ['ContributionReceived 2010-02-28', '-30.00', 'credit 30.00', [uuid(2)]],
    ['PensionPaid 2010-03-31', '0.02', 'debit 0.02', [uuid(4)]],
  ]);
});

it('an event that posts to an account twice is one input, though it moves nothing', async () => {
  expect(lines(await explain('trial-balance.fund:premiums.DKK'))).toEqual([
    ['CorrectionSettled 2009-10-02', '0.00', 'credit 10.70, debit 10.70', [uuid(6)]],
  ]);
  expect(lines(await explain('trial-balance.fund:interest-on-corrections.DKK'))).toEqual([
    ['CorrectionSettled 2009-10-02', '-4.95', 'credit 3.95, credit 1.00', [uuid(6)]],
  ]);
});

it('a name has no blank, whatever the commodity is called', async () => {
  expect(await explain('trial-balance.participants:pension-rights.DKK-per-year')).toMatchObject({ value: '-12.00', unit: 'DKK per year' });
});

it('a total is zero and names the accounts it is made of', async () => {
  const { value, inputs } = await explain('trial-balance.total.DKK-per-year');
  expect([value, inputs.map((one) => [one.name, one.value])]).toEqual([
    '0.00',
    [
      ['trial-balance.fund:pension-rights-granted.DKK-per-year', '12.00'],
      ['trial-balance.participants:pension-rights.DKK-per-year', '-12.00'],
    ],
  ]);
});

it.each([
  ['before the annulment was known', 7n, '2010-12-31'],
  ['after it', undefined, '2010-12-31'],
  ['by an earlier value date', undefined, '2010-01-31'],
])('every account and total is that of the trial balance, %s', async (_when, knownAt, asOf) => {
  const { accounts, totals } = await trialBalance({
    journal: ledger.journal,
    clock: () => ledger.clock.now,
    coordinates: { asOf, knownAt },
    participantId: 'P',
  });
  expect(accounts.length).toBeGreaterThan(0);
  for (const { account, commodity, balance } of [...accounts, ...totals.map((one) => ({ account: 'total', ...one }))]) {
    const { value, unit } = await explain(`trial-balance.${account}.${commodity.replaceAll(' ', '-')}`, knownAt, asOf);
    expect([account, unit, value]).toEqual([account, commodity, balance]);
  }
});

it('an event of the history has its postings; an annulled one none, and says so', async () => {
  const received = await explain(`history.${uuid(3)}`);
  expect([received.value, received.events, received.inputs.map(({ name, value, unit }) => [name, value, unit])]).toEqual([
    '2010-01-31',
    [uuid(3)],
    [
      ['fund:cash', '100.00', 'DKK'],
      ['participants:value', '-100.00', 'DKK'],
    ],
  ]);
  expect(await explain(`history.${uuid(7)}`)).toMatchObject({ inputs: [], note: expect.stringContaining(uuid(8)) });
  expect(await explain(`history.${uuid(7)}`, 7n)).toMatchObject({ inputs: [{ value: '7.00' }, { value: '-7.00' }] });
  expect(await explain(`history.${uuid(1)}`)).toMatchObject({ inputs: [], formula: 'ParticipantEnrolled: posts nothing' });
});

const POSTED = expect.arrayContaining(['trial-balance.employers:premium-receivable.DKK']) as unknown;
const ALL = expect.arrayContaining([
  'trial-balance.employers:premium-receivable.DKK',
  'trial-balance.total.DKK-per-year',
  'history.EVENT',
]) as unknown;

it.each([
  ['nothing', ALL],
  ['trial-balance.fund:cash.EUR', POSTED],
  ['trial-balance.fund:cash', POSTED],
  [`history.${uuid(9)}`, ['history.EVENT']],
])('%s is refused with the names there are', async (figure, known) => {
  await expect(explain(figure)).rejects.toMatchObject({ refusal: { code: 'UNKNOWN_FIGURE', figure, known } });
});

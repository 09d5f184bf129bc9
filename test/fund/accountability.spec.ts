/**
 * What a board accounts for (nl-pob V.4, VI.7, IX): the performance test as the ground of an exemption, the return that savings rates
 * follow
 * from, the investment policy, feasibility and who is told of it, a discount; each decision by hand.
 */
import { declare, type FundCommand } from '#reprocessing/fan-out/declare.js';
import { fundAccountability, fundIndexations } from '#projections/policy/fund-accountability.js';
import { refusalOf } from '#ledger/kernel/refusal.js';
import { openEmployers, type EmployersLedger } from '../employers/books.js';
import { NOW } from '../reprocessing/ledger.js';

let books: EmployersLedger;
const decide = async (command: object): Promise<readonly string[]> =>
  (
    await declare({ reference: 'board', ...command } as FundCommand, {
      journal: books.journal,
      fundId: 'nl-pob',
      clock: () => NOW,
      actor: 'board',
    })
  ).map(({ type }) => type);
const refusal = (command: object): Promise<string | undefined> =>
  decide(command).then(
    () => undefined,
    (error: unknown) => refusalOf(error)?.code,
  );
const told = () => fundAccountability(books.journal, () => NOW, 'nl-pob', {});

beforeAll(async () => {
  books = await openEmployers();
  await books.publish('nl-pob', 'test/samples/nl-pob/accountability.json');
  await books.take('employers', 'employerId,scheme,kind,affiliatedOn', 'E1,nl-pob,mandatory,2018-03-01');
});
afterAll(() => books.close());

const year = (of: number, actual: string): object => ({
  decision: 'performance',
  year: of,
  actual,
  actualCost: '0.001',
  norm: '0.04',
  normCost: '0.001',
  announced: '2018-03-01',
});

it('V.4.1: z of a year is its excess over the benchmark, both after costs, in deviations; five of them make the test', async () => {
  // (0.035 − 0.001) − (0.04 − 0.001) = −0.005; / 0.01 = −0.5
  for (const of of [2013, 2014, 2016, 2017]) expect(await decide(year(of, '0.035'))).toEqual(['PerformanceTestReported']);
  expect((await told()).performance.map(({ z, test }) => [z, test])).toEqual([
    ['-0.5', undefined],
    ['-0.5', undefined],
    ['-0.5', undefined],
    ['-0.5', undefined],
  ]);
  expect((await told()).performanceTest).toBeNull();
  expect(await decide(year(2017, '0.035'))).toEqual([]);
  expect(await refusal(year(2017, '0.036'))).toBe('PERFORMANCE_ALREADY_REPORTED');
  expect(await refusal(year(2009, '0.036'))).toBe('MISSING_PARAMETER');
});

it('a year that was missing completes the test: −2.9/√5 = −1.2969… lies below −1.28, and an exemption may rest on it', async () => {
  await books.take(
    'exemption-requests',
    'employerId,kind,requestedOn,from,reference',
    'E1,investmentReturn,2018-04-02,2018-07-01,letter 1',
  );
  // (0.031 − 0.001) − 0.039 = −0.009; / 0.01 = −0.9
  expect(await decide(year(2015, '0.031'))).toEqual(['ParametersPublished', 'PerformanceTestReported']);
  const { performanceTest } = await told();
  expect(Number(performanceTest).toFixed(10)).toBe('-1.2969194269');
  const decision = 'employerId,request,decidedOn,reference,otherProvider';
  expect(await books.take('exemption-decisions', decision, 'E1,letter 1,2018-05-01,board 2,yes')).toMatchObject({ appended: 1 });
  const { exemptions } = await books.employer('E1');
  expect(exemptions).toMatchObject([{ status: 'in-force', article: 'V.4' }]);
});

it('VI.7: a return is published beside its report', async () => {
  const reported = { decision: 'return', year: 2017, rate: '0.0434', announced: '2018-03-01' };
  expect(await decide(reported)).toEqual(['ParametersPublished', 'FundReturnReported']);
  expect(await decide(reported)).toEqual([]);
  expect(await refusal({ ...reported, rate: '0.04' })).toBe('RETURN_ALREADY_REPORTED');
  expect(await refusal({ ...reported, year: 2016, rate: '4.3 %' })).toBe('INVALID_RATE');
  expect(await refusal({ ...reported, year: 2999 })).toBe('YEAR_NOT_OVER');
});

it('V.4.4: a policy is set for a year, and anew once, on a study after 1 November and an expert’s statement', async () => {
  const policy = { decision: 'investment-policy', year: 2018, policy: '60 % bonds', benchmark: 'index A', expertStatement: 'no' };
  expect(await decide(policy)).toEqual(['InvestmentPolicySet']);
  expect(await decide(policy)).toEqual([]);
  expect(await refusal({ ...policy, benchmark: 'index B' })).toBe('POLICY_ALREADY_SET');
  const reset = { ...policy, policy: '50 % bonds', resetOn: '2018-06-30', studyOn: '2017-11-02', expertStatement: 'yes' };
  expect(await refusal({ ...reset, year: 2019, resetOn: '2019-06-30' })).toBe('POLICY_NOT_SET');
  expect(await refusal({ ...reset, studyOn: '2017-11-01' })).toBe('RESET_NOT_ALLOWED');
  expect(await refusal({ ...reset, studyOn: undefined })).toBe('RESET_NOT_ALLOWED');
  expect(await decide(reset)).toEqual(['InvestmentPolicySet']);
  expect(await refusal({ ...reset, policy: '40 % bonds', resetOn: '2018-09-30' })).toBe('RESET_NOT_ALLOWED');
  expect((await told()).policies.at(-1)).toMatchObject({
    reset: { on: '2018-06-30', announceBy: '2018-07-15', tellEmployersBy: '2018-08-30' },
  });
});

it('IX: a bound of the feasibility test that is passed is owed to three parties until they are told', async () => {
  // expected 0.9 is not below 0.9; 0.62 lies below 0.9·(1 − 0.3) = 0.63
  expect(await decide({ decision: 'feasibility', year: 2018, expected: '0.9', badWeather: '0.63' })).toEqual(['FeasibilityTestReported']);
  expect(await decide({ decision: 'feasibility', year: 2019, expected: '0.9', badWeather: '0.62' })).toEqual(['FeasibilityTestReported']);
  expect(await refusal({ decision: 'feasibility', year: 2019, expected: '0.91', badWeather: '0.62' })).toBe('FEASIBILITY_ALREADY_REPORTED');
  expect(await refusal({ decision: 'feasibility', year: 2014, expected: '0.91', badWeather: '0.62' })).toBe('MISSING_PARAMETER');
  const inform = { decision: 'inform', year: 2019, to: 'cao-parties', on: '2019-07-01' };
  expect(await refusal({ ...inform, year: 2018 })).toBe('NOTHING_TO_TELL');
  expect(await refusal({ ...inform, year: 2017 })).toBe('FEASIBILITY_NOT_REPORTED');
  expect(await decide(inform)).toEqual(['PartiesInformed']);
  expect(await decide(inform)).toEqual([]);
  expect(await refusal({ ...inform, on: '2019-07-02' })).toBe('PARTY_ALREADY_INFORMED');
  expect((await told()).feasibility).toMatchObject([
    { year: 2018, breached: [], owed: [] },
    {
      year: 2019,
      breached: ['BAD_WEATHER'],
      bounds: { expected: '0.9', badWeather: '0.63' },
      informed: [{ to: 'cao-parties', on: '2019-07-01' }],
      owed: ['accountability-body', 'supervisory-board'],
    },
  ]);
});

it('IX: a discount needs the required capital, and ten years that are whole; the fund’s own decisions count', async () => {
  const discount = {
    decision: 'discount',
    on: '2019-09-30',
    amountMinor: 100_000_00,
    indexationGranted: 'yes',
    reductionsRestored: 'yes',
    futureIndexation: 'yes',
  };
  expect(await refusal({ ...discount, futureIndexation: 'no' })).toBe('DISCOUNT_NOT_ALLOWED');
  expect(await refusal({ ...discount, amountMinor: 0 })).toBe('INVALID_AMOUNT');
  // 1.2 is enough for 1.2, 1.1999 is not
  expect(await decide(discount)).toEqual(['PremiumDiscountDecided']);
  expect(await decide(discount)).toEqual([]);
  expect(await refusal({ ...discount, amountMinor: 1_00 })).toBe('DISCOUNT_ALREADY_DECIDED');
  await expect(decide({ ...discount, on: '2020-09-30' })).rejects.toMatchObject({
    refusal: { code: 'DISCOUNT_NOT_ALLOWED', failed: ['REQUIRED_CAPITAL'] },
  });
  await decide({ decision: 'reduce', on: '2019-10-01', rate: '0.01', reason: 'recovery plan' });
  await expect(decide({ ...discount, on: '2019-12-31' })).rejects.toMatchObject({
    refusal: { code: 'DISCOUNT_NOT_ALLOWED', failed: ['REDUCTIONS_10Y'] },
  });
  expect((await told()).discounts).toMatchObject([{ amount: '100000.00', policyFundingRatio: '1.2', requiredRatio: '1.2' }]);
  expect((await fundIndexations(books.journal, () => NOW, 'nl-pob', {})).years).toEqual([]);
});

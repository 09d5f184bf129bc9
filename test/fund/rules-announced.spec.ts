/**
 * The axis of rules reaches the rules of funding (nl-ftk section 8): a year is evaluated by the rules of its first day that were announced
 * by then, a fund publishes later ones, and what was recorded stands by the rules of its record.
 */
import { refusalOf } from '#ledger/kernel/refusal.js';
import type { JsonObject } from '#ledger/kernel/json.js';
import { LAST_DATE } from '#money/civil-date.js';
import { fundCashFlows } from '#projections/policy/fund-cash-flows.js';
import { evaluationsAt, fundEvaluations } from '#projections/policy/fund-evaluations.js';
import { fundExplanation } from '#projections/policy/fund-explanation.js';
import { fundRecoveryPath } from '#projections/policy/fund-recovery.js';
import { publishParameters } from '#reprocessing/intake/publish-parameters.js';
import { policyWhatIf } from '#reprocessing/what-if/policy-what-if.js';
import { readFund } from '#portfolio/rules-in-force.js';
import { loadRulebook } from '#rulebooks/by-scheme.js';
import { capabilityOf } from '#rulebooks/frame/capability.js';
import { fundingRules } from '#rulebooks/frame/parameters/funding-rules.js';
import type { Figure } from '#rulebooks/frame/figures/figure.js';
import { NOW, openLedger, type TestLedger } from '../reprocessing/ledger.js';
import { clock, decideAsBoard, FUND, reference } from './board.js';

let ledger: TestLedger;

const decide = (command: object) => decideAsBoard(ledger, command);
const dayEnd = (day: string | undefined) => (day === undefined ? undefined : `${day}T23:59:59.999Z`);
const asked = (rulesKnownAt?: string) => ({ rulesKnownAt: dayEnd(rulesKnownAt) });
const evaluations = async (rulesKnownAt?: string) => (await fundEvaluations(ledger.journal, clock, FUND, asked(rulesKnownAt))).years;
const explained = async (figure: string, rulesKnownAt?: string) =>
  (await fundExplanation(ledger.journal, clock, FUND, asked(rulesKnownAt), { figure })).figure;

/** Told, expected, evaluated. */
async function evaluated(year: number, ratio: string, ambition: string, backlog?: string): Promise<void> {
  await decide({ decision: 'ratio', on: `${year}-01-01`, measure: 'nominal', ratio });
  await decide({ decision: 'expectations', year, ambition, growth: '0.025' });
  await decide({ decision: 'evaluate', year, backlog });
}

const document = (announced: string, name: string, from: string, value: unknown): JsonObject => ({
  scheme: 'nl-ftk',
  announced,
  parameters: [{ name, entries: [{ from, value, reference: 'decree', status: 'external' }] }],
} as JsonObject);
let files = 0;
const publish = (rules: JsonObject) => ledger.publish(FUND, ledger.file(`rules-${(files += 1)}.json`, [JSON.stringify(rules)]));

beforeEach(async () => {
  ledger = await openLedger();
  await ledger.import('employers', ledger.file('e.csv', ['employerId,scheme,kind,affiliatedOn', 'E,nl-pob,mandatory,2014-01-01']));
});
afterEach(() => ledger.close());

describe('the example of section 8, end to end', () => {
  beforeEach(async () => {
    await evaluated(2015, '1.12', '0.01', '1.10');
    await evaluated(2016, '0.90', '0.006');
    await evaluated(2017, '1.40', '0.02');
  });

  it('is evaluated by the old rules where the new ones are not announced; the records stand', async () => {
    const [now, then] = [await evaluations(), await evaluations('2014-12-04')];
    expect(now.map(({ asNowKnown }) => asNowKnown)).toEqual([null, null, null]);
    // What was recorded is the same at whatever rules are asked for.
    const bare = (years: typeof now) => years.map(({ asNowKnown: _, ...rest }) => rest);
    expect(bare(then)).toEqual(bare(now));
    expect(now.map(({ regime, vev, proposed: { action } }) => `${regime} ${vev} ${action}`)).toEqual([
      'new 1.266 PARTIAL',
      'new 1.266 PLAN_CUT',
      'new 1.266 FULL',
    ]);
    const old = { regime: 'old', vev: '1.217', mvev: '1.05', mvevYears: 3, threshold: '1.05', catchUpShare: '1' };
    const told = then.map(({ asNowKnown }) => asNowKnown);
    expect(told.map((year) => year?.rules)).toEqual([old, old, old]);
    // 2015: scale (1.12 − 1.05)/(1.217 − 1.05) = 0.07/0.167 = 0.419161676646…, of 1 % 0.419161676647 %; the plan 1.12·1.025^15/1.217 − 1
    // = 33.3 % is no limit. 2016: below the threshold, 0; the first of four starts of a year below 105 %. 2017: 1.40 ≥ 1.217, 2 %.
    expect(told.map((year) => `${String(year?.action)} ${String(year?.indexation.slice(0, 16))}`)).toEqual([
      'PARTIAL 0.00419161676646',
      'NONE 0',
      'FULL 0.02',
    ]);
    // 0.419161676647 − 0.2; 0 + 0.899872908557; none
    expect(told.map((year) => year?.difference.slice(0, 14))).toEqual(['0.002191616766', '0.008998729085', '0']);
    // 2017: the surplus 1.40/1.02/1.217 − 1 = 12.78 % is more than the backlog, all of which is caught up
    expect([told[2]?.catchUp, now[2]?.proposed.catchUp.slice(0, 12)]).toEqual([now[2]?.backlog.replace(/^1/, '0'), '0.0111613876']);
  });

  it('the path, a year evaluated anew and a figure go by them too', async () => {
    const path = (day?: string) => fundRecoveryPath(ledger.journal, clock, FUND, asked(day), { years: 2 });
    const [now, then] = [await path(), await path('2014-06-01')];
    expect([now.regime, now.required, then.regime, then.required]).toEqual(['new', '1.266', 'old', '1.217']);
    expect(then.digest).not.toBe(now.digest);
    const figure = await explained('evaluations.2015.asNowKnown.indexation', '2014-06-01');
    const uses = (of: Figure): readonly string[] => [
      ...of.parameters.map(({ name, entry }) => `${name} ${String(entry.value)} ${entry.announced}`),
      ...of.inputs.flatMap(uses),
    ];
    expect([...new Set(uses(figure))].sort()).toEqual(['nl-ftk.indexationThreshold 1.05 0001-01-01', 'nl-ftk.vevLoading 0.217 0001-01-01']);
    expect([...new Set(uses(await explained('evaluations.2015.proposed.indexation', '2014-06-01')))].sort()).toEqual([
      'nl-ftk.indexationThreshold 1.10 2014-12-05',
      'nl-ftk.vevLoading 0.266 2014-12-05',
    ]);
    await decide({ decision: 'ratio', on: '2018-01-01', measure: 'nominal', ratio: '1.12' });
    await decide({ decision: 'expectations', year: 2018, ambition: '0.01', growth: '0.025' });
    const { law, evaluate } = capabilityOf(await loadRulebook(FUND), 'policy');
    const fund = await readFund(ledger.journal, FUND);
    const by = (day?: string) => {
      const event = evaluate({ year: 2018, reference, opening: undefined }, fund, fundingRules(law, fund, day));
      return event?.type === 'PolicyEvaluated' ? [event.data.regime, event.data.output.indexation.slice(0, 12)] : undefined;
    };
    expect([by(), by('2014-06-01')]).toEqual([['new', '0.002'], ['old', '0.0041916167']]);
  });
});

describe('a threshold of 1.05 from 2018 on, announced on 2017-06-01', () => {
  const threshold = document('2017-06-01', 'indexationThreshold', '2018-01-01', '1.05');

  beforeEach(async () => {
    for (const year of [2015, 2016, 2017]) await evaluated(year, '1.12', '0.01', year === 2015 ? '1' : undefined);
  });

  it('counts from its announcement, for the years from its day on', async () => {
    const before = await evaluations();
    await publish(threshold);
    expect(await evaluations()).toEqual(before);
    await evaluated(2018, '1.12', '0.01');
    // (1.12 − 1.10)/10 = 0.2 % until 2017; (1.12 − 1.05)/10 = 0.7 % in 2018; the plan allows 1.32 %
    const now = await evaluations();
    expect(now.map(({ year, proposed }) => `${year} ${proposed.indexation}`)).toEqual(['2015 0.002', '2016 0.002', '2017 0.002', '2018 0.007']);
    expect([now[3]?.asNowKnown, (await evaluations('2017-06-01'))[3]?.asNowKnown]).toEqual([null, null]);
    const unheard = (await evaluations('2017-05-31'))[3];
    expect(unheard?.proposed.indexation).toBe('0.007');
    expect(unheard?.asNowKnown).toMatchObject({ indexation: '0.002', difference: '-0.005', rules: { regime: 'new', threshold: '1.1' } });
    const { inputs: [, lasting] } = await explained('evaluations.2018.proposed.indexation');
    expect(lasting?.parameters.map(({ name, entry }) => [name, entry.value, entry.announced, entry.reference])).toEqual([
      ['nl-ftk.indexationThreshold', '1.05', '2017-06-01', 'decree'],
    ]);
  });

  it('changes nothing that was recorded before it: the difference is shown, and a decision keeps to the record', async () => {
    await evaluated(2018, '1.12', '0.01');
    await publish(threshold);
    const [, , , year] = await evaluations();
    expect(year?.proposed.indexation).toBe('0.002');
    expect(year?.asNowKnown).toMatchObject({ indexation: '0.007', difference: '0.005', rules: { threshold: '1.05' } });
    expect((await evaluations('2017-05-31'))[3]?.asNowKnown).toBeNull();
    // A plan and what is due of 2018 stand by 126.6 % as well, though 110 % were enough by what is published now.
    await publish(document('2017-06-01', 'vevLoading', '2018-01-01', '0.10'));
    const [plan] = await decide({ decision: 'recovery-plan', year: 2018 });
    expect(plan?.type === 'RecoveryPlanSet' ? plan.data.path[0] : plan).toMatchObject({ action: 'PARTIAL', factor: '1.002' });
    // From 2018 on the path that is expected goes by what is known: 1.12 ≥ 1.10, and 0.7 % of 1 %
    const path = await fundRecoveryPath(ledger.journal, clock, FUND, {}, { years: 1 });
    expect([path.required, path.path[0]]).toMatchObject(['1.1', { action: 'PARTIAL', factor: '1.007' }]);
  });

  it('published and supposed is the same figure', async () => {
    const rules = document('2015-06-01', 'indexationThreshold', '2016-01-01', '1.05');
    const file = { file: 'rules.json', sha256: 'a'.repeat(64), document: rules };
    const at = { journal: ledger.journal, clock, fundId: FUND, asked: {} };
    const supposed = await policyWhatIf(at, file, (id, of) => evaluationsAt(id, of, {}));
    await publish(file.document);
    const published = await evaluations();
    expect(supposed.years.map(({ proposed }) => proposed.indexation)).toEqual(['0.002', '0.007', '0.007']);
    expect(published.map(({ asNowKnown, proposed }) => asNowKnown?.indexation ?? proposed.indexation)).toEqual(['0.002', '0.007', '0.007']);
    // Supposed on what is published: 1.08, (1.12 − 1.08)/10, in the place of the fund's own
    const over = { ...file, document: document('2015-06-01', 'indexationThreshold', '2017-01-01', '1.08') };
    const { years, whatIf } = await policyWhatIf(at, over, (id, of) => evaluationsAt(id, of, {}));
    expect(years.map(({ proposed, asNowKnown }) => asNowKnown?.indexation ?? proposed.indexation)).toEqual(['0.002', '0.007', '0.004']);
    expect(whatIf.parameters[0]?.insteadOf).toMatchObject([{ value: '1.05', status: 'external' }]);
  });
});

it('another rule of the ultimate forward rate values the flows of its days', async () => {
  await decide({ decision: 'cash-flows', on: '2020-01-01', flowsMinor: [0, 10_000_000], currency: 'EUR' });
  const valued = async (day?: string) => {
    const answer = fundCashFlows(ledger.journal, clock, FUND, { asOf: LAST_DATE, ...asked(day) }, { marketRate: '0.02' });
    const codeOf = (error: unknown) => refusalOf(error)?.code;
    return answer.then(({ cashFlows: [one] }) => [one?.valued?.ufrMethod, one?.valued?.liabilities], codeOf);
  };
  // no forward rates are published for the average; one year at 2 % is 100,000.00/1.02 whatever lies beyond twenty years
  expect(await valued()).toBe('MISSING_PARAMETER');
  await publish(document('2019-10-01', 'ufr', '2020-01-01', 'FIXED_4.2'));
  expect(await valued()).toEqual(['FIXED_4.2', expect.stringMatching(/^98039\.2156862745/)]);
  expect(await valued('2019-09-30')).toBe('MISSING_PARAMETER');
  expect(await valued('2014-06-01')).toEqual(['FIXED_4.2', expect.stringMatching(/^98039\.2156862745/)]);
});

it('a premium keeps to the minimums and the loading that were published for its first day', async () => {
  const basis = {
    ...{ decision: 'premium-basis', from: '2021-01-01', basis: 'RTS', planReturn: '0.02', minimumWage: '0.025' },
    ...{ minimumPrice: '0.02', premiumRate: '0.2' },
  };
  await publish(document('2020-06-01', 'wageGrowthMin', '2021-01-01', '0.027'));
  await expect(decide(basis)).rejects.toMatchObject({ refusal: { code: 'BELOW_MINIMUM', what: 'wage', limit: '0.027' } });
  await publish(document('2020-06-01', 'vevLoading', '2021-01-01', '0.28'));
  const [event] = await decide({ ...basis, minimumWage: '0.027' });
  expect(event).toMatchObject({ type: 'PremiumBasisSet', data: { loading: '0.28' } });
});

describe('a file of rules of funding', () => {
  const refused = async (rules: JsonObject, fundId = FUND) => {
    const outcome = publishParameters({ fundId, document: rules, today: () => NOW.slice(0, 10) }, await readFund(ledger.journal, fundId));
    return outcome.status === 'refused' ? outcome.refusal : outcome.value.map(({ type }) => type);
  };
  const entries = (...dated: readonly object[]) => dated.map((one) => ({ reference: 'decree', status: 'external', value: '1.05', ...one }));
  const of = (name: string, ...dated: readonly object[]) =>
    ({ scheme: 'nl-ftk', announced: '2019-10-01', parameters: [{ name, entries: entries(...dated) }] }) as unknown as JsonObject;
  const from = '2020-01-01';

  it('is refused where it is wrong, and told where and why', async () => {
    expect(await refused(of('salaryCap', { from }))).toMatchObject({
      ...{ code: 'UNKNOWN_PARAMETER', parameter: 'salaryCap', place: 'parameters[0]' },
      known: [
        ...['regime', 'vevLoading', 'mvev', 'mvevYears', 'indexationThreshold', 'catchUpShare'],
        ...['wageGrowthMin', 'inflationMin', 'ufr', 'bondReturnMax'],
      ],
    });
    const wrong = (name: string, value: unknown) => refused(of(name, { from, value }));
    expect(await wrong('regime', 'newest')).toMatchObject({ place: 'regime.entries[0]', fault: 'choice', choices: ['old', 'new'] });
    expect(await wrong('ufr', '0.042')).toMatchObject({ place: 'ufr.entries[0]', fault: 'choice', choices: ['FIXED_4.2', 'AVERAGE_120M'] });
    expect(await wrong('mvev', '0')).toMatchObject({ code: 'INVALID_PARAMETER', place: 'mvev.entries[0]', fault: 'bounds', above: 0 });
    expect(await wrong('mvevYears', '2.5')).toMatchObject({ place: 'mvevYears.entries[0]', fault: 'kind', wanted: 'years-as-text' });
    expect(await wrong('catchUpShare', '1.1')).toMatchObject({ place: 'catchUpShare.entries[0]', fault: 'bounds', most: 1 });
    expect(await wrong('indexationThreshold', 1.05)).toMatchObject({ place: 'indexationThreshold.entries[0]', wanted: 'decimal-text' });
    const twice = of('mvev', { from }, { from: '2021-01-01' });
    expect(await refused(twice)).toMatchObject({ fault: 'overlap', first: from, second: '2021-01-01' });
    expect(await refused({ ...of('mvev', { from }), announced: '2023-03-02' })).toMatchObject({ code: 'ANNOUNCED_IN_FUTURE' });
    expect(await refused({ ...of('mvev', { from }), scheme: 'fi-kapl' })).toMatchObject({ code: 'INVALID_PARAMETER_FILE', scheme: FUND });
    expect(await refused(of('mvev', { from }), 'nl-ftk')).toMatchObject({ code: 'UNKNOWN_FUND', fundId: 'nl-ftk' });
  });

  it('is published once, and no bond return above it is allowed until a null takes the maximum away', async () => {
    const rules = of('bondReturnMax', { from, to: '2020-12-31', value: '0.03' }, { from: '2021-01-01', value: null });
    expect(await refused(rules)).toEqual(['ParametersPublished']);
    await publish(rules);
    expect(await refused(rules)).toEqual([]);
    const basis = (day: string) => ({
      ...{ decision: 'premium-basis', from: day, basis: 'RTS', planReturn: '0.02', bondReturn: '0.04', minimumWage: '0.025' },
      ...{ minimumPrice: '0.02', premiumRate: '0.2' },
    });
    await expect(decide(basis('2020-01-01'))).rejects.toMatchObject({ refusal: { what: 'bond', limit: '0.03' } });
    expect((await decide(basis('2021-01-01'))).length).toBe(1);
  });
});

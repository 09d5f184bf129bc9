/** What is asked of a golden journal: every read model, both schemes, several coordinates. */

const ask = (model, participant, coordinates, question) => ({
  model,
  participant,
  coordinates,
  ...(question === undefined ? {} : { question }),
});
const COORDINATES = [
  { asOf: '2010-12-31' },
  { asOf: '2022-12-31' },
  { asOf: '2022-12-31', knownAt: '2009-12-31T00:00:00.000Z' },
  { asOf: '2022-12-31', knownAt: 40 },
  { asOf: '2022-12-31', rulesKnownAt: '1997-01-01T23:59:59.999Z' },
];

const OF_SCHEMES = [
  ...['F1', 'F2', 'F3', 'D1', 'D2', 'D3'].flatMap((participant) =>
    COORDINATES.map((coordinates) => ask('coverage', participant, coordinates)),
  ),
  ...['F1', 'F2', 'F3'].flatMap((participant) =>
    [2009, 2010, 2014].map((correctionYear) => ask('windows', participant, { asOf: '2022-12-31' }, { correctionYear })),
  ),
  ...['F2', 'D1', 'D2', 'D3'].flatMap((participant) =>
    [2010, 2019, 2020, 2021, 2022].map((year) => ask('account', participant, { asOf: '2022-12-31' }, { year })),
  ),
  ...['F1', 'D1', 'D3'].map((participant) => ask('history', participant, { asOf: '2022-12-31' })),
  ask('explain', 'F1', { asOf: '2022-12-31' }, { figure: 'windows.2003.premium' }),
  ask('explain', 'D1', { asOf: '2022-12-31' }, { figure: 'coverage.value' }),
  ask('explain', 'F1', { asOf: '2010-12-31' }, { figure: 'coverage.old-age-pension' }),
  ask('explain', 'F1', { asOf: '2010-12-31' }, { figure: 'liabilities.2010.6' }),
  ask('explain', 'D1', { asOf: '2022-12-31' }, { figure: 'coverage.old-age-pension.expected' }),
  ask('explain', 'D1', { asOf: '2022-12-31' }, { figure: 'account.2021.closing' }),
  ask('explain', 'D1', { asOf: '2022-12-31' }, { figure: 'coverage.special-bonus-provision.accrued' }),
  ...['L1', 'L2', 'L3', 'L4'].flatMap((participant) =>
    [{ asOf: '2006-12-31' }, ...COORDINATES, { asOf: '2022-04-15' }].map((coordinates) => ask('coverage', participant, coordinates)),
  ),
  ...['L1', 'L2'].flatMap((participant) => [2019, 2021, 2022].map((year) => ask('account', participant, { asOf: '2022-12-31' }, { year }))),
  ask('history', 'L1', { asOf: '2022-12-31' }),
  ask('explain', 'L1', { asOf: '2022-04-15' }, { figure: 'coverage.spouse-pension.expected' }),
  ask('explain', 'L1', { asOf: '2022-12-31' }, { figure: 'coverage.spouse-pension.granted' }),
  ask('explain', 'L2', { asOf: '2022-12-31' }, { figure: 'coverage.disability-pension.granted' }),
  ...[
    ['L3', '2005.5'],
    ['L3', '2010.5'],
    ['L4', '2004.11'],
    ['L4', '2006.8'],
    ['L4', '2007.8'],
  ].map(([participant, figure]) => ask('explain', participant, { asOf: '2010-12-31' }, { figure: `liabilities.${figure}` })),
  ask('explain', 'D1', { asOf: '2022-12-31' }, { figure: 'coverage.old-age-pension.guaranteed' }),
  ask('diff', 'D1', { asOf: '2022-12-31' }, { from: { asOf: '2022-10-31', rulesKnownAt: '2022-10-14T23:59:59.999Z' } }),
  ask('changes', 'dk-p90', {}),
  ask('changes', 'dk-p90', { asOf: '2022-11-10' }),
  ask('trial-balance', undefined, { asOf: '2022-12-31' }),
  ask('trial-balance', undefined, { asOf: '2020-12-31', knownAt: 40 }),
];

const OF_EMPLOYERS = [
  ...['P1', 'P2'].map((participant) => ask('history', participant, { asOf: '2022-12-31' })),
  ...[{ asOf: '2018-06-30' }, { asOf: '2022-12-31' }, { asOf: '2022-12-31', knownAt: 30 }].map((coordinates) =>
    ask('trial-balance', undefined, coordinates),
  ),
];

const OF_TRANSFERS = [
  ...['T1', 'T2', 'T3', 'T4'].flatMap((transfer) =>
    [{ asOf: '2022-12-31' }, { asOf: '2022-03-15' }].map((coordinates) => ask('dossier', transfer, coordinates)),
  ),
  ask('equivalence', 'T1', { asOf: '2022-12-31' }),
  ask('owed', 'T1', { asOf: '2022-04-01' }),
  ...['c', 'W-c'].map((participant) => ask('history', participant, { asOf: '2022-12-31' })),
  ...[{ asOf: '2022-06-30' }, { asOf: '2022-12-31' }, { asOf: '2022-12-31', knownAt: 30 }].map((coordinates) =>
    ask('trial-balance', undefined, coordinates),
  ),
];

const OF_POLICY = [
  ...['P1', 'P2'].map((participant) => ask('history', participant, { asOf: '2022-12-31' })),
  ask('trial-balance', undefined, { asOf: '2022-12-31' }),
];

const OF_FUNDING = [
  ...[{}, { asOf: '2016-12-31' }, { knownAt: 20 }].map((coordinates) => ask('evaluations', 'nl-pob', coordinates)),
  ask('history', 'P', { asOf: '2022-12-31' }),
  ...[{ asOf: '2015-06-30' }, { asOf: '2022-12-31' }].map((coordinates) => ask('trial-balance', undefined, coordinates)),
];

const OF_PAYMENTS = [
  ...[2018, 2019].map((year) => ask('statement', 'E1', { asOf: '2019-12-31' }, { year })),
  ask('statement', 'E1', { asOf: '2018-04-20' }, { year: 2018 }),
  ...[{ asOf: '2018-04-20' }, { asOf: '2018-10-01' }, { asOf: '2019-12-31' }].map((coordinates) => ask('overdue', 'E1', coordinates)),
  ...[{ asOf: '2018-04-20' }, { asOf: '2018-06-30' }, { asOf: '2019-12-31' }, { asOf: '2019-12-31', knownAt: 18 }].map((coordinates) =>
    ask('trial-balance', undefined, coordinates),
  ),
];

const OF_EXEMPTIONS = [
  ...['E1', 'E2', 'E3'].flatMap((employer) =>
    [{ asOf: '2018-07-15' }, { asOf: '2020-12-31' }, { asOf: '2020-12-31', knownAt: 20 }].map((coordinates) =>
      ask('exemptions', employer, coordinates),
    ),
  ),
  ...['P1', 'P3'].map((participant) => ask('history', participant, { asOf: '2022-12-31' })),
  ask('trial-balance', undefined, { asOf: '2022-12-31' }),
];

const OF_TEN_CUTS = [
  ...[{}, { asOf: '2021-12-31' }].map((coordinates) => ask('evaluations', 'nl-pob', coordinates)),
  ...['premium-basis', 'alm-runs'].map((model) => ask(model, 'nl-pob', {})),
  ask('cash-flows', 'nl-pob', {}, { marketRate: '0.02' }),
  ask('recovery-path', 'nl-pob', {}, { years: 3 }),
  ask('history', 'P', { asOf: '2023-12-31' }),
  ask('trial-balance', undefined, { asOf: '2023-12-31' }),
];

const OF_OBJECTORS = [
  ...['P1', 'P2', 'P3'].flatMap((participant) =>
    [{ asOf: '2017-12-31' }, { asOf: '2019-12-31' }].flatMap((coordinates) => [
      ask('savings', participant, coordinates),
      ask('coverage', participant, coordinates),
    ]),
  ),
  ask('explain', 'P1', { asOf: '2017-12-31' }, { figure: 'coverage.savings' }),
  ...[{ asOf: '2016-12-31' }, { asOf: '2019-12-31' }].map((coordinates) => ask('trial-balance', undefined, coordinates)),
];

const OF_ACCOUNTS = [
  ...[{}, { asOf: '2016-12-31' }].map((coordinates) => ask('accountability', 'nl-pob', coordinates)),
  ask('indexations', 'nl-pob', {}),
  ask('trial-balance', undefined, { asOf: '2021-12-31' }),
];

const OF_FEASIBILITY = [
  ...[{}, { asOf: '2019-06-30' }].map((coordinates) => ask('accountability', 'nl-pob', coordinates)),
  ask('alm-runs', 'nl-pob', {}),
  ask('trial-balance', undefined, { asOf: '2021-12-31' }),
];

const OF_OBJECTING = ['E1', 'E2'].flatMap((employer) =>
  [{ asOf: '2018-06-30' }, { asOf: '2021-06-30' }].map((coordinates) => ask('exemptions', employer, coordinates)),
);

const OF_LETTERS = [
  ...['P1', 'P2', 'P3'].map((participant) => ask('letters', participant, { asOf: '2018-06-02' })),
  ask('letters', 'P2', { asOf: '2018-12-31' }),
  ...[{}, { asOf: '2019-01-31' }].map((coordinates) => ask('changes', 'nl-pob', coordinates)),
  ...['2018-10-15', '2020-12-31'].map((asOf) => ask('agenda', 'nl-pob', { asOf })),
  ...['P1', 'P3'].map((participant) => ask('history', participant, { asOf: '2018-12-31' })),
  ask('trial-balance', undefined, { asOf: '2018-12-31' }),
];

const OF_OWN_SAVINGS = [
  ...[{ asOf: '2017-12-31' }, { asOf: '2016-12-31' }].map((coordinates) => ask('savings', 'o', coordinates)),
  ask('savings', 'o', { asOf: '2017-12-31', knownAt: 22 }),
  ask('history', 'o', {}),
  ask('trial-balance', undefined, { asOf: '2017-12-31' }),
];

/** Without a value date it is today, where the fund is. */
const OF_TIME_ZONES = [
  ...[{}, { asOf: '2026-12-31' }].map((coordinates) => ask('coverage', 'Z1', coordinates)),
  ask('account', 'Z1', {}, { year: 2026 }),
  ask('trial-balance', undefined, {}),
];

/** By scenario. */
export const QUESTIONS = {
  schemes: OF_SCHEMES,
  employers: OF_EMPLOYERS,
  policy: OF_POLICY,
  transfers: OF_TRANSFERS,
  funding: OF_FUNDING,
  payments: OF_PAYMENTS,
  exemptions: OF_EXEMPTIONS,
  tenCuts: OF_TEN_CUTS,
  objectors: OF_OBJECTORS,
  accounts: OF_ACCOUNTS,
  feasibility: OF_FEASIBILITY,
  objectingEmployers: OF_OBJECTING,
  timeZones: OF_TIME_ZONES,
  letters: OF_LETTERS,
  ownSavings: OF_OWN_SAVINGS,
};

/** The answer, or the code of the refusal. `load(path)` brings a module of libs/. */
export async function askGolden(load, journal, clock, { model, participant, coordinates, question }) {
  const asked = { ...coordinates, ...(typeof coordinates.knownAt === 'number' ? { knownAt: BigInt(coordinates.knownAt) } : {}) };
  try {
    if (model === 'trial-balance')
      return await (
        await load('projections/trial-balance/trial-balance.js')
      ).trialBalance({ journal, clock, coordinates: asked, workers: 0 });
    const live = (await load('projections/run/live.js')).liveRunner(journal, clock);
    if (model === 'history') return await live.history(`participant-${participant}`, asked);
    if (model === 'explain') return await live.explain(participant, question.figure, asked);
    if (model === 'changes')
      return await (await load('projections/changes/fund-changes.js')).fundChanges(journal, clock, participant, asked);
    if (model === 'evaluations')
      return await (await load('projections/policy/fund-evaluations.js')).fundEvaluations(journal, clock, participant, asked);
    if (model === 'premium-basis')
      return await (await load('projections/policy/fund-premium-basis.js')).fundPremiumBasis(journal, clock, participant, asked);
    if (model === 'alm-runs')
      return await (await load('projections/policy/fund-alm-runs.js')).fundAlmRuns(journal, clock, participant, asked);
    if (model === 'cash-flows')
      return await (await load('projections/policy/fund-cash-flows.js')).fundCashFlows(journal, clock, participant, asked, question);
    if (model === 'recovery-path')
      return await (await load('projections/policy/fund-recovery.js')).fundRecoveryPath(journal, clock, participant, asked, question);
    if (model === 'accountability')
      return await (await load('projections/policy/fund-accountability.js')).fundAccountability(journal, clock, participant, asked);
    if (model === 'indexations')
      return await (await load('projections/policy/fund-accountability.js')).fundIndexations(journal, clock, participant, asked);
    if (model === 'diff')
      return await (await load('projections/diff/diff.js')).diffParticipant(journal, clock, participant, question.from, asked);
    return await live.ask((await load('projections/views/views.js')).viewNamed(model), participant, asked, question);
  } catch (error) {
    if (error.refusal === undefined) throw error;
    return { refused: error.refusal.code };
  }
}

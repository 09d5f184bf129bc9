/**
 * Every rate, ratio and amount that an answer about a fund shows is a figure by the place where it stands, with the value that is shown,
 * and takes itself apart down to events and parameters. Over the frozen journals, so that each kind of decision is met.
 */
import { fundStream } from '#ledger/subjects.js';
import { fundAccountability, fundIndexations } from '#projections/policy/fund-accountability.js';
import { fundCashFlows } from '#projections/policy/fund-cash-flows.js';
import { fundEvaluations } from '#projections/policy/fund-evaluations.js';
import { fundExplanation } from '#projections/policy/fund-explanation.js';
import { fundPremiumBasis } from '#projections/policy/fund-premium-basis.js';
import { fundRecoveryPath, fundRecoveryPlan } from '#projections/policy/fund-recovery.js';
import type { Figure } from '#rulebooks/frame/figures/figure.js';
import { GOLDEN_NAMES, openGolden } from '../golden/opened.js';

const NOW = '2026-12-31T00:00:00.000Z';
const clock = (): string => NOW;
const marketRate = '0.02';
const FUND = 'nl-pob';

type Golden = Awaited<ReturnType<typeof openGolden>>;
type Shown = readonly (readonly [name: string, value: string])[];
interface Node {
  readonly [member: string]: unknown;
}

/** What stands in lists by what tells its entries apart. */
const KEYS = ['year', 'on', 'from', 't'] as const;
const DECIMAL = /^-?\d+(\.\d+)?$/;
/** Words and numbers that are no figures. */
const NO_FIGURES = new Set([
  ...['reference', 'eventId', 'eventIds', 'fundId', 'to', 'digest', 'knownAt', 'flows', 'policy', 'benchmark', 'announced'],
]);

function placesOf(node: Node, area: string): Shown {
  return Object.entries(node).flatMap(([name, member]): Shown => {
    if (NO_FIGURES.has(name)) return [];
    if (Array.isArray(member)) return member.flatMap((entry) => placesOf(entry as Node, `${area}.${keyOf(entry as Node)}`));
    if (typeof member === 'object' && member !== null) return placesOf(member as Node, `${area}.${name}`);
    return typeof member === 'string' && DECIMAL.test(member) ? [[`${area}.${name}`, member]] : [];
  });
}

function keyOf(entry: Node): string {
  return String(KEYS.map((key) => entry[key]).find((key) => key !== undefined));
}

const viewOf = <View extends object>({ asOf: _, ...view }: View & { readonly asOf: string }) => view as unknown as Node;

/** What each answer shows, under the names by which it is taken apart. */
const ANSWERS: { readonly [view: string]: (golden: Golden) => Promise<Shown> } = {
  evaluations: async ({ reader }) => {
    const { years } = await fundEvaluations(reader, clock, FUND, {});
    return years.flatMap(({ year, cutsDue = [], ...shown }) => [
      ...placesOf(shown as unknown as Node, `evaluations.${year}`),
      ...cutsDue.map(({ scheduled, cut }) => [`ten-cuts.${scheduled}.cut`, cut] as const),
    ]);
  },
  indexations: async ({ reader }) => {
    const { years } = await fundIndexations(reader, clock, FUND, {});
    return years.flatMap(({ year, catchUp, ...shown }) => [
      ...placesOf(shown, `indexations.${year}`),
      ...(catchUp === null
        ? []
        : ([
            [`indexations.${year}.catchUp.budget`, catchUp.budget],
            [`indexations.${year}.catchUp.factor`, catchUp.factor],
            ...catchUp.applied.map(({ kind, ofYear, rate }) => [`indexations.${year}.catchUp.applied.${kind}.${ofYear}`, rate] as const),
          ] satisfies Shown)),
    ]);
  },
  accountability: async ({ reader }) => {
    const { performanceTest, ...view } = viewOf(await fundAccountability(reader, clock, FUND, {}));
    type Lists = readonly (readonly [string, readonly Node[]])[];
    const lists = Object.entries(view).filter(([, list]) => Array.isArray(list)) as unknown as Lists;
    return [
      ...(typeof performanceTest === 'string' ? [['accountability.performanceTest', performanceTest] as const] : []),
      ...lists.flatMap(([name, list]) =>
        list.flatMap(({ informed: _, ...entry }) => placesOf(entry, `accountability.${name}.${keyOf(entry)}`)),
      ),
    ];
  },
  'cash-flows': async ({ reader }) => {
    const { ratios, cashFlows } = await fundCashFlows(reader, clock, FUND, {}, { marketRate });
    return [
      ...ratios.flatMap(({ on, measure, ...ratio }) => placesOf(ratio, `ratios.${on}.${measure}`)),
      ...cashFlows.flatMap(({ on, flows, valued }) => [
        ...flows.map((flow, m) => [`cash-flows.${on}.flows.${m}`, flow] as const),
        ...placesOf({ ...valued, marketRate: undefined }, `cash-flows.${on}`),
      ]),
    ];
  },
  'premium-basis': async ({ reader }) => {
    const { basis, previous } = await fundPremiumBasis(reader, clock, FUND, {});
    return [...previous, ...(basis === null ? [] : [basis])].flatMap((one) => placesOf({ ...one }, `premium-basis.${one.from}`));
  },
  'recovery-plan': async ({ reader }) => {
    const { plan } = await fundRecoveryPlan(reader, clock, FUND, {});
    return plan === null
      ? []
      : [
          [`evaluations.${plan.year}.fundingRatio`, plan.fundingRatio],
          [`evaluations.${plan.year}.vev`, plan.required],
          ...pathOf(`recovery-plan.${plan.year}`, plan.year, plan),
        ];
  },
  'recovery-path': async ({ reader }) => {
    const view = await fundRecoveryPath(reader, clock, FUND, {}, { years: 15 }).catch(() => undefined);
    if (view === undefined) return [];
    return [
      ['recovery-path.required', view.required],
      ['recovery-path.15.fundingRatio', view.finalFundingRatio],
      ...pathOf('recovery-path', view.year, view),
    ];
  },
};

interface Path {
  readonly path: readonly { readonly t: number; readonly fundingRatio: string; readonly factor: string }[];
  readonly expectedCuts: readonly { readonly year: number; readonly rate: string }[];
}

function pathOf(name: string, from: number, { path, expectedCuts }: Path): Shown {
  return [
    ...path.flatMap(({ t, fundingRatio, factor }): Shown => [
      [`${name}.${t}.fundingRatio`, fundingRatio],
      [`${name}.${t}.factor`, factor],
    ]),
    ...expectedCuts.map(({ year, rate }) => [`${name}.${year - from}.cut`, rate] as const),
  ];
}

const walk = (figure: Figure): readonly Figure[] => [figure, ...figure.inputs.flatMap(walk)];

/** Steps without a formula or an article, and ends that rest on nothing said. */
function unexplained(figure: Figure): readonly string[] {
  return walk(figure)
    .filter(({ formula, article, inputs, parameters, events, note, value }) => {
      const restsOn = inputs.length + parameters.length + events.length > 0 || note !== undefined || Number(value) === 0;
      return formula === '' || article === '' || !restsOn;
    })
    .map(({ name, value }) => `${name} ${value}`);
}

/** Journals in which a fund of the Dutch scheme has a policy of its own. */
const seen = new Map<string, number>();

it.each(GOLDEN_NAMES)('%s', async (name) => {
  const golden = await openGolden(name);
  try {
    if ((await golden.reader.streamHead(fundStream(FUND))) === undefined) return;
    for (const [view, ask] of Object.entries(ANSWERS)) {
      for (const [figure, value] of await ask(golden)) {
        seen.set(view, (seen.get(view) ?? 0) + 1);
        const told = await fundExplanation(golden.reader, clock, FUND, {}, { figure, marketRate });
        expect([figure, Number(told.figure.value), told.figure.value]).toEqual([figure, Number(value), value]);
        expect([figure, unexplained(told.figure)]).toEqual([figure, []]);
        expect(new Set(told.events.map(({ id }) => id))).toEqual(new Set(walk(told.figure).flatMap(({ events }) => events)));
      }
    }
  } finally {
    await golden.close();
  }
});

it('each answer was met with figures of its own', () => {
  expect([...seen.keys()].sort()).toEqual(Object.keys(ANSWERS).sort());
});

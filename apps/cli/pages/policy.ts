/** A fund's policy as pages of text. */
import type { DecidedFundEvent } from '#ledger/fund/events.js';
import { Decimal } from '#money/decimal.js';
import type { Answer } from '#projections/answer.js';
import type { FundCashFlowsView } from '#projections/policy/fund-cash-flows.js';
import type { FundEvaluationsView } from '#projections/policy/fund-evaluations.js';
import type { FundPremiumBasisView } from '#projections/policy/fund-premium-basis.js';
import type { FundRecoveryPathView, FundRecoveryPlanView } from '#projections/policy/fund-recovery.js';
import { textTable } from '../terminal/table.js';
import { coordinateLines } from './coordinates.js';
import { counted } from './counted.js';
import { supposedRules } from './supposed-rules.js';

const right = (head: string) => ({ head, align: 'right' as const });
const percent = (rate: string): string => `${new Decimal(rate).times(100).toFixed(4)} %`;

/** `supposed`: the rules that the question supposes, where they are not those in force. */
export function proposedPage(fundId: string, events: readonly DecidedFundEvent[], isSupposed: boolean): string {
  const [event] = events;
  if (event?.type !== 'PolicyEvaluated') return `Fund ${fundId}: the year is evaluated already; \`accrual fund evaluations\` shows it.`;
  const { year, regime, input, output } = event.data;
  return [
    `Fund ${fundId}, ${year}, by the ${regime} rules: ${output.action}; ` +
      (isSupposed ? 'SUPPOSED RULES, no record of the fund' : 'nothing was recorded (--record does it)'),
    textTable(
      [{ head: '' }, right('')],
      [
        ['funding ratio', input.fundingRatio],
        ['ambition', percent(input.ambition)],
        ['backlog before', new Decimal(input.backlog).toFixed(10)],
        ['indexation', percent(output.indexation)],
        ['catch-up', percent(output.catchUp)],
        ['starts of a year below the minimum', String(output.below)],
        ['funding ratio after', new Decimal(output.fundingRatioAfter).toFixed(10)],
        ['backlog after', new Decimal(output.backlogAfter).toFixed(10)],
      ],
    ),
  ].join('\n\n');
}

function seriesLine({ tenCuts }: FundEvaluationsView['years'][number]): readonly string[] {
  if (tenCuts === null) return [];
  const { cut, cutsLeft } = tenCuts;
  if (cutsLeft === 0) return [`A series of ten cuts, ${percent(cut)} a year, is booked whole: none is left.`];
  return [`A series of ten cuts runs: ${percent(cut)} a year, ${counted(cutsLeft, 'cut')} left.`];
}

/** The action too, where it is another: a series of ten cuts that would not be asked for shows in no rate. */
function nowKnownCell(
  proposed: string,
  { fundingRatio, action, indexation }: NonNullable<FundEvaluationsView['years'][number]['asNowKnown']>,
): string {
  return `${fundingRatio}: ${action === proposed ? '' : `${action} `}${percent(indexation)}`;
}

export function evaluationsPage(answer: Answer<FundEvaluationsView>): string {
  const { fundId, variant, years } = answer;
  const rows = years.map(({ year, regime, fundingRatio, proposed, decided, asNowKnown, backlogAfter }) => [
    String(year), regime, fundingRatio, proposed.action, percent(proposed.indexation), percent(proposed.catchUp),
    decided === null ? 'nothing' : percent(new Decimal(decided.factor).minus(1).toFixed()),
    asNowKnown === null ? '' : nowKnownCell(proposed.action, asNowKnown),
    new Decimal(backlogAfter).toFixed(8),
  ]);
  const heads = [
    { head: 'year' },
    { head: 'rules' },
    right('ratio'),
    { head: 'action' },
    right('indexation'),
    right('catch-up'),
    right('decided'),
    right('as now known'),
    right('backlog after'),
  ];
  return [
    `Policy of fund ${fundId}: ${counted(years.length, 'year')} evaluated`,
    ...supposedRules(variant),
    ...(rows.length === 0 ? [] : [textTable(heads, rows)]),
    ...otherRulesLines(answer),
    ...years.slice(-1).flatMap(seriesLine),
    ...dueLines(years),
    coordinateLines(answer),
  ].join('\n\n');
}

/** Years whose evaluation was recorded by other rules than those that the question knows. */
function otherRulesLines({ years, rulesKnownAt }: Answer<FundEvaluationsView>): readonly string[] {
  const lines = years.flatMap(({ year, asNowKnown }) => {
    if (asNowKnown?.rules === undefined) return [];
    const { action, catchUp = '0', rules: { regime, vev, mvev, mvevYears, threshold, catchUpShare } } = asNowKnown;
    return (
      `${year} as now known goes by other rules than it was evaluated by: ${regime}, required ${vev}, minimum ${mvev} for ${mvevYears} years, ` +
      `indexation from ${threshold}, ${catchUpShare} of the surplus for catching up; ${action}, catch-up ${percent(catchUp)}.`
    );
  });
  return lines.length === 0 ? [] : [`Rules announced by ${String(rulesKnownAt).slice(0, 10)}; what was recorded stands.\n${lines.join('\n')}`];
}

function dueLines(years: FundEvaluationsView['years']): readonly string[] {
  const lines = years.flatMap(({ year, cutsDue = [] }) => cutsDue.map(
    ({ scheduled, cut }) =>
      `DUE: the cut of ${year}, ${percent(cut)} by the series of ${scheduled}, is not taken; \`accrual fund scheduled-cut --year ${year}\` takes it.`,
  ));
  return lines.length === 0 ? [] : [lines.join('\n')];
}

type Path = FundRecoveryPathView['path'];

function pathTable(year: number, path: Path): string {
  return textTable(
    [{ head: 'year' }, right('ratio'), { head: 'action' }, right('rights')],
    path.map(({ t, fundingRatio, action, factor }) => [
      String(year + t),
      new Decimal(fundingRatio).toFixed(6),
      action,
      percent(new Decimal(factor).minus(1).toFixed()),
    ]),
  );
}

export function recoveryPathPage(answer: Answer<FundRecoveryPathView>): string {
  const { fundId, variant, year, regime, required, path, expectedCuts, finalFundingRatio } = answer;
  return [
    `Expected path of fund ${fundId} from ${year}, by the ${regime} rules; required is ${required}`,
    ...supposedRules(variant),
    pathTable(year, path),
    `After ${counted(path.length, 'year')}: ${new Decimal(finalFundingRatio).toFixed(6)}; ${counted(expectedCuts.length, 'cut')} on the way.`,
    coordinateLines(answer),
  ].join('\n\n');
}

export function recoveryPlanPage(answer: Answer<FundRecoveryPlanView>): string {
  const { fundId, plan, previousPlans } = answer;
  const before = previousPlans.map(({ year, horizonEnds }) => `${year} to ${horizonEnds}`).join(', ');
  return [
    plan === null
      ? `Fund ${fundId} has no recovery plan.`
      : `Recovery plan of fund ${fundId} of ${plan.year} to ${plan.horizonEnds}: ratio ${plan.fundingRatio}, required ${plan.required}`,
    ...(plan === null ? [] : [pathTable(plan.year, plan.path)]),
    ...(before === '' ? [] : [`Plans before: ${before}`]),
    coordinateLines(answer),
  ].join('\n\n');
}

export function premiumBasisPage(answer: Answer<FundPremiumBasisView>): string {
  const { fundId, basis, previous } = answer;
  const bases = [...previous, ...(basis === null ? [] : [basis])];
  const rows = bases.map(({ from, basis: by, planReturn, fixedUntil, loading, premiumRate, actualPremiumRate, difference }) => [
    ...[from, by, percent(planReturn), fixedUntil ?? '', percent(loading), percent(premiumRate)],
    ...[actualPremiumRate, difference].map((rate) => (rate === null ? 'not published' : percent(rate))),
  ]);
  const heads = [
    ...[{ head: 'from' }, { head: 'basis' }, right('return'), { head: 'fixed until' }, right('loading'), right('premium')],
    ...[right('charged'), right('difference')],
  ];
  return [
    rows.length === 0 ? `Fund ${fundId} has set no basis of its premium.` : `Basis of the premium of fund ${fundId}`,
    ...(rows.length === 0 ? [] : [textTable(heads, rows)]),
    coordinateLines(answer),
  ].join('\n\n');
}

export function cashFlowsPage(answer: Answer<FundCashFlowsView>): string {
  const { fundId, ratios, cashFlows } = answer;
  const ratioRows = ratios.map(({ on, measure, ratio, assets = '', liabilities = '' }) => [on, measure, ratio, assets, liabilities]);
  const flowRows = cashFlows.map(({ on, currency, flows, valued }) => [
    ...[on, currency, String(flows.length), flows.reduce((sum, flow) => sum.plus(flow), new Decimal(0)).toFixed(2)],
    ...(valued === null
      ? ['', '', '']
      : [
          percent(valued.ufr),
          new Decimal(valued.liabilities).toFixed(2),
          valued.fundingRatio === null ? '' : new Decimal(valued.fundingRatio).toFixed(6),
        ]),
  ]);
  return [
    `Funding of fund ${fundId}: ${counted(ratios.length, 'ratio')}, cash flows of ${counted(cashFlows.length, 'day')}`,
    ...(ratioRows.length === 0
      ? []
      : [textTable([{ head: 'on' }, { head: 'measure' }, right('ratio'), right('assets'), right('liabilities')], ratioRows)]),
    ...(flowRows.length === 0
      ? []
      : [
          textTable(
            [{ head: 'on' }, { head: '' }, right('years'), right('paid in all'), right('ultimate rate'), right('value'), right('ratio')],
            flowRows,
          ),
        ]),
    coordinateLines(answer),
  ].join('\n\n');
}

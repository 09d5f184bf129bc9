/** A fund's policy on the command line: what it reports, what the rules make of it, what its board decides, and all of it year by year. */
import { InvalidArgumentError, Option, type Command } from 'commander';
import { openJournalReader } from '#engine/workspace.js';
import type { JournalReader } from '#journal/port.js';
import type { ValuesOf } from '#ledger/facts/field.js';
import type { DecidedFundEvent } from '#ledger/fund/events.js';
import type { FundState } from '#ledger/fund/state.js';
import { refuse } from '#ledger/kernel/refusal.js';
import { FUND_DECISIONS, type DeclaredDecision } from '#ledger/fund/decisions.js';
import type { Clock } from '#money/clock.js';
import { readFund } from '#portfolio/rules-in-force.js';
import { rulebookOf } from '#rulebooks/registry.js';
import type { Answer } from '#projections/answer.js';
import type { AskedCoordinates } from '#projections/coordinates.js';
import { agendaProjection } from '#projections/policy/agenda.js';
import { fundAccountability, fundIndexations } from '#projections/policy/fund-accountability.js';
import { fundCashFlows } from '#projections/policy/fund-cash-flows.js';
import { fundEvaluations } from '#projections/policy/fund-evaluations.js';
import { fundExplanation } from '#projections/policy/fund-explanation.js';
import { fundPremiumBasis } from '#projections/policy/fund-premium-basis.js';
import { fundRecoveryPath, fundRecoveryPlan } from '#projections/policy/fund-recovery.js';
import { liveRunner } from '#projections/run/live.js';
import { capabilityOf } from '#rulebooks/frame/capability.js';
import { evaluationsWhatIf } from '#reprocessing/what-if/policy-what-if.js';
import { readHypothesis } from '#reprocessing/what-if/read-hypothesis.js';
import { decideForFund, eventsOf } from '#reprocessing/fan-out/declare.js';
import { coordinatesOf, globalsOf, readYear, withCoordinates, workspaceOf, type CoordinateOptions } from '../../options.js';
import { accountabilityPage, indexationsPage } from '../../pages/accountability.js';
import { fundExplanationPage } from '../../pages/explanation.js';
import { readableFile } from '../../input-file.js';
import { agendaPage } from '../../pages/agenda.js';
import { cashFlowsPage, evaluationsPage, premiumBasisPage, proposedPage, recoveryPathPage, recoveryPlanPage } from '../../pages/policy.js';
import { whatIfPage } from '../../pages/what-if.js';
import { printJson, printText } from '../../terminal/output.js';
import { readDocument } from '../parameters/document.js';
import { valuesFrom, withFields } from '../declared-options.js';
import type { CarryOutOptions } from './carry-out.js';
import { decideAsAsked, withCarryOut } from './decision-command.js';
import { whichFund } from './which-fund.js';

type PolicyName =
  | 'ratio' | 'correct-ratio' | 'expectations' | 'recovery-plan' | 'ten-cuts' | 'scheduled-cut' | 'premium-basis'
  | 'return' | 'performance' | 'investment-policy' | 'feasibility' | 'inform' | 'discount';

const SUMMARIES: { readonly [name in PolicyName]: readonly [summary: string, example: string] } = {
  ratio: ['report a funding ratio', '--on 2015-01-01 --ratio 1.12 --reference "actuary"'],
  'correct-ratio': [
    'correct a funding ratio; decisions taken on it stand',
    '--on 2016-01-01 --ratio 0.915 --reason "a bond was priced wrong" --corrected-on 2017-05-20 --reference "actuary"',
  ],
  expectations: [
    'set the ambition of a year, and the growth that its policy promises',
    '--year 2015 --ambition 0.01 --growth 0.025 --reference "board"',
  ],
  'ten-cuts': [
    'schedule ten unconditional cuts after five years below the minimum, by the cash flows of 1 January',
    '--year 2021 --market-rate 0.02 --reference "minutes 9"',
  ],
  'scheduled-cut': ['take the cut of a year that a series of ten has on it, and book it', '--year 2022 --reference "minutes 9"'],
  'premium-basis': [
    'set what the premium is computed with',
    '--from 2021-01-01 --basis expectedReturn --plan-return 0.04 --fixed-until 2026-01-01 --minimum-wage 0.025 --minimum-price 0.02 ' +
      '--premium-rate 0.19 --reference "board"',
  ],
  return: [
    'report the return of a year, and publish it: savings rates follow from it',
    '--year 2018 --rate -0.012 --announced 2019-03-01 --reference "accounts"',
  ],
  performance: [
    'report a year against the benchmark; with the four before it the performance test (V.4)',
    '--year 2018 --actual -0.012 --actual-cost 0.004 --norm 0.01 --norm-cost 0.002 --announced 2019-03-01 --reference "accounts"',
  ],
  'investment-policy': [
    'set policy and benchmark of a calendar year, or anew within it on a study',
    '--year 2019 --policy "60 % bonds" --benchmark "index A" --reference "minutes 9"',
  ],
  feasibility: ['report the feasibility test of a year', '--year 2019 --expected 0.92 --bad-weather 0.6 --reference "actuary"'],
  inform: [
    'record that a party was told of a bound that was passed',
    '--year 2019 --to cao-parties --on 2019-07-01 --reference "letter 8"',
  ],
  discount: [
    'decide a discount of the premium out of a surplus (IX)',
    '--on 2019-09-30 --amount 100000.00 --indexation-granted yes --reductions-restored yes --future-indexation yes --reference "minutes 9"',
  ],
  'recovery-plan': ['set the recovery plan of a year that is evaluated below the required capital', '--year 2016 --reference "minutes 8"'],
};

export function addPolicy(fund: Command): void {
  for (const name of Object.keys(SUMMARIES) as readonly PolicyName[]) addDecision(fund, name);
  addEvaluate(fund);
  addEvaluations(fund);
  addReadings(fund);
}

function commandOf(decision: keyof typeof FUND_DECISIONS, options: object): DeclaredDecision {
  return { decision, ...valuesFrom(FUND_DECISIONS[decision], options as { readonly [option: string]: unknown }) } as DeclaredDecision;
}

function addDecision(fund: Command, name: PolicyName): void {
  const [summary, example] = SUMMARIES[name];
  withCarryOut(withFields(fund.command(name), FUND_DECISIONS[name]))
    .summary(summary)
    .addHelpText('after', `\nExample:\n  accrual fund ${name} ${example}`)
    .action(decideAsAsked((options: object) => commandOf(name, options)));
}

function addEvaluate(fund: Command): void {
  withCarryOut(withFields(fund.command('evaluate'), FUND_DECISIONS.evaluate))
    .summary('what the rules make of the ratio of a year; recorded with --record')
    .option('--record', 'record it: decisions rest on it')
    .addOption(new Option('--regime <rules>', 'by other rules than those in force; never recorded').choices(['old', 'new']))
    .addHelpText(
      'after',
      '\nExamples:\n  accrual fund evaluate --year 2015 --backlog 1.10 --reference "actuary"\n  accrual fund evaluate ' +
        '--year 2016 --reference "actuary" --record',
    )
    .action((options: EvaluateOptions & { readonly record?: boolean }, command: Command) => {
      if (options.record !== true) return showEvaluation(command, options);
      if (options.regime !== undefined) refuse('CONFLICTING_OPTIONS', { because: 'supposed-is-not-recorded' });
      return decideAsAsked((given: object) => commandOf('evaluate', given))(options, command);
    });
}

interface EvaluateOptions extends CarryOutOptions {
  readonly regime?: 'old' | 'new';
}

/** By other rules than those in force: what they would make of the year. */
function supposedEvaluation(fundId: string, options: EvaluateOptions, fund: FundState): readonly DecidedFundEvent[] {
  if (fund.established === undefined) return refuse('NO_FUND', { fundId });
  const policy = capabilityOf(rulebookOf(fund.established.scheme), 'policy');
  const { year, reference, backlog, below = 0, planElapsed } = valuesFrom(FUND_DECISIONS.evaluate, { ...options }) as ValuesOf<
    typeof FUND_DECISIONS.evaluate
  >;
  const opening = backlog === undefined ? undefined : { backlog, below, ...(planElapsed === undefined ? {} : { planElapsed }) };
  const event = policy.evaluate({ year, reference, opening, supposedRegime: options.regime }, fund);
  return event === undefined ? [] : [event];
}

async function showEvaluation(command: Command, options: EvaluateOptions): Promise<void> {
  const workspace = workspaceOf(command);
  const journal = await openJournalReader(workspace);
  try {
    const fundId = await whichFund(journal, options.fund);
    const fund = await readFund(journal, fundId);
    const events = options.regime !== undefined ? supposedEvaluation(fundId, options, fund) : eventsOf(
      await decideForFund(commandOf('evaluate', options), fund, {
        journal,
        journalUrl: workspace.journalUrl,
        fundId,
        clock: workspace.clock,
      }),
    );
    if (globalsOf(command).json === true) {
      printJson({ fundId, proposed: events.map(({ type, effectiveDate, data }) => ({ type, effectiveDate, data })) });
    } else {
      printText(proposedPage(fundId, events, options.regime));
    }
  } finally {
    await journal.close();
  }
}

interface ReadingOptions extends CoordinateOptions {
  readonly fund?: string;
}

interface EvaluationsOptions extends ReadingOptions {
  readonly from?: number;
  readonly to?: number;
  readonly variant?: { readonly [field: string]: string };
  readonly whatIf?: string;
}

const variantOption = (): Option =>
  new Option(
    '--variant <rules>',
    'what the rules would propose otherwise: threshold=1.05,catchUpShare=1; marked, never stored',
  ).argParser(readVariant);

function addEvaluations(fund: Command): void {
  const summary = 'the policy year by year: proposed, decided, and as now known';
  reading(fund, 'evaluations', summary, 'evaluations --from 2015 --variant threshold=1.05')
    .addOption(new Option('--from <year>', 'from this year').argParser(readYear))
    .addOption(new Option('--to <year>', 'to this year').argParser(readYear))
    .addOption(variantOption())
    .addOption(
      new Option(
        '--what-if <rules=file>',
        'what the rules would have proposed: rules=FILE, a parameters file of nl-ftk (vevLoading, mvev, mvevYears, indexationThreshold, ' +
          'catchUpShare), dated; marked, never stored',
      ).argParser(readRulesFile),
    )
    .action((options: EvaluationsOptions, command: Command) =>
      options.whatIf === undefined ? showEvaluations(options, command) : supposeEvaluations(options.whatIf)(options, command),
    );
}

const showEvaluations = shown(
  ({ journal, clock, fundId, asked }, { from, to, variant }: EvaluationsOptions) =>
    fundEvaluations(journal, clock, fundId, asked, { from, to, variant }),
  evaluationsPage,
);

function readRulesFile(text: string): string {
  const [, file] = /^rules=(.+)$/.exec(text) ?? [];
  if (file === undefined) throw new InvalidArgumentError('must be rules=FILE.');
  return file;
}

function supposeEvaluations(file: string) {
  return shown(async ({ journal, clock, fundId, asked }, { from, to, variant }: EvaluationsOptions) => {
    const { rules } = await readHypothesis({ rules: { file: readableFile(file), document: await readDocument(file) }, reports: undefined });
    if (rules === undefined) throw new Error(`${file} was read and holds no rules`);
    return evaluationsWhatIf(journal, clock, fundId, asked, { from, to, variant, rules });
  }, (answer) => whatIfPage(answer, evaluationsPage(answer)));
}

/** What stands on the fund's stream of its recovery, its premium and its cash flows. */
function addReadings(fund: Command): void {
  reading(fund, 'recovery', 'the recovery plan that stands, and those before it', 'recovery').action(
    shown(({ journal, clock, fundId, asked }) => fundRecoveryPlan(journal, clock, fundId, asked), recoveryPlanPage),
  );
  reading(fund, 'recovery-path', 'where the funding ratio is expected to go from the last evaluated year on', 'recovery-path --years 15')
    .addOption(new Option('--years <number>', 'years ahead').argParser(readYears).default(10))
    .addOption(variantOption())
    .action(
      shown(({ journal, clock, fundId, asked }, { years, variant }: ReadingOptions & { readonly years: number } & EvaluationsOptions) =>
        fundRecoveryPath(journal, clock, fundId, asked, { years, variant }),
      recoveryPathPage),
    );
  reading(fund, 'premium-bases', 'what the premium is computed with, beside the premium that is charged', 'premium-bases').action(
    shown(({ journal, clock, fundId, asked }) => fundPremiumBasis(journal, clock, fundId, asked), premiumBasisPage),
  );
  reading(fund, 'accountability', 'returns, performance, investment policy, feasibility and discounts', 'accountability').action(
    shown(({ journal, clock, fundId, asked }) => fundAccountability(journal, clock, fundId, asked), accountabilityPage),
  );
  reading(fund, 'indexations', 'indexation and catch-up year by year: allowed, granted, missed', 'indexations').action(
    shown(({ journal, clock, fundId, asked }) => fundIndexations(journal, clock, fundId, asked), indexationsPage),
  );
  reading(fund, 'agenda', 'what the rules of funding ask of the board and is not done', 'agenda --as-of 2022-01-01').action(
    shown(({ journal, clock, fundId, asked }) => liveRunner(journal, clock).ask(agendaProjection, fundId, asked, undefined), agendaPage),
  );
  addExplain(fund);
  const ofFlows = 'funding ratios and cash flows as reported; with a market rate, what the flows are worth';
  reading(fund, 'cash-flows', ofFlows, 'cash-flows --market-rate 0.02')
    .addOption(marketRateOption())
    .action(
      shown(({ journal, clock, fundId, asked }, { marketRate }: ReadingOptions & { readonly marketRate?: string }) =>
        fundCashFlows(journal, clock, fundId, asked, { marketRate: rateOf(marketRate) }),
      cashFlowsPage),
    );
}

function addExplain(fund: Command): void {
  const summary = 'a figure of the fund as a tree: formula, article, parameters, and the events down to file and line';
  reading(fund, 'explain', summary, 'explain evaluations.2016.proposed.indexation')
    .argument('<figure>', 'where an answer shows it, such as evaluations.2016.backlog; an unknown name lists those there are')
    .addOption(variantOption())
    .addOption(marketRateOption())
    .action(explainFigure);
}

function explainFigure(figure: string, options: ExplainOptions, command: Command): Promise<void> {
  return shown(
    ({ journal, clock, fundId, asked }, { variant, marketRate }: ExplainOptions) =>
      fundExplanation(journal, clock, fundId, asked, { figure, variant, marketRate: rateOf(marketRate) }),
    fundExplanationPage,
  )(options, command);
}

/** `accrual explain fund-…`. */
export function explainOfFund(fund: string, figure: string, options: CoordinateOptions, command: Command): Promise<void> {
  return explainFigure(figure, { ...options, fund }, command);
}

interface ExplainOptions extends EvaluationsOptions {
  readonly marketRate?: string;
}

const marketRateOption = (): Option =>
  new Option('--market-rate <fraction>', 'flat market rate: values the flows on the curve of their day');

function reading(fund: Command, name: string, summary: string, example: string): Command {
  return withCoordinates(fund.command(name))
    .summary(summary)
    .option('--fund <id>', 'the fund (default: the only one)')
    .addHelpText('after', `\nExample:\n  accrual fund ${example}`);
}

interface AskedOfFund {
  readonly journal: JournalReader;
  readonly clock: Clock;
  readonly fundId: string;
  readonly asked: AskedCoordinates;
}

/** Asks, and prints the answer as JSON or as its page. */
function shown<View, Options extends ReadingOptions>(
  ask: (of: AskedOfFund, options: Options) => Promise<Answer<View>>,
  page: (answer: Answer<View>) => string,
) {
  return async (options: Options, command: Command): Promise<void> => {
    const workspace = workspaceOf(command);
    const journal = await openJournalReader(workspace);
    try {
      const fundId = await whichFund(journal, options.fund);
      const answer = await ask({ journal, clock: workspace.clock, fundId, asked: coordinatesOf(options) }, options);
      if (globalsOf(command).json === true) printJson(answer);
      else printText(page(answer));
    } finally {
      await journal.close();
    }
  };
}

const MOST_YEARS = 200;

function readYears(text: string): number {
  const years = Number(text);
  if (/^[1-9]\d{0,2}$/.test(text) && years <= MOST_YEARS) return years;
  throw new InvalidArgumentError(`must be a number of years from 1 to ${MOST_YEARS}.`);
}

function rateOf(text: string | undefined): string | undefined {
  return text === undefined ? undefined : FUND_DECISIONS['ten-cuts'].marketRate.read(text, '--market-rate');
}

function readVariant(text: string): { readonly [field: string]: string } {
  const fields = text.split(',').map((part) => part.split('='));
  if (fields.some(({ length }) => length !== 2)) throw new InvalidArgumentError('must be as threshold=1.05,catchUpShare=1.');
  return Object.fromEntries(fields) as { readonly [field: string]: string };
}

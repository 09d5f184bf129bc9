/** A fund's policy as it is read on the command line: year by year, its recovery, its premium, what its board accounts for, its figures. */
import { InvalidArgumentError, Option, type Command } from 'commander';
import { openJournalReader } from '#engine/workspace.js';
import { FUND_DECISIONS } from '#ledger/fund/decisions.js';
import type { Answer } from '#projections/answer.js';
import { agendaProjection } from '#projections/policy/agenda.js';
import { fundAccountability, fundIndexations } from '#projections/policy/fund-accountability.js';
import { fundCashFlows } from '#projections/policy/fund-cash-flows.js';
import { fundAt, type FundAt } from '#projections/policy/fund-at.js';
import { evaluationsAt, type FundEvaluationsView } from '#projections/policy/fund-evaluations.js';
import { explanationAt, type FundExplanationView } from '#projections/policy/fund-explanation.js';
import { fundPremiumBasis } from '#projections/policy/fund-premium-basis.js';
import { fundRecoveryPlan, recoveryPathAt, type FundRecoveryPathView } from '#projections/policy/fund-recovery.js';
import { liveRunner } from '#projections/run/live.js';
import type { WhatIfMark } from '#reprocessing/what-if/mark.js';
import { policyWhatIf, type AskedOfPolicy, type RulesFile } from '#reprocessing/what-if/policy-what-if.js';
import { readHypothesis } from '#reprocessing/what-if/read-hypothesis.js';
import { coordinatesOf, globalsOf, readYear, withCoordinates, withFund, workspaceOf, type CoordinateOptions } from '../../options.js';
import { accountabilityPage, indexationsPage } from '../../pages/accountability.js';
import { fundExplanationPage } from '../../pages/explanation.js';
import { readableFile } from '../../input-file.js';
import { agendaPage } from '../../pages/agenda.js';
import { cashFlowsPage, evaluationsPage, premiumBasisPage, recoveryPathPage, recoveryPlanPage } from '../../pages/policy.js';
import { whatIfPage } from '../../pages/what-if.js';
import { printJson, printText } from '../../terminal/output.js';
import { readDocument } from '../parameters/document.js';
import { whichFund } from './which-fund.js';

interface ReadingOptions extends CoordinateOptions {
  readonly fund?: string;
}

/** Rules that a question supposes: some fields of them, or a file. */
interface SupposingOptions extends ReadingOptions {
  readonly variant?: { readonly [field: string]: string };
  readonly whatIf?: string;
}

interface EvaluationsOptions extends SupposingOptions {
  readonly from?: number;
  readonly to?: number;
}

const variantOption = (): Option =>
  new Option(
    '--variant <rules>',
    'what the rules would propose otherwise: threshold=1.05,catchUpShare=1; marked, never stored',
  ).argParser(readVariant);

const whatIfOption = (): Option =>
  new Option(
    '--what-if <rules=file>',
    'what the rules would have proposed: rules=FILE, a parameters file of nl-ftk as a fund may publish it; marked, never stored',
  ).argParser(readRulesFile);

function addEvaluations(fund: Command): void {
  const summary = 'the policy year by year: proposed, decided, and as now known';
  reading(fund, 'evaluations', summary, 'evaluations --from 2015 --variant threshold=1.05')
    .addOption(new Option('--from <year>', 'from this year').argParser(readYear))
    .addOption(new Option('--to <year>', 'to this year').argParser(readYear))
    .addOption(variantOption())
    .addOption(whatIfOption())
    .action(
      shownOrSupposed<FundEvaluationsView, EvaluationsOptions>({
        reads: ({ from, to, variant }) => (fundId, at) => evaluationsAt(fundId, at, { from, to, variant }),
        page: evaluationsPage,
      }),
    );
}

function readRulesFile(text: string): string {
  const [, file] = /^rules=(.+)$/.exec(text) ?? [];
  if (file === undefined) throw new InvalidArgumentError('must be rules=FILE.');
  return file;
}

interface Supposable<View extends object, Options> {
  /** By the rules in force, or by those supposed. */
  readonly reads: (options: Options) => (fundId: string, at: FundAt) => View;
  readonly page: (answer: Answer<View>) => string;
}

/** The answer, or with `--what-if` what it would be, under its mark. */
function shownOrSupposed<View extends object, Options extends SupposingOptions>({ reads, page }: Supposable<View, Options>) {
  return (options: Options, command: Command): Promise<void> => {
    const { whatIf: file } = options;
    if (file === undefined) {
      const asItIs = async ({ journal, clock, fundId, asked }: AskedOfPolicy): Promise<Answer<View>> => {
        const at = await fundAt(journal, clock, fundId, asked);
        return at.answer(reads(options)(fundId, at));
      };
      return shown(asItIs, page)(options, command);
    }
    const ask = async (of: AskedOfPolicy): Promise<Answer<View & { readonly whatIf: WhatIfMark }>> =>
      policyWhatIf(of, await rulesIn(file), reads(options));
    return shown(ask, (answer) => whatIfPage(answer, page(answer)))(options, command);
  };
}

async function rulesIn(file: string): Promise<RulesFile> {
  const { rules } = await readHypothesis({ rules: { file: readableFile(file), document: await readDocument(file) }, reports: undefined });
  if (rules === undefined) throw new Error(`${file} was read and holds no rules`);
  return rules;
}

/** What stands on the fund's stream of its policy, and where its figures come from. */
export function addReadings(fund: Command): void {
  addEvaluations(fund);
  reading(fund, 'recovery', 'the recovery plan that stands, and those before it', 'recovery').action(
    shown(({ journal, clock, fundId, asked }) => fundRecoveryPlan(journal, clock, fundId, asked), recoveryPlanPage),
  );
  reading(fund, 'recovery-path', 'where the funding ratio is expected to go from the last evaluated year on', 'recovery-path --years 15')
    .addOption(new Option('--years <number>', 'years ahead').argParser(readYears).default(10))
    .addOption(variantOption())
    .addOption(whatIfOption())
    .action(
      shownOrSupposed<FundRecoveryPathView, SupposingOptions & { readonly years: number }>({
        reads: ({ years, variant }) => (fundId, at) => recoveryPathAt(fundId, at, { years, variant }),
        page: recoveryPathPage,
      }),
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
    .addOption(whatIfOption())
    .addOption(marketRateOption())
    .action(explainFigure);
}

function explainFigure(figure: string, options: ExplainOptions, command: Command): Promise<void> {
  const question = ({ variant, marketRate }: ExplainOptions) => ({ figure, variant, marketRate: rateOf(marketRate) });
  return shownOrSupposed<FundExplanationView, ExplainOptions>({
    reads: (asking) => (fundId, at) => explanationAt(fundId, at, question(asking)),
    page: fundExplanationPage,
  })(options, command);
}

/** `accrual explain fund-…`. */
export function explainOfFund(fund: string, figure: string, options: CoordinateOptions, command: Command): Promise<void> {
  return explainFigure(figure, { ...options, fund }, command);
}

interface ExplainOptions extends SupposingOptions {
  readonly marketRate?: string;
}

const marketRateOption = (): Option =>
  new Option('--market-rate <fraction>', 'flat market rate: values the flows on the curve of their day');

function reading(fund: Command, name: string, summary: string, example: string): Command {
  return withFund(withCoordinates(fund.command(name)))
    .summary(summary)
    .addHelpText('after', `\nExample:\n  accrual fund ${example}`);
}

/** Asks, and prints the answer as JSON or as its page. */
function shown<View, Options extends ReadingOptions>(
  ask: (of: AskedOfPolicy, options: Options) => Promise<Answer<View>>,
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

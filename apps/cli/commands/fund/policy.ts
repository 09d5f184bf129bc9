/** A fund's policy on the command line: what it reports, what the rules make of it, what its board decides. */
import { Option, type Command } from 'commander';
import { openJournalReader } from '#engine/workspace.js';
import type { ValuesOf } from '#ledger/facts/field.js';
import type { DecidedFundEvent } from '#ledger/fund/events.js';
import type { FundState } from '#ledger/fund/state.js';
import { refuse } from '#ledger/kernel/refusal.js';
import type { Instant } from '#money/civil-date.js';
import { FUND_DECISIONS, type DeclaredDecision } from '#ledger/fund/decisions.js';
import { readFund } from '#portfolio/rules-in-force.js';
import { resolveCoordinates } from '#projections/coordinates.js';
import { rulebookOf } from '#rulebooks/registry.js';
import { capabilityOf } from '#rulebooks/frame/capability.js';
import { fundingRules } from '#rulebooks/frame/parameters/funding-rules.js';
import { decideForFund, eventsOf } from '#reprocessing/fan-out/declare.js';
import { openingOf } from '#reprocessing/fan-out/policy-decisions.js';
import { globalsOf, readInstant, withFund, workspaceOf } from '../../options.js';
import { proposedPage } from '../../pages/policy.js';
import { printJson, printText } from '../../terminal/output.js';
import { valuesFrom, withFields } from '../declared-options.js';
import type { CarryOutOptions } from './carry-out.js';
import { decideAsAsked, withCarryOut } from './decision-command.js';
import { addReadings } from './policy-readings.js';
import { whichFund } from './which-fund.js';

type PolicyName =
  | 'ratio' | 'correct-ratio' | 'expectations' | 'recovery-plan' | 'ten-cuts' | 'scheduled-cut' | 'premium-basis'
  | 'return' | 'performance' | 'investment-policy' | 'feasibility' | 'inform' | 'discount' | 'scheme-change' | 'scheme-notice';

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
  feasibility: [
    'report the feasibility test of a year, by its results or by the recorded study that has them',
    '--year 2019 --run 3fa94c17 --age 50 --reference "minutes 3"',
  ],
  inform: [
    'record that a party was told of a bound that was passed',
    '--year 2019 --to cao-parties --on 2019-07-01 --reference "letter 8"',
  ],
  'scheme-change': [
    'announce a change of the scheme: its parties have to be told (VII)',
    '--from 2020-01-01 --announced 2019-10-15 --what "accrual 1.75 %" --reference "minutes 11"',
  ],
  'scheme-notice': [
    'record that a party was told of a change of the scheme (VII)',
    '--from 2020-01-01 --to participants --on 2020-02-14 --reference "newsletter 1"',
  ],
  discount: [
    'decide a discount of the premium out of a surplus (IX)',
    '--on 2019-09-30 --amount 100000.00 --indexation-granted yes --reductions-restored yes --future-indexation yes --reference "minutes 9"',
  ],
  'recovery-plan': ['set the recovery plan of a year that is evaluated below the required capital', '--year 2016 --reference "minutes 8"'],
};

/** Nothing follows from them for participants. */
const RECORDED_ALONE: ReadonlySet<PolicyName> = new Set<PolicyName>(['scheme-change', 'scheme-notice']);

export function addPolicy(fund: Command): void {
  for (const name of Object.keys(SUMMARIES) as readonly PolicyName[]) addDecision(fund, name);
  addEvaluate(fund);
  addReadings(fund);
}

function commandOf(decision: keyof typeof FUND_DECISIONS, options: object): DeclaredDecision {
  return { decision, ...valuesFrom(FUND_DECISIONS[decision], options as { readonly [option: string]: unknown }) } as DeclaredDecision;
}

function addDecision(fund: Command, name: PolicyName): void {
  const [summary, example] = SUMMARIES[name];
  const command = withFields(fund.command(name), FUND_DECISIONS[name])
    .summary(summary)
    .addHelpText('after', `\nExample:\n  accrual fund ${name} ${example}`);
  const decide = decideAsAsked((options: object) => commandOf(name, options));
  if (!RECORDED_ALONE.has(name)) return void withCarryOut(command).action(decide);
  withFund(command).action((options: CarryOutOptions, own: Command) => decide({ ...options, fanOut: false }, own));
}

function addEvaluate(fund: Command): void {
  withCarryOut(withFields(fund.command('evaluate'), FUND_DECISIONS.evaluate))
    .summary('what the rules make of the ratio of a year; recorded with --record')
    .option('--record', 'record it: decisions rest on it')
    .addOption(new Option('--regime <rules>', 'by other rules than those in force; never recorded').choices(['old', 'new']))
    .addOption(new Option('--rules-known-at <instant>', 'by the rules announced by then; never recorded').argParser(readInstant))
    .addHelpText(
      'after',
      '\nExamples:\n  accrual fund evaluate --year 2015 --backlog 1.10 --reference "actuary"\n  accrual fund evaluate ' +
        '--year 2016 --reference "actuary" --record',
    )
    .action((options: EvaluateOptions & { readonly record?: boolean }, command: Command) => {
      if (options.record !== true) return showEvaluation(command, options);
      if (isSupposed(options)) refuse('CONFLICTING_OPTIONS', { because: 'supposed-is-not-recorded' });
      return decideAsAsked((given: object) => commandOf('evaluate', given))(options, command);
    });
}

interface EvaluateOptions extends CarryOutOptions {
  readonly regime?: 'old' | 'new';
  readonly rulesKnownAt?: Instant;
}

/** By rules that no evaluation is recorded by. */
function isSupposed({ regime, rulesKnownAt }: EvaluateOptions): boolean {
  return regime !== undefined || rulesKnownAt !== undefined;
}

/** By other rules than those in force, or by those announced by a day: what they would make of the year. */
function supposedEvaluation(fundId: string, options: EvaluateOptions, fund: FundState): readonly DecidedFundEvent[] {
  if (fund.established === undefined) return refuse('NO_FUND', { fundId });
  const policy = capabilityOf(rulebookOf(fund.established.scheme), 'policy');
  const given = valuesFrom(FUND_DECISIONS.evaluate, { ...options }) as ValuesOf<typeof FUND_DECISIONS.evaluate>;
  const { year, reference } = given;
  const rules = fundingRules(policy.law, fund, options.rulesKnownAt?.slice(0, 10));
  const event = policy.evaluate({ year, reference, opening: openingOf(given), supposedRegime: options.regime }, fund, rules);
  return event === undefined ? [] : [event];
}

async function showEvaluation(command: Command, options: EvaluateOptions): Promise<void> {
  const workspace = workspaceOf(command);
  const journal = await openJournalReader(workspace);
  try {
    const fundId = await whichFund(journal, options.fund);
    const fund = await readFund(journal, fundId);
    // Refuses rules that nobody can know yet.
    resolveCoordinates({ rulesKnownAt: options.rulesKnownAt }, await journal.head(), workspace.clock, fund);
    const events = isSupposed(options) ? supposedEvaluation(fundId, options, fund) : eventsOf(
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
      printText(proposedPage(fundId, events, isSupposed(options)));
    }
  } finally {
    await journal.close();
  }
}

/** A fund's policy on the command line: what it reports, what the rules make of it, what its board decides, and all of it year by year. */
import { InvalidArgumentError, Option, type Command } from 'commander';
import { openJournalReader } from '#engine/workspace.js';
import { FUND_DECISIONS, type DeclaredDecision } from '#ledger/fund/decisions.js';
import { readFund } from '#portfolio/rules-in-force.js';
import { fundEvaluations } from '#projections/policy/fund-evaluations.js';
import { decideForFund, eventsOf } from '#reprocessing/fan-out/declare.js';
import { coordinatesOf, globalsOf, readYear, withCoordinates, workspaceOf, type CoordinateOptions } from '../../options.js';
import { evaluationsPage, proposedPage } from '../../pages/policy.js';
import { printJson, printText } from '../../terminal/output.js';
import { valuesFrom, withFields } from '../declared-options.js';
import type { CarryOutOptions } from './carry-out.js';
import { decideAsAsked, withCarryOut } from './decision-command.js';
import { whichFund } from './which-fund.js';

type PolicyName = 'ratio' | 'correct-ratio' | 'expectations' | 'recovery-plan';

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
  'recovery-plan': ['set the recovery plan of a year that is evaluated below the required capital', '--year 2016 --reference "minutes 8"'],
};

export function addPolicy(fund: Command): void {
  for (const name of Object.keys(SUMMARIES) as readonly PolicyName[]) addDecision(fund, name);
  addEvaluate(fund);
  addEvaluations(fund);
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
    .addHelpText(
      'after',
      '\nExamples:\n  accrual fund evaluate --year 2015 --backlog 1.10 --reference "actuary"\n  accrual fund evaluate ' +
        '--year 2016 --reference "actuary" --record',
    )
    .action((options: CarryOutOptions & { readonly record?: boolean }, command: Command) =>
      options.record === true
        ? decideAsAsked((given: object) => commandOf('evaluate', given))(options, command)
        : showEvaluation(command, options),
    );
}

async function showEvaluation(command: Command, options: CarryOutOptions): Promise<void> {
  const workspace = workspaceOf(command);
  const journal = await openJournalReader(workspace);
  try {
    const fundId = await whichFund(journal, options.fund);
    const fund = await readFund(journal, fundId);
    const events = eventsOf(
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
      printText(proposedPage(fundId, events));
    }
  } finally {
    await journal.close();
  }
}

interface EvaluationsOptions extends CoordinateOptions {
  readonly fund?: string;
  readonly from?: number;
  readonly to?: number;
  readonly variant?: { readonly [field: string]: string };
}

function addEvaluations(fund: Command): void {
  withCoordinates(fund.command('evaluations'))
    .summary('the policy year by year: proposed, decided, and as now known')
    .option('--fund <id>', 'the fund (default: the only one)')
    .addOption(new Option('--from <year>', 'from this year').argParser(readYear))
    .addOption(new Option('--to <year>', 'to this year').argParser(readYear))
    .addOption(
      new Option(
        '--variant <rules>',
        'what the rules would propose otherwise: threshold=1.05,catchUpShare=1; marked, never stored',
      ).argParser(readVariant),
    )
    .addHelpText('after', '\nExample:\n  accrual fund evaluations --from 2015 --variant threshold=1.05')
    .action(async (options: EvaluationsOptions, command: Command) => {
      const workspace = workspaceOf(command);
      const journal = await openJournalReader(workspace);
      try {
        const { from, to, variant } = options;
        const answer = await fundEvaluations(journal, workspace.clock, await whichFund(journal, options.fund), coordinatesOf(options), {
          from,
          to,
          variant,
        });
        if (globalsOf(command).json === true) printJson(answer);
        else printText(evaluationsPage(answer));
      } finally {
        await journal.close();
      }
    });
}

function readVariant(text: string): { readonly [field: string]: string } {
  const fields = text.split(',').map((part) => part.split('='));
  if (fields.some(({ length }) => length !== 2)) throw new InvalidArgumentError('must be as threshold=1.05,catchUpShare=1.');
  return Object.fromEntries(fields) as { readonly [field: string]: string };
}

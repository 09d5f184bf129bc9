/** `accrual fund`: decisions of a fund, carried to every participant. */
import { basename } from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { FUND_DECISIONS } from '#ledger/fund/decisions.js';
import { ALLOTMENT_BASES, type AllotmentBase } from '#ledger/fund/results/events.js';
import { atLine, refuse, Refused } from '#ledger/kernel/refusal.js';
import { parseAmountMinor } from '#money/amount.js';
import { readDecisions } from '#reprocessing/fan-out/decisions-file.js';
import type { FundCommand } from '#reprocessing/fan-out/declare.js';
import { fileDigest } from '#reprocessing/intake/file-digest.js';
import { readableFile } from '../../input-file.js';
import { readDate } from '../../options.js';
import { valuesFrom, withFields } from '../declared-options.js';
import { addPolicy } from './policy.js';
import { carryOut, tellDue, type CarryOutOptions } from './carry-out.js';
import { addChanges } from './changes.js';
import { decideAsAsked, decisionCommand, pick, referenceOption, yearOption } from './decision-command.js';
import { addLiabilities } from './liabilities.js';
import { addCatchUp, addIndex, addPremiumRates } from './rights.js';

export function defineFund(command: Command): void {
  const fund = command
    .description('Records a decision of the fund and books what follows from it for every participant. Stopped at any point, the ' +
      'same command goes on; run again, it books nothing.');
  addInterest(fund);
  addCloseYear(fund);
  addResult(fund);
  addBonus(fund);
  addSpecialBonus(fund);
  addReduce(fund);
  addIndex(fund);
  addCatchUp(fund);
  addPremiumRates(fund);
  addPolicy(fund);
  addTimeZone(fund);
  addApply(fund);
  addFanOut(fund);
  addChanges(fund);
  addLiabilities(fund);
}

const group = (): Option => new Option('--group <id>', 'contribution group').makeOptionMandatory();
const amount = (flags: string, text: string): Option => new Option(flags, text).argParser(readAmount);

function readAmount(text: string): number {
  const minor = parseAmountMinor(text);
  if (minor === undefined) throw new InvalidArgumentError('must be an amount such as -2500.00.');
  return minor;
}

function addInterest(fund: Command): void {
  decisionCommand(fund, 'interest')
    .summary('declare the interest rate of a year and credit it')
    .addOption(yearOption())
    .addOption(new Option('--rate <fraction>', 'effective yearly fraction, such as 0.045').makeOptionMandatory())
    .addOption(referenceOption())
    .addHelpText('after', '\nExample:\n  accrual fund interest --year 2021 --rate 0.045 --reference "board, 2021-11-20"')
    .action(
      decideAsAsked<{ year: number; rate: string; reference: string }>((options) => ({
        decision: 'interest',
        ...pick(options, 'year', 'rate', 'reference'),
      })),
    );
}

function addCloseYear(fund: Command): void {
  decisionCommand(fund, 'close-year')
    .summary('close a year and charge administration and insurance')
    .addOption(yearOption())
    .addOption(referenceOption())
    .addHelpText('after', '\nExample:\n  accrual fund close-year --year 2021 --reference "annual accounts 2021"')
    .action(
      decideAsAsked<{ year: number; reference: string }>((options) => ({ decision: 'close-year', ...pick(options, 'year', 'reference') })),
    );
}

function addResult(fund: Command): void {
  decisionCommand(fund, 'result')
    .summary('report a contribution group’s result of a closed year; the smoothing buffer takes it')
    .addOption(yearOption())
    .addOption(group())
    .addOption(amount('--result <amount>', 'surplus, or deficit with a minus').makeOptionMandatory())
    .addOption(amount('--opening-buffer <amount>', 'only for a group’s first result (default: what the last result left)'))
    .addOption(amount('--planned-credit <amount>', 'what would be credited without a deficit').default(0, '0.00'))
    .addOption(referenceOption())
    .addHelpText(
      'after',
      '\nExample:\n  accrual fund result --year 2021 --group R1 --result=-2500.00 --opening-buffer 1000.00 --reference ' +
        '"accounts 2021"',
    )
    .action(
      decideAsAsked<{ year: number; group: string; result: number; openingBuffer?: number; plannedCredit: number; reference: string }>(
        (options) => ({
          decision: 'result',
          ...pick(options, 'year', 'group', 'reference'),
          resultMinor: options.result,
          openingBufferMinor: options.openingBuffer,
          plannedCreditMinor: options.plannedCredit,
        }),
      ),
    );
}

function addBonus(fund: Command): void {
  decisionCommand(fund, 'bonus')
    .summary('allot what a reported result gives or takes, by largest remainder')
    .addOption(yearOption())
    .addOption(group())
    .addOption(new Option('--by <base>', 'key of the allotment').choices([...ALLOTMENT_BASES]).default('value'))
    .addHelpText('after', '\nExample:\n  accrual fund bonus --year 2021 --group R1')
    .action(
      decideAsAsked<{ year: number; group: string; by: AllotmentBase }>((options) => ({
        decision: 'bonus',
        ...pick(options, 'year', 'group', 'by'),
      })),
    );
}

function addSpecialBonus(fund: Command): void {
  decisionCommand(fund, 'special-bonus')
    .summary('declare the special bonus provisions of a closed year and tell every participant the share')
    .description(
      'The pool stays the fund’s own: a share is told, not credited. Shares go by the values at the year’s end as known ' +
        'now, to the øre by largest remainder; a later fact moves none of them, and the decision of the next year brings them up to date.',
    )
    .addOption(yearOption())
    .addOption(amount('--pool <amount>', 'the provisions of the whole fund at the year’s end, not negative').makeOptionMandatory())
    .addOption(referenceOption())
    .addHelpText('after', '\nExample:\n  accrual fund special-bonus --year 2021 --pool 250000.00 --reference "annual accounts 2021"')
    .action(
      decideAsAsked<{ year: number; pool: number; reference: string }>((options) => ({
        decision: 'special-bonus',
        ...pick(options, 'year', 'reference'),
        poolMinor: options.pool,
      })),
    );
}

interface ReduceOptions {
  readonly on: string;
  readonly rate?: string;
  readonly group?: string;
  readonly resultToDate?: number;
  readonly openingBuffer?: number;
  readonly reason: string;
  readonly reference: string;
}

function addReduce(fund: Command): void {
  decisionCommand(fund, 'reduce')
    .summary('cut the values on a day: by a rate, or by a group’s deficit at once (emergency regulation)')
    .addOption(new Option('--on <date>', 'day from which it takes effect').argParser(readDate).makeOptionMandatory())
    .option('--rate <fraction>', 'fraction of every value, such as 0.02')
    .option('--group <id>', 'contribution group whose deficit is taken (with --result-to-date)')
    .addOption(amount('--result-to-date <amount>', 'the group’s deficit since its last result, with a minus'))
    .addOption(amount('--opening-buffer <amount>', 'only where the group has reported no result before'))
    .addOption(new Option('--reason <text>', 'why; for a deficit MARKET_COLLAPSE or CLAIMS_SURGE').makeOptionMandatory())
    .addOption(referenceOption())
    .addHelpText('after', '\nExamples:\n  accrual fund reduce --on 2022-06-15 --rate 0.02 --reason "decision of the board" --reference ' +
      '"minutes 7"\n  accrual fund reduce --on 2022-06-15 --group R1 --result-to-date=-900000.00 --reason ' +
        'MARKET_COLLAPSE --reference "minutes 7"')
    .action(decideAsAsked<ReduceOptions>(reduction));
}

function reduction({ on, rate, group: of, resultToDate, openingBuffer, reason, reference: rests }: ReduceOptions): FundCommand {
  if (rate !== undefined && of === undefined && resultToDate === undefined) {
    return { decision: 'reduce', on, rate, reason, reference: rests };
  }
  if (rate === undefined && of !== undefined && resultToDate !== undefined) {
    return { decision: 'emergency', on, group: of, resultMinor: resultToDate, openingBufferMinor: openingBuffer, reason, reference: rests };
  }
  return refuse('CONFLICTING_OPTIONS', { because: 'rate-or-group' });
}

function addTimeZone(fund: Command): void {
  const fields = FUND_DECISIONS['time-zone'];
  withFields(decisionCommand(fund, 'time-zone'), fields)
    .summary('decide where the fund’s days begin, from a day on; without it they do as ACCRUAL_TIME_ZONE says')
    .addHelpText('after', '\nExample:\n  accrual fund time-zone --from 2026-01-01 --time-zone Europe/Helsinki --reference "minutes 3"')
    .action(decideAsAsked((options: object) => ({ decision: 'time-zone', ...valuesFrom(fields, { ...options }) }) as FundCommand));
}

function addApply(fund: Command): void {
  decisionCommand(fund, 'apply')
    .summary('take the decisions of a file in their order, then book what follows from all of them')
    .description('Columns: decision, year, rate, reference, group, result, openingBuffer, plannedCredit, by, on, reason, pool, and ' +
      'those of catch-up and premium-rates by the names of their options (missed, from, announced, reportYear …). A ' +
        'decision that is refused stops the file there, since later ones rest on it. ' +
        'A file without rows decides nothing, and nothing is booked.')
    .argument('<file>', 'CSV, one decision a row')
    .addHelpText('after', '\nExample:\n  accrual fund apply decisions.csv --fund dk-p90')
    .action(async (file: string, options: CarryOutOptions, command: Command) => {
      const decisions = readDecisions(readableFile(file));
      const asked = decisions.length === 0 ? { ...options, emptyFile: basename(file) } : options;
      await carryOut(command, asked, async (declareOne) => {
        const { sha256 } = await fileDigest(file);
        for (const { line, command: decision } of decisions) {
          try {
            if (decision.status === 'refused') throw new Refused(decision.refusal);
            await declareOne(decision.value, { file: basename(file), line, sha256 });
          } catch (error) {
            if (!(error instanceof Refused)) throw error;
            throw new Refused(atLine(error.refusal, { inFile: file, line, taken: 'decisions-before' }));
          }
        }
      });
    });
}

function addFanOut(fund: Command): void {
  decisionCommand(fund, 'fan-out')
    .summary('book what is due by the decisions taken and the facts as now known')
    .option('--dry-run', 'say who is due and what would be booked, and write nothing')
    .addHelpText('after', '\nExamples:\n  accrual fund fan-out --fund dk-p90\n  accrual fund fan-out --fund nl-pob --dry-run')
    .action((options: CarryOutOptions & { readonly dryRun?: boolean }, command: Command) =>
      options.dryRun === true ? tellDue(command, options) : carryOut(command, options, async () => undefined),
    );
}

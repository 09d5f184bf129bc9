/** Decisions on the rights of all participants and on the premium rates of the employers. */
import { Option, type Command } from 'commander';
import { readDate, readYear } from '../../options.js';
import { decideAsAsked, decisionCommand, pick, referenceOption, yearOption } from './decision-command.js';

export function addIndex(fund: Command): void {
  decisionCommand(fund, 'index')
    .summary('grant an indexation of rights on 1 January, as far as the rules let the board go')
    .addOption(yearOption())
    .addOption(new Option('--rate <fraction>', 'fraction of the rights, such as 0.006').makeOptionMandatory())
    .addOption(referenceOption())
    .addHelpText('after', '\nExample:\n  accrual fund index --year 2019 --rate 0.008 --reference "board, 2018-12-10"')
    .action(
      decideAsAsked<{ year: number; rate: string; reference: string }>((options) => ({
        decision: 'index',
        ...pick(options, 'year', 'rate', 'reference'),
      })),
    );
}

export function addCatchUp(fund: Command): void {
  decisionCommand(fund, 'catch-up')
    .summary('give back what was reduced, and what indexation missed, of the five years before')
    .addOption(yearOption())
    .option('--missed', 'missed indexation too, after what was reduced')
    .addOption(referenceOption())
    .addHelpText('after', '\nExample:\n  accrual fund catch-up --year 2020 --missed --reference "board, 2019-12-12"')
    .action(
      decideAsAsked<{ year: number; missed?: boolean; reference: string }>((options) => ({
        decision: 'catch-up',
        ...pick(options, 'year', 'reference'),
        missed: options.missed === true ? 'yes' : 'no',
      })),
    );
}

interface RatesOptions {
  readonly from: string;
  readonly announced: string;
  readonly reportYear: number;
  readonly actuaryHeard?: boolean;
  readonly caoApproval?: boolean;
  readonly premiumRate: string;
  readonly aoPremiumRate: string;
  readonly participantRate: string;
  readonly costCoveringRate: string;
  readonly reference: string;
}

const EXAMPLE =
  'accrual fund premium-rates --from 2019-01-01 --announced 2018-12-12 --report-year 2018 --actuary-heard --cao-approval ' +
  '--premium-rate 0.195 --ao-premium-rate 0.005 --participant-rate 0.082 --cost-covering-rate 0.188 --reference "board, 2018-12-10"';

export function addPremiumRates(fund: Command): void {
  const rate = (flags: string, about: string): Option => new Option(flags, about).makeOptionMandatory();
  const day = (flags: string, about: string): Option => new Option(flags, about).argParser(readDate).makeOptionMandatory();
  decisionCommand(fund, 'premium-rates')
    .summary('set the premium rates of the employers, with what the articles require, and publish them')
    .addOption(day('--from <date>', 'in force from'))
    .addOption(day('--announced <date>', 'day of the announcement'))
    .addOption(new Option('--report-year <year>', 'year of the report that they rest on').argParser(readYear).makeOptionMandatory())
    .option('--actuary-heard', 'the advisory actuary was heard')
    .option('--cao-approval', 'the collective-agreement parties approved the participants’ share')
    .addOption(rate('--premium-rate <fraction>', 'of the pensionable salary, such as 0.192'))
    .addOption(rate('--ao-premium-rate <fraction>', 'of the disability scheme'))
    .addOption(rate('--participant-rate <fraction>', 'participants’ share, of the pension base'))
    .addOption(rate('--cost-covering-rate <fraction>', 'smoothed cost-covering rate'))
    .addOption(referenceOption())
    .addHelpText('after', `\nExample:\n  ${EXAMPLE}`)
    .action(
      decideAsAsked<RatesOptions>((options) => ({
        decision: 'premium-rates',
        ...pick(
          options,
          'from',
          'announced',
          'reportYear',
          'premiumRate',
          'aoPremiumRate',
          'participantRate',
          'costCoveringRate',
          'reference',
        ),
        actuaryHeard: options.actuaryHeard === true ? 'yes' : 'no',
        caoApproval: options.caoApproval === true ? 'yes' : 'no',
      })),
    );
}

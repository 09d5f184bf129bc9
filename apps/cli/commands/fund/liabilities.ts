/** `accrual fund liabilities`: the liabilities of a fund at the end of a year, and its fund of smoothing parts. */
import { InvalidArgumentError, Option, type Command } from 'commander';
import { openJournalReader, openWholeJournalReader } from '#engine/workspace.js';
import { parseDecimal, type Decimal } from '#money/decimal.js';
import { fundLiabilitiesAt } from '#projections/fund-liabilities/fund-liabilities.js';
import { coordinatesOf, globalsOf, readYear, withCoordinates, workersOption, workspaceOf, type CoordinateOptions } from '../../options.js';
import { liabilitiesPage } from '../../pages/liabilities.js';
import { portfolioSize } from '../../portfolio-size.js';
import { printJson, printText } from '../../terminal/output.js';
import { progressBar } from '../../terminal/progress.js';
import { stoppable } from '../../terminal/stop-signal.js';
import { whichFund } from './which-fund.js';

interface LiabilitiesOptions extends CoordinateOptions {
  readonly year: number;
  readonly fund?: string;
  readonly out?: string;
  readonly previousFund?: Decimal;
  readonly previousLiabilities?: Decimal;
  readonly workers?: number;
  readonly explain?: boolean;
}

export function addLiabilities(fund: Command): void {
  withCoordinates(fund.command('liabilities'))
    .summary('liabilities at the end of a year by formula, over all participants; with --previous-fund the fund of smoothing parts')
    .description(
      'Sweeps the portfolio and adds up what the law’s formulas give (fi-kapl: 3 to 12). The value date is 31 December ' +
        'of the year unless --as-of says otherwise.',
    )
    .addOption(new Option('--year <year>', 'end of this year').argParser(readYear).makeOptionMandatory())
    .option('--fund <id>', 'the fund (default: the only one that keeps liabilities)')
    .option('--out <file>', 'each participant’s part: FILE.csv, FILE.ndjson or FILE.parquet')
    .addOption(
      new Option('--previous-fund <amount>', 'the fund of smoothing parts a year before (negative: a claim): rolls it forward').argParser(
        readDecimal,
      ),
    )
    .addOption(new Option('--previous-liabilities <amount>', 'the liabilities a year before (default: computed)').argParser(readDecimal))
    .option('--explain', 'take the figures apart: formulas, articles, parameters with their status (JSON always holds them)')
    .addOption(workersOption())
    .addHelpText('after', '\nExample:\n  accrual fund liabilities --year 2005 --previous-fund 410000000 --out liabilities.parquet')
    .action(async (options: LiabilitiesOptions, command: Command) => {
      const workspace = workspaceOf(command);
      const journal = await (options.out === undefined ? openJournalReader : openWholeJournalReader)(workspace);
      const progress = progressBar('liabilities', 'participants');
      try {
        const fundId = await whichFund(journal, options.fund, 'fi-kapl');
        const total = await portfolioSize(journal);
        const answer = await stoppable({ during: 'liabilities' }, (signal) =>
          fundLiabilitiesAt({
            ...options,
            journal,
            journalUrl: workspace.journalUrl,
            clock: workspace.clock,
            fundId,
            coordinates: coordinatesOf(options),
            signal,
            onProgress: ({ answers, rejected, notApplicable }) => progress.update(answers + rejected + notApplicable, total),
          }),
        );
        progress.stop();
        if (answer.rejected > 0 || answer.liabilities.missing.length > 0) process.exitCode = 1;
        if (globalsOf(command).json === true) printJson(answer);
        else printText(liabilitiesPage(answer, options.explain === true));
      } finally {
        progress.stop();
        await journal.close();
      }
    });
}

function readDecimal(text: string): Decimal {
  const read = parseDecimal(text);
  if (read === undefined) throw new InvalidArgumentError('must be a decimal such as 410000000.00.');
  return read;
}

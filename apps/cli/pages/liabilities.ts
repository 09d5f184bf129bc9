/** Liabilities of a fund as a page of text. */
import type { Answer } from '#projections/answer.js';
import type { FundLiabilitiesView } from '#projections/fund-liabilities/fund-liabilities.js';
import { textTable } from '../terminal/table.js';
import { figureText } from './explanation.js';
import { grouped } from '#money/grouped.js';
import { coordinateLines } from './coordinates.js';
import { noteLines } from './notes.js';
import { counted } from './counted.js';

/** `explained`: with the figures taken apart. */
export function liabilitiesPage(answer: Answer<FundLiabilitiesView>, explained: boolean): string {
  const { fundId, year, sums, liabilities, smoothingFund, rejected } = answer;
  const right = (head: string) => ({ head, align: 'right' as const });
  const components = liabilities.components.map(({ formula, name, amountPosted }) => [`(${formula})`, name, grouped(amountPosted)]);
  const total = ['(4)', 'all together (V^VIU)', liabilities.totalPosted === null ? 'not complete' : grouped(liabilities.totalPosted)];
  const parts = [
    `Liabilities of fund ${fundId} at the end of ${year}, over ${counted(sums.participants, 'participant')}`,
    textTable([{ head: 'formula' }, { head: 'liability' }, right('EUR')], [...components, total]),
    `Premiums of ${year} with the corrections settled in it ${grouped(sums.premium)}, of which smoothing parts ` +
      `${grouped(sums.smoothingPart)}.`,
  ];
  if (smoothingFund !== null) {
    parts.push(
      textTable(
        [{ head: 'fund of the smoothing parts (3)' }, right('')],
        [
          ['opening', grouped(smoothingFund.previousFund)],
          ['corrections of earlier index raises, taken from it', grouped(smoothingFund.indexCorrection)],
          ['accumulation of the year, of half a year', `${grouped(smoothingFund.accumulation)}, ${grouped(smoothingFund.halfYear)}`],
          ['what liabilities earn above the technical interest', grouped(smoothingFund.excessInterest)],
          [`fund at the end of ${year}`, grouped(smoothingFund.fundPosted)],
          ['claim on the Finnish Centre for Pensions', grouped(smoothingFund.claimPosted)],
        ],
      ),
    );
  }
  if (explained) parts.push(figureText(answer.figure));
  parts.push(...noteLines(answer.notes.map((note) => `${note}.`)));
  for (const missing of liabilities.missing) parts.push(`Not computed: ${missing}`);
  if (rejected > 0) {
    parts.push(
      `${counted(rejected, 'participant is', 'participants are')} left out; with --out they stand in OUT.rejects.csv with the reason.`,
    );
  }
  return [...parts, coordinateLines(answer)].join('\n\n');
}

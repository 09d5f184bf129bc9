/** `accrual voluntary-premium`: what who continues voluntarily owes itself, of one participant or of all (nl-pob 2.9). */
import type { Command } from 'commander';
import { voluntaryPremiumProjection, type OwnDebtEntry, type VoluntaryPremiumAnswer } from '#projections/voluntary-premium/projection.js';
import { withCoordinates } from '../options.js';
import { counted } from '../pages/counted.js';
import { ownDebtsTable, voluntaryPremiumPage } from '../pages/voluntary-premium.js';
import { printOneOrAll } from './entries-now.js';

const DESCRIPTION = `What a participant who continues voluntarily owes itself: charged by month and invoice, what was paid on it and when, what is
open, at any coordinates; without a participant all invoices that are open, what was charged first at the top, by the standing models.
"accrual import voluntary-payments FILE" records what is paid.`;

export function defineVoluntaryPremium(command: Command): void {
  withCoordinates(command)
    .description(DESCRIPTION)
    .argument('[participant]', 'participant id; none: the open invoices of all')
    .addHelpText('after', '\nExamples:\n  accrual voluntary-premium\n  accrual voluntary-premium P000001 --as-of 2018-12-31')
    .action(
      printOneOrAll<VoluntaryPremiumAnswer, OwnDebtEntry>({
        view: voluntaryPremiumProjection,
        page: voluntaryPremiumPage,
        table: ownDebtsTable,
        ending: (all) =>
          all === 0 ? 'Nobody owes premium itself.' : `${counted(all, 'invoice')} open: accrual import voluntary-payments FILE`,
        during: 'voluntary-premium',
      }),
    );
}

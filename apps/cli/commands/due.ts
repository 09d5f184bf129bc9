/** `accrual due`: whose booked interest, bonus, charges, rights or savings no longer fit what is known. */
import type { Command } from 'commander';
import { dueProjection, type DueEntry, type DueView } from '#projections/due/projection.js';
import { withCoordinates } from '../options.js';
import { counted } from '../pages/counted.js';
import { duePage, dueTable } from '../pages/due.js';
import { printOneOrAll } from './entries-now.js';

const DESCRIPTION = `Who is due: a fact that came late, or an annulment that booked nothing, leaves booked what no longer fits:
interest, bonus, charges, rights, savings. With a participant, what is due entitlement by entitlement, at any coordinates; without one all who are due, by the standing models. "accrual settle" books it.`;

export function defineDue(command: Command): void {
  withCoordinates(command)
    .description(DESCRIPTION)
    .argument('[participant]', 'participant id; none: all who are due')
    .addHelpText('after', '\nExamples:\n  accrual due\n  accrual due D000001 --as-of 2022-12-31')
    .action(
      printOneOrAll<DueView, DueEntry>({
        view: dueProjection,
        page: duePage,
        table: dueTable,
        ending: (all) =>
          all === 0
            ? 'Nobody is due: what is booked fits what is known.'
            : `${counted(all, 'participant is', 'participants are')} due: accrual settle --all`,
        during: 'due',
      }),
    );
}

/** `accrual letters`: whom the fund owes the letter at the start of accrual, and by when (nl-pob 4.5). */
import type { Command } from 'commander';
import { lettersProjection, type LetterEntry, type LettersView } from '#projections/letters/projection.js';
import { withCoordinates } from '../options.js';
import { counted } from '../pages/counted.js';
import { lettersPage, lettersTable } from '../pages/letters.js';
import { printOneOrAll } from './entries-now.js';

const DESCRIPTION = `The letter that a participant gets within three months of the start of accrual. With a participant, by when and whether it
was sent, at any coordinates; without one all whom it is owed to, by the standing models. "accrual import start-letters FILE" records it.`;

export function defineLetters(command: Command): void {
  withCoordinates(command)
    .description(DESCRIPTION)
    .argument('[participant]', 'participant id; none: all whom a letter is owed to')
    .addHelpText('after', '\nExamples:\n  accrual letters\n  accrual letters P000001 --as-of 2018-12-31')
    .action(
      printOneOrAll<LettersView, LetterEntry>({
        view: lettersProjection,
        page: lettersPage,
        table: lettersTable,
        ending: (all, overdue) =>
          all === 0
            ? 'No letter is owed.'
            : `${counted(all, 'letter')} owed${overdue === 0 ? '' : `, ${overdue} past the last day`}: accrual import start-letters FILE`,
        isOverdue: ({ status }) => status === 'overdue',
        during: 'letters',
      }),
    );
}

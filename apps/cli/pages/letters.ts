/** The letter at the start of accrual: of a participant, and of all whom it is owed to. */
import type { Answer } from '#projections/answer.js';
import type { LetterEntry, LettersView } from '#projections/letters/projection.js';
import { textTable } from '../terminal/table.js';
import { coordinateLines } from './coordinates.js';
import { counted } from './counted.js';

export function lettersPage(answer: Answer<LettersView>): string {
  const { participantId, startLetter } = answer;
  const said = startLetter === null ? `No start letter is owed to participant ${participantId}.` : told(participantId, startLetter);
  return [said, coordinateLines(answer)].join('\n\n');
}

type StartLetter = NonNullable<LettersView['startLetter']>;

function told(participantId: string, { accrualBegan, lastDate, sentOn, reference, daysLate, status }: StartLetter): string {
  const owed = `Start letter of participant ${participantId}: accrual began on ${accrualBegan}, the last day is ${lastDate}`;
  const late = daysLate === 0 ? '' : `, ${counted(daysLate, 'day')} late`;
  switch (status) {
    case 'owed':
      return `${owed}. Not sent yet.`;
    case 'overdue':
      return `${owed}. NOT SENT YET${late}.`;
    case 'sent':
    case 'sent-late':
      return `${owed}. Sent on ${sentOn}${late} (${reference}).`;
  }
}

export function lettersTable(letters: readonly (LetterEntry & { readonly participantId: string })[]): string {
  const rows = letters.map(({ participantId, accrualBegan, lastDate, status }) => [
    participantId, accrualBegan, lastDate, status === 'overdue' ? 'PAST' : '',
  ]);
  return textTable([{ head: 'participant' }, { head: 'accrual began' }, { head: 'letter by' }, { head: '' }], rows);
}

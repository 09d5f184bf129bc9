/** What is due to a participant, and who is. */
import { grouped } from '#money/grouped.js';
import type { DueMoves } from '#projections/due/items.js';
import type { DueNote } from '#projections/due/note.js';
import type { DueEntry, DueView } from '#projections/due/projection.js';
import { textTable, type TableColumn } from '../terminal/table.js';
import { counted } from './counted.js';

export interface DueParticipant extends DueEntry {
  readonly participantId: string;
}

const right = (head: string): TableColumn => ({ head, align: 'right' });

export function duePage({ participantId, entitlements, ...moves }: DueView): string {
  if (entitlements.length === 0) return `Nothing is due to participant ${participantId}: what is booked fits what is known.`;
  const rows = entitlements.map(({ kind, period, effectiveDate, booked, due }) => [
    kind,
    period,
    effectiveDate,
    grouped(booked),
    grouped(due),
  ]);
  const table = textTable([{ head: 'entitlement' }, { head: 'for' }, { head: 'value date' }, right('booked'), right('due')], rows);
  return `Due to participant ${participantId}, a fact came late or was annulled:\n\n${table}\n\nSettling moves ` +
    `${movedBy(moves)}: accrual settle ${participantId}`;
}

export function dueTable(participants: readonly DueParticipant[]): string {
  const ofRights = participants.some(({ pensionYearly }) => pensionYearly !== undefined);
  const rows = participants.map(({ participantId, since, entitlements, difference, pensionYearly }) => [
    participantId,
    since,
    String(entitlements),
    grouped(difference),
    ...(ofRights ? [pensionYearly === undefined ? '' : grouped(pensionYearly)] : []),
  ]);
  const heads = [{ head: 'participant' }, { head: 'since' }, right('entitlements'), right('difference')];
  return textTable(ofRights ? [...heads, right('pension a year')] : heads, rows);
}

/** The value, and where rights are due the pension a year. */
function movedBy({ difference, pensionYearly }: DueMoves): string {
  const value = `the value by ${grouped(difference)}`;
  if (pensionYearly === undefined) return value;
  const pension = `the pension a year by ${grouped(pensionYearly)}`;
  return /[1-9]/.test(difference) ? `${value} and ${pension}` : pension;
}

/** The last line of any page about a participant who is due; nothing for others. */
export function dueLine(participantId: string, { due }: DueNote): string {
  if (due === undefined) return '';
  const what = due.entitlements === 1 ? 'One amount is' : `${counted(due.entitlements, 'amount')} are`;
  return `\n\nDue: ${what} not booked as what is known gives it, a fact came late or was annulled. "accrual settle ${participantId}" books the ` +
    `difference: it moves ${movedBy(due)}.`;
}

/**
 * Who is due: what is booked and no longer fits, since a fact came late or was annulled. Every answer about the participant says so,
 * beside its view, until it is settled or the fund's next fan-out books the difference.
 */
import type { EnrolledState } from '#portfolio/participant.js';
import { attempt } from '#ledger/kernel/refusal.js';
import { addMinor, formatMinor } from '#money/amount.js';
import { dueOf, type DueItem } from './due-items.js';
import { amount, count, record, type AnswerSchema } from './schema-parts.js';
import { viewer, type Seen, type View } from './view.js';

/** What settling moves: the value, and where rights by tranche are due the pension a year. */
export interface DueMoves {
  readonly difference: string;
  readonly pensionYearly?: string;
}

/** Booked entitlements that no longer fit, and what settling them moves. */
export interface DueNote {
  readonly due?: { readonly entitlements: number } & DueMoves;
}

export const dueNoteSchema: AnswerSchema = {
  ...record({ entitlements: count, difference: amount }, { pensionYearly: amount }),
  description: 'Only where a fact came late or was annulled: so many booked entitlements no longer fit, and settling them moves the ' +
    'value by this; the pension a year too, where rights are due.',
};

/** Shows views of one subject by one question, with the note where its participant is due. */
export function showing<State extends object>(
  seen: Seen<State>,
  asked: object | undefined,
): <Question extends object, Shown extends object>(view: View<Question, Shown, State>) => Shown & DueNote {
  const show = viewer(seen, asked);
  let note: DueNote | undefined;
  return (view) => {
    const shown = show(view);
    if (view.subject.kind !== 'participant' || view.name === 'due') return shown;
    note ??= noteOf(seen as unknown as Seen<EnrolledState>);
    return note.due === undefined ? shown : { ...shown, ...note };
  };
}

const NOTHING: DueNote = {};

/** A note stops no answer: what refuses it refuses whoever settles. */
function noteOf(seen: Seen): DueNote {
  const due = attempt(() => dueOf(seen));
  if (due.status === 'refused' || due.value.length === 0) return NOTHING;
  return { due: { entitlements: due.value.length, ...movesOf(due.value) } };
}

export function movesOf(due: readonly DueItem[]): DueMoves {
  const sumOf = (moves: DueItem['moves']): string =>
    formatMinor(due.reduce((sum, item) => (item.moves === moves ? addMinor(sum, item.byMinor) : sum), 0));
  const difference = sumOf('value');
  return due.some(({ moves }) => moves === 'pension') ? { difference, pensionYearly: sumOf('pension') } : { difference };
}

/**
 * Who is due: what is booked and no longer fits, since a fact came late or was annulled. Every answer about the participant says so,
 * beside its view, until it is settled or the fund's next fan-out books the difference.
 */
import type { EnrolledState } from '#portfolio/participant.js';
import { attempt } from '#ledger/kernel/refusal.js';
import { dueProjection } from './projection.js';
import type { DueMoves } from './items.js';
import { amount, count, record, type AnswerSchema } from '../schema-parts.js';
import { viewer, type Seen, type View, type Viewer } from '../view.js';

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
  return (view) => {
    const shown = show(view);
    if (view.subject.kind !== 'participant' || view.name === dueProjection.name) return shown;
    const due = dueNote(show as Viewer<EnrolledState>);
    return due === undefined ? shown : { ...shown, due };
  };
}

/** Undefined where nothing is due. A note stops no answer: what refuses it refuses whoever settles. */
function dueNote(show: Viewer<EnrolledState>): DueNote['due'] {
  const due = attempt(() => show(dueProjection));
  if (due.status === 'refused' || due.value.entitlements.length === 0) return undefined;
  const { participantId: _whose, entitlements, ...moves } = due.value;
  return { entitlements: entitlements.length, ...moves };
}

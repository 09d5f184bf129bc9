/**
 * Who is due: entitlements that are booked and no longer fit, since a fact came late or was annulled. Every answer about the
 * participant says so, beside its view, until they are settled or the fund's next fan-out books the difference.
 */
import type { ParticipantState } from '#ledger/participant/state.js';
import { attempt } from '#ledger/kernel/refusal.js';
import { addMinor, formatMinor } from '#money/amount.js';
import type { CivilDate } from '#money/civil-date.js';
import { entitlementsDue, type EntitlementDue } from '#rulebooks/frame/reconcile.js';
import { knowledgeOf } from './coordinates.js';
import { cameLate } from './late-facts.js';
import { amount, count, record, type AnswerSchema } from './schema-parts.js';
import { viewer, type Seen, type View } from './view.js';

/** Booked entitlements that no longer fit, and what settling them moves the value by. */
export interface DueNote {
  readonly due?: { readonly entitlements: number; readonly difference: string };
}

export const dueNoteSchema: AnswerSchema = {
  ...record({ entitlements: count, difference: amount }),
  description: 'Only where a fact came late or was annulled: so many booked entitlements no longer fit, and settling them moves the ' +
    'value by this.',
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
    note ??= noteOf(seen as unknown as Seen<ParticipantState>);
    return note.due === undefined ? shown : { ...shown, ...note };
  };
}

const NOTHING: DueNote = {};

/** A note stops no answer: what refuses it refuses whoever settles. */
function noteOf(seen: Seen<ParticipantState>): DueNote {
  const due = attempt(() => dueOf(seen));
  if (due.status === 'refused' || due.value.length === 0) return NOTHING;
  return { due: { entitlements: due.value.length, difference: differenceOf(due.value) } };
}

/** What settling moves the value by. */
export function differenceOf(due: readonly EntitlementDue[]): string {
  return formatMinor(due.reduce((sum, { bookedMinor, dueMinor }) => addMinor(sum, addMinor(dueMinor, -bookedMinor)), 0));
}

/**
 * What has taken effect by the value date, where something came late, as far as bookings reach: a year that the fund has decided since
 * waits for its fan-out, as it does for all, and so does whoever has no booking yet.
 */
export function dueOf({
  state,
  coordinates,
  rules: { rulebook, fundAsKnown, parameters },
  events = [],
}: Seen<ParticipantState>): readonly EntitlementDue[] {
  if (rulebook.capabilities.corrections?.kind !== 'as-if-original') return [];
  const upTo = cameLate(events, coordinates) ? lastBooked(state) : undefined;
  if (upTo === undefined || !cameLate(events, coordinates, upTo)) return [];
  const fund = fundAsKnown(knowledgeOf(coordinates));
  return entitlementsDue(rulebook, state, fund, parameters, coordinates.asOf).filter(
    ({ event: { effectiveDate } }) => effectiveDate <= upTo,
  );
}

function lastBooked({ booked }: Pick<ParticipantState, 'booked'>): CivilDate | undefined {
  let last: CivilDate | undefined;
  for (const { effectiveDate } of booked.values()) if (last === undefined || effectiveDate > last) last = effectiveDate;
  return last;
}

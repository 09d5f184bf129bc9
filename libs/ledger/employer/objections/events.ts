/**
 * An employer with conscientious objections to every insurance (nl-pob chapter VI): what it owes for itself is savings; what it owes for a
 * participant who is not exempt stays premium. The exemption of a legal entity lapses after five years.
 */
import type { CivilDate } from '#money/civil-date.js';
import { FIRST_VERSION, type DataOf } from '../../kernel/event.js';
import type { FoldByCopy } from '../../kernel/fold.js';
import * as is from '../../kernel/schema.js';
import type { EmployerEventDefinitions } from '../definitions/moves-participants.js';

const OF_OBJECTIONS = { ...FIRST_VERSION, movesRules: false, kept: undefined };

export const EMPLOYER_OBJECTION_ENDS = ['request', 'objections-gone', 'breach'] as const;

export const EMPLOYER_OBJECTION_EVENTS = {
  EmployerObjectionGranted: {
    ...OF_OBJECTIONS,
    movesParticipants: 'none',
    schema: is.record(
      { from: is.date, requestedOn: is.date, legalEntity: is.yesOrNo, reference: is.text },
      /** `lapsesOn`: its last day. */
      { lapsesOn: is.date, condition: is.text },
    ),
  },
  /** `on`: the first day on which it does not hold any more. */
  EmployerObjectionEnded: {
    ...OF_OBJECTIONS,
    movesParticipants: 'none',
    schema: is.record({ from: is.date, cause: is.oneOf(...EMPLOYER_OBJECTION_ENDS), on: is.date, reference: is.text }),
  },
} satisfies EmployerEventDefinitions;

export type EmployerObjectionEventData = DataOf<typeof EMPLOYER_OBJECTION_EVENTS>;

export interface EmployerObjection {
  readonly eventIds: readonly string[];
  readonly data: EmployerObjectionEventData['EmployerObjectionGranted'];
  readonly end: { readonly on: CivilDate; readonly cause: string } | undefined;
}

export interface EmployerObjectionsSlice {
  /** By the day from which they hold. */
  readonly employerObjections: readonly EmployerObjection[];
}

export function initialEmployerObjections(): EmployerObjectionsSlice {
  return { employerObjections: [] };
}

export const foldEmployerObjections: FoldByCopy<EmployerObjectionEventData, EmployerObjectionsSlice> = {
  EmployerObjectionGranted: ({ employerObjections }, { id, data }) => ({
    employerObjections: [...employerObjections, { eventIds: [id], data, end: undefined }],
  }),
  EmployerObjectionEnded: ({ employerObjections }, { id, data: { from, on, cause } }) => ({
    employerObjections: employerObjections.map((one) =>
      one.data.from === from ? { ...one, eventIds: [...one.eventIds, id], end: { on, cause } } : one,
    ),
  }),
};

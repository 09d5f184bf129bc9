/** A stored row as an answer: the row's view with the model's coordinates, or the refusal that stands for it. */
import type { OfAny } from '#ledger/kernel/refused-subject.js';
import type { JsonObject } from '#ledger/kernel/json.js';
import { Refused, refuse, type Refusal } from '#ledger/kernel/refusal.js';
import { sha256Hex } from '#journal/sha256.js';
import type { FoldedSubject } from '#portfolio/folded-subject.js';
import { viewNamed } from '../../views/views.js';
import { answerOf, type Answer, type RulesStamp } from '../../answer.js';
import type { QuarantineRow, StandingRow } from './model.js';
import type { Slot, StoredAnswer } from './store.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    /** Set aside while a model was built: `cause` is the code of why, `reason` what was said then. */
    QUARANTINED: OfAny & {
      readonly model: string;
      readonly cause: string;
      readonly eventId: string | null;
      readonly position: number;
      readonly since: string;
      readonly reason: string;
    };
  }
}

/**
 * Refuses what the live answer refuses, and QUARANTINED `{cause, eventId, position, since}`, UNKNOWN_PARTICIPANT (or another kind) and
 * READ_MODEL_DAMAGED: never an old or an empty row in an answer's place.
 */
export function answerOfStored(slot: Slot, { subjectId, row, quarantine }: StoredAnswer): Answer<object> {
  const subject = subjectOf(slot.model, subjectId);
  if (quarantine !== undefined) return refuseQuarantined(quarantine, subject);
  if (row === undefined) {
    return subject.of.refuseUnknown(subjectId, { model: slot.model, position: slot.position });
  }
  if (row.refusal !== null) throw new Refused(JSON.parse(row.refusal) as Refusal);
  return answerOf(viewOf(row, subject), coordinatesOfSlot(slot), stampOf(row), BigInt(row.position));
}

/** The coordinates of every answer of a slot. */
export function coordinatesOfSlot(slot: Slot): { readonly asOf: string; readonly knownAt: bigint; readonly rulesKnownAt: undefined } {
  return { asOf: slot.asOf, knownAt: BigInt(slot.position), rulesKnownAt: undefined };
}

interface RowSubject {
  readonly of: FoldedSubject<object>;
  /** `{participantId}`, as refusals name it. */
  readonly named: OfAny;
}

function subjectOf(model: string, id: string): RowSubject {
  const of = viewNamed(model).subject;
  return { of, named: { [`${of.kind}Id`]: id } };
}

function viewOf({ model, view, digest }: StandingRow, { named }: RowSubject): JsonObject {
  if (view === null || sha256Hex(view) !== digest) {
    refuse('READ_MODEL_DAMAGED', { ...named, model });
  }
  return JSON.parse(view as string) as JsonObject;
}

function stampOf({ model, subjectId, rules }: StandingRow): RulesStamp {
  if (rules === null) throw new Error(`the ${model} row of ${subjectId} has a view without rules`);
  return JSON.parse(rules) as RulesStamp;
}

function refuseQuarantined(row: QuarantineRow, { named }: RowSubject): never {
  const { model, code, message, eventId, position, since } = row;
  return refuse('QUARANTINED', { ...named, model, cause: code, eventId, position, since, reason: message });
}

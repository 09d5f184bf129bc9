/** A stored row as an answer: the row's view with the model's coordinates, or the refusal that stands for it. */
import type { JsonObject } from '#ledger/kernel/json.js';
import { Refused, refuse, type Refusal } from '#ledger/kernel/refusal.js';
import { sha256Hex } from '#journal/sha256.js';
import type { SubjectKind } from '#ledger/subjects.js';
import { viewNamed } from '../../views/views.js';
import { answerOf, type Answer, type RulesStamp } from '../../answer.js';
import type { QuarantineRow, StandingRow } from './model.js';
import type { Slot, StoredAnswer } from './store.js';

/**
 * Refuses what the live answer refuses, and QUARANTINED `{cause, eventId, position, since}`, UNKNOWN_PARTICIPANT (or another kind) and
 * READ_MODEL_DAMAGED: never an old or an empty row in an answer's place.
 */
export function answerOfStored(slot: Slot, { subjectId, row, quarantine }: StoredAnswer): Answer<object> {
  const subject = subjectOf(slot.model, subjectId);
  if (quarantine !== undefined) return refuseQuarantined(quarantine, subject);
  if (row === undefined) {
    const { kind, named } = subject;
    return refuse(
      `UNKNOWN_${kind.toUpperCase()}`,
      `the ${slot.model} model knows no ${kind} ${subjectId} up to position ${slot.position}`,
      named,
    );
  }
  if (row.refusal !== null) throw new Refused(JSON.parse(row.refusal) as Refusal);
  return answerOf(viewOf(row, subject), coordinatesOfSlot(slot), stampOf(row), BigInt(row.position));
}

/** The coordinates of every answer of a slot. */
export function coordinatesOfSlot(slot: Slot): { readonly asOf: string; readonly knownAt: bigint; readonly rulesKnownAt: undefined } {
  return { asOf: slot.asOf, knownAt: BigInt(slot.position), rulesKnownAt: undefined };
}

interface RowSubject {
  readonly kind: SubjectKind;
  /** `{participantId}`, as refusals name it. */
  readonly named: JsonObject;
}

function subjectOf(model: string, id: string): RowSubject {
  const { kind } = viewNamed(model).subject;
  return { kind, named: { [`${kind}Id`]: id } };
}

function viewOf({ model, subjectId, view, digest }: StandingRow, { kind, named }: RowSubject): JsonObject {
  if (view === null || sha256Hex(view) !== digest) {
    refuse(
      'READ_MODEL_DAMAGED',
      `the ${model} row of ${kind} ${subjectId} is not what was written; build the model again`,
      { ...named, model },
    );
  }
  return JSON.parse(view as string) as JsonObject;
}

function stampOf({ model, subjectId, rules }: StandingRow): RulesStamp {
  if (rules === null) throw new Error(`the ${model} row of ${subjectId} has a view without rules`);
  return JSON.parse(rules) as RulesStamp;
}

function refuseQuarantined(row: QuarantineRow, { kind, named }: RowSubject): never {
  const { model, subjectId, code, message, eventId, position, since } = row;
  return refuse('QUARANTINED', `${kind} ${subjectId} is set aside in ${model} since ${since}: ${message}`, {
    ...named,
    model,
    cause: code,
    eventId,
    position,
    since,
  });
}

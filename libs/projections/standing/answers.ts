/** A stored row as an answer: the row's view with the model's coordinates, or the refusal that stands for it. */
import type { JsonObject } from '#ledger/kernel/json.js';
import { Refused, refuse, type Refusal } from '#ledger/kernel/refusal.js';
import { sha256Hex } from '#journal/sha256.js';
import { answerOf, type Answer, type RulesStamp } from '../answer.js';
import type { QuarantineRow, StandingRow } from './model.js';
import type { Slot, StoredAnswer } from './store.js';

/**
 * Refuses what the live answer refuses, and QUARANTINED `{code, eventId, position, since}`, UNKNOWN_PARTICIPANT and
 * READ_MODEL_DAMAGED: never an old or an empty row in an answer's place.
 */
export function answerOfStored(slot: Slot, { participantId, row, quarantine }: StoredAnswer): Answer<object> {
  if (quarantine !== undefined) return refuseQuarantined(quarantine);
  if (row === undefined) {
    return refuse(
      'UNKNOWN_PARTICIPANT',
      `the ${slot.model} model knows no participant ${participantId} up to position ${slot.position}`,
      { participantId },
    );
  }
  if (row.refusal !== null) throw new Refused(JSON.parse(row.refusal) as Refusal);
  return answerOf(viewOf(row), coordinatesOf(slot), stampOf(row), BigInt(row.position));
}

/** The coordinates of every answer of a slot. */
export function coordinatesOf(slot: Slot): { readonly asOf: string; readonly knownAt: bigint; readonly rulesKnownAt: undefined } {
  return { asOf: slot.asOf, knownAt: BigInt(slot.position), rulesKnownAt: undefined };
}

function viewOf({ model, participantId, view, digest }: StandingRow): JsonObject {
  if (view === null || sha256Hex(view) !== digest) {
    refuse(
      'READ_MODEL_DAMAGED',
      `the ${model} row of participant ${participantId} is not what was written; build the model again with \`accrual rebuild ${model}\``,
      { participantId, model },
    );
  }
  return JSON.parse(view as string) as JsonObject;
}

function stampOf({ participantId, rules }: StandingRow): RulesStamp {
  if (rules === null) throw new Error(`the row of participant ${participantId} has a view without rules`);
  return JSON.parse(rules) as RulesStamp;
}

function refuseQuarantined({ model, participantId, code, message, eventId, position, since }: QuarantineRow): never {
  return refuse(
    'QUARANTINED',
    `participant ${participantId} is set aside in ${model} since ${since}: ${message}`,
    { participantId, model, cause: code, eventId, position, since },
  );
}

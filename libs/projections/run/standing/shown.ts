/** What the standing models answer, as JSON: subjects under the name of their kind (`participantId`, `participants`). */
import { jsonPosition, type Answer } from '../../answer.js';
import { viewNamed } from '../../views/views.js';
import type { JsonObject } from '#ledger/kernel/json.js';
import type { Refusal } from '#ledger/kernel/refusal.js';
import type { QuarantineRow, StandingEntry } from './model.js';
import type { ListedAnswer, StandingStatus } from './readings.js';

function kindOf(model: string): string {
  return viewNamed(model).subject.kind;
}

function named(model: string, subjectId: string): { readonly [name: string]: string } {
  return { [`${kindOf(model)}Id`]: subjectId };
}

export interface ShownStatus extends Omit<StandingStatus, 'position' | 'subjects'> {
  readonly position: number;
}

export function shownStatus({ model, asOf, position, lag, building, subjects, ...counts }: StandingStatus): ShownStatus {
  const counted = { [`${kindOf(model)}s`]: subjects };
  return { model, asOf, building, ...counted, ...counts, lag, position: jsonPosition(position) };
}

export type ShownAnswer = { readonly answer: Answer<object> } | { readonly refusal: Refusal };

export function shownAnswer(model: string, { subjectId, ...found }: ListedAnswer): ShownAnswer {
  return { ...named(model, subjectId), ...found };
}

export function shownQuarantine({ model, subjectId, ...why }: QuarantineRow): object {
  return { model, ...named(model, subjectId), ...why };
}

export function shownEntry({ model, subjectId, entry }: StandingEntry): JsonObject {
  return { ...named(model, subjectId), ...entry };
}

/** What a stored row depends on beside the journal: the program's own fold and law. A row of another program is rebuilt. */
import { EVENT_TYPES } from '#ledger/event-types.js';
import { canonicalText } from '#ledger/kernel/json.js';
import { sha256Hex } from '#journal/sha256.js';
import { RULEBOOKS } from '#rulebooks/registry.js';
import { STANDING_VIEWS } from '../../views/views.js';

export function softwareSignature(): string {
  return sha256Hex(
    canonicalText({
      projections: STANDING_VIEWS.map(({ name, version }) => ({ name, version })),
      rulebooks: RULEBOOKS.map(({ id, version }) => ({ id, version })),
      events: [...EVENT_TYPES.definitions].map(([type, { version }]) => ({ type, version })),
    }),
  ).slice(0, 16);
}

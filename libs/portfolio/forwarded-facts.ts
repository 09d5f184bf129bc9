/** Facts about months before a transfer that came after it, as the sender's books read them: its employers are charged by them. */
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { participantStream } from '#ledger/subjects.js';
import type { DossierSlice } from '#ledger/transfer/dossier/events.js';

/** In the order in which they were forwarded, as if they stood at the end of the participant's stream; `events`: the whole of it. */
export function withForwarded(
  events: readonly RecordedEvent[],
  { forwarded }: Pick<DossierSlice, 'forwarded'>,
  participantId: string,
): readonly RecordedEvent[] {
  const facts = forwarded
    .filter(({ data }) => data.participantId === participantId)
    .flatMap(({ position, recordedAt, actor, data }) => (data.facts ?? []).map((fact) => ({ ...fact, position, recordedAt, actor })));
  const stream = participantStream(participantId);
  return [...events, ...facts.map((fact, index) => ({ ...fact, stream, revision: events.length + index, schemaVersion: 1 }))];
}

/** What other streams say that rests on facts of an employer: read where one of them is to be annulled. */
import { eventId } from '#journal/event-id.js';
import type { JournalReader } from '#journal/port.js';
import type { RestingElsewhere } from '#ledger/employer/resting.js';
import { annulmentKey } from '#ledger/kernel/annulment.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { prefixOf, type SubjectKind } from '#ledger/subjects.js';

export async function restingElsewhere(journal: JournalReader, employerId: string): Promise<RestingElsewhere> {
  const estimates = await standingOf(journal, 'participant', 'SalaryEstimated', ({ data }) => data['employerId'] === employerId);
  const continuations = await standingOf(journal, 'employer', 'ExemptionContinued', ({ data }) => data['former'] === employerId);
  return {
    estimates: estimates.map(({ id, data }) => ({ eventId: id, demand: data['demand'] as string })),
    continuations: continuations.map(({ id, data }) => ({ eventId: id, exemption: data['exemption'] as string })),
  };
}

async function standingOf(
  journal: JournalReader,
  kind: SubjectKind,
  type: string,
  isMeant: (event: RecordedEvent) => boolean,
): Promise<readonly RecordedEvent[]> {
  const found: RecordedEvent[] = [];
  const filter = { streamPrefix: prefixOf(kind), types: [type] };
  for await (const page of journal.readAll({ filter })) found.push(...page.filter(isMeant));
  if (found.length === 0) return found;
  const annulments = await journal.findEvents(found.map(annulmentIdOf));
  return found.filter((event) => !annulments.has(annulmentIdOf(event)));
}

function annulmentIdOf({ stream, id }: RecordedEvent): string {
  return eventId(stream, annulmentKey(id));
}

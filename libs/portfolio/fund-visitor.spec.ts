/** Whom a fund's run names as not told: its own, and those of whom nobody can say whose they are. */
import type { JournalReader } from '#journal/port.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { fundVisitor } from './fund-visitor.js';
import { PARTICIPANT } from './participant.js';
import type { Portion } from './portions.js';

const stream = (id: string, fundId: string | undefined): readonly RecordedEvent[] => [
  {
    id: `e-${id}`,
    stream: `participant-${id}`,
    revision: 0,
    position: 1n,
    type: 'ParticipantEnrolled',
    schemaVersion: 9,
    effectiveDate: '2010-01-01',
    recordedAt: '2010-01-01T00:00:00.000Z',
    actor: 'test',
    data: { scheme: 'dk-p90', fundId },
  } as unknown as RecordedEvent,
];
const STREAMS = new Map(
  [
    ['A', 'mine'],
    ['B', 'other'],
    ['C', undefined],
  ].map(([id, fundId]) => [`participant-${String(id)}`, stream(String(id), fundId)]),
);

it('an unreadable participant of another fund is not this one’s', async () => {
  const page = [...STREAMS].map(([name, events]) => ({ stream: name, events }));
  const reader = { readByStream: async function* () { yield page; } } as unknown as JournalReader;
  const reading = {
    reader,
    unreadable: (of: string) => ({ id: `e-${of}`, position: 1n, message: 'ParticipantEnrolled 9 is of a later version' }),
  };
  const visit = fundVisitor(PARTICIPANT, { fundId: 'mine', upTo: 9n }, reading);
  const { failed, subjects } = await visit({ streams: [...STREAMS.keys()] } as unknown as Portion, () => undefined);
  expect([subjects, failed.map(({ id, refusal }) => `${id} ${refusal.code}`)]).toEqual([0, ['A UNREADABLE_EVENT', 'C UNREADABLE_EVENT']]);
});

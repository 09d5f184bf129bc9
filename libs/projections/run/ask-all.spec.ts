/** A list over all subjects: what cannot be told of one is named, and the others are told. */
import type { JournalReader } from '#journal/port.js';
import { UnknownEvent } from '#ledger/kernel/event-types.js';
import { refuse } from '#ledger/kernel/refusal.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { dossierProjection } from '../transfer/dossier.js';
import { askAll } from './ask-all.js';
import type { LiveRunner } from './live.js';

const journal = {
  streamHeads: async function* () {
    yield await Promise.resolve(['T5', 'T4', 'T3', 'T2', 'T1'].map((id) => ({ stream: `transfer-${id}` })));
  },
} as unknown as JournalReader;

const foreign = { id: 'e4', stream: 'transfer-T4', revision: 3 } as RecordedEvent;
const told: { readonly [id: string]: () => unknown } = {
  T1: () => ({ transferId: 'T1' }),
  T2: () => refuse('NOT_YET_KNOWN', { transferId: 'T2', knownSince: '2026-01-02T00:00:00.000Z', position: '2', knownAt: '1' }),
  T3: () => refuse('EVENT_NOT_FOLDABLE', { transferId: 'T3', eventId: 'e3', type: 'X', revision: 1, why: { error: 'no such step' } }),
  T4: () => {
    throw new UnknownEvent(foreign, 'unknown event type X');
  },
  T5: () => ({ transferId: 'T5' }),
};
const live = { ask: async (_view: unknown, id: string) => told[id]?.() } as unknown as LiveRunner;

it('those that had not begun are left out, those that cannot be read are set aside with the event at fault', async () => {
  const { answers, setAside } = await askAll(live, journal, dossierProjection, {}, undefined);
  expect(answers.map(({ transferId }) => transferId)).toEqual(['T1', 'T5']);
  expect(setAside.map(({ id, code, eventId }) => [id, code, eventId])).toEqual([
    ['T3', 'EVENT_NOT_FOLDABLE', 'e3'],
    ['T4', 'UNREADABLE_EVENT', 'e4'],
  ]);
});

it('what is wrong with the question is refused as a whole', async () => {
  const asking = { ask: () => refuse('INVALID_COORDINATES', { coordinates: 'asOf=x', fault: 'asOf' }) } as unknown as LiveRunner;
  const answer = askAll(asking, journal, dossierProjection, {}, undefined);
  await expect(answer).rejects.toMatchObject({ refusal: { code: 'INVALID_COORDINATES' } });
});

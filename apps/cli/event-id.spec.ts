import type { JournalReader } from '#journal/port.js';
import { shortIds, wholeEventId } from './event-id.js';

const IDS = ['60d8e516-0dcf-8d89-ad3c-002d7216f4fc', '60d8e516-0dcf-842f-a27a-743f22bd0582', '60d8e516-0dcf-81d3-92ba-36c8f216f4fc'];
const JOURNAL = {
  readStream: async function* () {
    yield await Promise.resolve(IDS.map((id) => ({ id })));
  },
} as unknown as JournalReader;
const P = { kind: 'participant', id: 'P' } as const;

it('tells ids apart by their ends, at least eight characters', () => {
  expect(IDS.map(shortIds(IDS))).toEqual(['7216f4fc', '22bd0582', 'f216f4fc']);
  const alike = ['a0000000-0000-4000-8000-1000000000aa', 'a0000000-0000-4000-8000-2000000000aa'];
  expect(alike.map(shortIds(alike))).toEqual(['1000000000aa', '2000000000aa']);
});

it('finds the whole id by its end; one that fits several, or none, is refused', async () => {
  expect(await wholeEventId(JOURNAL, P, IDS[0] as string)).toBe(IDS[0]);
  expect(await wholeEventId(JOURNAL, P, '22BD0582')).toBe(IDS[1]);
  await expect(wholeEventId(JOURNAL, P, '16f4fc')).rejects.toMatchObject({
    refusal: { code: 'AMBIGUOUS_EVENT', participantId: 'P', given: '16f4fc', eventIds: [IDS[0], IDS[2]] },
  });
  await expect(wholeEventId(JOURNAL, P, '99999999')).rejects.toMatchObject({ refusal: { code: 'UNKNOWN_EVENT' } });
  await expect(wholeEventId(JOURNAL, P, 'EVENT')).rejects.toMatchObject({
    refusal: { code: 'UNKNOWN_EVENT', participantId: 'P', endsIn: 'EVENT' },
  });
});

import type { EventToAppend } from '#ledger/kernel/envelope.js';
import { refusal } from '#ledger/kernel/refusal.js';
import { LARGEST_EVENT_BYTES } from '../append-checks.js';
import type { ExpectedRevision, StreamAppend } from '../port.js';
import { allOf, append, fact, NOON, only, PERMISSIVE, standing, summary, to, withJournal, type OpenJournal } from './setting.js';

export function journalValidityContract(open: OpenJournal): void {
  const A = 'participant-1';
  const strange = (changes: object): EventToAppend => ({ ...fact(A, 'x'), ...changes }) as EventToAppend;
  const withData = (data: unknown): EventToAppend => strange({ data });
  const cyclic: Record<string, unknown> = {};
  cyclic['self'] = cyclic;

  describe('what may not be appended', () => {
    it.each([
      '',
      'participant-',
      'participant',
      '$all',
      '$participant-1',
      'person-1',
      'participant-a b',
      'participant-"',
      `participant-${'x'.repeat(129)}`,
    ])('a stream named %j', (stream) =>
      withJournal(open, async ({ journal }) => {
        expect(summary(only(await journal.append([to(stream, 'any', fact(A, 'x'))])))).toBe('INVALID_STREAM_NAME');
        expect(await standing(journal)).toEqual([]);
      })(),
    );

    it.each([-1, 0.5, Number.NaN, undefined])('an expected revision %p', (expected) =>
      withJournal(open, async ({ journal }) => {
        expect(summary(only(await journal.append([to(A, expected as ExpectedRevision, fact(A, 'x'))])))).toBe('INVALID_EXPECTED_REVISION');
        expect(await standing(journal)).toEqual([]);
      })(),
    );

    const invalid: readonly [string, StreamAppend][] = [
      ['no events', to(A, 'any')],
      ['an id that is no UUID', to(A, 'any', strange({ id: 'income-2020' }))],
      ['an id in upper case', to(A, 'any', strange({ id: fact(A, 'x').id.toUpperCase() }))],
      ['no id', to(A, 'any', strange({ id: undefined }))],
      ['an empty type', to(A, 'any', strange({ type: '' }))],
      ['a type with a quote', to(A, 'any', strange({ type: 'Income"' }))],
      ['a schema version 0', to(A, 'any', strange({ schemaVersion: 0 }))],
      ['a value date that is no day', to(A, 'any', strange({ effectiveDate: '2021-02-29' }))],
      ['no actor', to(A, 'any', strange({ actor: '' }))],
      ['a source without a line', to(A, 'any', strange({ source: { file: 'x.csv', sha256: '0' } }))],
      ['a source with NaN', to(A, 'any', strange({ source: { file: 'x.csv', line: 1, sha256: '0', column: Number.NaN } }))],
      ['no data', to(A, 'any', withData(undefined))],
      ['data that is a list', to(A, 'any', withData([]))],
      ['undefined in a list', to(A, 'any', withData({ list: [1, undefined] }))],
      ['NaN', to(A, 'any', withData({ amount: Number.NaN }))],
      ['infinity', to(A, 'any', withData({ amount: Number.POSITIVE_INFINITY }))],
      ['a bigint', to(A, 'any', withData({ amount: 1n }))],
      ['a function', to(A, 'any', withData({ amount: () => 1 }))],
      ['a lone surrogate', to(A, 'any', withData({ name: '\ud800' }))],
      ['a cycle', to(A, 'any', withData(cyclic))],
    ];
    it.each(invalid)('%s', (_, wanted) =>
      withJournal(open, async ({ journal }) => {
        expect(summary(only(await journal.append([wanted])))).toBe('INVALID_EVENT');
        expect(await standing(journal)).toEqual([]);
        expect(summary(await append(journal, A, 'good'))).toBe('appended 0-0');
      })(),
    );

    it(
      'one bad event among good ones: none of them',
      withJournal(open, async ({ journal }) => {
        expect(summary(only(await journal.append([to(A, 'any', fact(A, 'good'), withData({ amount: Number.NaN }))])))).toBe(
          'INVALID_EVENT',
        );
        expect(await standing(journal)).toEqual([]);
      }),
    );

    it('what the rules refuse', async () => {
      const check = (event: EventToAppend) =>
        event.type === 'Unheard' ? refusal('UNKNOWN_EVENT_TYPE', { type: event.type }) : undefined;
      const { journal, close } = await open({ rules: { ...PERMISSIVE, check }, clock: () => NOON });
      try {
        expect(summary(only(await journal.append([to(A, 'any', strange({ type: 'Unheard' }))])))).toBe('UNKNOWN_EVENT_TYPE');
      } finally {
        await close();
      }
    });

    it(
      'an event larger than the limit, whatever its characters; the largest passes',
      withJournal(open, async ({ journal, reader }) => {
        // The envelope around an empty text takes the same bytes whatever the text: measure it on the wire form once.
        const envelope = Buffer.byteLength(
          `{"actor":"importer","data":{"text":""},"effectiveDate":"2020-12-31","id":"${fact(A, 'x').id}",` +
            `"recordedAt":"${NOON}","revision":0,"schemaVersion":1,"stream":"${A}","type":"IncomeReported"}`,
        );
        const room = LARGEST_EVENT_BYTES - envelope;
        expect(only(await journal.append([to(A, 'any', withData({ text: 'x'.repeat(room + 1) }))]))).toMatchObject({
          refusal: { code: 'EVENT_TOO_LARGE', bytes: LARGEST_EVENT_BYTES + 1, limit: LARGEST_EVENT_BYTES },
        });
        expect(summary(only(await journal.append([to(A, 'any', withData({ text: '€'.repeat(room / 2) }))])))).toBe('EVENT_TOO_LARGE');
        expect(summary(only(await journal.append([to(A, 'any', withData({ text: 'x'.repeat(room) }))])))).toBe('appended 0-0');
        expect((await allOf(reader.readStream(A)))[0]?.data).toEqual({ text: 'x'.repeat(room) });
      }),
    );
  });

  describe('what may not be read', () => {
    it(
      'an event of a type that the catalogue does not know: nothing is skipped',
      withJournal(open, async ({ journal, reader }) => {
        await journal.append([to(A, 'any', fact(A, 'known'), strange({ type: 'Forgotten' }))]);
        await expect(allOf(reader.readStream(A))).rejects.toThrow('Forgotten');
        await expect(allOf(reader.readAll())).rejects.toThrow('Forgotten');
        await expect(allOf(reader.readByStream())).rejects.toThrow('Forgotten');
      }),
    );
  });
}

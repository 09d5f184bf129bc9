import type { ExpectedRevision } from '../port.js';
import { append, fact, NOON, only, standing, summary, to, withJournal, type OpenJournal } from './setting.js';

export function journalRepeatContract(open: OpenJournal): void {
  const [A, B] = ['participant-1', 'participant-2'];
  const [a, b, c] = [fact(A, 'a'), fact(A, 'b'), fact(A, 'c')];

  describe('appending again', () => {
    it.each<readonly [ExpectedRevision]>([['any'], ['no-stream'], [0], [9]])('finds the original revisions, expected %s', (expected) =>
      withJournal(open, async ({ journal, setClock }) => {
        const first = only(await journal.append([to(A, 'no-stream', a, b)]));
        setClock('2026-01-02T12:00:00.000Z');
        await append(journal, B, 'other');
        await append(journal, A, 'later');
        const again = only(await journal.append([to(A, expected, a, b)]));
        expect(again).toEqual({ ...first, status: 'repeated', recordedAt: NOON });
        expect(await standing(journal)).toEqual([`${A}/0`, `${A}/1`, `${B}/0`, `${A}/2`]);
      })(),
    );

    it(
      'takes the same facts from another file and by another hand as the same',
      withJournal(open, async ({ journal }) => {
        await journal.append([to(A, 'any', a)]);
        const source = { file: 'again.csv', line: 9, sha256: '1'.repeat(64) };
        expect(summary(only(await journal.append([to(A, 'any', { ...a, actor: 'someone', source })])))).toBe('repeated 0-0');
      }),
    );

    it(
      'finds a part of an earlier append, and several earlier appends together',
      withJournal(open, async ({ journal }) => {
        await journal.append([to(A, 'any', a, b)]);
        await journal.append([to(A, 'any', c)]);
        expect(summary(only(await journal.append([to(A, 'any', b)])))).toBe('repeated 1-1');
        expect(summary(only(await journal.append([to(A, 'any', a, b, c)])))).toBe('repeated 0-2');
      }),
    );

    it(
      'writes new appends beside repeated ones',
      withJournal(open, async ({ journal }) => {
        await journal.append([to(A, 'any', a)]);
        const outcomes = await journal.append([to(A, 'no-stream', a), to(B, 'no-stream', fact(B, 'x')), to(A, 0, b)]);
        expect(outcomes.map(summary)).toEqual(['repeated 0-0', 'appended 0-0', 'appended 1-1']);
      }),
    );

    it(
      'finds a repeat within one call',
      withJournal(open, async ({ journal }) => {
        const outcomes = await journal.append([to(A, 'any', a, b), to(A, 'any', a, b)], 'each');
        expect(outcomes.map(summary)).toEqual(['appended 0-1', 'repeated 0-1']);
        expect(await standing(journal)).toEqual([`${A}/0`, `${A}/1`]);
      }),
    );

    const conflicts: readonly [string, () => ReturnType<typeof to>][] = [
      ['with other data', () => to(A, 'any', { ...a, data: { key: 'other' } })],
      ['with another value date', () => to(A, 'any', { ...a, effectiveDate: '2020-12-30' })],
      ['with another type', () => to(A, 'any', { ...a, type: 'IncomeCorrected' })],
      ['as migrated', () => to(A, 'any', { ...a, migratedFrom: { recordedAt: NOON } })],
      ['together with a new one after it', () => to(A, 'any', b, c)],
      ['together with a new one before it', () => to(A, 'any', c, a)],
      ['in another order', () => to(A, 'any', b, a)],
      ['in another stream', () => to(B, 'any', a)],
      ['together with a new one, in another stream', () => to(B, 'any', fact(B, 'x'), a)],
      ['twice in one append', () => to(A, 'any', c, c)],
      ['with a wrong revision and other data', () => to(A, 'no-stream', { ...a, data: {} })],
    ];
    it.each(conflicts)('refuses an id that stands, %s', (_, conflicting) =>
      withJournal(open, async ({ journal }) => {
        await journal.append([to(A, 'any', a, b)]);
        expect(only(await journal.append([conflicting()]))).toMatchObject({ status: 'refused', refusal: { code: 'EVENT_ID_CONFLICT' } });
        expect(await standing(journal)).toEqual([`${A}/0`, `${A}/1`]);
        expect(summary(only(await journal.append([to(A, 1, c)])))).toBe('appended 2-2');
      })(),
    );

    it(
      'lets one conflict spoil only itself where each may stand alone',
      withJournal(open, async ({ journal }) => {
        await journal.append([to(A, 'any', a)]);
        const outcomes = await journal.append([to(B, 'any', fact(B, 'x')), to(A, 'any', b, a), to(A, 'any', c)], 'each');
        expect(outcomes.map(summary)).toEqual(['appended 0-0', 'EVENT_ID_CONFLICT', 'appended 1-1']);
        expect(await standing(journal)).toEqual([`${A}/0`, `${B}/0`, `${A}/1`]);
      }),
    );
  });
}

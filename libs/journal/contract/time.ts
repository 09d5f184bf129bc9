import { allOf, append, fact, NOON, only, standing, summary, to, withJournal, type OpenJournal } from './setting.js';

export function journalTimeContract(open: OpenJournal): void {
  const [A, B] = ['participant-1', 'participant-2'];
  const migrated = (key: string, recordedAt: string) => fact(A, key, { migratedFrom: { recordedAt } });

  describe('knowledge time', () => {
    it(
      'never goes back where the clock does',
      withJournal(open, async ({ journal, setClock }) => {
        await append(journal, A, 'a');
        setClock('2025-06-01T00:00:00.000Z');
        await append(journal, A, 'b');
        await append(journal, B, 'c');
        setClock('2026-01-01T12:00:00.001Z');
        await append(journal, A, 'd');
        expect((await allOf(journal.readAll())).map(({ recordedAt }) => recordedAt)).toEqual([
          NOON,
          NOON,
          NOON,
          '2026-01-01T12:00:00.001Z',
        ]);
        expect(await journal.head()).toMatchObject({ recordedAt: '2026-01-01T12:00:00.001Z' });
      }),
    );

    it(
      'of history from an older system is the older system’s; ours is kept beside it',
      withJournal(open, async ({ journal, reader }) => {
        const outcome = only(
          await journal.append([to(A, 'any', migrated('a', '2003-02-01T00:00:00.000Z'), migrated('b', '2003-02-01T00:00:00.000Z'))]),
        );
        expect(outcome).toMatchObject({ status: 'appended', recordedAt: '2003-02-01T00:00:00.000Z' });
        const [first] = await allOf(reader.readStream(A));
        expect(first).toEqual({
          ...fact(A, 'a'),
          stream: A,
          revision: 0,
          position: first?.position,
          recordedAt: '2003-02-01T00:00:00.000Z',
          migratedAt: NOON,
        });
        expect((await journal.head()).recordedAt).toBe(NOON);
      }),
    );

    it(
      'of the older system may lie before that of other streams, and the clock still holds',
      withJournal(open, async ({ journal, setClock }) => {
        await append(journal, B, 'native');
        expect(summary(only(await journal.append([to(A, 'any', migrated('a', '1999-01-01T00:00:00.000Z'))])))).toBe('appended 0-0');
        setClock('2001-01-01T00:00:00.000Z');
        await append(journal, A, 'native');
        expect((await allOf(journal.readStream(A))).map(({ recordedAt }) => recordedAt)).toEqual(['1999-01-01T00:00:00.000Z', NOON]);
      }),
    );

    const refused: readonly [string, string, string][] = [
      ['before the last of its stream', '2003-01-31T23:59:59.999Z', 'RECORDED_AT_GOES_BACK'],
      ['after now', '2026-01-01T12:00:00.001Z', 'RECORDED_IN_FUTURE'],
      ['not written in full', '2026-01-01T12:00:00Z', 'INVALID_EVENT'],
      ['no instant', 'yesterday', 'INVALID_EVENT'],
    ];
    it.each(refused)('is refused %s', (_, recordedAt, code) =>
      withJournal(open, async ({ journal }) => {
        await journal.append([to(A, 'any', migrated('a', '2003-02-01T00:00:00.000Z'))]);
        expect(summary(only(await journal.append([to(A, 'any', migrated('b', recordedAt))])))).toBe(code);
        expect(await standing(journal)).toEqual([`${A}/0`]);
      })(),
    );

    it(
      'may not go back within one append, nor behind an event of this ledger’s own',
      withJournal(open, async ({ journal }) => {
        const falling = [migrated('a', '2003-02-02T00:00:00.000Z'), migrated('b', '2003-02-01T00:00:00.000Z')];
        expect(summary(only(await journal.append([to(A, 'any', ...falling)])))).toBe('RECORDED_AT_GOES_BACK');
        await append(journal, A, 'native');
        expect(summary(only(await journal.append([to(A, 'any', migrated('c', '2025-12-31T00:00:00.000Z'))])))).toBe(
          'RECORDED_AT_GOES_BACK',
        );
      }),
    );

    it(
      'of a repeat is the original’s, also where the history has gone on',
      withJournal(open, async ({ journal, setClock }) => {
        await journal.append([to(A, 'any', migrated('a', '2003-02-01T00:00:00.000Z'))]);
        await append(journal, A, 'native');
        setClock('2026-02-01T00:00:00.000Z');
        const again = only(await journal.append([to(A, 'any', migrated('a', '2003-02-01T00:00:00.000Z'))]));
        expect(again).toMatchObject({ status: 'repeated', firstRevision: 0, recordedAt: '2003-02-01T00:00:00.000Z' });
        expect(summary(only(await journal.append([to(A, 'any', migrated('a', '2003-02-02T00:00:00.000Z'))])))).toBe('EVENT_ID_CONFLICT');
      }),
    );
  });
}

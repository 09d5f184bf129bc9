import type { ExpectedRevision } from '../port.js';
import { allOf, append, fact, NOON, only, standing, summary, to, withJournal, type OpenJournal } from './setting.js';

export function journalAppendContract(open: OpenJournal): void {
  const [A, B] = ['participant-1', 'participant-2'];

  describe('appending', () => {
    it(
      'gives revisions from 0 without gap, ascending positions, and keeps every member of the envelope',
      withJournal(open, async ({ journal, reader }) => {
        const full = fact(A, 'second', {
          causationId: fact(A, 'first').id,
          correlationId: 'batch-7',
          source: { file: 'incomes "2020".csv', line: 2, sha256: '0'.repeat(64) },
          data: { amount: '1234.56', nested: { b: [1, null, true], a: 'ä€😀"\\\n' } },
        });
        const outcome = only(await journal.append([to(A, 'no-stream', fact(A, 'first'), full)]));
        expect(outcome).toMatchObject({ status: 'appended', stream: A, firstRevision: 0, lastRevision: 1, recordedAt: NOON });
        const events = await allOf(reader.readStream(A));
        expect(events).toEqual([
          { ...fact(A, 'first'), stream: A, revision: 0, position: events[0]?.position, recordedAt: NOON },
          { ...full, stream: A, revision: 1, position: events[1]?.position, recordedAt: NOON },
        ]);
        expect(events[1]?.position).toBe(outcome.status === 'appended' ? outcome.lastPosition : undefined);
        expect((events[0]?.position ?? 0n) < (events[1]?.position ?? 0n)).toBe(true);
      }),
    );

    const cases: readonly [string, number, ExpectedRevision, string][] = [
      // what, events standing, expected, outcome
      ['any on a new stream', 0, 'any', 'appended 0-0'],
      ['any on a stream', 2, 'any', 'appended 2-2'],
      ['no-stream on a new stream', 0, 'no-stream', 'appended 0-0'],
      ['no-stream on a stream', 1, 'no-stream', 'WRONG_EXPECTED_REVISION'],
      ['the exact revision', 2, 1, 'appended 2-2'],
      ['an older revision', 2, 0, 'WRONG_EXPECTED_REVISION'],
      ['a later revision', 2, 2, 'WRONG_EXPECTED_REVISION'],
      ['a revision of a new stream', 0, 0, 'WRONG_EXPECTED_REVISION'],
    ];
    it.each(cases)('expects %s', (_, standingEvents, expected, outcome) =>
      withJournal(open, async ({ journal }) => {
        for (let index = 0; index < standingEvents; index += 1) await append(journal, A, `event ${index}`);
        expect(summary(only(await journal.append([to(A, expected, fact(A, 'next'))])))).toBe(outcome);
        expect(await standing(journal)).toHaveLength(standingEvents + (outcome.startsWith('appended') ? 1 : 0));
      })(),
    );

    it(
      'says what it expected and what it found',
      withJournal(open, async ({ journal }) => {
        await append(journal, A, 'first');
        const [onStream, onNone] = await journal.append([to(A, 4, fact(A, 'x')), to(B, 4, fact(B, 'x'))], 'each');
        expect(onStream).toMatchObject({ refusal: { stream: A, expected: 4, actual: 0 } });
        expect(onNone).toMatchObject({ refusal: { stream: B, expected: 4, actual: 'no-stream' } });
      }),
    );

    it(
      'lets one of two writers with the same expectation win',
      withJournal(open, async ({ journal }) => {
        await append(journal, A, 'first');
        const outcomes = await Promise.all(['mine', 'yours'].map((key) => journal.append([to(A, 0, fact(A, key))])));
        expect(outcomes.map((outcome) => summary(only(outcome))).sort()).toEqual(['WRONG_EXPECTED_REVISION', 'appended 1-1']);
      }),
    );

    it(
      'takes an append of nothing as nothing',
      withJournal(open, async ({ journal }) => {
        expect(await journal.append([])).toEqual([]);
        expect(await journal.head()).toEqual({ position: 0n, recordedAt: undefined });
      }),
    );
  });

  describe('appending to several streams', () => {
    it(
      'writes all of them where all are fit, in their order',
      withJournal(open, async ({ journal }) => {
        const outcomes = await journal.append([to(B, 'no-stream', fact(B, 'b')), to(A, 'any', fact(A, 'a'), fact(A, 'a2'))]);
        expect(outcomes.map(summary)).toEqual(['appended 0-0', 'appended 0-1']);
        expect(await standing(journal)).toEqual([`${B}/0`, `${A}/0`, `${A}/1`]);
      }),
    );

    it(
      'writes none of them where one is refused, all or nothing',
      withJournal(open, async ({ journal }) => {
        const outcomes = await journal.append([
          to(A, 'any', fact(A, 'a')),
          to(B, 3, fact(B, 'b')),
          to('fund-1', 'any', fact('fund-1', 'f')),
        ]);
        expect(outcomes.map(summary)).toEqual(['NOT_WRITTEN', 'WRONG_EXPECTED_REVISION', 'NOT_WRITTEN']);
        expect(await standing(journal)).toEqual([]);
        expect(await journal.streamHead(A)).toBeUndefined();
        expect(summary(await append(journal, A, 'a'))).toBe('appended 0-0');
      }),
    );

    it(
      'decides each by itself where each may stand alone',
      withJournal(open, async ({ journal }) => {
        const appends = [to(A, 'any', fact(A, 'a')), to(B, 3, fact(B, 'b')), to('fund-1', 'any', fact('fund-1', 'f'))];
        expect((await journal.append(appends, 'each')).map(summary)).toEqual(['appended 0-0', 'WRONG_EXPECTED_REVISION', 'appended 0-0']);
        expect(await standing(journal)).toEqual([`${A}/0`, 'fund-1/0']);
      }),
    );

    it(
      'lets a later append to the same stream follow the earlier one',
      withJournal(open, async ({ journal }) => {
        const outcomes = await journal.append([to(A, 'no-stream', fact(A, 'a')), to(A, 0, fact(A, 'b'))]);
        expect(outcomes.map(summary)).toEqual(['appended 0-0', 'appended 1-1']);
      }),
    );
  });
}

/** What verification finds, in words: sentences that vary by what they are told; the rest is held by the types. */
import type { Found } from '#journal/finding.js';
import { refusal } from '#ledger/kernel/refusal.js';
import { findingInWords } from './english-findings.js';
import { said } from './said.js';

const LOST = { file: 'j.sqlite', from: 41 } as const;

it.each<[Found, string]>([
  [{ code: 'REVISIONS_GONE', from: 3, to: 3 }, 'revision 3 is gone'],
  [{ code: 'REVISIONS_GONE', from: 3, to: 5 }, 'revisions 3 to 5 are gone'],
  [{ code: 'MOVED_UP', revision: 3, events: 4 }, 'revision 3 is gone; 4 events behind it were moved up'],
  [
    { code: 'HEAD_DIFFERS', given: { link: 'aa', recordedAt: 'T1' }, said: { link: 'bb', recordedAt: 'T2' } },
    'its last event gives link aa of T1, its head says bb of T2',
  ],
  [{ code: 'SCHEMA_CHANGED', name: 'events', isMissing: true }, "events in the file's schema is missing"],
  [{ code: 'SCHEMA_CHANGED', name: 'events', isMissing: false }, "events in the file's schema is not as it was written"],
  [{ code: 'SCHEMA_ADDED', name: 'notes', sql: null }, "notes in the file's schema is not of a journal: no text"],
  [
    { code: 'REFUSED', refusal: refusal('NOT_A_JOURNAL', { because: 'empty', file: 'j.sqlite' }) },
    'j.sqlite is empty; a writer creates the journal',
  ],
  [
    { code: 'EVENTS_LOST', ...LOST, to: 42, found: { because: 'log-damaged', log: 'j.sqlite-wal', frame: 5, offset: 16_512 } },
    'events are missing in j.sqlite at positions 41 to 42: j.sqlite-wal is damaged at frame 5, byte 16512, and what was committed behind ' +
      'that can no longer be read',
  ],
  [
    { code: 'EVENTS_LOST', ...LOST, found: { because: 'log-damaged', log: 'j.sqlite-wal' } },
    'events are missing in j.sqlite from position 41 on: j.sqlite-wal is damaged at its beginning, and what was committed behind that can ' +
      'no longer be read',
  ],
  [
    { code: 'EVENTS_LOST', ...LOST, to: 41, found: { because: 'acknowledged' } },
    "events are missing in j.sqlite at position 41: this ledger's writer acknowledged them, and noted it beside the file",
  ],
])('%j is said as %s', (found, sentence) => {
  expect(findingInWords({ kind: 'altered', found }).detail).toBe(sentence);
});

it('keeps the place, and what was found with its code: a refusal with its sentence', () => {
  const refused = refusal('NOT_A_JOURNAL', { because: 'empty', file: 'j.sqlite' });
  const message = 'j.sqlite is empty; a writer creates the journal';
  expect(findingInWords({ kind: 'unreadable', position: 4, found: { code: 'REFUSED', refusal: refused } })).toEqual({
    kind: 'unreadable',
    position: 4,
    detail: message,
    found: { code: 'REFUSED', refusal: { code: 'NOT_A_JOURNAL', message, because: 'empty', file: 'j.sqlite' } },
  });
});

it('the loss of events is refused with the same words, and with what to do', () => {
  const found = { because: 'log-gone' } as const;
  expect(said(refusal('EVENTS_MISSING', { because: 'loss', ...LOST, found }))).toBe(
    'events are missing in j.sqlite from position 41 on: the file was copied while a ledger wrote to it, or its -wal was taken away: ' +
      'what stood in that is not here. Put the whole folder back as it was, or restore a back-up that holds them; to go on without them, ' +
      'accept the loss',
  );
});

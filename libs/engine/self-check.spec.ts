/** The last check: kept whole, told as it was, and never the reason that a check fails. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JournalVerdict } from '#journal/verify.js';
import { keepSelfCheck, lastSelfCheck, selfCheckOf } from './self-check.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'self-check-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const CLEAN: JournalVerdict = { status: 'clean', events: 7, streams: 2, head: { position: 7, recordedAt: '2026-07-01T10:00:00.000Z' } };
const DAMAGED: JournalVerdict = {
  status: 'damaged',
  events: 6,
  streams: 2,
  findings: [
    { kind: 'altered', stream: 'participant-P1', revision: 3, found: { code: 'LINK_DIFFERS' } },
    { kind: 'removed', found: { code: 'REVISIONS_GONE', from: 4, to: 4 } },
  ],
};
const AT = '2026-07-02T08:30:00.000Z';

it('was never, until one is kept; the next takes its place', () => {
  expect(lastSelfCheck(folder)).toBeUndefined();
  expect(keepSelfCheck(folder, selfCheckOf(CLEAN, { heldAgainst: 3, broken: 0 }, AT))).toBeUndefined();
  expect(lastSelfCheck(folder)).toEqual({
    ...{ checkedAt: AT, verdict: 'whole', events: 7, streams: 2, heldAgainst: 3, findings: 0 },
    head: { position: 7, recordedAt: '2026-07-01T10:00:00.000Z' },
  });
  keepSelfCheck(folder, selfCheckOf(DAMAGED, { heldAgainst: 3, broken: 1 }, AT));
  expect(lastSelfCheck(folder)).toMatchObject({ verdict: 'damaged', events: 6, head: null, findings: 3 }); // 2 places and 1 checkpoint
  expect(readdirSync(folder)).toEqual(['self-check.json']);
});

it('is not whole where the journal fits together and is not what was signed', () => {
  expect(selfCheckOf(CLEAN, { heldAgainst: 1, broken: 1 }, AT)).toMatchObject({ verdict: 'damaged', findings: 1, head: { position: 7 } });
});

it('of a journal without an event has an end at 0', () => {
  const empty = selfCheckOf(
    { status: 'clean', events: 0, streams: 0, head: { position: 0, recordedAt: undefined } },
    { heldAgainst: 0, broken: 0 },
    AT,
  );
  keepSelfCheck(folder, empty);
  expect(lastSelfCheck(folder)).toEqual({ ...empty, head: { position: 0, recordedAt: null } });
});

it('tells why it is not kept where there is no folder, and where its name is taken', () => {
  const check = selfCheckOf(CLEAN, { heldAgainst: 0, broken: 0 }, AT);
  expect(keepSelfCheck(join(folder, 'none'), check)).toContain('ENOENT');
  expect(readdirSync(folder)).toEqual([]);
  mkdirSync(join(folder, 'self-check.json'));
  expect(keepSelfCheck(folder, check)).toMatch(/EISDIR|ENOTEMPTY|EEXIST/);
  expect(readdirSync(folder)).toEqual(['self-check.json']); // no part of one stays behind
});

const KEPT = JSON.stringify(selfCheckOf(CLEAN, { heldAgainst: 0, broken: 0 }, AT));
it.each([
  ['', 'empty'],
  ['{', 'cut off'],
  ['null', 'null'],
  ['[]', 'a list'],
  [KEPT.replace('whole', 'fine'), 'another verdict'],
  [KEPT.replace('"events":7', '"events":-1'), 'a number below zero'],
  [KEPT.replace(AT, 'yesterday'), 'no instant'],
  [KEPT.replace('"position":7', '"position":"7"'), 'a position in words'],
])('refuses %j: %s', (content) => {
  writeFileSync(join(folder, 'self-check.json'), content);
  expect(() => lastSelfCheck(folder)).toThrow('SELF_CHECK_UNREADABLE');
});

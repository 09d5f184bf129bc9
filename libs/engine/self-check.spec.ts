/** The last check: kept whole, told as it was, and never the reason that a check fails. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JournalVerdict } from '#journal/verify.js';
import { keepSelfCheck, lastSelfCheck, positionChecked, selfCheckFile, selfCheckOf } from './self-check.js';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'self-check-'));
  file = selfCheckFile(folder, { engine: 'sqlite', address: join(folder, 'journal.sqlite') });
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
  expect(lastSelfCheck(file)).toBeUndefined();
  expect(keepSelfCheck(file, selfCheckOf(CLEAN, { heldAgainst: 3, broken: 0 }, AT))).toBeUndefined();
  expect(lastSelfCheck(file)).toEqual({
    ...{ checkedAt: AT, verdict: 'whole', events: 7, streams: 2, heldAgainst: 3, findings: 0 },
    head: { position: 7, recordedAt: '2026-07-01T10:00:00.000Z' },
    reached: 7,
  });
  keepSelfCheck(file, selfCheckOf(DAMAGED, { heldAgainst: 3, broken: 1 }, AT));
  expect(lastSelfCheck(file)).toMatchObject({ verdict: 'damaged', events: 6, head: null, findings: 3 }); // 2 places and 1 checkpoint
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
  keepSelfCheck(file, empty);
  expect(lastSelfCheck(file)).toEqual({ ...empty, head: { position: 0, recordedAt: null }, reached: 0 });
});

it('tells why it is not kept where there is no folder, and where its name is taken', () => {
  const check = selfCheckOf(CLEAN, { heldAgainst: 0, broken: 0 }, AT);
  expect(keepSelfCheck(join(folder, 'none', 'self-check.json'), check)).toContain('ENOENT');
  expect(readdirSync(folder)).toEqual([]);
  mkdirSync(join(folder, 'self-check.json'));
  expect(keepSelfCheck(file, check)).toMatch(/EISDIR|ENOTEMPTY|EEXIST/);
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
  expect(() => lastSelfCheck(file)).toThrow('SELF_CHECK_UNREADABLE');
});

it('remembers the furthest end that was found, whatever was found since; an older program told none', () => {
  const shorter: JournalVerdict = { ...CLEAN, events: 4, head: { position: 4, recordedAt: undefined } };
  writeFileSync(file, KEPT);
  expect([lastSelfCheck(file)?.head?.position, positionChecked(file)]).toEqual([7, 0]);
  for (const verdict of [CLEAN, DAMAGED, shorter]) keepSelfCheck(file, selfCheckOf(verdict, { heldAgainst: 0, broken: 0 }, AT));
  expect([lastSelfCheck(file)?.head?.position, positionChecked(file)]).toEqual([4, 7]);
  writeFileSync(file, KEPT.replace('"verdict"', '"reached":-1,"verdict"'));
  expect(() => lastSelfCheck(file)).toThrow('SELF_CHECK_UNREADABLE');
  expect(positionChecked(file)).toBe(0);
});

it('is of one journal: another one beside it, or on a server, has its own, by its address without a password', () => {
  const named = (address: string): string =>
    selfCheckFile(folder, { engine: address.startsWith('esdb') ? 'eventstoredb' : 'sqlite', address });
  expect(named(join(folder, '.', 'journal.sqlite'))).toBe(join(folder, 'self-check.json'));
  const others = [join(folder, 'other.sqlite'), join(tmpdir(), 'journal.sqlite'), 'esdb://a:2113', 'esdb://b:2113'].map(named);
  expect(new Set(others).size).toBe(4);
  for (const other of others) expect(other).toMatch(/self-check-[0-9a-f]{12}\.json$/);
  expect(named('esdb://me:one@a:2113')).toBe(named('esdb://me:two@a:2113'));
});

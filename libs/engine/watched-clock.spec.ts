/** One wrong clock, before it poisons what the ledger says it knew when. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Refusal } from '#ledger/kernel/refusal.js';
import { enrolled } from '#projections/run/testing/ledger.js';
import { clockProblem } from './watched-clock.js';
import { locateWorkspace, openJournal, type Workspace } from './workspace.js';

const LAST = '2026-03-01T12:00:00.000Z';

it.each([
  ['the same moment', LAST, undefined, undefined],
  ['a month later', '2026-04-01T12:00:00.000Z', undefined, undefined],
  ['later than a month', '2026-04-01T12:00:00.001Z', 'CLOCK_AHEAD', true],
  ['a year later, to the day', '2027-03-02T12:00:00.000Z', 'CLOCK_AHEAD', true],
  ['later than a year', '2027-03-02T12:00:00.001Z', 'CLOCK_AHEAD', false],
  ['fifty years later', '2076-03-01T12:00:00.000Z', 'CLOCK_AHEAD', false],
  ['a moment earlier', '2026-03-01T11:59:59.999Z', 'CLOCK_BEHIND', true],
  ['ten minutes earlier', '2026-03-01T11:50:00.000Z', 'CLOCK_BEHIND', true],
  ['earlier than that', '2026-03-01T11:49:59.999Z', 'CLOCK_BEHIND', false],
  ['local time taken for UTC', '2026-03-01T10:00:00.000Z', 'CLOCK_BEHIND', false],
])('%s', (_what, now, code, isSmall) => {
  const problem = clockProblem(now, LAST);
  expect([problem?.code, problem?.isSmall]).toEqual([code, isSmall]);
});

it('the first event has nothing to be held against', () => expect(clockProblem('2076-01-01T00:00:00.000Z', undefined)).toBeUndefined());

describe('a ledger', () => {
  let folder: string;
  let now = LAST;
  const warnings: Refusal[] = [];
  const workspace = (settings: Partial<Workspace> = {}): Workspace => ({
    ...locateWorkspace(folder, {}),
    clock: () => now,
    warn: (warning) => warnings.push(warning),
    ...settings,
  });
  let person = 0;

  async function append(where: Workspace, ...instants: readonly string[]): Promise<string[]> {
    const journal = await openJournal(where);
    const told: string[] = [];
    try {
      for (now of instants) {
        person += 1;
        const { event } = enrolled(`p${person}`, person, '2010-01-01', 'dk-p90');
        const [outcome] = await journal.append([{ stream: `participant-p${person}`, expected: 'no-stream', events: [event] }]);
        told.push(outcome?.status === 'appended' ? outcome.recordedAt : 'not appended');
      }
      return told;
    } finally {
      await journal.close();
    }
  }

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'clock-'));
    warnings.length = 0;
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('writes nothing by a clock that leapt, at the start or while it runs, and goes on when it is right', async () => {
    expect(await append(workspace(), LAST)).toEqual([LAST]);
    await expect(append(workspace(), '2076-03-01T12:00:00.000Z')).rejects.toMatchObject({ refusal: { code: 'CLOCK_AHEAD', last: LAST } });
    await expect(append(workspace(), '2026-03-01T12:00:01.000Z', '2076-03-01T12:00:00.000Z')).rejects.toMatchObject({
      refusal: { code: 'CLOCK_AHEAD' },
    });
    await expect(append(workspace(), '2026-03-01T02:00:00.000Z')).rejects.toMatchObject({ refusal: { code: 'CLOCK_BEHIND' } });
    expect(await append(workspace(), '2026-03-01T12:00:02.000Z')).toEqual(['2026-03-01T12:00:02.000Z']);
    expect(warnings).toEqual([]);
  });

  it('goes on a little behind at its latest time, and says so once', async () => {
    await append(workspace(), LAST);
    expect(await append(workspace(), '2026-03-01T11:59:00.000Z', '2026-03-01T11:59:01.000Z')).toEqual([LAST, LAST]);
    expect(warnings.map(({ code }) => code)).toEqual(['CLOCK_BEHIND']);
  });

  it('goes on after months without a write, and says so once', async () => {
    await append(workspace(), LAST);
    expect(await append(workspace(), '2026-09-01T12:00:00.000Z', '2026-09-01T12:00:01.000Z')).toEqual([
      '2026-09-01T12:00:00.000Z',
      '2026-09-01T12:00:01.000Z',
    ]);
    expect(warnings.map(({ code }) => code)).toEqual(['CLOCK_AHEAD']);
  });

  it('goes on by any clock where somebody vouches for it, and says so', async () => {
    await append(workspace(), LAST);
    expect(await append(workspace({ clockTrust: 'as-is' }), '2076-03-01T12:00:00.000Z')).toEqual(['2076-03-01T12:00:00.000Z']);
    expect(await append(workspace({ clockTrust: 'as-is' }), '2026-03-01T12:00:00.000Z')).toEqual(['2076-03-01T12:00:00.000Z']);
    expect(warnings.map(({ code }) => code)).toEqual(['CLOCK_AHEAD', 'CLOCK_BEHIND']);
  });

  it('takes no word for it that it does not know', () => {
    expect(() => locateWorkspace(folder, { ACCRUAL_CLOCK: 'true' })).toThrow('UNKNOWN_SETTING');
  });
});

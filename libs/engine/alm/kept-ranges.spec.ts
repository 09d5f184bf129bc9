/** A study that was stopped goes on from the ranges that it kept, to the same bits. */
import { appendFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAlmRun } from '#rulebooks/nl-ftk/alm/study.js';
import { keptRanges } from './kept-ranges.js';
import { runStudy } from './run-study.js';

const folder = mkdtempSync(join(tmpdir(), 'accrual-kept-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const { study } = readAlmRun({ years: 2, scenarios: 100, variants: {} });
const RUN = 'a'.repeat(64);

it('goes on where it was stopped; a torn range is computed again', async () => {
  const file = join(folder, 'kept');
  const stopping = new AbortController();
  await expect(
    runStudy({
      study,
      workers: 0,
      kept: keptRanges(file, RUN),
      signal: stopping.signal,
      onProgress: (done) => done === 50 && stopping.abort(new Error('stopped')),
    }),
  ).rejects.toThrow('stopped');
  expect(keptRanges(file, RUN).done.map(({ range }) => range.to)).toEqual([25, 50]);
  appendFileSync(file, Buffer.from([0, 0, 9, 9, 1, 2, 3])); // what a stop in the midst of a write leaves
  const told: number[] = [];
  const kept = keptRanges(file, RUN);
  const tallies = await runStudy({ study, workers: 0, kept, onProgress: (done) => told.push(done) });
  expect(told).toEqual([50, 75, 100]);
  expect(tallies).toEqual(await runStudy({ study, workers: 0 }));
  expect(keptRanges(file, RUN).done).toHaveLength(4);
  kept.remove();
  expect(existsSync(file)).toBe(false);
});

it('refuses a file of another study, and one of something else', () => {
  keptRanges(join(folder, 'other'), RUN);
  expect(() => keptRanges(join(folder, 'other'), 'b'.repeat(64))).toThrow('KEPT_OTHER_STUDY');
  writeFileSync(join(folder, 'text'), 'birthYear,scenarios and more text than a header takes');
  expect(() => keptRanges(join(folder, 'text'), RUN)).toThrow('KEPT_OTHER_STUDY');
});

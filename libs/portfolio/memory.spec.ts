import { totalmem } from 'node:os';
import { memoryThatIsThere, threadsThatFit } from './memory.js';

const MIB = 1_048_576;

it.each([
  // 0.85 × 768 = 652.8 MiB, less 150 in use = 502.8; four threads of 120.
  [768, 150, 4],
  // 0.85 × 8192 = 6963.2, less 150 = 6813.2; 56 of 120.
  [8_192, 150, 56],
  // 0.85 × 256 = 217.6, less 150 = 67.6: none fits, and one works all the same.
  [256, 150, 1],
  [128, 150, 1],
])('a limit of %i MiB with %i in use bears %i threads', (limit, used, threads) => {
  expect(threadsThatFit({ limit: limit * MIB, used: used * MIB })).toBe(threads);
});

it('the memory that is there is no more than the machine has', () => {
  const { limit, used } = memoryThatIsThere();
  expect(limit).toBeLessThanOrEqual(totalmem());
  expect(used).toBeGreaterThan(0);
});

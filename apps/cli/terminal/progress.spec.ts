import { timeLeft } from './progress.js';

it('says what is left in seconds, minutes and hours, and at the end how long it took', () => {
  expect(timeLeft(10, 0, 100)).toBe('begun');
  expect(timeLeft(10, 50, 100)).toBe('10 s left');
  expect(timeLeft(10, 10, 100)).toBe('1 min 30 s left'); // 90 s at ten a second
  expect(timeLeft(60, 1, 200)).toBe('3 h 19 min left'); // 199 minutes
  expect(timeLeft(0, 100, 100)).toBe('done in 0 s');
  expect(timeLeft(71.2, 100, 100)).toBe('done in 1 min 12 s');
});

/** Questions that may never be answered. */
import { answerToProbe, probing } from './probe.js';

const after = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

it('answers, and says what failed', async () => {
  expect(await probing(async () => 7)()).toEqual({ status: 'answered', value: 7 });
  const error = new Error('gone');
  expect(await probing(() => Promise.reject(error))()).toEqual({ status: 'failed', error });
  expect(await answerToProbe(probing(() => Promise.reject(error)))).toBeUndefined();
});

it('waits once for what is silent, asks it once, and hears it when it answers again', async () => {
  let [asked, answer] = [0, (): void => undefined];
  const probe = probing(() => {
    asked += 1;
    return asked === 1 ? new Promise<number>((resolve) => (answer = () => resolve(1))) : Promise.resolve(asked);
  }, 60);
  const begun = performance.now();
  expect(await probe()).toEqual({ status: 'silent' });
  expect(performance.now() - begun).toBeGreaterThan(50);
  const again = performance.now();
  expect(await Promise.all([probe(), probe()])).toEqual([{ status: 'silent' }, { status: 'silent' }]);
  expect(performance.now() - again).toBeLessThan(50);
  expect(asked).toBe(1);
  answer();
  await after(0);
  expect(await probe()).toEqual({ status: 'answered', value: 2 });
});

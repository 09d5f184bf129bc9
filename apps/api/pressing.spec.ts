import { setTimeout as pause } from 'node:timers/promises';
import { pressingWork } from './pressing.js';

describe('the turn of the standing models', () => {
  it('comes at once where nothing is pressing', async () => {
    const { turn } = pressingWork(() => 0);
    const begun = performance.now();
    for (let step = 0; step < 100; step += 1) await turn();
    expect(performance.now() - begun).toBeLessThan(100);
  });

  it('comes after four times their last step during a commit, and as soon as it is done', async () => {
    let now = 0;
    const { during, turn } = pressingWork(() => now);
    await turn();
    const told: string[] = [];
    let done = (): void => undefined;
    const commit = during(() => new Promise<void>((resolve) => (done = resolve)));
    now = 5; // a step of 5 ms: 20 ms of pause
    const begun = performance.now();
    await turn();
    expect(performance.now() - begun).toBeGreaterThanOrEqual(19); // timers round down
    now = 505; // a step of half a second: two seconds of pause, but for the commit's end
    const waiting = turn().then(() => told.push('turn'));
    await pause(20);
    expect(told).toEqual([]);
    done();
    await commit;
    await waiting;
    expect(performance.now() - begun).toBeLessThan(1_500);
  });

  it('comes when the commit fails', async () => {
    const { during, turn } = pressingWork(() => 0);
    await expect(during(() => Promise.reject(new Error('cut')))).rejects.toThrow('cut');
    await turn();
  });
});

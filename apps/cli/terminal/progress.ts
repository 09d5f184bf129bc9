/** A progress bar on stderr, with rate and time left; silent where stderr is no terminal. */
import { SingleBar } from 'cli-progress';

export interface Progress {
  /** `total` may grow while the work goes on. */
  readonly update: (done: number, total: number) => void;
  readonly stop: () => void;
}

export function progressBar(label: string, unit: string): Progress {
  if (!process.stderr.isTTY) return { update: () => undefined, stop: () => undefined };
  const bar = new SingleBar({
    format: `${label} {bar} {percentage}% │ {value}/{total} ${unit} │ {rate}/s │ {eta_formatted} left`,
    stream: process.stderr,
    hideCursor: true,
    clearOnComplete: false,
    etaBuffer: 50,
  });
  const begun = process.hrtime.bigint();
  let started = false;
  return {
    update: (done, total) => {
      if (total === 0) return; // nothing is known yet
      const seconds = Number(process.hrtime.bigint() - begun) / 1e9;
      const rate = { rate: Math.round(done / Math.max(seconds, 0.001)).toLocaleString('en') };
      if (!started) bar.start(total, done, rate);
      started = true;
      bar.setTotal(total);
      bar.update(done, rate);
    },
    stop: () => {
      if (started) bar.stop();
    },
  };
}

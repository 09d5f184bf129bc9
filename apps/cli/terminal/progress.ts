/** A progress bar on stderr, with rate and time left; silent where stderr is no terminal. */
import { createRequire } from 'node:module';
import type * as CliProgress from 'cli-progress';
import { grouped } from '#money/grouped.js';

/** Only where a bar is shown: its seventeen modules are a twentieth of what a short command loads. */
const require = createRequire(import.meta.url);

export interface Progress {
  /** `total` may grow while the work goes on. */
  readonly update: (done: number, total: number) => void;
  readonly stop: () => void;
}

export function progressBar(label: string, unit: string): Progress {
  if (!process.stderr.isTTY) return { update: () => undefined, stop: () => undefined };
  const { SingleBar } = require('cli-progress') as typeof CliProgress;
  const bar = new SingleBar({
    format: `${label} {bar} {percentage}% │ {value}/{total} ${unit} │ {rate}/s │ {left}`,
    stream: process.stderr,
    hideCursor: true,
    clearOnComplete: false,
  });
  const begun = process.hrtime.bigint();
  let started = false;
  return {
    update: (done, total) => {
      if (total === 0) return; // nothing is known yet
      const seconds = Number(process.hrtime.bigint() - begun) / 1e9;
      const shown = { rate: grouped(String(Math.round(done / Math.max(seconds, 0.001)))), left: timeLeft(seconds, done, total) };
      if (!started) bar.start(total, done, shown);
      started = true;
      bar.setTotal(total);
      bar.update(done, shown);
    },
    stop: () => {
      if (started) bar.stop();
    },
  };
}

/** What is left at the pace so far, as a person says it; nothing of it before there is a pace. */
export function timeLeft(seconds: number, done: number, total: number): string {
  if (done >= total) return `done in ${duration(seconds)}`;
  return done <= 0 ? 'begun' : `${duration((seconds / done) * (total - done))} left`;
}

function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  return minutes < 60 ? `${minutes} min ${whole % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** An EventStoreDB double in a process of its own, as a server is: what it costs is not the measured process's to pay. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { startEventStoreDouble } from '#journal/eventstoredb/testing/double.js';

const ENTRY = fileURLToPath(import.meta.url);

export interface FarServer {
  /** A connection string, with options as `key=value`. */
  readonly url: (...options: readonly string[]) => string;
  readonly stop: () => Promise<void>;
}

/** `delayMilliseconds`: that a byte is on its way, each way. */
export async function startFarServer(delayMilliseconds: number): Promise<FarServer> {
  const child = fork(ENTRY, [String(delayMilliseconds)], { execArgv: [] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    child.once('message', (told) => resolve(String(told)));
    child.once('exit', (code) => reject(new Error(`the server ended with code ${code}`)));
  });
  return {
    url: (...options) => `${url}${options.map((option) => `&${option}`).join('')}`,
    stop: async () => {
      child.disconnect();
      await ended;
    },
  };
}

if (process.argv[1] === ENTRY && process.send !== undefined) {
  const double = await startEventStoreDouble();
  double.delay(Number(process.argv[2]));
  process.once('disconnect', () => process.exit());
  process.send(double.url());
}

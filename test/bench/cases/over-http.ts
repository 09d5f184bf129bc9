import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, readFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { participantStream } from '#ledger/subjects.js';
import type { BenchCase, Measured, Setting, Way } from '../case.js';
import { AS_OF, EVENTS_EACH, journalFile, participantId, participantsOf } from '../ledger.js';
import { latencies, quantile, spread } from '../measure.js';
import { rawReader } from '../raw.js';

const CLI = fileURLToPath(new URL('../../../programs/accrual.js', import.meta.url));
const EVENTS = 100_000;
const AT_ONCE = 4;
/** As many beforehand: a server that runs for days has compiled what it is asked for most. */
const WARM_UP = 1;

async function prepare({ folder, scratch }: Setting): Promise<void> {
  copyFileSync(journalFile(folder, EVENTS), join(scratch, 'journal.sqlite'));
}

/** Processor time of a process, where the system tells it. */
function cpuSecondsOf(server: ChildProcess): number | undefined {
  try {
    const [, , , , , , , , , , , user, system] = readFileSync(`/proc/${server.pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ');
    return (Number(user) + Number(system)) / 100;
  } catch {
    return undefined;
  }
}

async function startServer(folder: string): Promise<{ readonly server: ChildProcess; readonly url: string }> {
  const server = spawn(process.execPath, [CLI, 'serve', '--read-only', '--port', '0', '--data', folder], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    const listen = (chunk: Buffer): void => {
      said += String(chunk);
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said);
      if (found !== null) resolve(found[0]);
    };
    server.stdout?.on('data', listen);
    server.stderr?.on('data', listen);
    server.once('exit', (code) => reject(new Error(`the server ended with code ${code}: ${said}`)));
  });
  return { server, url };
}

/** Answers of a server of its own, some at once; the processor time is the server's. */
function overHttp(path: (participant: string) => string): Way {
  return {
    prepare,
    run: async ({ scratch, operations }): Promise<Measured> => {
      const { server, url } = await startServer(scratch);
      const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
      const ask = (index: number): Promise<void> =>
        new Promise((resolve, reject) => {
          const participant = participantId(spread(index, participantsOf(EVENTS)));
          get(`${url}${path(participant)}`, { agent }, (response) => {
            response
              .resume()
              .once('end', () =>
                response.statusCode === 200 ? resolve() : reject(new Error(`${path(participant)}: ${response.statusCode}`)),
              );
          }).once('error', reject);
        });
      const askAll = async (count: number): Promise<Float64Array> => {
        const milliseconds = new Float64Array(count);
        let next = 0;
        const oneAfterAnother = async (): Promise<void> => {
          for (let index = (next += 1) - 1; index < count; index = (next += 1) - 1) {
            const before = performance.now();
            await ask(index);
            milliseconds[index] = performance.now() - before;
          }
        };
        await Promise.all(Array.from({ length: AT_ONCE }, oneAfterAnother));
        return milliseconds.sort();
      };
      await askAll(Math.ceil(operations * WARM_UP));
      const [cpuBefore, before] = [cpuSecondsOf(server), performance.now()];
      const milliseconds = await askAll(operations);
      const seconds = (performance.now() - before) / 1_000;
      const cpuAfter = cpuSecondsOf(server);
      agent.destroy();
      server.kill('SIGTERM');
      await once(server, 'exit');
      const cpuSeconds = cpuBefore === undefined || cpuAfter === undefined ? seconds : cpuAfter - cpuBefore;
      return { units: operations, seconds, cpuSeconds, p50: quantile(milliseconds, 0.5), p99: quantile(milliseconds, 0.99) };
    },
  };
}

/** The same events read and parsed, and their amounts added up. */
const byHand: Way = {
  isBaseline: true,
  run: async ({ folder, operations }) => {
    const reader = rawReader(journalFile(folder, EVENTS));
    const measured = await latencies(operations, (index) =>
      reader.sum(participantStream(participantId(spread(index, participantsOf(EVENTS))))),
    );
    reader.close();
    return measured;
  },
};

export const answersOverHttp: BenchCase = {
  name: 'over-http',
  about: `answers about one participant of ${EVENTS_EACH} events, ${AT_ONCE} requests at once, beside a raw read and parse of ` +
    'the same events',
  unit: 'answers',
  journals: () => [EVENTS],
  ways: {
    coverage: overHttp((participant) => `/v1/participants/${participant}/coverage?asOf=${AS_OF}`),
    account: overHttp((participant) => `/v1/participants/${participant}/account?asOf=${AS_OF}&year=2023`),
    raw: byHand,
  },
  aims: [
    { measure: 'rate', way: 'coverage', against: 'raw', least: 0.7 },
    { measure: 'rate', way: 'account', against: 'raw', least: 0.7 },
  ],
};

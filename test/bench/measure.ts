/** Time on the clock and time on the processor: the second tells more where others use the machine. */
import type { Measured } from './case.js';

export interface Stopwatch {
  /** Measures this part of the work; several parts add up. */
  readonly during: <T>(part: () => T | Promise<T>) => Promise<T>;
  readonly measured: (units: number) => Measured;
}

export function stopwatch(): Stopwatch {
  let [seconds, cpuSeconds] = [0, 0];
  return {
    during: async (part) => {
      const cpuBefore = process.cpuUsage();
      const before = performance.now();
      const result = await part();
      seconds += (performance.now() - before) / 1_000;
      const { user, system } = process.cpuUsage(cpuBefore);
      cpuSeconds += (user + system) / 1e6;
      return result;
    },
    measured: (units) => ({ units, seconds, cpuSeconds }),
  };
}

/**
 * Runs single operations one after another, as many beforehand to warm up: what runs for days has compiled what it is asked for most,
 * and the threads that compile count in the processor time of the operation that they fall into.
 */
export async function latencies(operations: number, operate: (index: number) => unknown): Promise<Measured> {
  const warmUp = operations;
  for (let index = 0; index < warmUp; index += 1) await operate(index);
  const [milliseconds, cpuMilliseconds] = [new Float64Array(operations), new Float64Array(operations)];
  const watch = stopwatch();
  await watch.during(async () => {
    for (let index = 0; index < operations; index += 1) {
      const cpuBefore = process.cpuUsage();
      const before = performance.now();
      await operate(warmUp + index);
      milliseconds[index] = performance.now() - before;
      const { user, system } = process.cpuUsage(cpuBefore);
      cpuMilliseconds[index] = (user + system) / 1_000;
    }
  });
  milliseconds.sort();
  cpuMilliseconds.sort();
  return {
    ...watch.measured(operations),
    p50: quantile(milliseconds, 0.5),
    p99: quantile(milliseconds, 0.99),
    cpuP50: quantile(cpuMilliseconds, 0.5),
    cpuP99: quantile(cpuMilliseconds, 0.99),
  };
}

/** Of ascending figures: the smallest that at least this share does not exceed. */
export function quantile(ascending: Float64Array, share: number): number {
  return ascending[Math.max(0, Math.ceil(ascending.length * share) - 1)] as number;
}

export function median(figures: readonly number[]): number {
  const ascending = figures.toSorted((a, b) => a - b);
  const middle = ascending.length >> 1;
  const upper = ascending[middle] as number;
  return ascending.length % 2 === 1 ? upper : ((ascending[middle - 1] as number) + upper) / 2;
}

/** The same sequence every time: places to look at, spread over 0 … count − 1. */
export function spread(index: number, count: number): number {
  return Number((BigInt(index + 1) * 2_654_435_761n) % 4_294_967_296n) % count;
}

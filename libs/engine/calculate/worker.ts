/** Entry of a thread that makes one calculation, says what it came to, and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { calculate } from '#rulebooks/calculate.js';
import type { WantedCalculation } from './apart.js';

const { operation, input } = workerData as WantedCalculation;
parentPort?.postMessage(calculate(operation, input));

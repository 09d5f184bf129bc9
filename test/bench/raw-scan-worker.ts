/** Entry of a thread that scans its share of a journal by hand. */
import { parentPort, workerData } from 'node:worker_threads';
import { rawScan } from './raw.js';

const { file, index, count } = workerData as { readonly file: string; readonly index: number; readonly count: number };
parentPort?.postMessage(rawScan(file, { index, count }).events);

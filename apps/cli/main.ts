#!/usr/bin/env node
/** The command `accrual`. */
import { listenForFirstSignals } from '../first-signals.js';

const signals = listenForFirstSignals();
const { runCli } = await import('./program.js');
signals.loaded();
process.exitCode = await runCli(process.argv.slice(2));

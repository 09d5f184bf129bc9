#!/usr/bin/env node
/** The command `accrual-projector`. */
import { listenForFirstSignals } from '../first-signals.js';

const signals = listenForFirstSignals();
const { runProjector } = await import('./program.js');
signals.loaded();
process.exitCode = await runProjector(process.argv.slice(2), process.env);

#!/usr/bin/env node
/** The command `accrual-projector`. */
import { runProjector } from './program.js';

process.exitCode = await runProjector(process.argv.slice(2), process.env);

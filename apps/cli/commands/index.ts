/** The commands of the program, in the order in which help lists them. */
import type { Command } from 'commander';
import { addCalculate } from './calculate.js';
import { addFund } from './fund/index.js';
import { addImport } from './import.js';
import { addParameters } from './parameters/index.js';
import { addParticipantReadings } from './participant.js';
import { addReprocess } from './reprocess/index.js';
import { addSample } from './sample.js';
import { addServe } from './serve.js';

export const COMMANDS: readonly ((program: Command) => void)[] = [
  addSample,
  addParameters,
  addImport,
  addFund,
  addReprocess,
  addParticipantReadings,
  addCalculate,
  addServe,
];

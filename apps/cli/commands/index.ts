/** The commands of the program, in the order in which help lists them. */
import type { Command } from 'commander';
import { addAnnul } from './annul.js';
import { addCalculate } from './calculate.js';
import { addCheckpoint } from './checkpoint.js';
import { addCopyJournal } from './copy-journal.js';
import { addDiff } from './diff.js';
import { addFund } from './fund/index.js';
import { addImport } from './import.js';
import { addModels } from './models.js';
import { addOverview } from './overview.js';
import { addParameters } from './parameters/index.js';
import { addParticipantReadings } from './participant.js';
import { addProve } from './prove.js';
import { addReprocess } from './reprocess/index.js';
import { addSample } from './sample.js';
import { addServe } from './serve.js';
import { addStart } from './start/index.js';
import { addSweep } from './sweep.js';
import { addTrialBalance } from './trial-balance.js';
import { addVerify } from './verify.js';

export const COMMANDS: readonly ((program: Command) => void)[] = [
  addStart,
  addSample,
  addParameters,
  addImport,
  addFund,
  addReprocess,
  addAnnul,
  addParticipantReadings,
  addOverview,
  addDiff,
  addSweep,
  addTrialBalance,
  addModels,
  addVerify,
  addCheckpoint,
  addProve,
  addCopyJournal,
  addCalculate,
  addServe,
];

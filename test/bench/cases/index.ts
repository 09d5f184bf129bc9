/** All cases, in the order of the table. A new one is a file here and a line below. */
import type { BenchCase } from '../case.js';
import { alm } from './alm.js';
import { bulkAppend } from './bulk-append.js';
import { engineAppendFar } from './engine-append-far.js';
import { engineAppend, engineCatchUp, engineRebuild } from './engines.js';
import { heatMap } from './heat-map.js';
import { importOfFile } from './import-file.js';
import { invoices } from './invoices.js';
import { liabilities } from './liabilities.js';
import { liveOverview } from './live-overview.js';
import { answersOverHttp } from './over-http.js';
import { rebuildOfStanding } from './rebuild.js';
import { reprocessing } from './reprocess.js';
import { salaryCorrections } from './salary-corrections.js';
import { singleAppend } from './single-append.js';
import { sweepOfAccounts, sweepOfCoverage } from './sweep.js';
import { startUp } from './start-up.js';
import { verification } from './verify.js';

export const CASES: readonly BenchCase[] = [
  bulkAppend, importOfFile, singleAppend, startUp, liveOverview, answersOverHttp, heatMap,
  rebuildOfStanding, sweepOfCoverage, sweepOfAccounts, verification,
  reprocessing, salaryCorrections, invoices, liabilities, alm,
  engineAppend, engineAppendFar, engineCatchUp, engineRebuild,
];

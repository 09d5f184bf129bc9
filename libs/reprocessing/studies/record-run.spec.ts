/** nl-ftk section 8: a run is recorded once by its input and engine, and is never corrected. */
import { INITIAL_FUND, type FundState } from '#ledger/fund/state.js';
import { refusalOf } from '#ledger/kernel/refusal.js';
import { recordRun, type RecordRun } from './record-run.js';

const TODAY = '2023-03-01';
const RUN: RecordRun = {
  runId: 'a'.repeat(64),
  op: 'ftk.alm',
  input: { regime: 'new', years: 15, scenarios: 2, seed: 1 },
  engine: { rulebook: 'nl-ftk', version: '1.0.0', arithmetic: 'double' },
  output: { fundingRatio0: '1.06095583041' },
  outputDigest: 'b'.repeat(64),
  seconds: 0.5,
  reference: 'board, 2023-02-20',
};

/** With the run on its stream. */
const recorded: FundState = {
  ...INITIAL_FUND,
  almRuns: [{ ...recordRun(RUN, INITIAL_FUND, TODAY)?.data, eventId: 'run' } as unknown as FundState['almRuns'][number]],
};

it('once, with what it was computed by', () => {
  expect(recordRun(RUN, INITIAL_FUND, TODAY)).toMatchObject({
    ...{ type: 'AlmRunRecorded', effectiveDate: TODAY, key: `alm-run:${RUN.runId}` },
    data: { op: 'ftk.alm', engine: RUN.engine, output: RUN.output, seconds: '0.500', recordedOn: TODAY },
  });
  expect(recordRun({ ...RUN, seconds: 9 }, recorded, TODAY)).toBeUndefined();
});

it('RUN_ALREADY_RECORDED: the same input and engine that come to other figures are a fault, told with both digests', () => {
  const other = 'c'.repeat(64);
  const refusal = ((): unknown => {
    try {
      return recordRun({ ...RUN, outputDigest: other }, recorded, TODAY);
    } catch (error) {
      return refusalOf(error);
    }
  })();
  expect(refusal).toMatchObject({ code: 'RUN_ALREADY_RECORDED', runId: RUN.runId, recorded: RUN.outputDigest, found: other });
});

/** The actuary's assessment: equivalence and balance on the snapshot, which must still hold. */
import { attempt, Refused } from '#ledger/kernel/refusal.js';
import type { JsonObject } from '#ledger/kernel/json.js';
import type { StepValues } from '#ledger/transfer/dossier/steps.js';
import { dossierOf, snapshotOf } from '#projections/transfer/dossier-of.js';
import type { TransferTolerance } from '#rulebooks/frame/capabilities/collective-transfer.js';
import { after, common } from './decide-step.js';
import { lawRows, snapshotRows, staleSince } from './snapshot.js';
import {
  nextKey,
  NOTHING_TAKEN,
  refuseFutureStep,
  standsAlready,
  steps,
  type OpenTransfer,
  type StepContext,
  type StepDecision,
} from './step-context.js';

/** TransferAssessed. Refuses MISSING_PARAMETER (a tolerance), SNAPSHOT_STALE, NO_VALUE, and TEST_FAILED with all that was found. */
export async function decideAssessment(values: StepValues<'assess'>, open: OpenTransfer, context: StepContext): Promise<StepDecision> {
  const { transfer, law, today } = open;
  const { transferDate, transferValue } = transfer.proposed.data;
  const rows = snapshotRows(open, context.folder);
  const { individual, collective, group } = values;
  const tolerance = { individual, collective, group };
  const output = law.equivalence({ transferDate, transferValue, tolerance, rows: lawRows(rows) });
  const snapshot = snapshotOf(transfer)?.data.rightsSnapshot as string;
  const data = { ...common(values), snapshot, tolerance: tolerance as TransferTolerance, basis: values.basis, output };
  if (standsAlready(transfer, 'TransferAssessed', data)) return NOTHING_TAKEN;
  refuseFutureStep(values.on, today);
  law.refuseStale(await staleSince(open, context, rows), law.process(dossierOf(transfer)).state);
  const assessed = attempt(() => after('assess', values, output, open));
  if (assessed.status === 'refused') {
    throw new Refused(assessed.refusal.code === 'TEST_FAILED' ? { ...assessed.refusal, found: shortened(output) } : assessed.refusal);
  }
  return steps({ type: 'TransferAssessed', effectiveDate: values.on, key: nextKey(transfer, 'assess'), data });
}

/** Of the participants at fault a refusal names the first hundred. */
function shortened(output: JsonObject): JsonObject {
  const failures = output['individualFailures'] as readonly string[];
  return { ...output, individualFailures: failures.slice(0, 100), individualFailureCount: failures.length };
}

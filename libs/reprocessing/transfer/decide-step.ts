/** The steps of a dossier that look at the dossier alone: what the organs, the board, the supervisor and the operator say. */
import { refuse } from '#ledger/kernel/refusal.js';
import type { StepType, StepEvent } from '#ledger/transfer/dossier/events.js';
import type { StepValues, TransferStepName } from '#ledger/transfer/dossier/steps.js';
import { eventId } from '#journal/event-id.js';
import { streamOf } from '#ledger/subjects.js';
import { addMonths } from '#money/civil-date.js';
import { dossierOf, processSteps } from '#projections/transfer/dossier-of.js';
import type { DossierProcess, TransferStep } from '#rulebooks/frame/capabilities/collective-transfer.js';
import {
  documentOf,
  nextKey,
  NOTHING_TAKEN,
  refuseFutureStep,
  standsAlready,
  steps,
  type DossierEvent,
  type OpenTransfer,
  type StepDecision,
} from './step-context.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    LATER_STEP_STANDS: {
      readonly transferId: string;
      readonly eventId: string;
      readonly laterStep: string;
      readonly type: string;
      readonly laterType: string;
    };
  }
}

/** Steps that are decided here; the others look at participants as well. */
export type DossierStepName = Exclude<TransferStepName, 'assess' | 'complete'>;
type Of<Name extends DossierStepName> = (values: StepValues<Name>, open: OpenTransfer) => StepDecision;

const DECIDE: { readonly [Name in DossierStepName]: Of<Name> } = {
  organ: (values, open) => {
    const { organ } = open.transfer.proposed.data;
    const right = organ === 'stakeholderBody' ? 'approval' : 'advice';
    const positive = values.positive === 'yes';
    const text = values.text === undefined ? {} : { text: values.text };
    return taken('organ', 'OrganDecided', { ...common(values), organ, right, positive, ...text }, { positive }, open);
  },
  respond: (values, open) => {
    const answered = open.transfer.steps.findLast((event) => event.type === 'OrganDecided');
    after('boardResponse', values, {}, open);
    if (answered === undefined) throw new Error('a transfer was consulted on without an organ');
    return taken('boardResponse', 'BoardResponded', { ...common(values), to: answered.id, reasons: values.reasons }, {}, open);
  },
  'works-council': (values, open) => {
    const positive = values.positive === 'yes';
    return taken('worksCouncil', 'WorksCouncilDecided', { ...common(values), positive }, { positive }, open);
  },
  notify: (values, open) => {
    const { reviewMonths } = open.transfer.proposed.data;
    const { terms } = dossierOf(open.transfer);
    const data = { ...common(values), reviewEnds: addMonths(values.on, reviewMonths), latest: open.law.latestNotice(terms) };
    return taken('notify', 'SupervisorNotified', data, {}, open);
  },
  prohibit: (values, open) => taken('prohibit', 'TransferProhibited', { ...common(values), grounds: values.grounds }, {}, open),
  lapse: (values, open) => taken('lapse', 'ReviewPeriodLapsed', common(values), {}, open),
  withdraw: (values, open) => taken('withdraw', 'TransferWithdrawn', { ...common(values), reason: values.reason }, {}, open),
  annul: ({ eventId: id, reason }, open) => annulStep(id, reason, open),
};

/** Refuses EVENT_IN_FUTURE and what transfer.process refuses; a step that stands already is no change. */
export function decideDossierStep<Name extends DossierStepName>(step: Name, values: StepValues<Name>, open: OpenTransfer): StepDecision {
  return (DECIDE[step] as Of<Name>)(values, open);
}

export function common(values: Parameters<typeof documentOf>[0] & { readonly on: string; readonly reference: string }) {
  return { on: values.on, reference: values.reference, ...documentOf(values) };
}

/** The process with one more step. */
export function after(law: string, { on }: { readonly on: string }, facts: TransferStep['facts'], open: OpenTransfer): DossierProcess {
  const dossier = dossierOf(open.transfer);
  return open.law.process({ ...dossier, steps: [...dossier.steps, { type: law, date: on, facts }] });
}

type DataOfStep<T extends StepType> = Extract<DossierEvent, { readonly type: T }>['data'];

function taken<T extends StepType>(
  law: string,
  type: T,
  data: DataOfStep<T> & { readonly on: string },
  facts: TransferStep['facts'],
  open: OpenTransfer,
): StepDecision {
  const { transfer, transferId, today } = open;
  if (standsAlready(transfer, type, data)) return NOTHING_TAKEN;
  refuseFutureStep(data.on, today);
  const { state } = after(law, data, facts, open);
  const event = { type, effectiveDate: data.on, key: nextKey(transfer, law), data } as DossierEvent;
  if (state !== 'REJECTED') return steps(event);
  const because = eventId(streamOf('transfer', transferId), event.key);
  return steps(event, {
    type: 'TransferRejected',
    effectiveDate: data.on,
    key: nextKey(transfer, 'rejected', 1),
    data: { on: data.on, because },
  });
}

/** Refuses UNKNOWN_EVENT, CANNOT_BE_ANNULLED and LATER_STEP_STANDS. */
function annulStep(id: string, reason: string, { transfer, transferId }: OpenTransfer): StepDecision {
  const standing: readonly { readonly id: string; readonly type: string; readonly revision: number }[] = [
    ...processSteps(transfer).map(({ event }: { readonly event: StepEvent }) => event),
    ...transfer.acceptances,
  ].sort((a, b) => a.revision - b.revision);
  if (id === transfer.proposed.id) {
    refuse('CANNOT_BE_ANNULLED', { transferId, eventId: id, kept: 'proposal' });
  }
  const event = standing.find((one) => one.id === id);
  if (event === undefined) {
    return refuse('UNKNOWN_EVENT', { transferId, eventId: id });
  }
  if (event.type === 'TransferCompleted') {
    refuse('CANNOT_BE_ANNULLED', { transferId, eventId: id, kept: 'completion' });
  }
  const last = standing.at(-1) as { readonly id: string; readonly type: string };
  if (last.id !== id) {
    refuse('LATER_STEP_STANDS', { transferId, eventId: id, laterStep: last.id, type: event.type, laterType: last.type });
  }
  const effectiveDate = [...transfer.steps, ...transfer.acceptances].find((one) => one.id === id)?.data.on as string;
  return steps({ type: 'StepAnnulled', effectiveDate, key: `annulled:${id}`, data: { annuls: id, reason } });
}

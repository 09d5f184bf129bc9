/** A transfer as its law reads it: terms, proposal and steps as plain data. */
import type { StepEvent, StepType } from '#ledger/transfer/dossier/events.js';
import type { ProposedTransfer } from '#portfolio/transfer.js';
import type { TransferDossier, TransferStep } from '#rulebooks/frame/capabilities/collective-transfer.js';

/** How the law and the dossier call each step; a rejection follows from another one. */
const STEP_OF: { readonly [type in StepType]: { readonly law: string; readonly shown: string } | undefined } = {
  RightsSnapshotTaken: { law: 'snapshot', shown: 'snapshot' },
  TransferAssessed: { law: 'assess', shown: 'assess' },
  OrganDecided: { law: 'organ', shown: 'organ' },
  BoardResponded: { law: 'boardResponse', shown: 'respond' },
  WorksCouncilDecided: { law: 'worksCouncil', shown: 'works-council' },
  SupervisorNotified: { law: 'notify', shown: 'notify' },
  TransferProhibited: { law: 'prohibit', shown: 'prohibit' },
  ReviewPeriodLapsed: { law: 'lapse', shown: 'lapse' },
  TransferCompleted: { law: 'complete', shown: 'complete' },
  TransferWithdrawn: { law: 'withdraw', shown: 'withdraw' },
  TransferRejected: undefined,
};

const SHOWN = new Map(Object.values(STEP_OF).flatMap((step) => (step === undefined ? [] : [[step.law, step.shown] as const])));

/** The steps that the process goes by, each with its event. */
export function processSteps({
  steps,
}: Pick<ProposedTransfer, 'steps'>): readonly { readonly event: StepEvent; readonly step: TransferStep }[] {
  return steps.flatMap((event) => {
    const named = STEP_OF[event.type];
    return named === undefined ? [] : [{ event, step: { type: named.law, date: event.data.on, facts: factsOf(event) } }];
  });
}

function factsOf(event: StepEvent): TransferStep['facts'] {
  switch (event.type) {
    case 'RightsSnapshotTaken':
      return { rightsSnapshot: event.data.rightsSnapshot };
    case 'TransferAssessed':
      return event.data.output;
    case 'OrganDecided':
    case 'WorksCouncilDecided':
      return { positive: event.data.positive };
    default:
      return {};
  }
}

export function dossierOf(transfer: ProposedTransfer): TransferDossier {
  const { on, organ, schemeChange, transferDate, reviewMonths, reason, transferValue, receiverAgreement } = transfer.proposed.data;
  return {
    terms: { organ, schemeChange, transferDate, reviewMonths },
    proposal: { type: 'propose', date: on, facts: { reason, transferValue, receiverAgreement } },
    steps: processSteps(transfer).map(({ step }) => step),
  };
}

/** The name of a step, as it is asked for. */
export function shownStep(law: string): string {
  return SHOWN.get(law) ?? law;
}

/** The snapshot that counts: the last one. */
export function snapshotOf({
  steps,
}: Pick<ProposedTransfer, 'steps'>): Extract<StepEvent, { readonly type: 'RightsSnapshotTaken' }> | undefined {
  return steps.findLast((event) => event.type === 'RightsSnapshotTaken');
}

export function assessmentOf({
  steps,
}: Pick<ProposedTransfer, 'steps'>): Extract<StepEvent, { readonly type: 'TransferAssessed' }> | undefined {
  return steps.findLast((event) => event.type === 'TransferAssessed');
}

export function completionOf({
  steps,
}: Pick<ProposedTransfer, 'steps'>): Extract<StepEvent, { readonly type: 'TransferCompleted' }> | undefined {
  return steps.findLast((event) => event.type === 'TransferCompleted');
}

/** The read models there are, a row each: what a sweep, the standing models, the command line and the OpenAPI document go through. */
import { refuse } from '#ledger/kernel/refusal.js';
import { accountProjection } from '../account/projection.js';
import { coverageProjection } from '../coverage/projection.js';
import { dutiesProjection } from '../employers/duties.js';
import { exemptionsProjection } from '../employers/exemptions.js';
import { overdueProjection } from '../employers/overdue.js';
import { statementProjection } from '../employers/statement.js';
import { dueProjection } from '../due/projection.js';
import { lettersProjection } from '../letters/projection.js';
import { liabilitiesProjection } from '../liabilities/projection.js';
import { overviewProjection } from '../overview/projection.js';
import { agendaProjection } from '../policy/agenda.js';
import { policyProjection } from '../policy/policy-years.js';
import { indexationProjection } from '../rights/indexation.js';
import { rightsProjection } from '../rights/projection.js';
import { savingsProjection } from '../savings/projection.js';
import { dossierProjection } from '../transfer/dossier.js';
import { equivalenceProjection } from '../transfer/equivalence.js';
import { owedProjection } from '../transfer/owed.js';
import type { AnyView, FlatForm } from '../view.js';
import { voluntaryPremiumProjection } from '../voluntary-premium/projection.js';
import { windowsProjection } from '../windows/projection.js';
import { worklistProjection } from '../worklist/projection.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    UNKNOWN_MODEL: { readonly model: string; readonly known: readonly string[] };
  }
}

export const VIEWS: readonly AnyView[] = [
  coverageProjection,
  windowsProjection,
  worklistProjection,
  accountProjection,
  overviewProjection,
  liabilitiesProjection,
  rightsProjection,
  indexationProjection,
  savingsProjection,
  voluntaryPremiumProjection,
  statementProjection,
  overdueProjection,
  dutiesProjection,
  exemptionsProjection,
  dossierProjection,
  equivalenceProjection,
  owedProjection,
  dueProjection,
  lettersProjection,
  policyProjection,
  agendaProjection,
];

export type FlatView = AnyView & { readonly flat: FlatForm<object> };

/** Those that a sweep offers. */
export const FLAT_VIEWS: readonly FlatView[] = VIEWS.filter((view): view is FlatView => view.flat !== undefined);

/** Those that are kept, in the order in which they are built. */
export const STANDING_VIEWS: readonly AnyView[] = VIEWS.filter(({ standing }) => standing !== undefined);

/** Those kept that answer by subject; the others list entries in an order of their own. */
export const ANSWERING_VIEWS: readonly AnyView[] = STANDING_VIEWS.filter(({ standing }) => standing?.entries === undefined);

/** Refuses UNKNOWN_MODEL. */
export function viewNamed(name: string): AnyView {
  return VIEWS.find((view) => view.name === name) ?? refuseName(name, VIEWS);
}

/** Refuses UNKNOWN_MODEL for one that has no table. */
export function flatViewNamed(name: string): FlatView {
  return FLAT_VIEWS.find((view) => view.name === name) ?? refuseName(name, FLAT_VIEWS);
}

function refuseName(name: string, known: readonly AnyView[]): never {
  return refuse('UNKNOWN_MODEL', { model: name, known: known.map((view) => view.name) });
}

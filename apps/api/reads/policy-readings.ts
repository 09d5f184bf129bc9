/** What a fund reported of its funding, what its rules made of it, and what its board decided. */
import { sha256Hex } from '#journal/sha256.js';
import { canonicalText, type JsonObject } from '#ledger/kernel/json.js';
import type { WhatIfMark } from '#reprocessing/what-if/mark.js';
import { policyWhatIf, type RulesFile } from '#reprocessing/what-if/policy-what-if.js';
import type { Answer } from '#projections/answer.js';
import type { AskedCoordinates } from '#projections/coordinates.js';
import {
  fundAccountability,
  fundIndexations,
  type FundAccountabilityView,
  type FundIndexationsView,
} from '#projections/policy/fund-accountability.js';
import type { FundAt } from '#projections/policy/fund-at.js';
import { almRun, fundAlmRuns, reportOfRun, type FundAlmRunsView } from '#projections/policy/fund-alm-runs.js';
import { fundCashFlows, type CashFlowsQuestion, type FundCashFlowsView } from '#projections/policy/fund-cash-flows.js';
import {
  evaluationsAt,
  fundEvaluations,
  type EvaluationsQuestion,
  type FundEvaluationsView,
} from '#projections/policy/fund-evaluations.js';
import {
  explanationAt,
  fundExplanation,
  type FundExplanationView,
  type FundFigureQuestion,
} from '#projections/policy/fund-explanation.js';
import { fundPremiumBasis, type FundPremiumBasisView } from '#projections/policy/fund-premium-basis.js';
import {
  fundRecoveryPath,
  recoveryPathAt,
  fundRecoveryPlan,
  type FundRecoveryPathView,
  type FundRecoveryPlanView,
  type RecoveryPathQuestion,
} from '#projections/policy/fund-recovery.js';
import type { Served } from './served.js';

export interface PolicyQuestion {
  readonly fundId: string;
  readonly asked: AskedCoordinates;
}

export function evaluations(
  { journal, clock }: Served,
  { fundId, asked, ...question }: PolicyQuestion & EvaluationsQuestion,
): Promise<Answer<FundEvaluationsView>> {
  return fundEvaluations(journal, clock, fundId, asked, question);
}

/** A parameters document of the rules of funding, in the place of those in force. */
interface Supposing extends PolicyQuestion {
  readonly rules: JsonObject;
}

type Supposed<View> = Answer<View & { readonly whatIf: WhatIfMark }>;

/** A body stands where a file does on the command line: named by what it is, with its digest. */
function fileOf(document: JsonObject): RulesFile {
  return { file: 'rules', sha256: sha256Hex(canonicalText(document)), document };
}

/** A reading by rules supposed. Refuses what `policyWhatIf` refuses. */
function supposedBy<Question, View extends object>(
  read: (fundId: string, at: FundAt, question: Question) => View,
): (served: Served, asked: Supposing & Question) => Promise<Supposed<View>> {
  return ({ journal, clock }, question) => {
    const { fundId, asked, rules } = question;
    return policyWhatIf({ journal, clock, fundId, asked }, fileOf(rules), (id, at) => read(id, at, question));
  };
}

export const evaluationsSupposed = supposedBy(evaluationsAt);
export const pathSupposed = supposedBy(recoveryPathAt);
export const figureSupposed = supposedBy(explanationAt);

export function fundFigure(
  { journal, clock }: Served,
  { fundId, asked, ...question }: PolicyQuestion & FundFigureQuestion,
): Promise<Answer<FundExplanationView>> {
  return fundExplanation(journal, clock, fundId, asked, question);
}

export function planOfRecovery({ journal, clock }: Served, { fundId, asked }: PolicyQuestion): Promise<Answer<FundRecoveryPlanView>> {
  return fundRecoveryPlan(journal, clock, fundId, asked);
}

export function pathOfRecovery(
  { journal, clock }: Served,
  { fundId, asked, ...question }: PolicyQuestion & RecoveryPathQuestion,
): Promise<Answer<FundRecoveryPathView>> {
  return fundRecoveryPath(journal, clock, fundId, asked, question);
}

export function premiumBases({ journal, clock }: Served, { fundId, asked }: PolicyQuestion): Promise<Answer<FundPremiumBasisView>> {
  return fundPremiumBasis(journal, clock, fundId, asked);
}

export function accountability({ journal, clock }: Served, { fundId, asked }: PolicyQuestion): Promise<Answer<FundAccountabilityView>> {
  return fundAccountability(journal, clock, fundId, asked);
}

export function indexations({ journal, clock }: Served, { fundId, asked }: PolicyQuestion): Promise<Answer<FundIndexationsView>> {
  return fundIndexations(journal, clock, fundId, asked);
}

export function cashFlows(
  { journal, clock }: Served,
  { fundId, asked, ...question }: PolicyQuestion & CashFlowsQuestion,
): Promise<Answer<FundCashFlowsView>> {
  return fundCashFlows(journal, clock, fundId, asked, question);
}

export function almRuns({ journal, clock }: Served, { fundId, asked }: PolicyQuestion): Promise<Answer<FundAlmRunsView>> {
  return fundAlmRuns(journal, clock, fundId, asked);
}

/** The report of a study that is recorded, as it was published. */
export async function almReport({ journal }: Served, { runId }: { readonly runId: string }): Promise<JsonObject> {
  return reportOfRun(await almRun(journal, runId));
}

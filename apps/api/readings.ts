/** What can be asked over HTTP, a row each, and the one question on the query bus: the name of a reading, and of what. */
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { DEPENDENCIES, LIMITS, type ApiDependencies, type ApiLimits } from './dependencies.js';
import { balances, changes, explanation, grid, history, movement, view } from './reads/answers.js';
import { checkpoint, checkpoints, proof, selfCheck } from './reads/audit-readings.js';
import { calculation } from './reads/calculation.js';
import { employerCorrections } from './reads/employer-corrections.js';
import { parameters, parameterTimeline } from './reads/fund-parameters.js';
import { batch, batches, employers, events, participants } from './reads/journal-lists.js';
import {
  accountability,
  almReport,
  almRuns,
  indexations,
  cashFlows,
  evaluations,
  evaluationsSupposed,
  figureSupposed,
  fundFigure,
  premiumBases,
  pathOfRecovery,
  pathSupposed,
  planOfRecovery,
} from './reads/policy-readings.js';
import { premiumLines } from './reads/premium-lines.js';
import { fundLiabilities } from './reads/portfolio-readings.js';
import type { Served } from './reads/served.js';
import { supposition } from './reads/supposition.js';
import { standingAnswer, standingCounts, standingList, standingStatus } from './reads/standing-readings.js';
import { transferDossier, transferProof, transfers, transferSnapshot, transferStatement } from './transfers/readings.js';
import { planReport, reprocessing, reprocessings } from './reprocessing/readings.js';

const READINGS = {
  ...{ view, history, explanation, movement, grid, balances, fundLiabilities, supposition },
  ...{ changes, parameters, parameterTimeline, employerCorrections, premiumLines },
  ...{ evaluations, evaluationsSupposed, fundExplanation: fundFigure, fundExplanationSupposed: figureSupposed },
  ...{ recoveryPlan: planOfRecovery, recoveryPath: pathOfRecovery, recoveryPathSupposed: pathSupposed, premiumBasis: premiumBases },
  ...{ cashFlows, almRuns, almReport, accountability, indexations },
  ...{ participants, employers, events, batches, batch },
  ...{ standingStatus, standingAnswer, standingList, standingCounts },
  ...{ checkpoints, checkpoint, proof, selfCheck },
  ...{ reprocessings, reprocessing, planReport },
  ...{ transfers, transferDossier, transferProof, transferSnapshot, transferStatement },
  ...{ calculation },
} as const;

type ReadingName = keyof typeof READINGS;
type Of<Name extends ReadingName> = Parameters<(typeof READINGS)[Name]> extends [unknown, infer Question] ? Question : Nothing;
type Found<Name extends ReadingName> = Awaited<ReturnType<(typeof READINGS)[Name]>>;
type Nothing = { readonly [name in never]: never };

/** The table again, with each row's question and answer tied to its name. */
const BY_NAME: { readonly [Name in ReadingName]: (served: Served, of: Of<Name>) => Promise<Found<Name>> } = READINGS;

export class ReadQuery<Name extends ReadingName> extends Query<Found<Name>> {
  readonly name: Name;
  readonly of: Of<Name>;

  constructor(name: Name, of: Of<Name>) {
    super();
    this.name = name;
    this.of = of;
  }
}

@QueryHandler(ReadQuery)
export class ReadHandler<Name extends ReadingName> implements IQueryHandler<ReadQuery<Name>> {
  private readonly served: Served;

  constructor(@Inject(DEPENDENCIES) dependencies: ApiDependencies, @Inject(LIMITS) limits: ApiLimits) {
    this.served = { ...dependencies, limits };
  }

  execute({ name, of }: ReadQuery<Name>): Promise<Found<Name>> {
    return BY_NAME[name](this.served, of);
  }
}

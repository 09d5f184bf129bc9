/** Reprocessings on the query bus: the state of one, of all, and the report of a plan. */
import { basename } from 'node:path';
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { PlanReport } from '#reprocessing/plan/make-plan.js';
import { DEPENDENCIES, type ApiDependencies } from '../dependencies.js';
import { reprocessingOf } from './commands.js';
import { shown, type ShownReprocessing } from './shown.js';

export class ReprocessingQuery extends Query<ShownReprocessing> {
  readonly id: string;

  constructor(id: string) {
    super();
    this.id = id;
  }
}

export class ReprocessingsQuery extends Query<readonly ShownReprocessing[]> {}

export class PlanReportQuery extends Query<PlanReport> {
  readonly id: string;

  constructor(id: string) {
    super();
    this.id = id;
  }
}

@QueryHandler(ReprocessingQuery)
class ReprocessingHandler implements IQueryHandler<ReprocessingQuery> {
  private readonly dependencies: ApiDependencies;

  constructor(@Inject(DEPENDENCIES) dependencies: ApiDependencies) {
    this.dependencies = dependencies;
  }

  async execute({ id }: ReprocessingQuery): Promise<ShownReprocessing> {
    return shown(await reprocessingOf(this.dependencies).runs.get(id));
  }
}

@QueryHandler(ReprocessingsQuery)
class ReprocessingsHandler implements IQueryHandler<ReprocessingsQuery> {
  private readonly dependencies: ApiDependencies;

  constructor(@Inject(DEPENDENCIES) dependencies: ApiDependencies) {
    this.dependencies = dependencies;
  }

  async execute(): Promise<readonly ShownReprocessing[]> {
    return (await reprocessingOf(this.dependencies).runs.list()).map(shown);
  }
}

@QueryHandler(PlanReportQuery)
class PlanReportHandler implements IQueryHandler<PlanReportQuery> {
  private readonly dependencies: ApiDependencies;

  constructor(@Inject(DEPENDENCIES) dependencies: ApiDependencies) {
    this.dependencies = dependencies;
  }

  /** Where the server keeps the rejects is nobody's business; their name is. */
  async execute({ id }: PlanReportQuery): Promise<PlanReport> {
    const report = await reprocessingOf(this.dependencies).runs.report(id);
    return { ...report, rejectsFile: report.rejectsFile === null ? null : basename(report.rejectsFile) };
  }
}

export const REPROCESSING_QUERY_HANDLERS = [ReprocessingHandler, ReprocessingsHandler, PlanReportHandler];

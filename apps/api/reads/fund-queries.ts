/** What a fund publishes and decides, on the query bus. */
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { fundStream } from '#ledger/subjects.js';
import type { JsonValue } from '#ledger/kernel/json.js';
import { refuse } from '#ledger/kernel/refusal.js';
import type { CivilDate } from '#money/civil-date.js';
import { answerOf, type Answer } from '#projections/answer.js';
import { resolveCoordinates, type AskedCoordinates } from '#projections/coordinates.js';
import { fundChanges, type FundChangesView } from '#projections/changes/fund-changes.js';
import type { HistoryView } from '#projections/history/projection.js';
import { foldFund, rulesInForce } from '#portfolio/rules-in-force.js';
import { readWhole } from '#journal/read-whole.js';
import { entryInForce } from '#rulebooks/frame/parameters/parameters.js';
import { findRulebook } from '#rulebooks/registry.js';
import { DEPENDENCIES, type ApiDependencies } from '../dependencies.js';

export class FundHistoryQuery extends Query<Answer<HistoryView>> {
  readonly fundId: string;
  readonly asked: AskedCoordinates;

  constructor(fundId: string, asked: AskedCoordinates) {
    super();
    this.fundId = fundId;
    this.asked = asked;
  }
}

@QueryHandler(FundHistoryQuery)
class FundHistoryHandler implements IQueryHandler<FundHistoryQuery> {
  private readonly dependencies: ApiDependencies;

  constructor(@Inject(DEPENDENCIES) dependencies: ApiDependencies) {
    this.dependencies = dependencies;
  }

  execute({ fundId, asked }: FundHistoryQuery): Promise<Answer<HistoryView>> {
    return this.dependencies.live.history(fundStream(fundId), asked);
  }
}

export class FundChangesQuery extends Query<Answer<FundChangesView>> {
  readonly fundId: string;
  readonly asked: AskedCoordinates;

  constructor(fundId: string, asked: AskedCoordinates) {
    super();
    this.fundId = fundId;
    this.asked = asked;
  }
}

@QueryHandler(FundChangesQuery)
class FundChangesHandler implements IQueryHandler<FundChangesQuery> {
  private readonly dependencies: ApiDependencies;

  constructor(@Inject(DEPENDENCIES) dependencies: ApiDependencies) {
    this.dependencies = dependencies;
  }

  execute({ fundId, asked }: FundChangesQuery): Promise<Answer<FundChangesView>> {
    return fundChanges(this.dependencies.journal, this.dependencies.clock, fundId, asked);
  }
}

interface ParameterOnDay {
  readonly name: string;
  readonly unit: string;
  readonly from: CivilDate;
  readonly to: CivilDate | null;
  readonly value: JsonValue;
  readonly reference: string;
  readonly status: string;
  readonly announced: CivilDate;
}

export interface ParametersView {
  readonly fundId: string;
  readonly scheme: string;
  readonly at: CivilDate;
  /** Those in force on the day; a parameter without an entry for it is left out. */
  readonly parameters: readonly ParameterOnDay[];
}

export class ParametersQuery extends Query<Answer<ParametersView>> {
  readonly fundId: string;
  readonly at: CivilDate | undefined;
  readonly asked: AskedCoordinates;

  constructor(fundId: string, at: CivilDate | undefined, asked: AskedCoordinates) {
    super();
    this.fundId = fundId;
    this.at = at;
    this.asked = asked;
  }
}

@QueryHandler(ParametersQuery)
class ParametersHandler implements IQueryHandler<ParametersQuery> {
  private readonly dependencies: ApiDependencies;

  constructor(@Inject(DEPENDENCIES) dependencies: ApiDependencies) {
    this.dependencies = dependencies;
  }

  async execute({ fundId, at, asked }: ParametersQuery): Promise<Answer<ParametersView>> {
    const { journal, clock } = this.dependencies;
    const coordinates = resolveCoordinates({ ...asked, asOf: at }, await journal.head(), clock());
    const events = await readWhole(journal, fundStream(fundId));
    const fund = foldFund(events);
    // A fund that has published nothing yet lives by the official parameters of its scheme, whose id it bears.
    const scheme = fund.established?.scheme ?? findRulebook(fundId)?.id;
    if (scheme === undefined) return refuse('UNKNOWN_FUND', `the ledger has no fund ${fundId}`, { fundId });
    const rules = rulesInForce(scheme, fund, coordinates.rulesKnownAt);
    const day = coordinates.asOf;
    const parameters = [...rules.parameters.parameters.values()].flatMap(({ name, unit }) => {
      const entry = entryInForce(rules.parameters, name, day);
      if (entry === undefined) return [];
      const { from, to, value, reference, status, announced } = entry;
      return [{ name, unit, from, to: to ?? null, value, reference, status, announced }];
    });
    return answerOf({ fundId, scheme, at: day, parameters }, coordinates, rules, events.at(-1)?.position ?? 0n);
  }
}

export const FUND_QUERY_HANDLERS = [FundHistoryHandler, FundChangesHandler, ParametersHandler];

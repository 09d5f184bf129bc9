/**
 * POST /v1/funds/{id}/{evaluations,recovery-path,explain}/what-if;
 * GET /v1/funds/{id}/explain, evaluations, recovery-plan, recovery-path, premium-basis, accountability, indexations, cash-flows, alm-runs,
 * and /v1/alm-runs/{runId}.
 */
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, UseGuards } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsObject, ValidateNested } from 'class-validator';
import { asJson, type JsonObject } from '#ledger/kernel/json.js';
import type { Answer } from '#projections/answer.js';
import type { FundAlmRunsView } from '#projections/policy/fund-alm-runs.js';
import type { FundCashFlowsView } from '#projections/policy/fund-cash-flows.js';
import type { FundExplanationView, FundFigureQuestion } from '#projections/policy/fund-explanation.js';
import type { EvaluationsQuestion, FundEvaluationsView } from '#projections/policy/fund-evaluations.js';
import type { FundAccountabilityView, FundIndexationsView } from '#projections/policy/fund-accountability.js';
import type { FundPremiumBasisView } from '#projections/policy/fund-premium-basis.js';
import type { FundRecoveryPathView, FundRecoveryPlanView, RecoveryPathQuestion } from '#projections/policy/fund-recovery.js';
import { CountTextField, DecimalField, DigestField, TextField, YearTextField } from '../http/fields.js';
import { ReachJournalPosition } from '../http/reach-position.js';
import { Answers, COORDINATE_PROBLEMS } from '../openapi/answers.js';
import { ReadQuery } from '../readings.js';
import { ParametersBody } from '../writes/bodies.js';
import { CoordinatesQuery, askedCoordinates } from './coordinates.js';
import type { PolicyQuestion } from './policy-readings.js';
import { FundPath } from './subject-paths.js';

const VARIANT = {
  optional: true,
  description: 'What the rules would propose otherwise: threshold=1.05,catchUpShare=1. Marked in the answer, never stored.',
  example: 'threshold=1.05',
} as const;
const MOST_YEARS = 200;

class EvaluationsQuery extends CoordinatesQuery {
  @YearTextField({ optional: true, description: 'From this year. Default: the first that is evaluated.', example: 2015 })
  readonly from?: string;

  @YearTextField({ optional: true, description: 'To this year. Default: the last that is evaluated.', example: 2017 })
  readonly to?: string;

  @TextField(500, VARIANT)
  readonly variant?: string;
}

/** `threshold=1.05,catchUpShare=1`; what is no pair is told by the rules, which know their fields. */
function variantOf(text: string | undefined): { readonly [field: string]: string } | undefined {
  if (text === undefined) return undefined;
  return Object.fromEntries(text.split(',').map((part) => [part.split('=')[0] ?? '', part.split('=').slice(1).join('=')]));
}

class SupposedRulesBody {
  @ApiProperty({
    type: ParametersBody,
    description: 'Parameters of nl-ftk, as a fund may publish them, laid over the rules in force.',
  })
  @IsObject({ message: 'rules must be what a parameters file holds' })
  @ValidateNested()
  @Type(() => ParametersBody)
  readonly rules!: ParametersBody;
}

function rulesOf({ rules }: SupposedRulesBody): JsonObject {
  return asJson({ ...rules });
}

class RecoveryPathQuery extends CoordinatesQuery {
  @CountTextField(MOST_YEARS, { optional: true, description: 'Years ahead. Default: 10.', example: 15 })
  readonly years?: string;

  @TextField(500, VARIANT)
  readonly variant?: string;
}

class CashFlowsQuery extends CoordinatesQuery {
  @DecimalField({ optional: true, description: 'Market rate, flat: values the flows on the curve of their day.', example: '0.02' })
  readonly marketRate?: string;
}

class FundExplainQuery extends CoordinatesQuery {
  @TextField(200, {
    description: 'Name of the figure: the answer that shows it and the place there, with years and days for places in lists. ' +
      'UNKNOWN_FIGURE lists the names there are.',
    example: 'evaluations.2016.proposed.indexation',
  })
  readonly figure!: string;

  @TextField(500, VARIANT)
  readonly variant?: string;

  @DecimalField({ optional: true, description: 'Market rate, flat: for what cash flows are worth.', example: '0.02' })
  readonly marketRate?: string;
}

class RunPath {
  @DigestField({ description: 'Id of the run, as the list names it.' })
  readonly runId!: string;
}

const PROBLEMS = [...COORDINATE_PROBLEMS, 'UNKNOWN_FUND', 'NOT_APPLICABLE'];
const EXPLAIN_PROBLEMS = ['UNKNOWN_FIGURE', 'UNKNOWN_VARIANT', 'NOT_EVALUATED', 'INVALID_RATE', 'MISSING_PARAMETER'];
/** Beside those of the reading. */
const SUPPOSED = {
  description: 'Marked by `whatIf`, which names what is supposed and what it stands in the place of. Nothing is stored.',
  problems: [
    ...[...PROBLEMS, 'UNKNOWN_VARIANT', 'INVALID_PARAMETER_FILE', 'INVALID_PARAMETER', 'UNKNOWN_PARAMETER'],
    ...['INVALID_JSON', 'BODY_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'],
  ],
};

/** What a reading is asked, of the rules in force as of others that are supposed. */
type AskedOf<Question> = Pick<PolicyQuestion, 'asked'> & Question;

function evaluationsIn(query: EvaluationsQuery): AskedOf<EvaluationsQuestion> {
  const [from, to] = [query.from, query.to].map((year) => (year === undefined ? undefined : Number(year)));
  return { asked: askedCoordinates(query), from, to, variant: variantOf(query.variant) };
}

function pathIn(query: RecoveryPathQuery): AskedOf<RecoveryPathQuestion> {
  return { asked: askedCoordinates(query), years: Number(query.years ?? 10), variant: variantOf(query.variant) };
}

function figureIn(query: FundExplainQuery): AskedOf<FundFigureQuestion> {
  const { figure, marketRate } = query;
  return { asked: askedCoordinates(query), figure, variant: variantOf(query.variant), marketRate };
}

@ApiTags('funds')
@UseGuards(ReachJournalPosition)
@Controller('v1')
export class FundPolicyController {
  private readonly queries: QueryBus;

  constructor(@Inject(QueryBus) queries: QueryBus) {
    this.queries = queries;
  }

  @Get('funds/:id/evaluations')
  @Answers({
    id: 'readFundEvaluations',
    summary: 'The funding policy year by year: proposed, decided, and as now known',
    schema: 'FundEvaluations',
    problems: [...COORDINATE_PROBLEMS, 'UNKNOWN_FUND', 'NOT_APPLICABLE', 'UNKNOWN_VARIANT'],
  })
  evaluations(@Param() { id: fundId }: FundPath, @Query() query: EvaluationsQuery): Promise<Answer<FundEvaluationsView>> {
    return this.queries.execute(new ReadQuery('evaluations', { fundId, ...evaluationsIn(query) }));
  }

  @Post('funds/:id/evaluations/what-if')
  @HttpCode(200)
  @Answers({
    id: 'supposeFundEvaluations',
    summary: 'What the rules would have proposed year by year, if others had been in force',
    ...SUPPOSED,
    schema: 'SupposedFundEvaluations',
  })
  supposeEvaluations(
    @Param() { id: fundId }: FundPath,
    @Query() query: EvaluationsQuery,
    @Body() body: SupposedRulesBody,
  ): Promise<Answer<object>> {
    return this.queries.execute(new ReadQuery('evaluationsSupposed', { fundId, ...evaluationsIn(query), rules: rulesOf(body) }));
  }

  @Get('funds/:id/explain')
  @Answers({
    id: 'explainFundFigure',
    summary: 'Where a figure of a fund comes from: formula, article, parameters, events',
    schema: 'FundExplanation',
    problems: [...COORDINATE_PROBLEMS, 'UNKNOWN_FUND', ...EXPLAIN_PROBLEMS],
  })
  explain(@Param() { id: fundId }: FundPath, @Query() query: FundExplainQuery): Promise<Answer<FundExplanationView>> {
    return this.queries.execute(new ReadQuery('fundExplanation', { fundId, ...figureIn(query) }));
  }

  @Post('funds/:id/explain/what-if')
  @HttpCode(200)
  @Answers({
    id: 'supposeFundFigure',
    summary: 'Where a figure of a fund would come from, if other rules of funding had been in force',
    ...SUPPOSED,
    schema: 'SupposedFundExplanation',
    problems: [...new Set([...SUPPOSED.problems, ...EXPLAIN_PROBLEMS])],
  })
  supposeFigure(
    @Param() { id: fundId }: FundPath,
    @Query() query: FundExplainQuery,
    @Body() body: SupposedRulesBody,
  ): Promise<Answer<object>> {
    return this.queries.execute(new ReadQuery('fundExplanationSupposed', { fundId, ...figureIn(query), rules: rulesOf(body) }));
  }

  @Get('funds/:id/recovery-plan')
  @Answers({
    id: 'readRecoveryPlan',
    summary: 'The recovery plan that stands, and those before it',
    schema: 'FundRecoveryPlan',
    problems: PROBLEMS,
  })
  recoveryPlan(@Param() { id: fundId }: FundPath, @Query() query: CoordinatesQuery): Promise<Answer<FundRecoveryPlanView>> {
    return this.queries.execute(new ReadQuery('recoveryPlan', { fundId, asked: askedCoordinates(query) }));
  }

  @Get('funds/:id/recovery-path')
  @Answers({
    id: 'readRecoveryPath',
    summary: 'Where the funding ratio is expected to go from the last evaluated year on',
    schema: 'FundRecoveryPath',
    problems: [...PROBLEMS, 'NOT_EVALUATED', 'UNKNOWN_VARIANT'],
  })
  recoveryPath(@Param() { id: fundId }: FundPath, @Query() query: RecoveryPathQuery): Promise<Answer<FundRecoveryPathView>> {
    return this.queries.execute(new ReadQuery('recoveryPath', { fundId, ...pathIn(query) }));
  }

  @Post('funds/:id/recovery-path/what-if')
  @HttpCode(200)
  @Answers({
    id: 'supposeRecoveryPath',
    summary: 'Where the funding ratio would be expected to go, if other rules of funding were in force',
    ...SUPPOSED,
    schema: 'SupposedFundRecoveryPath',
    problems: [...SUPPOSED.problems, 'NOT_EVALUATED'],
  })
  supposePath(
    @Param() { id: fundId }: FundPath,
    @Query() query: RecoveryPathQuery,
    @Body() body: SupposedRulesBody,
  ): Promise<Answer<object>> {
    return this.queries.execute(new ReadQuery('recoveryPathSupposed', { fundId, ...pathIn(query), rules: rulesOf(body) }));
  }

  @Get('funds/:id/premium-basis')
  @Answers({
    id: 'readPremiumBasis',
    summary: 'What the premium is computed with, beside the premium that is charged',
    schema: 'FundPremiumBasis',
    problems: PROBLEMS,
  })
  premiumBasis(@Param() { id: fundId }: FundPath, @Query() query: CoordinatesQuery): Promise<Answer<FundPremiumBasisView>> {
    return this.queries.execute(new ReadQuery('premiumBasis', { fundId, asked: askedCoordinates(query) }));
  }

  @Get('funds/:id/accountability')
  @Answers({
    id: 'readAccountability',
    summary: 'Returns, performance, investment policy, feasibility and discounts, and who has still to be told',
    schema: 'FundAccountability',
    problems: PROBLEMS,
  })
  accountability(@Param() { id: fundId }: FundPath, @Query() query: CoordinatesQuery): Promise<Answer<FundAccountabilityView>> {
    return this.queries.execute(new ReadQuery('accountability', { fundId, asked: askedCoordinates(query) }));
  }

  @Get('funds/:id/indexations')
  @Answers({
    id: 'readIndexations',
    summary: 'Indexation and catch-up year by year: what the rules allowed, what was granted and missed',
    schema: 'FundIndexations',
    problems: PROBLEMS,
  })
  indexations(@Param() { id: fundId }: FundPath, @Query() query: CoordinatesQuery): Promise<Answer<FundIndexationsView>> {
    return this.queries.execute(new ReadQuery('indexations', { fundId, asked: askedCoordinates(query) }));
  }

  @Get('funds/:id/cash-flows')
  @Answers({
    id: 'readCashFlows',
    summary: 'Funding ratios and cash flows as reported; with a market rate, what the flows are worth',
    schema: 'FundCashFlows',
    problems: [...PROBLEMS, 'INVALID_RATE', 'MISSING_PARAMETER'],
  })
  cashFlows(@Param() { id: fundId }: FundPath, @Query() query: CashFlowsQuery): Promise<Answer<FundCashFlowsView>> {
    return this.queries.execute(
      new ReadQuery('cashFlows', { fundId, asked: askedCoordinates(query), marketRate: query.marketRate }),
    );
  }

  @Get('funds/:id/alm-runs')
  @Answers({
    id: 'readAlmRuns',
    summary: 'The studies that the fund recorded',
    schema: 'FundAlmRuns',
    problems: [...COORDINATE_PROBLEMS, 'UNKNOWN_FUND'],
  })
  almRuns(@Param() { id: fundId }: FundPath, @Query() query: CoordinatesQuery): Promise<Answer<FundAlmRunsView>> {
    return this.queries.execute(new ReadQuery('almRuns', { fundId, asked: askedCoordinates(query) }));
  }

  @Get('alm-runs/:runId')
  @Answers({
    id: 'readAlmRun',
    summary: 'The report of a study that is recorded; its digest stands for all it says',
    schema: 'AlmReport',
    problems: ['INVALID_REQUEST', 'UNKNOWN_RUN'],
  })
  almRun(@Param() { runId }: RunPath): Promise<JsonObject> {
    return this.queries.execute(new ReadQuery('almReport', { runId }));
  }
}

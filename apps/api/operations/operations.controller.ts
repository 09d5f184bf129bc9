/** Health and metrics. */
import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { answerToProbe } from '#engine/probe.js';
import { jsonPosition } from '#projections/answer.js';
import { DEPENDENCIES, LIMITS, type ApiDependencies, type ApiLimits } from '../dependencies.js';
import { fail } from '../http/problem.js';
import { Answers } from '../openapi/answers.js';
import { LIFECYCLE, type Lifecycle } from './lifecycle.js';
import { METRICS, type Metrics } from './metrics.js';
import { PROBES, type OperationsProbes } from './probes.js';

interface ModelReadiness {
  readonly model: string;
  readonly position: number;
  readonly lag: number;
  readonly quarantined: number;
}

/** `behind`: further from the journal's end than counts as current. `not-followed`: nothing moves the models on. */
type ReadModels = 'none' | 'current' | 'behind' | 'building' | 'not-followed' | 'unreachable';

interface Freshness {
  readonly readModels: ReadModels;
  readonly standing: readonly ModelReadiness[];
  readonly building: readonly string[];
}

/** Each state that is no answer to rely on has a code of its own. */
const CODES = {
  behind: 'READ_MODELS_BEHIND',
  building: 'READ_MODELS_BUILDING',
  'not-followed': 'READ_MODELS_NOT_FOLLOWED',
  unreachable: 'READ_MODELS_UNREACHABLE',
} as const satisfies { readonly [state in Exclude<ReadModels, 'none' | 'current'>]: string };

@ApiTags('operations')
@Controller()
export class OperationsController {
  private readonly dependencies: ApiDependencies;
  private readonly limits: ApiLimits;
  private readonly metrics: Metrics;
  private readonly lifecycle: Lifecycle;
  private readonly probes: OperationsProbes;

  constructor(
    @Inject(DEPENDENCIES) dependencies: ApiDependencies,
    @Inject(LIMITS) limits: ApiLimits,
    @Inject(METRICS) metrics: Metrics,
    @Inject(LIFECYCLE) lifecycle: Lifecycle,
    @Inject(PROBES) probes: OperationsProbes,
  ) {
    this.dependencies = dependencies;
    this.limits = limits;
    this.metrics = metrics;
    this.lifecycle = lifecycle;
    this.probes = probes;
  }

  @Get('health/live')
  @Answers({ id: 'healthLive', summary: 'The process answers', schema: 'Live', problems: [] })
  live(): { readonly status: 'live' } {
    return { status: 'live' };
  }

  @Get('health/ready')
  @Answers({
    id: 'healthReady',
    summary: 'The process can answer: the journal can be read',
    description: 'How fresh the standing models are is told beside it and does not count: questions at any coordinates go on being ' +
      'answered. See /health/standing.',
    schema: 'Ready',
    problems: ['JOURNAL_UNREACHABLE', 'STOPPING'],
  })
  async ready(): Promise<{ readonly status: 'ready'; readonly position: number } & Omit<Freshness, 'building'>> {
    if (this.lifecycle.stopping) fail('STOPPING');
    const [head, { readModels, standing }] = await Promise.all([answerToProbe(this.probes.head), this.freshness()]);
    if (head === undefined) fail('JOURNAL_UNREACHABLE');
    return { status: 'ready', position: jsonPosition(head.position), readModels, standing };
  }

  @Get('health/standing')
  @Answers({
    id: 'healthStanding',
    summary: 'The standing models are current',
    schema: 'Standing',
    problems: Object.values(CODES),
  })
  async standing(): Promise<Omit<Freshness, 'building'>> {
    const { readModels, standing, building } = await this.freshness();
    switch (readModels) {
      case 'none':
      case 'current':
        return { readModels, standing };
      case 'unreachable':
        return fail(CODES[readModels], { asked: 'by-a-probe' });
      case 'building':
        return fail(CODES[readModels], { building });
      case 'not-followed':
        return fail(CODES[readModels]);
      case 'behind': {
        const most = this.limits.standingLag;
        const behind = standing.filter(({ lag }) => lag > most).map(({ model, lag }) => ({ model, lag }));
        return fail(CODES[readModels], { behind, most });
      }
      default:
        return unreachable(readModels);
    }
  }

  private async freshness(): Promise<Freshness> {
    const readings = this.dependencies.standing;
    if (readings === undefined) return { readModels: 'none', standing: [], building: [] };
    const status = await answerToProbe(this.probes.standing);
    if (status === undefined) return { readModels: 'unreachable', standing: [], building: [] };
    const standing = status.map(({ model, position, lag, quarantined }) => ({ model, position: jsonPosition(position), lag, quarantined }));
    const building = readings.models.filter((model) => !status.some((built) => built.model === model));
    const behind = standing.some(({ lag }) => lag > this.limits.standingLag);
    const isFollowed = readings.following().isFollowing;
    return {
      readModels: building.length > 0 ? 'building' : !isFollowed ? 'not-followed' : behind ? 'behind' : 'current',
      standing,
      building,
    };
  }

  @Get('metrics')
  @ApiOperation({ operationId: 'metrics', summary: 'Metrics in the text format of Prometheus' })
  @ApiResponse({ status: 200, description: 'Metrics', content: { 'text/plain': { schema: { type: 'string' } } } })
  async read(@Res() response: Response): Promise<void> {
    const text = await this.metrics.registry.metrics();
    response.setHeader('Content-Type', this.metrics.registry.contentType);
    response.end(text);
  }
}

function unreachable(state: never): never {
  throw new Error(`unknown state of the read models ${String(state)}`);
}

/** Health and metrics. */
import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { jsonPosition } from '#projections/answer.js';
import { DEPENDENCIES, LIMITS, type ApiDependencies, type ApiLimits } from '../dependencies.js';
import { fail } from '../http/problem.js';
import { Answers } from '../openapi/answers.js';
import { LIFECYCLE, type Lifecycle } from './lifecycle.js';
import { METRICS, lagOf, type Metrics } from './metrics.js';

interface StandingReadiness {
  readonly model: string;
  readonly position: number;
  readonly lag: number;
  readonly quarantined: number;
}

@ApiTags('operations')
@Controller()
export class OperationsController {
  private readonly dependencies: ApiDependencies;
  private readonly limits: ApiLimits;
  private readonly metrics: Metrics;
  private readonly lifecycle: Lifecycle;

  constructor(
    @Inject(DEPENDENCIES) dependencies: ApiDependencies,
    @Inject(LIMITS) limits: ApiLimits,
    @Inject(METRICS) metrics: Metrics,
    @Inject(LIFECYCLE) lifecycle: Lifecycle,
  ) {
    this.dependencies = dependencies;
    this.limits = limits;
    this.metrics = metrics;
    this.lifecycle = lifecycle;
  }

  @Get('health/live')
  @Answers({ id: 'healthLive', summary: 'The process answers', schema: 'Live', problems: [] })
  live(): { readonly status: 'live' } {
    return { status: 'live' };
  }

  @Get('health/ready')
  @Answers({ id: 'healthReady', summary: 'The journal can be read and the standing models have caught up', schema: 'Ready', problems: ['NOT_READY', 'STOPPING'] })
  async ready(): Promise<{ readonly status: 'ready'; readonly position: number; readonly standing: readonly StandingReadiness[] }> {
    if (this.lifecycle.stopping) fail('STOPPING', 'the server is stopping; it finishes the requests in flight');
    const { journal, standing } = this.dependencies;
    const head = await journal.head().catch(() => fail('NOT_READY', 'the journal cannot be read'));
    const models = (await standing?.status()) ?? [];
    const readiness = models.map(({ model, position, quarantined }) => ({
      model,
      position: jsonPosition(position),
      lag: Number(lagOf(head.position, position)),
      quarantined,
    }));
    const missing = (standing?.models ?? []).filter((model) => !models.some((built) => built.model === model));
    if (missing.length > 0) fail('NOT_READY', `${missing.join(', ')}: not built yet; the server builds what is missing by itself`, { building: missing });
    const behind = readiness.filter(({ lag }) => lag > this.limits.standingLag);
    if (behind.length > 0) {
      fail('NOT_READY', `${behind.map(({ model, lag }) => `${model} is ${lag} positions behind`).join(', ')}; at most ${this.limits.standingLag} count as ready`);
    }
    return { status: 'ready', position: jsonPosition(head.position), standing: readiness };
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

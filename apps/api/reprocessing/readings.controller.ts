/** /v1/reprocessings/{id}/…: progress, report, movements, rejects. */
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiHeader, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { planHtml } from '#reprocessing/plan/report-html.js';
import { DEPENDENCIES, LIMITS, type ApiDependencies, type ApiLimits } from '../dependencies.js';
import { LongRequest } from '../http/deadline.js';
import { Answers } from '../openapi/answers.js';
import { LIFECYCLE, type Lifecycle } from '../operations/lifecycle.js';
import { ReprocessingPath } from './bodies.js';
import { reprocessingOf } from './commands.js';
import { sendEvents } from '../http/state-events.js';
import { isAtRest } from './reprocessing.js';
import { shownReprocessing } from './shown.js';
import { ReadQuery } from '../readings.js';
import { movementLines, streamOut } from './stream-out.js';

/** The page has its style and its picture in itself, no script, and nothing from elsewhere. */
const PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const PROBLEMS = ['INVALID_REQUEST', 'UNKNOWN_REPROCESSING'];
const PLAN_PROBLEMS = [...PROBLEMS, 'NOT_PLANNED', 'UNKNOWN_PLAN'];

@ApiTags('reprocessing')
@Controller('v1/reprocessings')
export class ReprocessingReadingsController {
  private readonly queries: QueryBus;
  private readonly dependencies: ApiDependencies;
  private readonly limits: ApiLimits;
  private readonly lifecycle: Lifecycle;

  constructor(
    @Inject(QueryBus) queries: QueryBus,
    @Inject(DEPENDENCIES) dependencies: ApiDependencies,
    @Inject(LIMITS) limits: ApiLimits,
    @Inject(LIFECYCLE) lifecycle: Lifecycle,
  ) {
    this.queries = queries;
    this.dependencies = dependencies;
    this.limits = limits;
    this.lifecycle = lifecycle;
  }

  @Get(':id/events')
  @ApiHeader({
    name: 'Last-Event-ID',
    required: false,
    description: 'Id of the last event that was received, as a browser sends it by itself.',
    schema: { type: 'string' },
  })
  @Answers({
    id: 'reprocessingEvents',
    summary: 'Progress as server-sent events; ends once nothing is under way',
    description: 'Each event is named `state` and its data is a Reprocessing. Comments in between keep the connection.',
    media: ['text/event-stream'],
    problems: PROBLEMS,
  })
  @ApiResponse({ status: 204, description: 'Nothing is under way, and Last-Event-ID names the final state: a browser stops reconnecting.' })
  async events(@Param() { id }: ReprocessingPath, @Req() request: Request, @Res() response: Response): Promise<void> {
    const { runs } = reprocessingOf(this.dependencies);
    await runs.get(id);
    const { heartbeatMilliseconds } = this.limits;
    sendEvents({
      ...{ request, response, heartbeatMilliseconds, isAtRest },
      watch: (told) => runs.watch(id, told),
      shown: shownReprocessing,
      streams: this.lifecycle.streams,
    });
  }

  @Get(':id/report')
  @Answers({
    id: 'reprocessingReport',
    summary: 'The report of the plan; a page to read and print where text/html is asked for',
    schema: 'PlanReport',
    media: ['text/html'],
    problems: PLAN_PROBLEMS,
  })
  async report(@Param() { id }: ReprocessingPath, @Req() request: Request, @Res() response: Response): Promise<void> {
    const report = await this.queries.execute(new ReadQuery('planReport', { id }));
    response.vary('Accept');
    if (request.accepts(['json', 'html']) !== 'html') {
      response.json(report);
      return;
    }
    response.setHeader('Content-Security-Policy', PAGE_POLICY);
    response.type('html').send(planHtml(report));
  }

  @Get(':id/movements')
  @LongRequest()
  @Answers({
    id: 'reprocessingMovements',
    summary: 'Before and after of every participant of the plan, one JSON line each',
    media: ['application/x-ndjson'],
    problems: PLAN_PROBLEMS,
    headers: { 'Content-Disposition': 'Name of the file of movements.' },
  })
  async movements(@Param() { id }: ReprocessingPath, @Res() response: Response): Promise<void> {
    const { digest, file } = await this.queries.execute(new ReadQuery('planReport', { id }));
    const lines = movementLines(reprocessingOf(this.dependencies).folder, digest);
    response.attachment(`${file}.movements.ndjson`).type('application/x-ndjson');
    await streamOut(lines, response);
  }

  @Get(':id/rejects')
  @LongRequest()
  @Answers({
    id: 'reprocessingRejects',
    summary: 'The refused rows in the file’s own columns, with line, code and message',
    media: ['text/csv'],
    problems: [...PROBLEMS, 'NOT_PLANNED', 'NO_REJECTS'],
    headers: { 'Content-Disposition': 'Name of the rejects file.' },
  })
  async rejects(@Param() { id }: ReprocessingPath, @Res() response: Response): Promise<void> {
    const path = await reprocessingOf(this.dependencies).runs.rejects(id);
    response.type('text/csv').attachment(basename(path));
    await streamOut(createReadStream(path), response);
  }
}

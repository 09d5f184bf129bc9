/** /v1/reprocessings: upload, progress, report, approval, commit, rejects. */
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiParam, ApiProduces, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { IsBoolean, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import type { Request, Response } from 'express';
import { openPlan } from '#reprocessing/plan/plan-store.js';
import { planHtml } from '#reprocessing/plan/report-html.js';
import { DEPENDENCIES, LIMITS, type ApiDependencies, type ApiLimits, type ReprocessingDependencies } from '../dependencies.js';
import { LongRequest } from '../http/deadline.js';
import { fail } from '../http/problem.js';
import { Answers } from '../openapi/answers.js';
import { sendEvents } from './events.js';
import { personOf } from './person.js';
import type { Reprocessing } from './runs.js';
import { receive, uploadName } from './upload.js';

const REPORT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

export class ApprovalBody {
  @Matches(/^[0-9a-f]{64}$/, { message: 'digest must be the digest of the plan, 64 hex digits' })
  readonly digest!: string;

  @IsOptional()
  @IsString({ message: 'note must be a text' })
  @MaxLength(2000, { message: 'note must have at most 2000 characters' })
  readonly note?: string;
}

export class CommitBody {
  @Matches(/^[0-9a-f]{64}$/, { message: 'digest must be the digest of the plan, 64 hex digits' })
  readonly digest!: string;

  @IsOptional()
  @IsBoolean({ message: 'replan must be true or false' })
  readonly replan?: boolean;
}

const PROBLEMS = ['INVALID_REQUEST', 'UNKNOWN_REPROCESSING'];
const actorHeader = ApiHeader({ name: 'X-Accrual-Actor', required: false, description: 'The person who acts, named by a trusted proxy; required where roles are on.', schema: { type: 'string' } });

@ApiTags('reprocessing')
@Controller('v1/reprocessings')
export class ReprocessingController {
  private readonly dependencies: ApiDependencies;
  private readonly limits: ApiLimits;

  constructor(@Inject(DEPENDENCIES) dependencies: ApiDependencies, @Inject(LIMITS) limits: ApiLimits) {
    this.dependencies = dependencies;
    this.limits = limits;
  }

  @Post()
  @HttpCode(202)
  @LongRequest()
  @actorHeader
  @ApiQuery({ name: 'file', required: true, description: 'Name of the file: NAME.csv or NAME.ndjson, as its content is.', schema: { type: 'string' } })
  @ApiBody({ description: 'The file itself: corrected incomes, late or corrected contributions, late incomes.', schema: { type: 'string', format: 'binary' } })
  @Answers({
    id: 'planReprocessing',
    summary: 'Upload a file of corrections; it is planned in the background, and nothing is written to any participant',
    description: 'The same content again is the same reprocessing, planned anew. Needs no Idempotency-Key.',
    schema: 'Reprocessing',
    status: 202,
    problems: ['INVALID_REQUEST', 'EMPTY_FILE', 'BODY_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE', 'TOO_MANY_REPROCESSINGS', 'ACTOR_REQUIRED'],
    headers: { Location: 'Where the reprocessing is.' },
  })
  async upload(@Query('file') file: unknown, @Headers('x-accrual-actor') actor: string | undefined, @Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<Reprocessing> {
    const uploadedBy = this.person(actor);
    const name = uploadName(file);
    const received = await receive(request, this.own.runs.incoming, this.limits.uploadBytes);
    const begun = await this.own.runs.plan({ ...received, file: name, uploadedBy });
    response.setHeader('Location', `/v1/reprocessings/${begun.id}`);
    return begun;
  }

  @Get()
  @Answers({ id: 'listReprocessings', summary: 'All reprocessings that came in over HTTP', schema: 'ReprocessingList', problems: [] })
  async list(): Promise<{ readonly items: readonly Reprocessing[] }> {
    return { items: await this.own.runs.list() };
  }

  @Get(':id')
  @ApiParam({ name: 'id', schema: { type: 'string' } })
  @Answers({ id: 'reprocessing', summary: 'How far a reprocessing has come', schema: 'Reprocessing', problems: PROBLEMS })
  get(@Param('id') id: string): Promise<Reprocessing> {
    return this.own.runs.get(id);
  }

  @Get(':id/events')
  @ApiParam({ name: 'id', schema: { type: 'string' } })
  @ApiProduces('text/event-stream')
  @ApiResponse({ status: 200, description: 'Server-sent events `state`, each a Reprocessing; ends once nothing is under way.', content: { 'text/event-stream': { schema: { type: 'string' } } } })
  async events(@Param('id') id: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const now = await this.own.runs.get(id);
    sendEvents(now, (told) => this.own.runs.watch(id, told), request, response);
  }

  @Get(':id/report')
  @ApiParam({ name: 'id', schema: { type: 'string' } })
  @Answers({ id: 'reprocessingReport', summary: 'The report of the plan; as a page to read and print where text/html is accepted', schema: 'PlanReport', problems: [...PROBLEMS, 'NOT_PLANNED', 'UNKNOWN_PLAN'] })
  async report(@Param('id') id: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const report = await this.own.runs.report(id);
    if (request.accepts(['json', 'html']) === 'html') {
      response.setHeader('Content-Security-Policy', REPORT_POLICY);
      response.type('html').send(planHtml(report));
    } else response.json(report);
  }

  @Get(':id/movements')
  @ApiParam({ name: 'id', schema: { type: 'string' } })
  @ApiProduces('application/x-ndjson')
  @ApiResponse({ status: 200, description: 'Before and after of every participant, one JSON line each.', content: { 'application/x-ndjson': { schema: { type: 'string' } } } })
  async movements(@Param('id') id: string, @Res() response: Response): Promise<void> {
    const { digest } = await this.own.runs.report(id);
    const store = openPlan(this.own.folder, digest);
    response.type('application/x-ndjson');
    try {
      await pipeline(movementLines(store), response);
    } finally {
      store.close();
    }
  }

  @Get(':id/rejects')
  @ApiParam({ name: 'id', schema: { type: 'string' } })
  @ApiProduces('text/csv')
  @ApiResponse({ status: 200, description: 'The refused rows in the file’s own columns, with line, code and message.', content: { 'text/csv': { schema: { type: 'string' } } } })
  async rejects(@Param('id') id: string, @Res() response: Response): Promise<void> {
    const path = await this.own.runs.rejects(id);
    response.type('text/csv').attachment(basename(path));
    await pipeline(createReadStream(path), response);
  }

  @Post(':id/approval')
  @HttpCode(200)
  @actorHeader
  @ApiParam({ name: 'id', schema: { type: 'string' } })
  @Answers({ id: 'approveReprocessing', summary: 'Approve the plan by its digest; again it changes nothing', schema: 'Reprocessing', problems: [...PROBLEMS, 'PLAN_DIFFERS', 'SAME_PERSON', 'NOTE_MISSING', 'UNKNOWN_PLAN', 'ACTOR_REQUIRED', 'INVALID_JSON'] })
  approve(@Param('id') id: string, @Body() { digest, note = '' }: ApprovalBody, @Headers('x-accrual-actor') actor: string | undefined): Promise<Reprocessing> {
    return this.own.runs.approve(id, digest, this.person(actor), note);
  }

  @Post(':id/commit')
  @HttpCode(202)
  @actorHeader
  @ApiParam({ name: 'id', schema: { type: 'string' } })
  @Answers({
    id: 'commitReprocessing',
    summary: 'Write the approved plan in the background; after a stop it goes on from there',
    schema: 'Reprocessing',
    status: 202,
    problems: [...PROBLEMS, 'PLAN_DIFFERS', 'NOT_APPROVED', 'NOTHING_TO_COMMIT', 'TOO_MANY_REPROCESSINGS', 'ACTOR_REQUIRED', 'INVALID_JSON'],
  })
  commit(@Param('id') id: string, @Body() { digest, replan = false }: CommitBody, @Headers('x-accrual-actor') actor: string | undefined): Promise<Reprocessing> {
    return this.own.runs.commit(id, digest, this.person(actor), replan);
  }

  private get own(): ReprocessingDependencies {
    return this.dependencies.writes?.reprocessing ?? fail('UNKNOWN_ROUTE', 'this server does not write');
  }

  private person(header: string | undefined): string {
    return personOf(header, this.dependencies.actor, this.own.rolesAreOn);
  }
}

function* movementLines(store: ReturnType<typeof openPlan>): Generator<string> {
  for (const { participantId, movement } of store.planned(undefined)) yield `${JSON.stringify(movement ?? { participantId })}\n`;
}

/** /v1/reprocessings: a file comes in, is approved and committed; how far it is. */
import { Body, Controller, Delete, Get, Headers, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiBody, ApiConsumes, ApiHeader, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { DEPENDENCIES, LIMITS, type ApiDependencies, type ApiLimits } from '../dependencies.js';
import { LongRequest } from '../http/deadline.js';
import { ActorHeader, Answers, IDEMPOTENCY_PROBLEMS, IdempotencyKeyHeader } from '../openapi/answers.js';
import type { RequestHeaders } from '../writes/answer-write.js';
import { idempotencyKey } from '../writes/idempotency-key.js';
import { ApprovalBody, CommitBody, ReprocessingPath } from './bodies.js';
import { ApproveCommand, CommitCommand, DeleteCommand, reprocessingOf, UploadCommand, type Acknowledged, type Word } from './commands.js';
import { personOf } from './person.js';
import { ReadQuery } from '../readings.js';
import { ReprocessingListQuery, type ReprocessingPage } from './readings.js';
import { shownReprocessing, type ShownReprocessing } from './shown.js';
import { announcedBytes, letGo, uploadName } from './upload.js';

const DISK_PROBLEMS = ['DISK_FULL', 'JOURNAL_DISK_FULL', 'READ_ONLY_DISK'];
const WORD_PROBLEMS = [
  ...IDEMPOTENCY_PROBLEMS,
  'INVALID_REQUEST',
  'INVALID_JSON',
  'BODY_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
  'ACTOR_REQUIRED',
  'UNKNOWN_REPROCESSING',
  'UNKNOWN_PLAN',
  'PLAN_DIFFERS',
  'NOTHING_TO_COMMIT',
  ...DISK_PROBLEMS,
];
const FILE = { type: 'string', format: 'binary' } as const;

@ApiTags('reprocessing')
@Controller('v1/reprocessings')
export class ReprocessingController {
  private readonly commands: CommandBus;
  private readonly queries: QueryBus;
  private readonly dependencies: ApiDependencies;
  private readonly limits: ApiLimits;

  constructor(
    @Inject(CommandBus) commands: CommandBus,
    @Inject(QueryBus) queries: QueryBus,
    @Inject(DEPENDENCIES) dependencies: ApiDependencies,
    @Inject(LIMITS) limits: ApiLimits,
  ) {
    this.commands = commands;
    this.queries = queries;
    this.dependencies = dependencies;
    this.limits = limits;
  }

  @Post()
  @HttpCode(202)
  @LongRequest()
  @ActorHeader
  @ApiQuery({
    name: 'file',
    required: false,
    description: 'Name of the file, NAME.csv, NAME.ndjson or NAME.jsonl; else Content-Disposition names it.',
    schema: { type: 'string' },
  })
  @ApiHeader({
    name: 'Content-Disposition',
    required: false,
    description: 'attachment; filename="NAME.csv", where the query does not name the file.',
    schema: { type: 'string' },
  })
  @ApiConsumes('text/csv', 'application/x-ndjson')
  @ApiBody({
    required: true,
    description:
      'The file itself: corrected incomes, late or corrected contributions, late incomes, transfers, pensions, payments, ' +
      'disabilities or deaths.',
    schema: FILE,
  })
  @Answers({
    id: 'planReprocessing',
    summary: 'Upload a file of corrections; it is planned in the background, and nothing is written to anyone',
    description:
      'The same content again is the same reprocessing, planned anew unless something of it is under way. Needs no Idempotency-Key.',
    schema: 'Reprocessing',
    status: 202,
    problems: [
      'INVALID_REQUEST',
      'EMPTY_FILE',
      'BODY_TOO_LARGE',
      'UNSUPPORTED_MEDIA_TYPE',
      'STOPPING',
      'TOO_MANY_REPROCESSINGS',
      'ACTOR_REQUIRED',
      ...DISK_PROBLEMS,
    ],
    headers: { Location: 'Where the reprocessing is.' },
  })
  async upload(
    @Query('file') file: unknown,
    @Headers() headers: RequestHeaders,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ShownReprocessing> {
    try {
      const uploadedBy = this.person(headers);
      const name = uploadName(file, headers['content-disposition'], headers['content-type']);
      const begun = await this.commands.execute(
        new UploadCommand({
          body: request,
          file: name,
          uploadedBy,
          mostBytes: this.limits.uploadBytes,
          announcedBytes: announcedBytes(headers),
        }),
      );
      response.setHeader('Location', `/v1/reprocessings/${begun.id}`);
      return shownReprocessing(begun);
    } catch (error) {
      letGo(request);
      throw error;
    }
  }

  @Get()
  @Answers({
    id: 'listReprocessings',
    summary: 'Files that came in over HTTP, the last one first, and how far each has come',
    schema: 'ReprocessingList',
    problems: ['INVALID_REQUEST', 'INVALID_CURSOR'],
  })
  list(@Query() page: ReprocessingListQuery): Promise<ReprocessingPage> {
    return this.queries.execute(new ReadQuery('reprocessings', page));
  }

  @Get(':id')
  @Answers({
    id: 'reprocessing',
    summary: 'How far a reprocessing has come, and what can be done next',
    schema: 'Reprocessing',
    problems: ['INVALID_REQUEST', 'UNKNOWN_REPROCESSING'],
  })
  get(@Param() { id }: ReprocessingPath): Promise<ShownReprocessing> {
    return this.queries.execute(new ReadQuery('reprocessing', { id }));
  }

  @Delete(':id')
  @HttpCode(204)
  @ActorHeader
  @Answers({
    id: 'deleteReprocessing',
    summary: 'Take away a file that was not committed, and its plans',
    description: 'What the journal says of its plans stays. A file of which anything was committed is the source of events, and is kept.',
    status: 204,
    problems: ['INVALID_REQUEST', 'ACTOR_REQUIRED', 'UNKNOWN_REPROCESSING', 'UNDER_WAY', 'ALREADY_COMMITTED'],
  })
  async delete(@Param() { id }: ReprocessingPath, @Headers() headers: RequestHeaders): Promise<void> {
    await this.commands.execute(new DeleteCommand(id, this.person(headers)));
  }

  @Post(':id/approval')
  @HttpCode(200)
  @ActorHeader
  @IdempotencyKeyHeader
  @Answers({
    id: 'approveReprocessing',
    summary: 'Approve the plan by its digest; once approved, again it changes nothing',
    schema: 'Reprocessing',
    problems: [...WORD_PROBLEMS, 'SAME_PERSON', 'NOTE_MISSING'],
    headers: { 'Idempotent-Replayed': 'true where the key had been answered before.' },
  })
  async approve(
    @Param() { id }: ReprocessingPath,
    @Body() { digest, note = '' }: ApprovalBody,
    @Headers() headers: RequestHeaders,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ShownReprocessing> {
    return answer(await this.commands.execute(new ApproveCommand(this.word(id, digest, headers), note)), response);
  }

  @Post(':id/commit')
  @HttpCode(202)
  @ActorHeader
  @IdempotencyKeyHeader
  @Answers({
    id: 'commitReprocessing',
    summary: 'Write the approved plan in the background; asked for again after a stop, it goes on from there',
    description: 'A repeat under the same key goes on as well. Once all is committed there is nothing to do, and the state is answered.',
    schema: 'Reprocessing',
    status: 202,
    problems: [...WORD_PROBLEMS, 'NOT_APPROVED', 'STOPPING', 'TOO_MANY_REPROCESSINGS'],
    headers: { 'Idempotent-Replayed': 'true where the key had been answered before.' },
  })
  async commit(
    @Param() { id }: ReprocessingPath,
    @Body() { digest, replan = false }: CommitBody,
    @Headers() headers: RequestHeaders,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ShownReprocessing> {
    return answer(await this.commands.execute(new CommitCommand(this.word(id, digest, headers), replan)), response);
  }

  private word(id: string, digest: string, headers: RequestHeaders): Word {
    return { id, digest, person: this.person(headers), idempotencyKey: idempotencyKey(headers['idempotency-key']) };
  }

  private person(headers: RequestHeaders): string {
    return personOf(headers['x-accrual-actor'], this.dependencies.actor, reprocessingOf(this.dependencies).rolesAreOn);
  }
}

function answer({ now, replayed }: Acknowledged, response: Response): ShownReprocessing {
  if (replayed) response.setHeader('Idempotent-Replayed', 'true');
  return shownReprocessing(now);
}

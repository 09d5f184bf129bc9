/** POST /v1/transfers: a proposal, its steps, and the files that come with two of them. */
import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Body, Controller, Headers, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import {
  FILE_STEP,
  FORWARD,
  TRANSFER_STEP_NAMES,
  TRANSFER_STEPS,
} from '#ledger/transfer/dossier/steps.js';
import type { TransferCommand } from '#reprocessing/transfer/record.js';
import { DEPENDENCIES, LIMITS, type ApiDependencies, type ApiLimits } from '../dependencies.js';
import { LongRequest } from '../http/deadline.js';
import { WriteAnswers } from '../openapi/answers.js';
import { announcedBytes, letGo, receive, uploadName } from '../reprocessing/upload.js';
import { answerWrite, writeTermsOf, type RequestHeaders } from '../writes/answer-write.js';
import type { Written } from '../writes/write-once.js';
import { TransferPath } from '../reads/subject-paths.js';
import { WriteCommand } from '../writes/commands.js';
import { ForwardQuery, proposalOf, ProposeTransferBody, stepValues, TransferFileQuery, TransferStepBody, stepValuesOf } from './bodies.js';
import { transferPlace } from './readings.js';

const FILE = { type: 'string', format: 'binary' } as const;
const STEP_PROBLEMS = ['UNKNOWN_TRANSFER', 'NOT_APPLICABLE', 'OUT_OF_ORDER', 'ILLEGAL_TRANSITION', 'EVENT_IN_FUTURE', 'MISSING_FIELD'];
const FILE_PROBLEMS = [...STEP_PROBLEMS, 'UNKNOWN_FORMAT', 'EMPTY_FILE', 'UNKNOWN_COLUMN', 'MISSING_COLUMN', 'OTHER_TRANSFER', 'DUPLICATE'];

/** A request that brings a file as its body. */
function FileBody(about: string): MethodDecorator {
  return (target, key, descriptor) => {
    ApiConsumes('text/csv', 'application/x-ndjson')(target, key, descriptor);
    ApiBody({ required: true, description: about, schema: FILE })(target, key, descriptor);
    LongRequest()(target, key, descriptor);
  };
}

@ApiTags('transfers')
@Controller('v1/transfers')
export class TransfersController {
  private readonly commands: CommandBus;
  private readonly dependencies: ApiDependencies;
  private readonly limits: ApiLimits;

  constructor(
    @Inject(CommandBus) commands: CommandBus,
    @Inject(DEPENDENCIES) dependencies: ApiDependencies,
    @Inject(LIMITS) limits: ApiLimits,
  ) {
    this.commands = commands;
    this.dependencies = dependencies;
    this.limits = limits;
  }

  @Post()
  @WriteAnswers({
    id: 'proposeTransfer',
    summary: 'Propose a collective transfer: its dossier begins',
    problems: [
      'UNKNOWN_FUND',
      'NOT_APPLICABLE',
      'MISSING_PARAMETER',
      'MISSING_FACT',
      'RECEIVER_NOT_ALLOWED',
      'TRANSFER_ALREADY_PROPOSED',
      'SAME_FUND',
      'WRONG_CURRENCY',
      'DUPLICATE_FIELD',
    ],
  })
  propose(
    @Body() body: ProposeTransferBody,
    @Headers() headers: RequestHeaders,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Written> {
    const values = proposalOf(body);
    return this.take(values.transferId, { step: 'propose', values }, writeTermsOf(headers, body), response);
  }

  @Post(':id/steps')
  @LongRequest()
  @WriteAnswers({
    id: 'takeTransferStep',
    summary: 'Take the next step of a transfer; completing it moves every value and right, all or none',
    problems: [...new Set([...STEP_PROBLEMS, ...TRANSFER_STEP_NAMES.flatMap((step) => TRANSFER_STEPS[step].refuses)])],
  })
  step(
    @Param() { id }: TransferPath,
    @Body() body: TransferStepBody,
    @Headers() headers: RequestHeaders,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Written> {
    return this.take(id, { step: body.step, values: stepValues({ ...body }) } as TransferCommand, writeTermsOf(headers, body), response);
  }

  @Post(':id/snapshot')
  @FileBody('Rows of the snapshot: participantId, group, oldRight, newRight, factor, value.')
  @WriteAnswers({
    id: 'takeTransferSnapshot',
    summary: 'Take the snapshot of rights from a file, each row held against the ledger',
    problems: [...FILE_PROBLEMS, 'NOT_IN_FUND', 'OBJECTED', 'RIGHT_DIFFERS', 'NO_VALUE', 'PARTICIPANT_NOT_COUNTED'],
  })
  snapshot(
    @Param() path: TransferPath,
    @Query() query: TransferFileQuery,
    @Headers() headers: RequestHeaders,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Written> {
    return this.file('snapshot', path, query, headers, request, response);
  }

  @Post(':id/acceptances')
  @FileBody('Rows of the acceptance: participantId, receiverParticipantId, acceptedOn.')
  @WriteAnswers({
    id: 'acceptTransfer',
    summary: 'Record whom the receiver accepts, from a file',
    problems: [...FILE_PROBLEMS, 'ACCEPTED_IN_FUTURE', 'PARTICIPANT_ALREADY_ENROLLED', 'TRANSFER_ENDED'],
  })
  accept(
    @Param() path: TransferPath,
    @Query() query: TransferFileQuery,
    @Headers() headers: RequestHeaders,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Written> {
    return this.file('accept', path, query, headers, request, response);
  }

  @Post(':id/forwarded')
  @FileBody('Facts that came too late for the sender, as an import would take them.')
  @WriteAnswers({
    id: 'forwardLateFacts',
    summary: 'Pass facts on that came too late for the sender; at a receiver in this ledger they are recorded at their own value dates',
    problems: [
      'UNKNOWN_TRANSFER',
      'NOT_COMPLETED',
      'EVENT_IN_FUTURE',
      'UNKNOWN_PARTICIPANT',
      'UNKNOWN_FORMAT',
      'EMPTY_FILE',
      'UNKNOWN_COLUMN',
      'MISSING_COLUMN',
      'SAME_PERSON',
    ],
  })
  forward(
    @Param() path: TransferPath,
    @Query() query: ForwardQuery,
    @Headers() headers: RequestHeaders,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Written> {
    return this.file('forward', path, query, headers, request, response);
  }

  private async file(
    step: 'snapshot' | 'accept' | 'forward',
    { id }: TransferPath,
    query: TransferFileQuery | ForwardQuery,
    headers: RequestHeaders,
    request: Request,
    response: Response,
  ): Promise<Written> {
    let path: string | undefined;
    try {
      const name = uploadName(query.file, headers['content-disposition'], headers['content-type']);
      const values = stepValuesOf(step === 'forward' ? FORWARD : FILE_STEP, query);
      writeTermsOf(headers, {}); // a request without a key is told so before its file comes in
      const received = await receive(request, join(transferPlace(this.dependencies).folder, 'incoming'), {
        mostBytes: this.limits.uploadBytes,
        announcedBytes: announcedBytes(headers),
      });
      path = `${received.path}-${name}`; // its ending says what it is
      renameSync(received.path, path);
      return await this.take(
        id,
        { step, file: path, values } as TransferCommand,
        writeTermsOf(headers, { ...query, file: name, sha256: received.sha256 }),
        response,
      );
    } catch (error) {
      letGo(request);
      throw error;
    } finally {
      if (path !== undefined) rmSync(path, { force: true });
    }
  }

  private take(id: string, step: TransferCommand, terms: ReturnType<typeof writeTermsOf>, response: Response): Promise<Written> {
    return answerWrite(this.commands, new WriteCommand({ kind: 'transfer', transferId: id, step }, terms), response);
  }
}

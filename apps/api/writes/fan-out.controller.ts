/** POST /v1/funds/{id}/fan-outs: books what is due by the fund's decisions; again, it books nothing, so it needs no key. */
import { Controller, Headers, HttpCode, Inject, Param, Post, Res } from '@nestjs/common';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiBody, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { DEPENDENCIES, LIMITS, type ApiDependencies, type ApiLimits, type FanOutAnswer } from '../dependencies.js';
import { fail } from '../http/problem.js';
import { Answers } from '../openapi/answers.js';
import { FundPath } from '../reads/subject-paths.js';
import { personOf } from '../reprocessing/person.js';

class FanOutCommand extends Command<FanOutAnswer> {
  readonly fundId: string;
  /** As the proxy names it; undefined where it names nobody. */
  readonly person: string | undefined;

  constructor(fundId: string, person: string | undefined) {
    super();
    this.fundId = fundId;
    this.person = person;
  }
}

@CommandHandler(FanOutCommand)
export class FanOutHandler implements ICommandHandler<FanOutCommand> {
  private readonly dependencies: ApiDependencies;
  private readonly limits: ApiLimits;

  constructor(@Inject(DEPENDENCIES) dependencies: ApiDependencies, @Inject(LIMITS) limits: ApiLimits) {
    this.dependencies = dependencies;
    this.limits = limits;
  }

  async execute({ fundId, person }: FanOutCommand): Promise<FanOutAnswer> {
    const { writes, actor } = this.dependencies;
    if (writes === undefined) return fail('UNKNOWN_ROUTE', { lacks: 'writes' });
    return writes.funds.fanOut(fundId, personOf(person, actor, writes.rolesAreOn === true), this.limits.fanOutMilliseconds);
  }
}

@ApiTags('funds')
@Controller('v1/funds')
export class FanOutController {
  private readonly commands: CommandBus;

  constructor(@Inject(CommandBus) commands: CommandBus) {
    this.commands = commands;
  }

  @Post(':id/fan-outs')
  @HttpCode(200)
  @ApiBody({ schema: { type: 'object', additionalProperties: false }, description: 'An empty object.', required: false })
  @Answers({
    id: 'fanOut',
    summary: 'Book what is due for every participant by the fund’s decisions and the facts as now known',
    description: 'Run again it books nothing; stopped at any point the next one goes on from there. Needs no Idempotency-Key.',
    schema: 'FanOut',
    problems: [
      'INVALID_REQUEST',
      'INVALID_JSON',
      'UNKNOWN_FUND',
      'BODY_TOO_LARGE',
      'UNSUPPORTED_MEDIA_TYPE',
      'NOT_APPLICABLE',
      'INTERRUPTED',
      'ACTOR_REQUIRED',
    ],
  })
  @ApiResponse({
    status: 202,
    description: 'It goes on in the background.',
    content: { 'application/json': { schema: { $ref: '#/components/schemas/FanOut' } } },
  })
  async fanOut(
    @Param() { id }: FundPath,
    @Headers('x-accrual-actor') person: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<FanOutAnswer> {
    const answer = await this.commands.execute(new FanOutCommand(id, person));
    response.status(answer.status === 'running' ? 202 : 200);
    return answer;
  }
}

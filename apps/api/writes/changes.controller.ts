/** POST /v1/funds/{id}/changes and /v1/funds/{id}/notices: a change of basis or terms, and who has been told of it. */
import { Body, Controller, Headers, Inject, Param, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { asJson } from '#ledger/kernel/json.js';
import { WriteAnswers } from '../openapi/answers.js';
import { FundPath } from '../reads/subject-paths.js';
import { answerWrite, writeTermsOf, type RequestHeaders } from './answer-write.js';
import { AnnounceChangeBody, GiveNoticeBody } from './change-bodies.js';
import { WriteCommand } from './commands.js';
import type { Written } from './write-once.js';

@ApiTags('funds')
@Controller('v1/funds')
export class ChangesController {
  private readonly commands: CommandBus;

  constructor(@Inject(CommandBus) commands: CommandBus) {
    this.commands = commands;
  }

  @Post(':id/changes')
  @WriteAnswers({
    id: 'announceChange',
    summary: 'Announce a change of the calculation basis or of the terms: publish its rows, with what it does to the participants',
    problems: [
      ...[
        'UNKNOWN_FUND',
        'NOT_APPLICABLE',
        'INVALID_PARAMETER_FILE',
        'INVALID_PARAMETER',
        'UNKNOWN_PARAMETER',
        'ANNOUNCED_IN_FUTURE',
        'NOT_OF_THE_BASIS',
        'NOT_OF_THE_TERMS',
      ],
      ...[
        'RETROACTIVE_CHANGE',
        'ALREADY_PUBLISHED',
        'CHANGE_ALREADY_ANNOUNCED',
        'MISSING_PARAMETER',
        'ROW_WITHOUT_EFFECT',
        'NOTHING_CHANGES',
        'NOTIFIED_IN_FUTURE',
        'ALREADY_NOTIFIED',
        'PARTICIPANT_NOT_COUNTED',
      ],
    ],
  })
  announce(
    @Param() { id }: FundPath,
    @Body() body: AnnounceChangeBody,
    @Headers() headers: RequestHeaders,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Written> {
    const { kind, material, reference, supervisorNotified, membersNotified, ...document } = body;
    const notified = { supervisor: supervisorNotified, members: membersNotified };
    const decision = { decision: 'change', kind, material, reference, notified, document: asJson(document) } as const;
    return answerWrite(this.commands, new WriteCommand({ kind: 'decision', fundId: id, decision }, writeTermsOf(headers, body)), response);
  }

  @Post(':id/notices')
  @WriteAnswers({
    id: 'giveNotice',
    summary: 'Record that the supervisor or the members have been told of a change',
    problems: ['UNKNOWN_FUND', 'UNKNOWN_CHANGE', 'NOTIFIED_IN_FUTURE', 'ALREADY_NOTIFIED'],
  })
  notify(
    @Param() { id }: FundPath,
    @Body() body: GiveNoticeBody,
    @Headers() headers: RequestHeaders,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Written> {
    const decision = { decision: 'notify', ...body } as const;
    return answerWrite(this.commands, new WriteCommand({ kind: 'decision', fundId: id, decision }, writeTermsOf(headers, body)), response);
  }
}

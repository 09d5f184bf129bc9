/** POST: parameters and decisions of a fund. */
import { Body, Controller, Headers, Inject, Param, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { asJson } from '#ledger/kernel/json.js';
import { decisionOf } from '#reprocessing/fan-out/decisions-file.js';
import { WriteAnswers } from '../openapi/answers.js';
import { FundPath } from '../reads/subject-paths.js';
import { answerWrite, writeTermsOf, type RequestHeaders } from './answer-write.js';
import { DecideForFundBody, PublishParametersBody } from './bodies.js';
import { WriteCommand } from './commands.js';
import type { Written } from './write-once.js';

@Controller('v1')
export class WritesController {
  private readonly commands: CommandBus;

  constructor(@Inject(CommandBus) commands: CommandBus) {
    this.commands = commands;
  }

  @Post('funds/:id/parameters')
  @ApiTags('funds')
  @WriteAnswers({
    id: 'publishParameters',
    summary: 'Publish parameters to a fund: of its scheme, or of the rules of funding that it goes by',
    problems: [
      'INVALID_PARAMETER_FILE',
      'INVALID_PARAMETER',
      'UNKNOWN_PARAMETER',
      'UNKNOWN_SCHEME',
      'ANNOUNCED_IN_FUTURE',
      'FUND_NOT_ESTABLISHED',
      'UNKNOWN_FUND',
    ],
  })
  parameters(
    @Param() { id }: FundPath,
    @Body() body: PublishParametersBody,
    @Headers() headers: RequestHeaders,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Written> {
    const { establish, ...document } = body;
    const wanted = { kind: 'parameters', fundId: id, document: asJson(document), establish } as const;
    return answerWrite(this.commands, new WriteCommand(wanted, writeTermsOf(headers, body)), response);
  }

  @Post('funds/:id/decisions')
  @ApiTags('funds')
  @WriteAnswers({
    id: 'decideForFund',
    summary: 'Record a decision of a fund; a fan-out books what follows for its participants',
    problems: [
      ...[
        'UNKNOWN_FUND',
        'NOT_APPLICABLE',
        'MISSING_FIELD',
        'MISSING_PARAMETER',
        'YEAR_NOT_OVER',
        'DECISION_IN_FUTURE',
        'PARTICIPANT_NOT_COUNTED',
      ],
      ...[
        'INVALID_RATE',
        'INTEREST_ALREADY_DECLARED',
        'NO_INTEREST_DECLARED',
        'YEAR_ALREADY_CLOSED',
        'YEAR_NOT_CLOSED',
        'REDUCTION_ALREADY_DECIDED',
      ],
      ...[
        'RESULT_ALREADY_REPORTED',
        'RESULT_OUT_OF_ORDER',
        'NO_RESULT',
        'NO_DEFICIT',
        'DECISION_REQUIRED',
        'BUFFER_MISMATCH',
        'EMERGENCY_REASON',
      ],
      ...[
        'FUNDING_RATIO_ALREADY_REPORTED',
        'FUNDING_RATIO_NOT_REPORTED',
        'RATIO_CORRECTED_BEFORE_ITS_DAY',
        'INVALID_RATIO',
        'EXPECTATIONS_ALREADY_SET',
        'EXPECTATIONS_MISSING',
      ],
      ...[
        'NO_FUNDING_RATIO',
        'OPENING_MISSING',
        'OPENING_NOT_FIRST',
        'EVALUATION_OUT_OF_ORDER',
        'ALREADY_EVALUATED',
        'NOT_EVALUATED',
        'NOT_BELOW_REQUIRED',
      ],
      ...['ABOVE_RULE', 'FUND_RULE', 'NOT_DUE', 'CUT_TOO_SMALL', 'NOT_FULL', 'NO_CASH_FLOWS', 'CUT_NOT_POSSIBLE'],
      ...['RETURN_ALREADY_REPORTED', 'PERFORMANCE_ALREADY_REPORTED', 'POLICY_ALREADY_SET', 'POLICY_NOT_SET', 'RESET_NOT_ALLOWED'],
      ...['FEASIBILITY_ALREADY_REPORTED', 'FEASIBILITY_NOT_REPORTED', 'NOTHING_TO_TELL', 'PARTY_ALREADY_INFORMED'],
      ...['UNKNOWN_RUN', 'RUN_NOT_NAMED', 'RUN_DOES_NOT_FIT', 'RUN_WITHOUT_RESULT', 'RESULTS_BESIDE_RUN'],
      ...['SCHEME_CHANGE_ALREADY_ANNOUNCED', 'SCHEME_NOT_CHANGED', 'NOTICE_BEFORE_ANNOUNCEMENT', 'SCHEME_NOTICE_ALREADY_GIVEN'],
      ...['DISCOUNT_NOT_ALLOWED', 'DISCOUNT_ALREADY_DECIDED', 'INVALID_AMOUNT'],
      ...['FIXED_BEFORE_IT_BEGINS', 'FIXED_TOO_LONG', 'RETURN_STILL_FIXED', 'BELOW_MINIMUM', 'PREMIUM_BASIS_ALREADY_SET'],
    ],
  })
  async decision(
    @Param() { id }: FundPath,
    @Body() body: DecideForFundBody,
    @Headers() headers: RequestHeaders,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Written> {
    const given = Object.entries(body).filter(([, value]) => value !== undefined && value !== null);
    const decision = decisionOf(Object.fromEntries(given.map(([column, value]) => [column, String(value)])));
    return answerWrite(this.commands, new WriteCommand({ kind: 'decision', fundId: id, decision }, writeTermsOf(headers, body)), response);
  }
}

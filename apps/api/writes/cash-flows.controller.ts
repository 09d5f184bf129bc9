/** POST /v1/funds/{id}/cash-flows: what a fund will pay by the rights of a day, year by year. */
import { Body, Controller, Headers, Inject, Param, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray, Matches } from 'class-validator';
import type { Response } from 'express';
import { readAmount, readText } from '#ledger/facts/field.js';
import { CURRENCIES, type Currency } from '#money/amount.js';
import { ChoiceField, DateField, TextField } from '../http/fields.js';
import { WriteAnswers } from '../openapi/answers.js';
import { FundPath } from '../reads/subject-paths.js';
import { answerWrite, writeTermsOf, type RequestHeaders } from './answer-write.js';
import { WriteCommand } from './commands.js';
import type { Written } from './write-once.js';

const AMOUNT = /^(0|[1-9]\d{0,11})(\.\d{1,2})?$/;
const MOST_FLOWS = 201;

class ReportCashFlowsBody {
  @DateField({ description: 'Day of the rights that pay them.', example: '2021-01-01' })
  readonly on!: string;

  @ChoiceField(CURRENCIES, { description: 'Currency.', example: 'EUR' })
  readonly currency!: Currency;

  @ApiProperty({
    type: 'array',
    items: { type: 'string', pattern: AMOUNT.source },
    minItems: 1,
    maxItems: MOST_FLOWS,
    description: 'By years from the day, undiscounted; the first is paid at once.',
    example: ['100.00', '100.00'],
  })
  @IsArray({ message: 'flows must be a list' })
  @ArrayMinSize(1, { message: 'flows must hold at least one amount' })
  @ArrayMaxSize(MOST_FLOWS, { message: `flows must hold at most ${MOST_FLOWS} amounts` })
  @Matches(AMOUNT, { each: true, message: 'flows must hold amounts such as "1234.56", as strings' })
  readonly flows!: readonly string[];

  @TextField(500, { description: 'What the figures rest on.', example: 'actuary' })
  readonly reference!: string;

  @TextField(500, { optional: true, description: 'Why these take the place of flows that are reported.' })
  readonly reason?: string;
}

@ApiTags('funds')
@Controller('v1/funds')
export class CashFlowsController {
  private readonly commands: CommandBus;

  constructor(@Inject(CommandBus) commands: CommandBus) {
    this.commands = commands;
  }

  @Post(':id/cash-flows')
  @WriteAnswers({
    id: 'reportCashFlows',
    summary: 'Report what a fund will pay by the rights of a day',
    problems: [
      'UNKNOWN_FUND',
      'NOT_APPLICABLE',
      'WRONG_CURRENCY',
      'DECISION_IN_FUTURE',
      'INVALID_CASH_FLOWS',
      'CASH_FLOWS_ALREADY_REPORTED',
    ],
  })
  report(
    @Param() { id }: FundPath,
    @Body() body: ReportCashFlowsBody,
    @Headers() headers: RequestHeaders,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Written> {
    const { on, currency, flows, reference, reason } = body;
    const decision = {
      decision: 'cash-flows',
      ...{ on, currency },
      flowsMinor: flows.map((flow, m) => readAmount(flow, `flows.${m}`)),
      reference: readText(reference, 'reference'),
      reason: reason === undefined ? undefined : readText(reason, 'reason'),
    } as const;
    return answerWrite(this.commands, new WriteCommand({ kind: 'decision', fundId: id, decision }, writeTermsOf(headers, body)), response);
  }
}

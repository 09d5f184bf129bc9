/** POST: facts, corrections and annulments of a participant, parameters of a fund. */
import { Body, Controller, Headers, Inject, Param, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { amountMinor, formatMinor, type Currency } from '#money/amount.js';
import type { JsonObject } from '#ledger/kernel/json.js';
import type { IncomeCoverage } from '#ledger/participant/events.js';
import { decisionOf } from '#reprocessing/fan-out/decisions-file.js';
import { invalidRequest } from '../http/validation.js';
import { WriteAnswers } from '../openapi/answers.js';
import { FundPath } from '../reads/funds.controller.js';
import { ParticipantPath } from '../reads/coordinates.js';
import { answerWrite, termsOf, type RequestHeaders } from './answer-write.js';
import {
  AnnulEventBody,
  CorrectIncomeBody,
  DecideForFundBody,
  EnrolParticipantBody,
  PublishParametersBody,
  ReceiveContributionBody,
  ReportIncomeBody,
} from './bodies.js';
import { DecideForFundCommand, EnrolParticipantCommand, ParticipantCommand, PublishParametersCommand } from './commands.js';
import type { Written } from './write-once.js';

@Controller('v1')
export class WritesController {
  private readonly commands: CommandBus;

  constructor(@Inject(CommandBus) commands: CommandBus) {
    this.commands = commands;
  }

  @Post('participants')
  @ApiTags('participants')
  @WriteAnswers({ id: 'enrolParticipant', summary: 'Enrol a participant', problems: ['PARTICIPANT_ALREADY_ENROLLED', 'UNKNOWN_SCHEME'] })
  enrol(@Body() body: EnrolParticipantBody, @Headers() headers: RequestHeaders, @Res({ passthrough: true }) response: Response): Promise<Written> {
    const { participantId, scheme, fundId = scheme, birthDate, sex, enrolledOn, openingValue, openingDate } = body;
    if ((openingValue === undefined) !== (openingDate === undefined)) {
      const field = openingValue === undefined ? 'openingValue' : 'openingDate';
      throw invalidRequest([{ field, message: 'openingValue and openingDate come together' }]);
    }
    const opening = openingValue === undefined || openingDate === undefined ? undefined : { value: posted(openingValue), on: openingDate };
    const command = { participantId, scheme, fundId, birthDate, sex, enrolledOn, opening };
    return answerWrite(this.commands, new EnrolParticipantCommand(command, termsOf(headers, body)), response);
  }

  @Post('participants/:id/incomes')
  @ApiTags('participants')
  @WriteAnswers({ id: 'reportIncome', summary: 'Report an employer’s income of a year', problems: ['UNKNOWN_PARTICIPANT', 'INCOME_ALREADY_REPORTED'] })
  income(
    @Param() { id }: ParticipantPath,
    @Body() body: ReportIncomeBody,
    @Headers() headers: RequestHeaders,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Written> {
    const { incomeYear, employerId, amount, currency, coverage = 'kapl' } = body;
    const command = { incomeYear, employerId, amount: posted(amount), currency: currency as Currency, coverage: coverage as IncomeCoverage };
    return answerWrite(this.commands, new ParticipantCommand(id, { operation: 'reportIncome', command }, termsOf(headers, body)), response);
  }

  @Post('participants/:id/contributions')
  @ApiTags('participants')
  @WriteAnswers({ id: 'receiveContribution', summary: 'Record a contribution', problems: ['UNKNOWN_PARTICIPANT'] })
  contribution(
    @Param() { id }: ParticipantPath,
    @Body() body: ReceiveContributionBody,
    @Headers() headers: RequestHeaders,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Written> {
    const { period, employerId, amount, currency, receivedOn } = body;
    const command = { period, employerId, amount: posted(amount), currency: currency as Currency, receivedOn };
    return answerWrite(this.commands, new ParticipantCommand(id, { operation: 'receiveContribution', command }, termsOf(headers, body)), response);
  }

  @Post('participants/:id/corrections')
  @ApiTags('participants')
  @WriteAnswers({ id: 'correctIncome', summary: 'Correct an income; what follows from it is settled at once', problems: ['UNKNOWN_PARTICIPANT', 'INCOME_NOT_REPORTED', 'INCOME_YEAR_AFTER_CORRECTION'] })
  correction(
    @Param() { id }: ParticipantPath,
    @Body() body: CorrectIncomeBody,
    @Headers() headers: RequestHeaders,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Written> {
    const { incomeYear, employerId, amount, currency, reason, correctedOn } = body;
    const command = { incomeYear, employerId, amount: posted(amount), currency: currency as Currency, reason, correctedOn };
    return answerWrite(this.commands, new ParticipantCommand(id, { operation: 'correctIncome', command }, termsOf(headers, body)), response);
  }

  @Post('participants/:id/annulments')
  @ApiTags('participants')
  @WriteAnswers({ id: 'annulEvent', summary: 'Take an event out of every figure; it stays in the history', problems: ['UNKNOWN_PARTICIPANT', 'UNKNOWN_EVENT'] })
  annulment(
    @Param() { id }: ParticipantPath,
    @Body() body: AnnulEventBody,
    @Headers() headers: RequestHeaders,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Written> {
    const { eventId, reason } = body;
    return answerWrite(this.commands, new ParticipantCommand(id, { operation: 'annulEvent', command: { eventId, reason } }, termsOf(headers, body)), response);
  }

  @Post('funds/:id/parameters')
  @ApiTags('funds')
  @WriteAnswers({ id: 'publishParameters', summary: 'Publish parameters to a fund', problems: ['INVALID_PARAMETER_FILE', 'INVALID_PARAMETER', 'UNKNOWN_PARAMETER', 'UNKNOWN_SCHEME'] })
  parameters(
    @Param() { id }: FundPath,
    @Body() body: PublishParametersBody,
    @Headers() headers: RequestHeaders,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Written> {
    return answerWrite(this.commands, new PublishParametersCommand({ fundId: id, document: { ...body } as unknown as JsonObject }, termsOf(headers, body)), response);
  }

  @Post('funds/:id/decisions')
  @ApiTags('funds')
  @WriteAnswers({
    id: 'decideForFund',
    summary: 'Record a decision of a fund; a fan-out books what follows for its participants',
    problems: ['UNKNOWN_FUND', 'NOT_APPLICABLE', 'MISSING_FIELD', 'YEAR_NOT_OVER', 'INTEREST_ALREADY_DECLARED', 'PARTICIPANT_NOT_COUNTED'],
  })
  async decision(
    @Param() { id }: FundPath,
    @Body() body: DecideForFundBody,
    @Headers() headers: RequestHeaders,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Written> {
    const { year, ...cells } = body;
    const decision = decisionOf(year === undefined ? cells : { ...cells, year: String(year) });
    return answerWrite(this.commands, new DecideForFundCommand(id, decision, termsOf(headers, body)), response);
  }
}

/** An amount as events write it: always two decimals. */
function posted(amount: string): string {
  return formatMinor(amountMinor(amount));
}

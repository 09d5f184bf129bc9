/** POST /v1/funds/{id}/invoices and interest-runs, /v1/employers/{id}/decisions: runs over employers, which again change nothing. */
import { Body, Controller, Headers, HttpCode, Inject, Param, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { readEmployer } from '#reprocessing/invoicing/employer-books.js';
import { DEPENDENCIES, type ApiDependencies } from '../dependencies.js';
import { ActorHeader, Answers, IDEMPOTENCY_PROBLEMS, IdempotencyKeyHeader } from '../openapi/answers.js';
import { EmployerPath, FundPath } from '../reads/subject-paths.js';
import type { RequestHeaders } from '../writes/answer-write.js';
import { idempotencyKey } from '../writes/idempotency-key.js';
import { decisionOfEmployer, EmployerDecisionBody, InterestRunBody, InvoiceRunBody, invoiceCommandOf } from './bodies.js';
import { ofOneEmployer, RunCommand, type AcceptedRun } from './commands.js';
import type { RunAnswer, WantedRun } from './runs.js';

const PROBLEMS = [
  ...IDEMPOTENCY_PROBLEMS,
  ...['INVALID_REQUEST', 'INVALID_JSON', 'BODY_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE', 'ACTOR_REQUIRED', 'INTERRUPTED', 'UNREADABLE_EVENT'],
  ...['UNKNOWN_FUND', 'EMPLOYER_NOT_AFFILIATED', 'NOT_APPLICABLE', 'DECISION_IN_FUTURE', 'MISSING_PARAMETER'],
  ...['JOURNAL_IO_ERROR', 'JOURNAL_DISK_FULL', 'JOURNAL_IN_USE', 'JOURNAL_BUSY', 'DISK_FULL', 'READ_ONLY_DISK'],
];
const AGAIN =
  'Run again, also under another key, it changes nothing; stopped at any point the next one goes on from there. One that takes long goes ' +
  'on in the background (202): ask again, or look at /v1/batches?kind=invoicing.';

/** A run: its report (200), or how far it has come (202). */
function RunAnswers(options: { id: string; summary: string; schema: string; problems?: readonly string[] }): MethodDecorator {
  const { id, summary, schema, problems = [] } = options;
  return (target, key, descriptor) => {
    HttpCode(200)(target, key, descriptor);
    ActorHeader(target, key, descriptor);
    IdempotencyKeyHeader(target, key, descriptor);
    const headers = { 'Idempotent-Replayed': 'true where the key had been answered before.' };
    Answers({ id, summary, description: AGAIN, schema, problems: [...PROBLEMS, ...problems], headers })(target, key, descriptor);
    ApiResponse({
      status: 202,
      description: 'It goes on in the background.',
      content: { 'application/json': { schema: { $ref: `#/components/schemas/${schema}` } } },
    })(target, key, descriptor);
  };
}

@Controller('v1')
export class InvoicingController {
  private readonly commands: CommandBus;
  private readonly dependencies: ApiDependencies;

  constructor(@Inject(CommandBus) commands: CommandBus, @Inject(DEPENDENCIES) dependencies: ApiDependencies) {
    this.commands = commands;
    this.dependencies = dependencies;
  }

  @Post('funds/:id/invoices')
  @ApiTags('funds')
  @RunAnswers({
    id: 'invoiceEmployers',
    summary: 'Send the monthly invoice, or the final one of a year, to every employer of a fund, or to one',
    schema: 'InvoiceRun',
    problems: ['MISSING_FIELD'],
  })
  async invoices(
    @Param() { id: fundId }: FundPath,
    @Body() body: InvoiceRunBody,
    @Headers() headers: RequestHeaders,
    @Res({ passthrough: true }) response: Response,
  ): Promise<RunAnswer> {
    const run = { kind: 'invoices', fundId, command: invoiceCommandOf(body), employerId: body.employerId } as const;
    return answered(await this.accept('invoiceEmployers', run, body, headers), response);
  }

  @Post('funds/:id/interest-runs')
  @ApiTags('funds')
  @RunAnswers({
    id: 'chargeInterest',
    summary: 'Apply credit on due dates, and charge late interest yearly in arrears, up to a day',
    schema: 'InterestRun',
  })
  async interest(
    @Param() { id: fundId }: FundPath,
    @Body() body: InterestRunBody,
    @Headers() headers: RequestHeaders,
    @Res({ passthrough: true }) response: Response,
  ): Promise<RunAnswer> {
    const run = { kind: 'interest', fundId, to: body.to, employerId: body.employerId } as const;
    return answered(await this.accept('chargeInterest', run, body, headers), response);
  }

  @Post('employers/:id/decisions')
  @ApiTags('employers')
  @RunAnswers({
    id: 'decideForEmployer',
    summary: 'Decide on what was found after a final invoice (4.9), or put an invoice in the place of an estimate (4.3)',
    schema: 'InvoiceRun',
    problems: ['MISSING_FIELD', 'YEAR_NOT_SETTLED', 'NOTHING_TO_DECIDE', 'UNKNOWN_ESTIMATE', 'DATA_NOT_DELIVERED'],
  })
  async decide(
    @Param() { id: employerId }: EmployerPath,
    @Body() body: EmployerDecisionBody,
    @Headers() headers: RequestHeaders,
    @Res({ passthrough: true }) response: Response,
  ): Promise<RunAnswer> {
    const command = decisionOfEmployer(body);
    const { affiliation } = (await readEmployer(this.dependencies.journal, employerId)).employer;
    const { fundId } = affiliation;
    const accepted = await this.accept('decideForEmployer', { kind: 'invoices', fundId, command, employerId }, body, headers);
    return answered({ ...accepted, answer: ofOneEmployer(accepted.answer, employerId) }, response);
  }

  private accept(operation: string, run: WantedRun, body: object, headers: RequestHeaders): Promise<AcceptedRun> {
    const terms = { body, idempotencyKey: idempotencyKey(headers['idempotency-key']), person: headers['x-accrual-actor'] };
    return this.commands.execute(new RunCommand(operation, run, terms));
  }
}

function answered({ answer, replayed }: AcceptedRun, response: Response): RunAnswer {
  if (replayed) response.setHeader('Idempotent-Replayed', 'true');
  response.status(answer.status === 'running' ? 202 : 200);
  return answer;
}

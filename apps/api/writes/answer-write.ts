/** How a write is asked for and answered, whatever it writes. */
import type { Command, CommandBus } from '@nestjs/cqrs';
import type { Response } from 'express';
import type { JsonObject } from '#ledger/kernel/json.js';
import { failRefused } from '../http/problem.js';
import { etagOf, REVISION_HEADER, revisionsMatched } from '../http/etag.js';
import type { WriteTerms } from './commands.js';
import { idempotencyKey } from './idempotency-key.js';
import type { WriteOutcome, Written } from './write-once.js';

export type RequestHeaders = Readonly<Record<string, string | undefined>>;

export function writeTermsOf(headers: RequestHeaders, body: object): WriteTerms {
  return {
    body: body as JsonObject,
    idempotencyKey: idempotencyKey(headers['idempotency-key']),
    person: headers['x-accrual-actor'],
    revisions: revisionsMatched(headers['if-match']),
  };
}

export async function answerWrite(commands: CommandBus, command: Command<WriteOutcome>, response: Response): Promise<Written> {
  const outcome = await commands.execute(command);
  if (outcome.replayed) response.setHeader('Idempotent-Replayed', 'true');
  if (outcome.status === 'refused') return failRefused(outcome.refusal);
  response.status(outcome.written.status === 'appended' ? 201 : 200);
  response.setHeader(REVISION_HEADER, etagOf(outcome.written.revision));
  return outcome.written;
}

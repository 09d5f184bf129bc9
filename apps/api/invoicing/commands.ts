/** A run over employers on the command bus: accepted once under its key, begun or joined, answered once it is done or takes long. */
import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { JsonObject } from '#ledger/kernel/json.js';
import { Refused } from '#ledger/kernel/refusal.js';
import { fundStream } from '#ledger/subjects.js';
import { todayOf } from '#money/clock.js';
import { DEPENDENCIES, LIMITS, type ApiDependencies, type ApiLimits } from '../dependencies.js';
import { fail, failRefused } from '../http/problem.js';
import { personOf } from '../reprocessing/person.js';
import { writeOnce } from '../writes/write-once.js';
import type { RunAnswer, WantedRun } from './runs.js';

export class RunCommand extends Command<AcceptedRun> {
  readonly operation: string;
  readonly run: WantedRun;
  /** What the caller sent: the key stands for exactly this. */
  readonly body: object;
  readonly idempotencyKey: string;
  /** As the proxy names it; undefined where it names nobody. */
  readonly person: string | undefined;

  constructor(operation: string, run: WantedRun, terms: Pick<RunCommand, 'body' | 'idempotencyKey' | 'person'>) {
    super();
    this.operation = operation;
    this.run = run;
    this.body = terms.body;
    this.idempotencyKey = terms.idempotencyKey;
    this.person = terms.person;
  }
}

export interface AcceptedRun {
  readonly answer: RunAnswer;
  /** The key had been answered before; the run was joined, or went on. */
  readonly replayed: boolean;
}

@CommandHandler(RunCommand)
export class RunHandler implements ICommandHandler<RunCommand> {
  private readonly dependencies: ApiDependencies;
  private readonly limits: ApiLimits;

  constructor(@Inject(DEPENDENCIES) dependencies: ApiDependencies, @Inject(LIMITS) limits: ApiLimits) {
    this.dependencies = dependencies;
    this.limits = limits;
  }

  /** Also a repeat under the same key runs: what was cut goes on, and what stands changes nothing. */
  async execute({ operation, run, body, idempotencyKey, person }: RunCommand): Promise<AcceptedRun> {
    const { writes, actor: server, clock } = this.dependencies;
    const { journal, invoicing, rolesAreOn = false } = writes ?? fail('UNKNOWN_ROUTE', { lacks: 'writes' });
    if (invoicing === undefined) return fail('UNKNOWN_ROUTE', { lacks: 'invoicing' });
    const actor = personOf(person, server, rolesAreOn);
    const accepted = await writeOnce(journal, {
      operation,
      stream: fundStream(run.fundId),
      body: { ...(body as JsonObject), person: actor },
      idempotencyKey,
      revisions: undefined,
      actor,
      today: todayOf(clock),
      decide: async () => {
        try {
          await invoicing.mayBegin(run);
          return { status: 'done', value: [] };
        } catch (error) {
          if (error instanceof Refused) return { status: 'refused', refusal: error.refusal };
          throw error;
        }
      },
    });
    if (accepted.status === 'refused') return failRefused(accepted.refusal);
    const answer = await invoicing.begin(run, actor, this.limits.fanOutMilliseconds);
    return { answer, replayed: accepted.replayed };
  }
}

/** What was decided of one employer: why nothing was written is the answer to the request. */
export function ofOneEmployer(answer: RunAnswer, employerId: string): RunAnswer {
  if (answer.status === 'running') return answer;
  const [failed] = answer.failed;
  if (failed !== undefined) failRefused({ code: failed.code, message: failed.message, employerId });
  return answer;
}

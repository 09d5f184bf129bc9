/** Reprocessings on the command bus: a file taken in, a plan approved, a plan committed. */
import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { batchStream } from '#ledger/subjects.js';
import type { JsonObject } from '#ledger/kernel/json.js';
import { Refused } from '#ledger/kernel/refusal.js';
import { DEPENDENCIES, type ApiDependencies, type ReprocessingDependencies } from '../dependencies.js';
import { fail, failRefused } from '../http/problem.js';
import { writeOnce, type Intent } from '../writes/write-once.js';
import { batchIdOf, type Reprocessing } from './reprocessing.js';
import { todayOf } from '#money/clock.js';
import type { Upload } from './runs.js';

export class UploadCommand extends Command<Reprocessing> {
  readonly upload: Upload;

  constructor(upload: Upload) {
    super();
    this.upload = upload;
  }
}

/** Whose word it is, and under which key. */
export interface Word {
  readonly id: string;
  readonly digest: string;
  readonly person: string;
  readonly idempotencyKey: string;
}

export interface Acknowledged {
  readonly now: Reprocessing;
  /** The key had been answered before. */
  readonly replayed: boolean;
}

export class ApproveCommand extends Command<Acknowledged> {
  readonly word: Word;
  readonly note: string;

  constructor(word: Word, note: string) {
    super();
    this.word = word;
    this.note = note;
  }
}

export class CommitCommand extends Command<Acknowledged> {
  readonly word: Word;
  readonly replan: boolean;

  constructor(word: Word, replan: boolean) {
    super();
    this.word = word;
    this.replan = replan;
  }
}

export class DeleteCommand extends Command<void> {
  readonly id: string;
  readonly person: string;

  constructor(id: string, person: string) {
    super();
    this.id = id;
    this.person = person;
  }
}

@CommandHandler(UploadCommand)
class UploadHandler implements ICommandHandler<UploadCommand> {
  private readonly dependencies: ApiDependencies;

  constructor(@Inject(DEPENDENCIES) dependencies: ApiDependencies) {
    this.dependencies = dependencies;
  }

  execute({ upload }: UploadCommand): Promise<Reprocessing> {
    return reprocessingOf(this.dependencies).runs.upload(upload);
  }
}

@CommandHandler(ApproveCommand)
class ApproveHandler implements ICommandHandler<ApproveCommand> {
  private readonly dependencies: ApiDependencies;

  constructor(@Inject(DEPENDENCIES) dependencies: ApiDependencies) {
    this.dependencies = dependencies;
  }

  async execute({ word, note }: ApproveCommand): Promise<Acknowledged> {
    const { runs } = reprocessingOf(this.dependencies);
    const { id, digest, person } = word;
    const replayed = await once(this.dependencies, 'approveReprocessing', word, { digest, note }, () =>
      runs.approve(id, digest, person, note),
    );
    return { now: await runs.get(id), replayed };
  }
}

@CommandHandler(CommitCommand)
class CommitHandler implements ICommandHandler<CommitCommand> {
  private readonly dependencies: ApiDependencies;

  constructor(@Inject(DEPENDENCIES) dependencies: ApiDependencies) {
    this.dependencies = dependencies;
  }

  /** Also a repeat under the same key begins what is not under way: what was cut goes on when it is asked for again. */
  async execute({ word, replan }: CommitCommand): Promise<Acknowledged> {
    const { runs } = reprocessingOf(this.dependencies);
    const { id, digest, person } = word;
    const replayed = await once(this.dependencies, 'commitReprocessing', word, { digest, replan }, () => runs.mayCommit(id, digest));
    return { now: await runs.commit(id, digest, person, replan), replayed };
  }
}

@CommandHandler(DeleteCommand)
class DeleteHandler implements ICommandHandler<DeleteCommand> {
  private readonly dependencies: ApiDependencies;

  constructor(@Inject(DEPENDENCIES) dependencies: ApiDependencies) {
    this.dependencies = dependencies;
  }

  execute({ id, person }: DeleteCommand): Promise<void> {
    return reprocessingOf(this.dependencies).runs.remove(id, person);
  }
}

export const REPROCESSING_HANDLERS = [UploadHandler, ApproveHandler, CommitHandler, DeleteHandler];

/** A problem where this server does not write. */
export function reprocessingOf({ writes }: ApiDependencies): ReprocessingDependencies {
  return writes?.reprocessing ?? fail('UNKNOWN_ROUTE', { lacks: 'writes' });
}

/**
 * Keeps under the key what was asked and whether it was refused, as for every other write; the work itself is one that may
 * be done again. Answers whether the key had been answered before. Another intent or person under it: IDEMPOTENCY_KEY_REUSED.
 */
async function once(
  { writes, clock }: ApiDependencies,
  operation: string,
  word: Word,
  body: JsonObject,
  work: () => Promise<void>,
): Promise<boolean> {
  const { journal, reprocessing } = writes ?? fail('UNKNOWN_ROUTE', { lacks: 'writes' });
  const { id, person, idempotencyKey } = word;
  const found = await (reprocessing as ReprocessingDependencies).runs.get(id);
  const decide: Intent['decide'] = async () => {
    try {
      await work();
      return { status: 'done', value: [] };
    } catch (error) {
      if (error instanceof Refused) return { status: 'refused', refusal: error.refusal };
      throw error;
    }
  };
  const stream = batchStream(batchIdOf(found));
  const outcome = await writeOnce(journal, {
    operation,
    stream,
    body: { ...body, person },
    idempotencyKey,
    revisions: undefined,
    actor: person,
    today: todayOf(clock),
    decide,
  });
  if (outcome.status === 'refused') failRefused(outcome.refusal);
  return outcome.replayed;
}

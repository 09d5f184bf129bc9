/** Checkpoints and proofs, on the query bus. */
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Checkpoint, ConsistencyProof, InclusionProof, LedgerAudit, LogKnowledge } from '#audit/ledger-audit.js';
import { DEPENDENCIES, type ApiDependencies } from '../dependencies.js';
import { fail } from '../http/problem.js';
import { pageOf, pageStart, type Page, type PageQuery } from './lists.js';

export class ListCheckpointsQuery extends Query<Page<Checkpoint>> {
  readonly page: PageQuery;

  constructor(page: PageQuery) {
    super();
    this.page = page;
  }
}

@QueryHandler(ListCheckpointsQuery)
class ListCheckpointsHandler implements IQueryHandler<ListCheckpointsQuery> {
  private readonly dependencies: ApiDependencies;

  constructor(@Inject(DEPENDENCIES) dependencies: ApiDependencies) {
    this.dependencies = dependencies;
  }

  async execute({ page }: ListCheckpointsQuery): Promise<Page<Checkpoint>> {
    const start = await pageStart(this.dependencies.journal, this.dependencies.clock, 'checkpoints', {}, page);
    const found = await auditOf(this.dependencies).checkpoints(start.upTo, start.knownAt ?? undefined, Number(start.after ?? '0'), start.limit + 1);
    const items = found.slice(0, start.limit);
    return pageOf(start, items, found.length > items.length ? String(items.at(-1)?.size) : undefined);
  }
}

export class CheckpointQuery extends Query<Checkpoint> {
  readonly known: LogKnowledge;

  constructor(known: LogKnowledge) {
    super();
    this.known = known;
  }
}

@QueryHandler(CheckpointQuery)
class CheckpointHandler implements IQueryHandler<CheckpointQuery> {
  private readonly dependencies: ApiDependencies;

  constructor(@Inject(DEPENDENCIES) dependencies: ApiDependencies) {
    this.dependencies = dependencies;
  }

  async execute({ known }: CheckpointQuery): Promise<Checkpoint> {
    return auditOf(this.dependencies).checkpoint(known);
  }
}

/** Of an event, or of growth from an earlier size. */
export type ProofSubject = { readonly eventId: string } | { readonly from: number };

export class ProofQuery extends Query<InclusionProof | ConsistencyProof> {
  readonly subject: ProofSubject;
  readonly known: LogKnowledge;

  constructor(subject: ProofSubject, known: LogKnowledge) {
    super();
    this.subject = subject;
    this.known = known;
  }
}

@QueryHandler(ProofQuery)
class ProofHandler implements IQueryHandler<ProofQuery> {
  private readonly dependencies: ApiDependencies;

  constructor(@Inject(DEPENDENCIES) dependencies: ApiDependencies) {
    this.dependencies = dependencies;
  }

  async execute({ subject, known }: ProofQuery): Promise<InclusionProof | ConsistencyProof> {
    const audit = auditOf(this.dependencies);
    return 'eventId' in subject ? audit.inclusion(subject.eventId, known) : audit.consistency(subject.from, known);
  }
}

function auditOf({ audit }: ApiDependencies): LedgerAudit {
  return audit ?? fail('UNKNOWN_ROUTE', 'this server gives no checkpoints and proofs');
}

export const AUDIT_QUERY_HANDLERS = [ListCheckpointsHandler, CheckpointHandler, ProofHandler];

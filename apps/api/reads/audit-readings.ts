/** Checkpoints and proofs. */
import type { Checkpoint, ConsistencyProof, InclusionProof, LedgerAudit, LogKnowledge } from '#audit/ledger-audit.js';
import { fail } from '../http/problem.js';
import { pageOf, pageStart, type Page, type PageQuery } from './lists.js';
import type { Served } from './served.js';

export async function checkpoints(served: Served, page: PageQuery): Promise<Page<Checkpoint>> {
  const start = await pageStart(served.journal, served.clock, 'checkpoints', {}, page);
  const found = await auditOf(served).checkpoints(start.upTo, start.knownAt ?? undefined, Number(start.after ?? '0'), start.limit + 1);
  const items = found.slice(0, start.limit);
  return pageOf(start, items, found.length > items.length ? String(items.at(-1)?.size) : undefined);
}

export async function checkpoint(served: Served, { known }: { readonly known: LogKnowledge }): Promise<Checkpoint> {
  return auditOf(served).checkpoint(known);
}

/** Of an event, or of growth from an earlier size. */
export type ProofQuestion = ({ readonly eventId: string } | { readonly from: number }) & { readonly known: LogKnowledge };

export async function proof(served: Served, question: ProofQuestion): Promise<InclusionProof | ConsistencyProof> {
  const audit = auditOf(served);
  return 'eventId' in question ? audit.inclusion(question.eventId, question.known) : audit.consistency(question.from, question.known);
}

function auditOf({ audit }: Served): LedgerAudit {
  return audit ?? fail('UNKNOWN_ROUTE', 'this server gives no checkpoints and proofs');
}

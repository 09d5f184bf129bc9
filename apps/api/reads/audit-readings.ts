/** Checkpoints, proofs, and the last time that the journal was proved from end to end. */
import type { Checkpoint, ConsistencyProof, InclusionProof, LedgerAudit, LogKnowledge } from '#audit/ledger-audit.js';
import type { SelfCheck } from '#engine/self-check.js';
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

export interface ToldSelfCheck {
  readonly last: SelfCheck | null;
  /** Events recorded behind the end that it found; of very many, at least so many. Null where no end is known. */
  readonly eventsSince: number | null;
}

export async function selfCheck({ journal, lastSelfCheck }: Served): Promise<ToldSelfCheck> {
  const kept = lastSelfCheck?.();
  if (kept === undefined) return { last: null, eventsSince: null };
  const { reached: _ofAll, ...last } = kept;
  if (last.head === null) return { last, eventsSince: null };
  return { last, eventsSince: await journal.countEvents(BigInt(last.head.position), (await journal.head()).position) };
}

function auditOf({ audit }: Served): LedgerAudit {
  return audit ?? fail('UNKNOWN_ROUTE', { lacks: 'proofs' });
}

/** What the employers of a participant mean for it, as far as the ledger knew of them: what runners ask who fold participants. */
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { employerNotReadable } from '#ledger/kernel/not-readable.js';
import type { Knowledge } from '#ledger/kernel/selection.js';
import { employersBehind } from '#ledger/participant/employers-behind.js';
import { streamOf, type SubjectKind } from '#ledger/subjects.js';
import { unreadableTerms, type EmployerTerms, type TermsOfEmployers } from '#rulebooks/frame/employments.js';
import { readEmployerOf, termsOf } from './employer-terms.js';
import type { RulesInForce } from './rules-in-force.js';
import type { TolerantReader } from './tolerant-reader.js';

/** Of a subject with these events (its whole stream); undefined where its scheme or kind asks no employer. A promise where one is read. */
export type EmployersAsKnown = (
  kind: SubjectKind,
  events: readonly RecordedEvent[],
  rules: Pick<RulesInForce, 'rulebook'>,
) => TermsOfEmployers | undefined | Promise<TermsOfEmployers>;

/** Kept at once: a run meets the participants of one employer one after another, or nearly. */
const MOST_KEPT = 2_000;

const NOBODY: TermsOfEmployers = {};

/** Each employer is read once, as it was known; `upTo`: how far the run reads, for events that nobody can read. */
export function employersAsKnown(reading: TolerantReader, knowledge: Knowledge, upTo: bigint): EmployersAsKnown {
  const kept = new Map<string, EmployerTerms>();
  const read = async (ids: readonly string[]): Promise<TermsOfEmployers> => {
    const found = ids.map(async (id) => [id, kept.get(id) ?? (await readTerms(reading, id, knowledge, upTo))] as const);
    const terms = await Promise.all(found);
    if (kept.size + terms.length > MOST_KEPT) kept.clear();
    for (const [id, one] of terms) kept.set(id, one);
    return Object.fromEntries(terms);
  };
  return (kind, events, { rulebook }) => {
    if (kind !== 'participant' || rulebook.capabilities.pensionRights === undefined) return undefined;
    const ids = [...employersBehind(events).rights];
    if (ids.length === 0) return NOBODY;
    if (ids.some((id) => !kept.has(id))) return read(ids);
    return Object.fromEntries(ids.map((id) => [id, kept.get(id)]));
  };
}

async function readTerms(reading: TolerantReader, id: string, knowledge: Knowledge, upTo: bigint): Promise<EmployerTerms> {
  const terms = termsOf(await readEmployerOf(reading.reader, id, knowledge));
  const unreadable = reading.unreadable(streamOf('employer', id), upTo);
  return unreadable === undefined ? terms : unreadableTerms(employerNotReadable(id, new Error(unreadable.message), unreadable.id));
}

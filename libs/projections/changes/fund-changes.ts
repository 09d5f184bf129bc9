/** The changes of basis and terms that a fund has announced, who has been told of each, and who is still to be told. */
import { fundStream } from '#ledger/subjects.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { owedNotices, type AnnouncedChange } from '#ledger/fund/changes/state.js';
import type { Notified } from '#ledger/fund/changes/events.js';
import { refuse } from '#ledger/kernel/refusal.js';
import { isKnown } from '#ledger/kernel/selection.js';
import { LAST_DATE, type CivilDate, type Instant } from '#money/civil-date.js';
import type { JournalReader } from '#journal/port.js';
import { answerOf, type Answer } from '../answer.js';
import { knowledgeOf, resolveCoordinates, type AskedCoordinates } from '../coordinates.js';
import { readWhole } from '#journal/read-whole.js';
import { foldFund } from '#portfolio/rules-in-force.js';

export interface ListedChange extends Pick<
  AnnouncedChange,
  'id' | 'kind' | 'announced' | 'parameters' | 'material' | 'reference' | 'recordedAt' | 'notices'
> {
  /** First day on which one of its rows begins. */
  readonly from: string;
  readonly owed: readonly Notified[];
}

export interface FundChangesView {
  readonly fundId: string;
  readonly changes: readonly ListedChange[];
}

/**
 * As of a day: what was announced by then, and who had been told. Without a value date all of it. Refuses UNKNOWN_FUND and what
 * `resolveCoordinates` refuses.
 */
export async function fundChanges(
  journal: JournalReader,
  clock: () => Instant,
  fundId: string,
  asked: AskedCoordinates,
): Promise<Answer<FundChangesView>> {
  const head = await journal.head();
  const all = await readWhole(journal, fundStream(fundId));
  const coordinates = resolveCoordinates({ ...asked, asOf: asked.asOf ?? LAST_DATE }, head, clock, foldFund(all));
  const knowledge = knowledgeOf(coordinates);
  const events = all.filter(
    (event) => isKnown(event, knowledge) && announcedOn(event) <= coordinates.asOf,
  );
  if (events.length === 0) return refuse('UNKNOWN_FUND', { fundId, at: 'these-coordinates' });
  return answerOf({ fundId, changes: foldFund(events).changes.map(listed) }, coordinates, undefined, events.at(-1)?.position ?? 0n);
}

/** A change is listed from its announcement on, though it takes effect later. */
function announcedOn({ type, effectiveDate, data }: RecordedEvent): CivilDate {
  return type === 'BasisChanged' || type === 'TermsChanged' ? (data['announced'] as CivilDate) : effectiveDate;
}

function listed(change: AnnouncedChange): ListedChange {
  const { id, kind, announced, effectiveDate: from, parameters, material, reference, recordedAt, notices } = change;
  return { id, kind, announced, from, parameters, material, reference, recordedAt, notices, owed: owedNotices(change) };
}

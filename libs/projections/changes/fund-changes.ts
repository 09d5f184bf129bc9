/** The changes of basis, terms and scheme that a fund has announced, who has been told of each, and who is still to be told. */
import { fundStream } from '#ledger/subjects.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { dutiesOf, owedNotices, type AnnouncedChange, type SchemeDuty } from '#ledger/fund/changes/state.js';
import type { Notified, SchemeChange, SchemeParty } from '#ledger/fund/changes/events.js';
import type { FundState } from '#ledger/fund/state.js';
import { refuse } from '#ledger/kernel/refusal.js';
import { isKnown } from '#ledger/kernel/selection.js';
import { daysBetween, LAST_DATE, type CivilDate, type Instant } from '#money/civil-date.js';
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

/** A change of the scheme in words, with what it asks the fund to tell. */
export interface ListedSchemeChange extends Omit<SchemeChange, 'tell'> {
  readonly notices: readonly {
    readonly to: SchemeParty;
    readonly lastDate: CivilDate;
    readonly toldOn: CivilDate | null;
    readonly reference: string | null;
    /** Days after the last one on which it was given, 0 in time; null until it is. */
    readonly daysLate: number | null;
    readonly eventId: string | null;
  }[];
}

export interface FundChangesView {
  readonly fundId: string;
  readonly changes: readonly ListedChange[];
  /** Only where there are any, in the order of the days from which they hold. */
  readonly schemeChanges?: readonly ListedSchemeChange[];
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
  const fund = foldFund(events);
  const view = { fundId, changes: fund.changes.map(listed), ...schemeChangesOf(fund) };
  return answerOf(view, coordinates, undefined, events.at(-1)?.position ?? 0n);
}

function schemeChangesOf(fund: FundState): Pick<FundChangesView, 'schemeChanges'> {
  if (fund.schemeChanges.length === 0) return {};
  const schemeChanges = fund.schemeChanges.map((change) => {
    const { tell: _asDuties, ...shown } = change;
    return { ...shown, notices: dutiesOf(change, fund.schemeNotices).map(toldBy) };
  });
  return { schemeChanges: schemeChanges.sort((a, b) => (a.from < b.from ? -1 : 1)) };
}

function toldBy({ to, by, notice }: SchemeDuty): ListedSchemeChange['notices'][number] {
  return {
    to,
    lastDate: by,
    toldOn: notice?.on ?? null,
    reference: notice?.reference ?? null,
    daysLate: notice === undefined ? null : Math.max(0, daysBetween(by, notice.on)),
    eventId: notice?.eventId ?? null,
  };
}

/** A change is listed from its announcement on, though it takes effect later. */
function announcedOn({ type, effectiveDate, data }: RecordedEvent): CivilDate {
  return type === 'BasisChanged' || type === 'TermsChanged' ? (data['announced'] as CivilDate) : effectiveDate;
}

function listed(change: AnnouncedChange): ListedChange {
  const { id, kind, announced, effectiveDate: from, parameters, material, reference, recordedAt, notices } = change;
  return { id, kind, announced, from, parameters, material, reference, recordedAt, notices, owed: owedNotices(change) };
}

/** The rights of a group of a fund's participants on a transfer date, as now known, what is due and not booked yet included. */
import type { JournalReader } from '#journal/port.js';
import { formatMinor } from '#money/amount.js';
import type { CivilDate } from '#money/civil-date.js';
import { runNamed } from '#portfolio/run-portfolio.js';
import { refuseNotCounted } from '../refusals.js';
import { job, type ParticipantRight } from './rights-job.js';

export interface RightsSource {
  readonly journal: JournalReader;
  readonly journalUrl?: string | undefined;
  readonly workers?: number | undefined;
}

interface GroupOfFund {
  readonly fundId: string;
  readonly transferDate: CivilDate;
  /** Whom it is about; of others nothing is said. */
  readonly group: ReadonlySet<string>;
}

/**
 * By participant; the streams of the group and of its employers are read, and no other. Those of the group who are no participants of the
 * fund on the day, or have gone over, are not among them. Refuses PARTICIPANT_NOT_COUNTED where one of the group cannot be read, or its
 * right cannot be told (a parameter is missing).
 */
export async function rightsOfGroup(
  { journal, journalUrl, workers }: RightsSource,
  { fundId, transferDate, group }: GroupOfFund,
): Promise<ReadonlyMap<string, ParticipantRight>> {
  const { position } = await journal.head();
  const rights = new Map<string, ParticipantRight>();
  const data = { fundId, transferDate, upTo: position };
  for await (const { result } of runNamed({ source: { journal, journalUrl }, job, data, subject: 'participant', ids: group, workers })) {
    const [failed] = result.failed;
    if (failed !== undefined) refuseNotCounted(failed, 'right');
    for (const right of result.rights) rights.set(right.participantId, right);
  }
  return rights;
}

/** As the law compares them: EUR a year. */
export function rightsNow(rights: ReadonlyMap<string, ParticipantRight>): ReadonlyMap<string, string> {
  return new Map([...rights].map(([id, { rightMinor }]) => [id, formatMinor(rightMinor)]));
}

/** As the scheme keeps them. */
export function rightsUnrounded(rights: ReadonlyMap<string, ParticipantRight>): ReadonlyMap<string, string> {
  return new Map([...rights].map(([id, { right }]) => [id, right]));
}

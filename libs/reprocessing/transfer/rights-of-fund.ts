/** The rights of a fund's participants on a day, as now known; those who have gone over with a group are none of it any more. */
import type { JournalReader } from '#journal/port.js';
import { refuse } from '#ledger/kernel/refusal.js';
import { formatMinor } from '#money/amount.js';
import type { CivilDate } from '#money/civil-date.js';
import { runPortfolio } from '#portfolio/run-portfolio.js';
import { job, type ParticipantRight } from './rights-job.js';

export interface RightsSource {
  readonly journal: JournalReader;
  readonly journalUrl?: string | undefined;
  readonly workers?: number | undefined;
}

/** By participant. Refuses PARTICIPANT_NOT_COUNTED where one cannot be read: a snapshot without it would be wrong for all. */
export async function rightsOfFund(
  { journal, journalUrl, workers }: RightsSource,
  fundId: string,
  on: CivilDate,
): Promise<ReadonlyMap<string, ParticipantRight>> {
  const { position } = await journal.head();
  const rights = new Map<string, ParticipantRight>();
  const data = { fundId, on, upTo: position };
  for await (const { result } of runPortfolio({ source: { journal, journalUrl }, job, data, subject: 'participant', workers })) {
    const failed = result.failed.find(({ code }) => code !== 'BEFORE_FIRST_EVENT'); // who begins later has no right on the day
    if (failed !== undefined) {
      refuse('PARTICIPANT_NOT_COUNTED', `participant ${failed.id} cannot be counted: ${failed.message}`, {
        participantId: failed.id,
        reason: failed.code,
      });
    }
    for (const right of result.rights) rights.set(right.participantId, right);
  }
  return rights;
}

/** As the law compares them: EUR a year. */
export function rightsNow(rights: ReadonlyMap<string, ParticipantRight>): ReadonlyMap<string, string> {
  return new Map([...rights].map(([id, { rightMinor }]) => [id, formatMinor(rightMinor)]));
}

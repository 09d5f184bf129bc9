/** The transfers of the ledger at coordinates, each as its dossier shows it. */
import { prefixOf } from '#ledger/subjects.js';
import { refusalOf } from '#ledger/kernel/refusal.js';
import type { JournalReader } from '#journal/port.js';
import type { Instant } from '#money/civil-date.js';
import type { Answer } from '#projections/answer.js';
import type { AskedCoordinates } from '#projections/coordinates.js';
import { liveRunner } from '#projections/run/live.js';
import { dossierProjection, type DossierView } from '#projections/transfer/dossier.js';

/** In the order of their ids. Those that had not begun at the coordinates are left out. */
export async function listTransfers(
  journal: JournalReader,
  clock: () => Instant,
  asked: AskedCoordinates,
  state?: string,
): Promise<readonly Answer<DossierView>[]> {
  const live = liveRunner(journal, clock);
  const prefix = prefixOf('transfer');
  const ids: string[] = [];
  for await (const page of journal.streamHeads(prefix)) for (const { stream } of page) ids.push(stream.slice(prefix.length));
  const found: Answer<DossierView>[] = [];
  for (const id of ids.sort()) {
    try {
      const dossier = await live.ask(dossierProjection, id, asked, undefined);
      if (state === undefined || dossier.state === state) found.push(dossier);
    } catch (error) {
      const code = refusalOf(error)?.code;
      if (code !== 'NOT_YET_KNOWN' && code !== 'BEFORE_FIRST_EVENT') throw error;
    }
  }
  return found;
}

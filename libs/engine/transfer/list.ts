/** The transfers of the ledger at coordinates, each as its dossier shows it. */
import type { JournalReader } from '#journal/port.js';
import type { Clock } from '#money/clock.js';
import type { AskedCoordinates } from '#projections/coordinates.js';
import { askAll, type AskedOfAll } from '#projections/run/ask-all.js';
import { liveRunner } from '#projections/run/live.js';
import { dossierProjection, type DossierView } from '#projections/transfer/dossier.js';

/** In the order of their ids. Those that had not begun at the coordinates are left out; one that cannot be told is set aside. */
export async function listTransfers(
  journal: JournalReader,
  clock: Clock,
  asked: AskedCoordinates,
  state?: string,
): Promise<AskedOfAll<DossierView>> {
  const { answers, setAside } = await askAll(liveRunner(journal, clock), journal, dossierProjection, asked, undefined);
  return { answers: state === undefined ? answers : answers.filter((dossier) => dossier.state === state), setAside };
}

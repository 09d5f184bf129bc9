/** What is known of transfers beyond their own stream: all of them, the proof, a statement, whether a snapshot still holds. */
import { readDossier } from '#engine/transfer/dossier.js';
import { listTransfers } from '#engine/transfer/list.js';
import { readProof, readSnapshot, readStatement } from '#engine/transfer/readings.js';
import { streamOf } from '#ledger/subjects.js';
import type { Answer } from '#projections/answer.js';
import type { AskedCoordinates } from '#projections/coordinates.js';
import type { DossierView } from '#projections/transfer/dossier.js';
import type { SetAside } from '#projections/run/ask-all.js';
import type { TransferPlace } from '#reprocessing/transfer/step-context.js';
import type { ApiDependencies } from '../dependencies.js';
import { fail } from '../http/problem.js';
import { readingOf, view, type Reading } from '../reads/answers.js';
import type { Served } from '../reads/served.js';

/** Where the transfers of a server are decided and read. */
export function transferPlace({
  journal,
  clock,
  transfers,
  writes,
}: Pick<ApiDependencies, 'journal' | 'clock' | 'transfers' | 'writes'>): TransferPlace {
  if (transfers === undefined) return fail('UNKNOWN_ROUTE', { lacks: 'data-folder' });
  return { ...transfers, journal, clock, rolesAreOn: writes?.rolesAreOn ?? false };
}

export interface TransfersQuestion {
  readonly asked: AskedCoordinates;
  readonly state: string | undefined;
}

export async function transfers(
  { journal, clock }: Served,
  { asked, state }: TransfersQuestion,
): Promise<{ readonly items: readonly Answer<DossierView>[]; readonly setAside: readonly SetAside[] }> {
  const { answers, setAside } = await listTransfers(journal, clock, asked, state);
  return { items: answers, setAside };
}

export interface TransferQuestion {
  readonly transferId: string;
  readonly asked: AskedCoordinates;
}

function ofTransfer(served: Served, transferId: string, answer: (place: TransferPlace) => Promise<Answer<object>>): Promise<Reading> {
  return readingOf(served, streamOf('transfer', transferId), () => answer(transferPlace(served)));
}

/** Without a data folder: by its stream alone. */
export function transferDossier(served: Served, { transferId, asked }: TransferQuestion): Promise<Reading> {
  return served.transfers === undefined
    ? view(served, { view: 'dossier', id: transferId, asked, parameters: {} })
    : ofTransfer(served, transferId, (place) => readDossier(place, transferId, asked));
}

export function transferProof(served: Served, { transferId, asked }: TransferQuestion): Promise<Reading> {
  return ofTransfer(served, transferId, (place) => readProof(place, transferId, asked));
}

export function transferSnapshot(served: Served, { transferId }: Pick<TransferQuestion, 'transferId'>): Promise<Reading> {
  return ofTransfer(served, transferId, (place) => readSnapshot(place, transferId));
}

export function transferStatement(
  served: Served,
  { transferId, asked, participantId }: TransferQuestion & { readonly participantId: string },
): Promise<Reading> {
  return ofTransfer(served, transferId, (place) => readStatement(place, transferId, participantId, asked));
}

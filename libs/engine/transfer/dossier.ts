/** The dossier as it is asked for: of now, with whose rights have moved since the snapshot, which its own stream cannot tell. */
import { refusalOf } from '#ledger/kernel/refusal.js';
import { answerDigest, type Answer } from '#projections/answer.js';
import type { AskedCoordinates } from '#projections/coordinates.js';
import { liveRunner } from '#projections/run/live.js';
import { dossierProjection, type DossierView } from '#projections/transfer/dossier.js';
import { dossierOf, shownStep } from '#projections/transfer/dossier-of.js';
import { staleSince } from '#reprocessing/transfer/snapshot.js';
import { opened, type OpenTransfer, type TransferPlace } from '#reprocessing/transfer/step-context.js';

/**
 * `snapshot.stale` is by what is known now: it is left out at other coordinates, and where it cannot be told (the evidence is missing,
 * a right cannot be counted); what reads the snapshot alone says why. Where any is stale, the next steps begin with what helps.
 */
export async function readDossier(place: TransferPlace, transferId: string, asked: AskedCoordinates): Promise<Answer<DossierView>> {
  const live = liveRunner(place.journal, place.clock);
  const { answer: plain, seen } = await live.askSeen(dossierProjection, transferId, asked, undefined);
  const { snapshot } = plain;
  if (snapshot === null || Object.values(asked).some((coordinate) => coordinate !== undefined)) return plain;
  const { state: transfer, rules } = seen;
  const open = opened(transferId, transfer, rules, place.clock);
  const stale = await staleIfTold(open, place);
  if (stale === undefined) return plain;
  const next =
    stale.length === 0
      ? plain.next
      : open.law.nextSteps(dossierOf(transfer), true).map(({ step, ...days }) => ({ step: shownStep(step), ...days }));
  const { digest: _, ...undigested } = { ...plain, next, snapshot: { ...snapshot, stale } };
  return { ...undigested, digest: answerDigest(undigested) };
}

async function staleIfTold(open: OpenTransfer, place: TransferPlace): Promise<readonly string[] | undefined> {
  try {
    return await staleSince(open, { ...place, transferId: open.transferId, actor: '' });
  } catch (error) {
    if (refusalOf(error) === undefined) throw error;
    return undefined;
  }
}

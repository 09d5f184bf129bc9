/** Keeps one partition's standing models: moves on what is sound, builds again what is not. */
import type { CivilDate } from '#money/civil-date.js';
import type { JournalReader } from '#journal/port.js';
import { isAnchored } from './anchor.js';
import { moveOn } from './catch-up.js';
import { STANDING_MODELS } from './model.js';
import { dropAbandoned, dropRetired, rebuild, slotsOf, type RebuildContext } from './rebuild.js';
import { softwareSignature } from './software.js';
import type { Lease, Slot } from './store.js';

export interface KeepingContext extends RebuildContext {
  readonly lease: Lease;
}

/**
 * Brings a partition's models to the journal's end and to a day; builds what is missing or of another program. Another process
 * may put rebuilt slots in the place of those that are moved on; then it looks again, a few times.
 */
export async function upToDate(asOf: CivilDate, context: KeepingContext): Promise<void> {
  await dropRetired(context);
  for (let tries = 0; tries < 20; tries += 1) {
    const live = (await slotsOf(context)).filter(({ status }) => status === 'live');
    const sound = await soundSlots(live, asOf, context);
    const outdated = STANDING_MODELS.filter((model) => !sound.some((slot) => slot.model === model));
    await dropAbandoned(outdated, context);
    if (outdated.length > 0) await rebuild(outdated, asOf, context);
    const outcome = await moveOnByPosition(sound, context);
    if (outcome === 'current') return;
    if (outcome === 'rules-moved') {
      await rebuild(STANDING_MODELS, asOf, context);
      return;
    }
  }
  throw new Error('the standing models are being moved on by another process, again and again');
}

/** A catch-up folds in this thread; further behind than this, and than half the journal, a rebuild's workers are sooner done. */
const FAR_BEHIND_EVENTS = 500_000;

/** Slots worth catching up: of this day, this program and this journal. */
async function soundSlots(live: readonly Slot[], asOf: CivilDate, { reading }: RebuildContext): Promise<readonly Slot[]> {
  const software = softwareSignature();
  const head = (await reading.reader.head()).position;
  const sound: Slot[] = [];
  for (const slot of live) {
    if (slot.asOf !== asOf || slot.software !== software || (await isFarBehind(BigInt(slot.position), head, reading.reader))) continue;
    if (await isAnchored(reading.reader, slot)) sound.push(slot);
  }
  return sound;
}

async function isFarBehind(position: bigint, head: bigint, journal: JournalReader): Promise<boolean> {
  return (head - position) * 2n > head && (await journal.countEvents(position, head, FAR_BEHIND_EVENTS + 1)) > FAR_BEHIND_EVENTS;
}

/** Slots at the same position go together, so that a subject is folded once for all of them. */
async function moveOnByPosition(slots: readonly Slot[], context: RebuildContext) {
  for (const position of new Set(slots.map((slot) => slot.position))) {
    const outcome = await moveOn(slots.filter((slot) => slot.position === position), context);
    if (outcome !== 'current') return outcome;
  }
  return 'current';
}

/** The families of facts about a collective transfer. */
import type { Families } from '../kernel/fold.js';
import { DOSSIER_EVENTS, foldDossier, initialDossier } from './dossier/events.js';

export const TRANSFER_FAMILIES = {
  dossier: { events: DOSSIER_EVENTS, initial: initialDossier, fold: foldDossier },
} satisfies Families;

/** Which assumption document explains a letter (section 2, footnote 1): the one in force when it was received. */
import type { CivilDate } from '#money/civil-date.js';
import { missingParameter } from '../../frame/parameters/parameters.js';
import { SCHEME } from '../parameters.js';

export interface AssumptionDocument {
  readonly version: string;
  readonly validFrom: CivilDate;
}

export interface ChosenDocument {
  readonly version: string;
  readonly dateBasis: 'received' | 'letter';
  readonly usedDate: CivilDate;
}

/** The largest validFrom up to the date used. Refuses MISSING_PARAMETER dk-p90.assumptionDocument where none is old enough. */
export function assumptionVersion(
  date: { readonly basis: 'received' | 'letter'; readonly day: CivilDate },
  documents: readonly AssumptionDocument[],
): ChosenDocument {
  let chosen: AssumptionDocument | undefined;
  for (const document of documents) {
    if (document.validFrom <= date.day && (chosen === undefined || document.validFrom >= chosen.validFrom)) chosen = document;
  }
  if (chosen === undefined) return missingParameter(SCHEME, 'assumptionDocument', date.day);
  return { version: chosen.version, dateBasis: date.basis, usedDate: date.day };
}

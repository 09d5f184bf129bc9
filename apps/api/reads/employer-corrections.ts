/** The reading of an employer's corrections. */
import type { CivilDate } from '#money/civil-date.js';
import { listCorrections, type CorrectionsList } from '#reprocessing/invoicing/corrections-list.js';
import type { Served } from './served.js';

export interface EmployerCorrectionsQuestion {
  readonly employerId: string;
  readonly on: CivilDate | undefined;
}

export function employerCorrections({ journal, clock }: Served, { employerId, on }: EmployerCorrectionsQuestion): Promise<CorrectionsList> {
  return listCorrections(journal, employerId, on, clock);
}

/** The law of an employer's fund by the parameters now published, as decisions about the employer call it. */
import type { Currency } from '#money/amount.js';
import type { DutyLaw } from './duty.js';
import type { ExemptionLaw } from './exemption.js';
import type { ReceivableLaw } from './receivable.js';

export interface EmployerLaw {
  readonly currency: Currency;
  readonly receivables: ReceivableLaw;
  readonly duties: DutyLaw;
  readonly exemptions: ExemptionLaw;
}

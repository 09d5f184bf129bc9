/** An employer's obligations as its events tell them: what was demanded, what was delivered. */
import type { CivilDate } from '#money/civil-date.js';
import type { DutiesSlice, SentDemand } from './events.js';
import type { DataObligation } from '../law/duty.js';

type Duties = Pick<DutiesSlice, 'demands' | 'deliveries'>;

/** The last demand about an obligation; undefined where there is none. */
export function demandOf({ demands }: Duties, obligation: string): SentDemand | undefined {
  return demands.findLast(({ data }) => data.obligation === obligation);
}

/** The day on which all of it had been delivered; what is not complete delivers nothing. */
export function deliveredOn({ deliveries }: Duties, obligation: string): CivilDate | undefined {
  return deliveries.find(({ data }) => data.obligation === obligation && data.complete)?.data.deliveredOn;
}

/** The day on which what the demand with this reference asks for had been delivered. */
export function answeredOn(duties: Duties, reference: string): CivilDate | undefined {
  const asked = duties.demands.find(({ data }) => data.reference === reference);
  return asked === undefined ? undefined : deliveredOn(duties, asked.data.obligation);
}

/** Undefined without a demand that names its ordinary deadline. */
export function obligationAt(duties: Duties, obligation: string, asOf: CivilDate): DataObligation | undefined {
  const found = demandOf(duties, obligation);
  if (found === undefined) return undefined;
  const { ground, dataDeadline, sentOn, finalDeadline, fineAnnounced } = found.data;
  const demand = { sentOn, deadline: finalDeadline, fineAnnounced };
  return { ground, deadline: dataDeadline, demand, deliveredOn: deliveredOn(duties, obligation), asOf };
}

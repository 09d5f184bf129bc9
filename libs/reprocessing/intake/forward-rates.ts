/** Forward rates by month, as the parameters document that they are published by. */
import { lastOfMonth, monthIndex, type CivilDate } from '#money/civil-date.js';

/** One forward rate a month, published as a parameter. */
export interface ForwardRates {
  readonly announced: CivilDate;
  readonly months: readonly { readonly month: string; readonly rate: string; readonly reference: string }[];
}

export function endOfPeriod(month: string): CivilDate {
  return lastOfMonth(monthIndex(`${month}-01`));
}

/** The parameters document that forward rates come to. */
export function forwardRatesDocument(scheme: string, { announced, months }: ForwardRates): object {
  const entries = months.map(({ month, rate, reference: rests }) => {
    const from = `${month}-01`;
    return { from, to: endOfPeriod(month), value: rate, reference: rests, status: 'external' };
  });
  return { scheme, announced, parameters: [{ name: 'forward20', entries }] };
}

/** Sums of participants' liabilities: gathered in a worker, carried as text, added up in the fixed order of portions. */
import { type Decimal, exactText, ZERO } from '#money/decimal.js';
import type { LiabilitySums } from '#rulebooks/frame/capabilities/liabilities.js';
import type { JsonValue } from '#ledger/kernel/json.js';
import type { Totals } from '../view.js';
import type { LiabilitiesAnswer } from './projection.js';

/** Plain data, to pass between threads. */
type CarriedSums = {
  readonly participants: number;
  readonly amounts: { readonly [name: string]: string };
};

export function sumGatherer(): Totals<LiabilitiesAnswer> {
  const amounts = new Map<string, Decimal>();
  let participants = 0;
  const plus = (name: string, amount: string): void => void amounts.set(name, (amounts.get(name) ?? ZERO).plus(amount));
  return {
    add: ({ liabilities, incomeBases, premium, smoothingPart, indexCorrection }) => {
      participants += 1;
      plus('premium', premium);
      plus('smoothingPart', smoothingPart);
      plus('indexCorrection', indexCorrection);
      for (const { formula, liability, indexRaise } of liabilities) {
        plus(`liability ${formula}`, liability);
        plus(`indexRaise ${formula}`, indexRaise);
      }
      for (const [year, base] of Object.entries(incomeBases)) plus(`incomeBase ${year}`, base);
    },
    carry: (): CarriedSums => ({
      participants,
      amounts: Object.fromEntries([...amounts].map(([name, amount]) => [name, amount.toFixed()])),
    }),
  };
}

/** What a sweep carried, portion by portion. */
export function addUp(totalsOfPortions: readonly JsonValue[]): LiabilitySums {
  const carried = totalsOfPortions as readonly CarriedSums[];
  const totals = new Map<string, Decimal>();
  for (const { amounts } of carried) {
    for (const [name, amount] of Object.entries(amounts)) {
      totals.set(name, (totals.get(name) ?? ZERO).plus(amount));
    }
  }
  const under = (prefix: string): ReadonlyMap<string, Decimal> =>
    new Map(
      [...totals].flatMap(([name, amount]) => (name.startsWith(`${prefix} `) ? [[name.slice(prefix.length + 1), amount] as const] : [])),
    );
  return {
    participants: carried.reduce((count, { participants }) => count + participants, 0),
    liabilities: under('liability'),
    indexRaises: under('indexRaise'),
    incomeBases: new Map([...under('incomeBase')].map(([year, amount]) => [Number(year), amount])),
    premium: totals.get('premium') ?? ZERO,
    smoothingPart: totals.get('smoothingPart') ?? ZERO,
    indexCorrection: totals.get('indexCorrection') ?? ZERO,
  };
}

/** The sums as an answer shows them. */
export function shownSums({ participants, liabilities, indexRaises, incomeBases, premium, smoothingPart, indexCorrection }: LiabilitySums) {
  const texts = (amounts: ReadonlyMap<string | number, Decimal>): { readonly [name: string]: string } =>
    Object.fromEntries([...amounts].sort(([a], [b]) => Number(a) - Number(b)).map(([name, amount]) => [String(name), exactText(amount)]));
  return {
    participants,
    liabilities: texts(liabilities),
    indexRaises: texts(indexRaises),
    incomeBases: texts(incomeBases),
    premium: exactText(premium),
    smoothingPart: exactText(smoothingPart),
    indexCorrection: exactText(indexCorrection),
  };
}

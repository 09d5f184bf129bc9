/** What a fund's premium is computed with, beside the premium that it charges. */
import type { Clock } from '#money/clock.js';
import { Decimal, exactText } from '#money/decimal.js';
import type { FundEventData } from '#ledger/fund/events.js';
import type { FundState } from '#ledger/fund/state.js';
import type { JournalReader } from '#journal/port.js';
import { explained, type Explained } from '#rulebooks/frame/figures/explained.js';
import { usesInForce, type ParameterSet } from '#rulebooks/frame/parameters/parameters.js';
import type { Answer } from '../answer.js';
import type { AskedCoordinates } from '../coordinates.js';
import { fundAt } from './fund-at.js';

type Basis = FundEventData['PremiumBasisSet'];

export interface PremiumBasisTold extends Basis {
  readonly eventId: string;
  /** The rate in force on the first day; null where none is published. */
  readonly actualPremiumRate: string | null;
  /** Actual less computed. */
  readonly difference: string | null;
}

export interface FundPremiumBasisView {
  readonly fundId: string;
  readonly basis: PremiumBasisTold | null;
  readonly previous: readonly PremiumBasisTold[];
}

/** Refuses UNKNOWN_FUND and NOT_APPLICABLE. */
export async function fundPremiumBasis(
  journal: JournalReader,
  clock: Clock,
  fundId: string,
  asked: AskedCoordinates,
): Promise<Answer<FundPremiumBasisView>> {
  const { fund, rules, policy, answer } = await fundAt(journal, clock, fundId, asked);
  policy();
  const bases = [...fund.premiumBases]
    .sort((one, other) => (one.data.from < other.data.from ? -1 : 1))
    .map(({ eventId, data }) => told(eventId, data, rules.parameters));
  return answer({ fundId, basis: bases.at(-1) ?? null, previous: bases.slice(0, -1) });
}

const SOURCE = 'nl-ftk, section 8';

/** By name: `premium-basis.DAY.` and where the figure stands in the answer. */
export function premiumBasisFigures({ premiumBases }: FundState, parameters: ParameterSet): ReadonlyMap<string, Explained<Decimal>> {
  return new Map(
    premiumBases.flatMap(({ eventId, data }) =>
      Object.entries(figuresOf(eventId, data, parameters)).map(
        ([place, figure]) => [`premium-basis.${data.from}.${place}`, figure] as const,
      ),
    ),
  );
}

const RATES = ['planReturn', 'loading', 'premiumRate', 'minimumWage', 'minimumPrice', 'averageRate', 'bondReturn', 'equityReturn'] as const;

type PremiumFigure = (typeof RATES)[number] | 'actualPremiumRate' | 'difference';

/** What the basis says, and the premium charged beside it. */
function figuresOf(eventId: string, data: Basis, parameters: ParameterSet): Partial<Record<PremiumFigure, Explained<Decimal>>> {
  const said = Object.fromEntries(
    RATES.flatMap((name) => {
      const text = data[name];
      if (text === undefined) return [];
      const formula = name === 'loading' ? 'of the required capital, by the rules in force' : 'as the board set it';
      const telling = { name, shown: text, unit: 'fraction', formula, article: SOURCE, events: [eventId] };
      return [[name, explained(new Decimal(text), () => telling)]];
    }),
  ) as Record<(typeof RATES)[number], Explained<Decimal>>;
  const [use] = usesInForce(parameters, ['premiumRate'], data.from);
  const charged = use?.entry.value;
  if (use === undefined || (typeof charged !== 'string' && typeof charged !== 'number')) return said;
  const actual = explained(new Decimal(charged), () => ({
    ...{ name: 'actualPremiumRate', unit: 'fraction', formula: 'in force on the first day', article: '2.2', parameters: [use] },
  }));
  const difference = explained(actual.value.minus(said.premiumRate.value), () => ({
    ...{ name: 'difference', unit: 'fraction', formula: 'actual − computed', article: SOURCE, inputs: [actual, said.premiumRate] },
  }));
  return { ...said, actualPremiumRate: actual, difference };
}

function told(eventId: string, data: Basis, parameters: ParameterSet): PremiumBasisTold {
  const { actualPremiumRate, difference } = figuresOf(eventId, data, parameters);
  const text = (figure: Explained<Decimal> | undefined) => (figure === undefined ? null : exactText(figure.value));
  return { ...data, eventId, actualPremiumRate: text(actualPremiumRate), difference: text(difference) };
}

/** What a fund's premium is computed with, beside the premium that it charges. */
import type { Clock } from '#money/clock.js';
import { Decimal, exactText } from '#money/decimal.js';
import type { FundEventData } from '#ledger/fund/events.js';
import type { JournalReader } from '#journal/port.js';
import { entryInForce, type ParameterSet } from '#rulebooks/frame/parameters/parameters.js';
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

function told(eventId: string, data: Basis, parameters: ParameterSet): PremiumBasisTold {
  const actual = entryInForce(parameters, 'premiumRate', data.from)?.value;
  const rate = typeof actual === 'string' || typeof actual === 'number' ? new Decimal(actual) : undefined;
  return {
    ...data,
    eventId,
    actualPremiumRate: rate === undefined ? null : exactText(rate),
    difference: rate === undefined ? null : exactText(rate.minus(data.premiumRate)),
  };
}

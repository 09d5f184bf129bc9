/** The parameters that are in force for a fund on a day. */
import { fundStream } from '#ledger/subjects.js';
import type { JsonValue } from '#ledger/kernel/json.js';
import { refuse } from '#ledger/kernel/refusal.js';
import type { CivilDate, Instant } from '#money/civil-date.js';
import { answerOf, type Answer } from '#projections/answer.js';
import { resolveCoordinates } from '#projections/coordinates.js';
import { foldFund, rulesInForce } from '#portfolio/rules-in-force.js';
import { readWhole } from '#journal/read-whole.js';
import { entryInForce } from '#rulebooks/frame/parameters/parameters.js';
import { findRulebook } from '#rulebooks/registry.js';
import type { Served } from './served.js';

interface ParameterOnDay {
  readonly name: string;
  readonly unit: string;
  readonly from: CivilDate;
  readonly to: CivilDate | null;
  readonly value: JsonValue;
  readonly reference: string;
  readonly status: string;
  readonly announced: CivilDate;
}

export interface ParametersView {
  readonly fundId: string;
  readonly scheme: string;
  readonly at: CivilDate;
  /** Those in force on the day; a parameter without an entry for it is left out. */
  readonly parameters: readonly ParameterOnDay[];
}

export interface ParametersQuestion {
  readonly fundId: string;
  /** Default: today. */
  readonly at: CivilDate | undefined;
  readonly rulesKnownAt: Instant | undefined;
}

export async function parameters(
  { journal, clock }: Served,
  { fundId, at, rulesKnownAt }: ParametersQuestion,
): Promise<Answer<ParametersView>> {
  const coordinates = resolveCoordinates({ rulesKnownAt, asOf: at }, await journal.head(), clock);
  const events = await readWhole(journal, fundStream(fundId));
  const fund = foldFund(events);
  // A fund that has published nothing yet lives by the official parameters of its scheme, whose id it bears.
  const scheme = fund.established?.scheme ?? findRulebook(fundId)?.id;
  if (scheme === undefined) return refuse('UNKNOWN_FUND', `the ledger has no fund ${fundId}`, { fundId });
  const rules = rulesInForce(scheme, fund, coordinates.rulesKnownAt);
  const day = coordinates.asOf;
  const inForce = [...rules.parameters.parameters.values()].flatMap(({ name, unit }) => {
    const entry = entryInForce(rules.parameters, name, day);
    if (entry === undefined) return [];
    const { from, to, value, reference, status, announced } = entry;
    return [{ name, unit, from, to: to ?? null, value, reference, status, announced }];
  });
  return answerOf({ fundId, scheme, at: day, parameters: inForce }, coordinates, rules, events.at(-1)?.position ?? 0n);
}

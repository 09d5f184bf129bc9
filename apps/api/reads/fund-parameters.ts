/** The parameters of a fund: those in force on a day, and all that were announced with the days on which each counts. */
import { fundStream } from '#ledger/subjects.js';
import type { JsonValue } from '#ledger/kernel/json.js';
import { refuse } from '#ledger/kernel/refusal.js';
import { LAST_DATE, type CivilDate, type Instant } from '#money/civil-date.js';
import { answerOf, type Answer } from '#projections/answer.js';
import { resolveCoordinates, type AskedCoordinates, type Coordinates } from '#projections/coordinates.js';
import { foldFund, parametersOfLaw, rulesInForce, type RulesInForce } from '#portfolio/rules-in-force.js';
import { readWhole } from '#journal/read-whole.js';
import { entryInForce, type ParameterEntry } from '#rulebooks/frame/parameters/parameters.js';
import { stretchesInForce } from '#rulebooks/frame/parameters/periods.js';
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
  /** Default: that of the fund. */
  readonly scheme: string | undefined;
  /** Default: today. */
  readonly at: CivilDate | undefined;
  readonly rulesKnownAt: Instant | undefined;
}

export async function parameters(
  served: Served,
  { fundId, scheme, at, rulesKnownAt }: ParametersQuestion,
): Promise<Answer<ParametersView>> {
  const { coordinates, rules, position } = await rulesOf(served, fundId, { rulesKnownAt, asOf: at });
  const day = coordinates.asOf;
  const { law, set } = parametersOfLaw(rules, scheme);
  const inForce = [...set.parameters.values()].flatMap(({ name, unit }) => {
    const entry = entryInForce(set, name, day);
    return entry === undefined ? [] : [{ name, unit, ...shownEntry(entry) }];
  });
  return answerOf({ fundId, scheme: law.id, at: day, parameters: inForce }, coordinates, rules, position);
}

export interface TimelineView {
  readonly fundId: string;
  readonly scheme: string;
  readonly parameters: readonly ParameterTimeline[];
}

type Entry = Omit<ParameterOnDay, 'name' | 'unit'>;

interface ParameterTimeline {
  readonly name: string;
  readonly unit: string;
  /** In the order of their layers: a later one wins over an earlier, save that none that is illustrative hides a better one. */
  readonly entries: readonly Entry[];
  /** From the first day on, without end. `entry`: its place among the entries; null for a gap, in which there is no value. */
  readonly inForce: readonly { readonly from: CivilDate; readonly to: CivilDate | null; readonly entry: number | null }[];
}

/** Every entry that was announced, and on which days it is the one that counts. */
export async function parameterTimeline(
  served: Served,
  { fundId, scheme, rulesKnownAt }: Omit<ParametersQuestion, 'at'>,
): Promise<Answer<TimelineView>> {
  const { coordinates, rules, position } = await rulesOf(served, fundId, { rulesKnownAt });
  const { law, set } = parametersOfLaw(rules, scheme);
  const timelines = [...set.parameters.values()].map(({ name, unit, entries }) => ({
    name,
    unit,
    entries: entries.map(shownEntry),
    inForce: stretchesInForce(set, name).map(({ from, to, entry }) => ({
      from,
      to: to >= LAST_DATE ? null : to,
      entry: entry === undefined ? null : entries.indexOf(entry),
    })),
  }));
  return answerOf({ fundId, scheme: law.id, parameters: timelines }, coordinates, rules, position);
}

function shownEntry({ from, to, value, reference, status, announced }: ParameterEntry): Entry {
  return { from, to: to ?? null, value, reference, status, announced };
}

interface RulesOfFund {
  readonly coordinates: Coordinates;
  readonly rules: RulesInForce;
  readonly position: bigint;
}

async function rulesOf({ journal, clock }: Served, fundId: string, asked: AskedCoordinates): Promise<RulesOfFund> {
  const head = await journal.head();
  const events = await readWhole(journal, fundStream(fundId));
  const fund = foldFund(events);
  const coordinates = resolveCoordinates(asked, head, clock, fund);
  // A fund that has published nothing yet lives by the official parameters of its scheme, whose id it bears.
  const scheme = fund.established?.scheme ?? findRulebook(fundId)?.id;
  if (scheme === undefined) return refuse('UNKNOWN_FUND', { fundId });
  return { coordinates, rules: await rulesInForce(scheme, fund, coordinates.rulesKnownAt), position: events.at(-1)?.position ?? 0n };
}

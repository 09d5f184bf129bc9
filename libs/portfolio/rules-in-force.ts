/** The rules that count for a fund's participants at given coordinates. */
import { asJson, canonicalText } from '#ledger/kernel/json.js';
import type { CivilDate, Instant } from '#money/civil-date.js';
import { INITIAL_FUND, evolveFund, type FundState } from '#ledger/fund/state.js';
import { fundStream } from '#ledger/subjects.js';
import { refuse } from '#ledger/kernel/refusal.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { sha256Hex } from '#journal/sha256.js';
import type { JournalReader } from '#journal/port.js';
import { readWhole } from '#journal/read-whole.js';
import { isKnown, type Knowledge } from '#ledger/kernel/selection.js';
import type { FundRules } from '#rulebooks/frame/due.js';
import { fundingRules, type FundingRules } from '#rulebooks/frame/parameters/funding-rules.js';
import type { Parameter, ParameterSet } from '#rulebooks/frame/parameters/parameters.js';
import type { HasParameters } from '#rulebooks/frame/parameters/publishable.js';
import { lastAnnounced, parametersInForce } from '#rulebooks/frame/parameters/publication.js';
import { lawsOf } from '#rulebooks/frame/rulebook.js';
import { loadRulebook } from '#rulebooks/by-scheme.js';

export interface RulesInForce extends FundRules {
  /** Resolved: the last announcement that counts, or the instant that was asked for. */
  readonly rulesKnownAt: Instant;
  /** First 16 hex digits of the SHA-256 of the parameters that count. */
  readonly parametersDigest: string;
  /** Those of funding; undefined where the scheme has no yearly policy. */
  readonly funding: FundingRules | undefined;
  /** The fund with the decisions that were known at a time; which publications count, `rulesKnownAt` says alone. */
  readonly fundAsKnown: (knowledge: Knowledge) => FundState;
}

export function foldFund(events: readonly RecordedEvent[]): FundState {
  let state = INITIAL_FUND;
  for (const event of events) state = evolveFund(state, event);
  return state;
}

export async function readFund(journal: JournalReader, fundId: string): Promise<FundState> {
  return foldFund(await readWhole(journal, fundStream(fundId)));
}

/**
 * `events`: of the fund, in revision order, where an earlier knowledge may be asked for. `recorded`: all of it, where `fund` is less: of
 * the rules of funding those count that were announced, whatever the value date.
 */
export async function rulesInForce(
  scheme: string,
  fund: FundState,
  rulesKnownAt: Instant | undefined,
  events: readonly RecordedEvent[] = [],
  recorded: FundState = fund,
): Promise<RulesInForce> {
  const rulebook = await loadRulebook(scheme);
  const announcedUpTo = rulesKnownAt?.slice(0, 10);
  const parameters = parametersInForce(rulebook, fund, announcedUpTo);
  const law = rulebook.capabilities.policy?.law;
  const funding = law === undefined ? undefined : fundingRules(law, recorded, announcedUpTo);
  return {
    rulebook,
    parameters,
    fund,
    rulesKnownAt: rulesKnownAt ?? `${lastOf(parameters, funding?.known) ?? '0001-01-01'}T23:59:59.999Z`,
    parametersDigest: digestOf(parameters, publishedBeside(law, funding)),
    funding,
    fundAsKnown: (knowledge) => {
      const last = events.at(-1);
      return last === undefined || isKnown(last, knowledge) ? fund : foldFund(events.filter((event) => isKnown(event, knowledge)));
    },
  };
}

/** The last announcement in any of the sets. */
function lastOf(...sets: readonly (ParameterSet | undefined)[]): CivilDate | undefined {
  return sets.flatMap((set) => (set === undefined ? [] : (lastAnnounced(set) ?? []))).sort().at(-1);
}

/** The parameters of a law that count: of the scheme, or of the rules of funding where those are named. Refuses UNKNOWN_SCHEME. */
export function parametersOfLaw(
  { rulebook, parameters, funding }: RulesInForce,
  named: string = rulebook.id,
): { readonly law: HasParameters; readonly set: ParameterSet } {
  const laws = lawsOf(rulebook);
  const law = laws.find(({ id }) => id === named);
  if (law === undefined) return refuse('UNKNOWN_SCHEME', { scheme: named, known: laws.map(({ id }) => id), wanted: 'rulebook' });
  return { law, set: named === funding?.known.scheme ? funding.known : parameters };
}

/** The same rules, but for what a question supposes. */
export function supposing(rules: RulesInForce, parameters: ParameterSet): RulesInForce {
  const { rulebook: { capabilities: { policy } }, funding } = rules;
  return { ...rules, parameters, parametersDigest: digestOf(parameters, publishedBeside(policy?.law, funding)) };
}

/** What the fund published of the rules of funding; what those print themselves stands with the version of the rulebook. */
function publishedBeside(law: HasParameters | undefined, funding: FundingRules | undefined): readonly Parameter[] {
  const official = law?.parameters.official.parameters;
  return [...(funding?.known.parameters.values() ?? [])].flatMap(({ name, unit, entries }) => {
    const published = entries.filter((entry) => official?.get(name)?.entries.includes(entry) !== true);
    return published.length === 0 ? [] : [{ name: `${funding?.known.scheme}.${name}`, unit, entries: published }];
  });
}

function digestOf({ parameters }: ParameterSet, beside: readonly Parameter[]): string {
  const counted = [...parameters.values(), ...beside].map(({ name, entries }) => ({ name, entries }));
  return sha256Hex(canonicalText(asJson(counted))).slice(0, 16);
}

/** Rules by fund, read once and kept for as long as the fund's stream does not move. */
export interface RulesSource {
  readonly rulesFor: (fundId: string, scheme: string, rulesKnownAt: Instant | undefined) => Promise<RulesInForce>;
}

interface FundRead {
  readonly revision: number;
  readonly events: readonly RecordedEvent[];
  readonly state: FundState;
  readonly rules: Map<string, RulesInForce>;
}

/** Rules read from a journal; the fund's stream is looked at again when its head has moved. */
export function rulesFromJournal(journal: JournalReader): RulesSource {
  const funds = new Map<string, FundRead>();
  return {
    rulesFor: async (fundId, scheme, rulesKnownAt) => {
      const revision = (await journal.streamHead(fundStream(fundId)))?.revision ?? -1;
      let known = funds.get(fundId);
      if (known === undefined || known.revision !== revision) {
        const events = await readWhole(journal, fundStream(fundId));
        known = { revision, events, state: foldFund(events), rules: new Map() };
        funds.set(fundId, known);
      }
      const key = `${scheme} ${rulesKnownAt ?? ''}`;
      let rules = known.rules.get(key);
      if (rules === undefined) {
        rules = await rulesInForce(scheme, known.state, rulesKnownAt, known.events);
        if (known.rules.size >= 256) known.rules.clear();
        known.rules.set(key, rules);
      }
      return rules;
    },
  };
}

/** Which parameters count on a day, and which years have none. */
import { INITIAL_FUND } from '#ledger/fund/state.js';
import type { JsonValue } from '#ledger/kernel/json.js';
import { refuse } from '#ledger/kernel/refusal.js';
import type { CivilDate, Instant } from '#money/civil-date.js';
import { openJournalReader, type Workspace } from '#engine/workspace.js';
import { lastEvent } from '#journal/one-event.js';
import { answerOf, type Answer } from '#projections/answer.js';
import { resolveCoordinates } from '#projections/coordinates.js';
import { parametersOfLaw, readFund, rulesInForce, type RulesInForce } from '#portfolio/rules-in-force.js';
import { gapsOf, periodInForce, type Gap } from '#rulebooks/frame/parameters/periods.js';
import { lawsOf } from '#rulebooks/frame/rulebook.js';
import { rulebookOf, rulebookWithLaw } from '#rulebooks/registry.js';
import { fundStream } from '#ledger/subjects.js';
import { whichFund } from '../fund/which-fund.js';

export interface ListQuestion {
  readonly scheme?: string | undefined;
  readonly fund?: string | undefined;
  readonly at?: CivilDate | undefined;
  readonly rulesKnownAt?: Instant | undefined;
}

export interface ListedParameter {
  readonly name: string;
  readonly unit: string;
  readonly value: JsonValue;
  readonly since: CivilDate;
  readonly until: CivilDate | null;
  readonly reference: string;
  readonly status: string;
  readonly announced: CivilDate;
  readonly note: string | null;
}

export interface MissingParameter {
  readonly name: string;
  readonly unit: string;
  /** Days after its first value without one; `to` null: from then on. */
  readonly gaps: readonly { readonly from: CivilDate; readonly to: CivilDate | null }[];
  /** The first day with a value; null: never published. */
  readonly first: CivilDate | null;
}

export interface ListedParameters {
  readonly scheme: string;
  readonly fundId: string | null;
  readonly parameters: readonly ListedParameter[];
  /** Parameters with gaps, those that end, and those never published. */
  readonly missing: readonly MissingParameter[];
}

/**
 * Of a fund: the official parameters and what it published, of its scheme or of the rules of funding that it goes by. Of a scheme or such
 * rules alone: the official ones. Refuses UNKNOWN_SCHEME, UNKNOWN_FUND.
 */
export async function listParameters(workspace: Workspace, question: ListQuestion): Promise<Answer<ListedParameters>> {
  const { clock } = workspace;
  if (question.scheme !== undefined && question.fund === undefined) {
    const rules = await rulesInForce(rulebookWithLaw(question.scheme).id, INITIAL_FUND, question.rulesKnownAt);
    const coordinates = resolveCoordinates(
      { asOf: question.at, rulesKnownAt: question.rulesKnownAt },
      { position: 0n, recordedAt: undefined },
      clock,
    );
    return answerOf(viewOf(rules, question.scheme, null, coordinates.asOf), coordinates, rules, 0n);
  }
  const journal = await openJournalReader(workspace);
  try {
    const fundId = await whichFund(journal, question.fund);
    const fund = await readFund(journal, fundId);
    const scheme = fund.established?.scheme ?? refuse('UNKNOWN_FUND', { fundId });
    if (question.scheme !== undefined && !lawsOf(rulebookOf(scheme)).some(({ id }) => id === question.scheme)) {
      refuse('CONFLICTING_OPTIONS', { because: 'fund-of-other-scheme', fundId, scheme, asked: question.scheme });
    }
    const coordinates = resolveCoordinates({ asOf: question.at, rulesKnownAt: question.rulesKnownAt }, await journal.head(), clock, fund);
    const rules = await rulesInForce(scheme, fund, question.rulesKnownAt);
    const last = await lastEvent(journal, fundStream(fundId));
    return answerOf(viewOf(rules, question.scheme, fundId, coordinates.asOf), coordinates, rules, last?.position ?? 0n);
  } finally {
    await journal.close();
  }
}

function viewOf(rules: RulesInForce, scheme: string | undefined, fundId: string | null, at: CivilDate): ListedParameters {
  const { law, set } = parametersOfLaw(rules, scheme);
  const units = new Map([
    ...law.parameters.publishable.map(({ name, unit }): [string, string] => [name, unit]),
    ...[...set.parameters.values()].map(({ name, unit }): [string, string] => [name, unit]),
  ]);
  const names = [...units].sort(([left], [right]) => (left < right ? -1 : 1));
  return {
    scheme: law.id,
    fundId,
    parameters: names.flatMap(([name, unit]) => {
      const period = periodInForce(set, name, at);
      if (period === undefined) return [];
      const { value, reference, status, announced, note } = period.entry;
      return [{ name, unit, value, since: period.since, until: period.until ?? null, reference, status, announced, note: note ?? null }];
    }),
    missing: names.flatMap(([name, unit]) => {
      const gaps = gapsOf(set, name);
      const first = (set.parameters.get(name)?.entries ?? []).map(({ from }) => from).sort()[0] ?? null;
      return gaps.length === 0 && first !== null ? [] : [{ name, unit, gaps: gaps.map(gapAsJson), first }];
    }),
  };
}

function gapAsJson({ from, to }: Gap): MissingParameter['gaps'][number] {
  return { from, to: to ?? null };
}

/** How the rules move between two ends of a way: parameter by parameter, and what a fund announced as one change together. */
import type { AnnouncedChange } from '#ledger/fund/changes/state.js';
import { asJson, canonicalText } from '#ledger/kernel/json.js';
import type { CivilDate } from '#money/civil-date.js';
import type { ChangeRules } from '#rulebooks/frame/capabilities/changes.js';
import type { Parameter, ParameterEntry, ParameterSet } from '#rulebooks/frame/parameters/parameters.js';
import { changeCause, parameterCause } from './causes.js';

/** The changes that a fund announced, and when their rows count; none where the scheme knows no changes. */
export interface Announced {
  readonly changes: readonly AnnouncedChange[];
  readonly rules: ChangeRules | undefined;
}

export interface RuleStep {
  readonly cause: string;
  readonly change: AnnouncedChange | undefined;
  readonly parameters: ParameterSet;
}

/** Steps from one set to another; the last leads to what counts in `to`. */
export function* changedRules(from: ParameterSet, to: ParameterSet, { changes }: Announced): Generator<RuleStep> {
  const [before, after] = [changesIn(from), changesIn(to)];
  const names = [...new Set([...from.parameters.keys(), ...to.parameters.keys()])].sort();
  // What `to` holds, and of `from` the rows of changes that are still to be taken back.
  const all = (name: string): readonly ParameterEntry[] => [
    ...(to.parameters.get(name)?.entries ?? []),
    ...(from.parameters.get(name)?.entries ?? []).filter(({ change }) => change !== undefined && !after.has(change.event)),
  ];
  let current = from;
  const setTo = (name: string, counts: ReadonlySet<string>): void => {
    const parameters = new Map(current.parameters);
    const entries = all(name).filter(({ change }) => change === undefined || counts.has(change.event));
    const { unit } = (to.parameters.get(name) ?? from.parameters.get(name)) as Parameter;
    if (entries.length === 0) parameters.delete(name);
    else parameters.set(name, { name, unit, entries });
    current = { ...current, parameters };
  };
  for (const name of names) {
    const [set, text] = [current, textOf(current, name)];
    setTo(name, before);
    if (textOf(current, name) === text) current = set;
    else yield { cause: parameterCause(name), change: undefined, parameters: current };
  }
  const counts = new Set(before);
  const coming = changes.filter(({ id }) => after.has(id) && !before.has(id));
  const going = changes.filter(({ id }) => before.has(id) && !after.has(id)).reverse();
  for (const change of [...coming, ...going]) {
    if (after.has(change.id)) counts.add(change.id);
    else counts.delete(change.id);
    for (const name of change.parameters) setTo(name, counts);
    yield { cause: changeCause(change.kind), change, parameters: current };
  }
}

function changesIn({ parameters }: ParameterSet): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const { entries } of parameters.values()) for (const { change } of entries) if (change !== undefined) ids.add(change.event);
  return ids;
}

function textOf({ parameters }: ParameterSet, name: string): string {
  const parameter = parameters.get(name);
  return parameter === undefined ? '' : canonicalText(asJson(parameter.entries));
}

/** A change that begins to count on a day that is passed: the rules as if it did not yet, and as they are. */
export interface TakingEffect {
  readonly day: CivilDate;
  readonly change: AnnouncedChange;
  readonly without: ParameterSet;
  readonly parameters: ParameterSet;
}

/**
 * Changes that begin to count after one day and up to another, in the order of their days. Only rows that are looked up on the
 * value date: a series that is looked up month by month counts in every forecast from the day on which it is known.
 */
export function takingEffect(
  parameters: ParameterSet,
  { changes, rules }: Announced,
  after: CivilDate,
  upTo: CivilDate,
): readonly TakingEffect[] {
  if (rules === undefined) return [];
  const found = changes.flatMap((change) => {
    const days = new Set<CivilDate>();
    for (const name of rules.onValueDate) {
      for (const entry of parameters.parameters.get(name)?.entries ?? []) {
        const day = rules.countsFrom(entry.from);
        if (entry.change?.event === change.id && day !== undefined && day > after && day <= upTo) days.add(day);
      }
    }
    return [...days].map((day) => ({ day, change }));
  });
  found.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  const rulesWithout = (later: typeof found): ParameterSet => {
    const left = (entry: ParameterEntry, name: string): boolean =>
      rules.onValueDate.has(name) &&
      later.some(({ day, change }) => entry.change?.event === change.id && rules.countsFrom(entry.from) === day);
    return {
      ...parameters,
      parameters: new Map(
        [...parameters.parameters].map(([name, parameter]) => [
          name,
          { ...parameter, entries: parameter.entries.filter((entry) => !left(entry, name)) },
        ]),
      ),
    };
  };
  return found.map(({ day, change }, index) => {
    const sameDay = found.slice(index).filter((other) => other.day === day);
    return { day, change, without: rulesWithout(sameDay), parameters: sameDay.length === 1 ? parameters : rulesWithout(sameDay.slice(1)) };
  });
}

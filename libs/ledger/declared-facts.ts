/** All facts that are declared, of every subject: kinds of files, routes, help and the documentation's tables follow from here. */
import type { CivilDate } from '#money/civil-date.js';
import { EMPLOYER_FACTS } from './employer/facts.js';
import type { Declaration, LooksAt } from './facts/declaration.js';
import type { Fields, ValuesOf } from './facts/field.js';
import { FUND_FACTS } from './fund/facts.js';
import type { Decision } from './kernel/decision.js';
import { PARTICIPANT_FACTS } from './participant/facts.js';
import type { SubjectKind } from './subjects.js';

export const FACTS = { ...PARTICIPANT_FACTS, ...EMPLOYER_FACTS, ...FUND_FACTS } as const satisfies {
  readonly [name: string]: { readonly name: string; readonly subject: SubjectKind; readonly looksAt: LooksAt };
};

export type FactName = keyof typeof FACTS;
/** The subjects that something is told of by files and HTTP. */
export type FactSubject = (typeof FACTS)[FactName]['subject'];

/** What a fact of that name holds. */
export type FactValues<Name extends FactName> = ValuesOf<(typeof FACTS)[Name]['fields']>;

/** The names of first facts. */
export type FoundingFactName = {
  [Name in FactName]: (typeof FACTS)[Name] extends { readonly founds: true } ? Name : never;
}[FactName];

/** A fact as those see it who treat all alike. */
export interface AnyFact extends Omit<Declaration<FactName, Fields>, 'subject' | 'decide'> {
  readonly subject: FactSubject;
  readonly looksAt: LooksAt;
  readonly decide: (values: never, context: never) => Decision;
}

export const FACT_NAMES = Object.keys(FACTS) as readonly FactName[];

export function declaredFact(name: FactName): AnyFact {
  return FACTS[name] as AnyFact;
}

/** The day of a subject's first fact: a fund that it is the first to name begins on it. */
export function foundedOn<Name extends FoundingFactName>(name: Name, values: FactValues<Name>): CivilDate {
  return (FACTS[name].foundedOn as (values: FactValues<Name>) => CivilDate)(values);
}

/**
 * The rules of funding as a question has them. They are a law beside the scheme's own rulebook, and a fund publishes later ones as it
 * publishes the scheme's parameters. What is evaluated at a question's coordinates goes by the rules announced by then; what was recorded
 * stands by those that had been published before it.
 */
import type { FundState } from '#ledger/fund/state.js';
import type { CivilDate } from '#money/civil-date.js';
import { layer, type Parameter, type ParameterSet } from './parameters.js';
import { parametersInForce } from './publication.js';
import type { HasParameters } from './publishable.js';

export interface FundingRules {
  /** Announced by the question's day. */
  readonly known: ParameterSet;
  /** Of an event of the fund's stream, by its revision: published before it. */
  readonly whenRecorded: (revision: number) => ParameterSet;
}

/** `fund`: all that is recorded of it, whatever the value date and the knowledge asked for. Without a day all that was announced counts. */
export function fundingRules(law: HasParameters, fund: FundState, announcedUpTo?: CivilDate): FundingRules {
  const publishedBefore = (before: number): FundState => ({
    ...fund,
    publications: fund.publications.filter(({ revision }) => revision < before),
  });
  return {
    known: parametersInForce(law, fund, announcedUpTo),
    whenRecorded: (revision) => parametersInForce(law, publishedBefore(revision), undefined),
  };
}

/** With what a question supposes, over those known and those of every record: never stored. */
export function supposingRules({ known, whenRecorded }: FundingRules, supposed: readonly Parameter[]): FundingRules {
  return { known: layer(known, supposed), whenRecorded: (revision) => layer(whenRecorded(revision), supposed) };
}

/** The affiliation of an employer to a scheme (Pension Act, articles 25 and 121). */
import type { CivilDate } from '#money/civil-date.js';
import { fundProblem, unknownScheme, type FoundingContext } from '../../facts/founding.js';
import { placedUnderKey, refused, type Decision } from '../../kernel/decision.js';
import type { AffiliationEventData } from './events.js';

type Affiliation = AffiliationEventData['EmployerAffiliated'];

const AFFILIATION_KEY = 'affiliated';

declare module '../../kernel/refusal.js' {
  interface Refusals {
    AGREEMENT_REQUIRED: { readonly employerId: string; readonly column: string };
    /** Those that differ, and how: as they stand and as they were to be, in the order of `fields`; null where there is none. */
    EMPLOYER_ALREADY_AFFILIATED: {
      readonly employerId: string;
      readonly fields: readonly string[];
      readonly standing: readonly (string | null)[];
      readonly wanted: readonly (string | null)[];
    };
  }
}

export interface AffiliateEmployer {
  readonly scheme: string;
  readonly kind: Affiliation['kind'];
  readonly affiliatedOn: CivilDate;
  /** Default: the id of the scheme. */
  readonly fundId: string | undefined;
  /** What a voluntary affiliation rests on. */
  readonly agreement: string | undefined;
}

/**
 * EmployerAffiliated. Refuses FUND_OF_OTHER_SCHEME, UNKNOWN_SCHEME, NOT_ACCEPTED_BY_SCHEME (it has no rules about employers),
 * AGREEMENT_REQUIRED (a voluntary affiliation rests on one) and EMPLOYER_ALREADY_AFFILIATED (what stands differs).
 */
export function affiliateEmployer(command: AffiliateEmployer, context: FoundingContext): Decision {
  const { scheme, kind, affiliatedOn, fundId = scheme, agreement } = command;
  const { id: employerId, terms, knownSchemes, fundScheme, standing } = context;
  const employer = { kind: 'employer', id: employerId } as const;
  const foreign = fundProblem(employer, fundId, fundScheme, scheme);
  if (foreign !== undefined) return foreign;
  if (terms === undefined) return unknownScheme(employer, scheme, knownSchemes);
  if (!terms.facts.employers) return refused('NOT_ACCEPTED_BY_SCHEME', { employerId, scheme });
  if (kind === 'voluntary' && agreement === undefined) return refused('AGREEMENT_REQUIRED', { employerId, column: 'agreement' });
  const affiliation: Affiliation = { employerId, scheme, fundId, kind, affiliatedOn, ...(agreement === undefined ? {} : { agreement }) };
  return placedUnderKey(
    { type: 'EmployerAffiliated', effectiveDate: affiliatedOn, key: AFFILIATION_KEY, data: affiliation },
    standing,
    (known) => differs(affiliation, known.data as Affiliation),
  );
}

function differs(wanted: Affiliation, known: Affiliation): Decision<never> {
  const { employerId } = wanted;
  const fields = (['scheme', 'fundId', 'kind', 'affiliatedOn', 'agreement'] as const).filter((field) => wanted[field] !== known[field]);
  const of = (affiliation: Affiliation): readonly (string | null)[] => fields.map((field) => affiliation[field] ?? null);
  return refused('EMPLOYER_ALREADY_AFFILIATED', { employerId, fields, standing: of(known), wanted: of(wanted) });
}

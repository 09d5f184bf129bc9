/** The affiliation of an employer to a scheme (Pension Act, articles 25 and 121). */
import type { CivilDate } from '#money/civil-date.js';
import { fundProblem, unknownScheme, type FoundingContext } from '../../facts/founding.js';
import { placedUnderKey, refused, type Decision } from '../../kernel/decision.js';
import type { AffiliationEventData } from './events.js';

type Affiliation = AffiliationEventData['EmployerAffiliated'];

const AFFILIATION_KEY = 'affiliated';

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
  const employer = { kind: 'employer', id: employerId };
  const foreign = fundProblem(employer, fundId, fundScheme, scheme);
  if (foreign !== undefined) return foreign;
  if (terms === undefined) return unknownScheme(employer, scheme, knownSchemes);
  if (!terms.facts.employers) {
    return refused('NOT_ACCEPTED_BY_SCHEME', `employer ${employerId}: scheme ${scheme} has no rules about employers; check the scheme`, {
      employerId,
      scheme,
    });
  }
  if (kind === 'voluntary' && agreement === undefined) {
    return refused('AGREEMENT_REQUIRED', `employer ${employerId} joins voluntarily; name the agreement that ` +
      `this rests on (Pension Act, articles 25 and 121)`, {
      employerId,
      column: 'agreement',
    });
  }
  const affiliation: Affiliation = { employerId, scheme, fundId, kind, affiliatedOn, ...(agreement === undefined ? {} : { agreement }) };
  return placedUnderKey(
    { type: 'EmployerAffiliated', effectiveDate: affiliatedOn, key: AFFILIATION_KEY, data: affiliation },
    standing,
    (known) => differs(affiliation, known.data as unknown as Affiliation),
  );
}

function differs(wanted: Affiliation, known: Affiliation): Decision<never> {
  const { employerId } = wanted;
  const fields = (['scheme', 'fundId', 'kind', 'affiliatedOn', 'agreement'] as const).filter((field) => wanted[field] !== known[field]);
  const what = fields.map((field) => `${field} ${known[field] ?? 'none'}, not ${wanted[field] ?? 'none'}`).join('; ');
  return refused('EMPLOYER_ALREADY_AFFILIATED', `employer ${employerId} is affiliated with ${what}; give another employer another id`, {
    employerId,
    fields,
  });
}

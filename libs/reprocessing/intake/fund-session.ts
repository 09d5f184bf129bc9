/** What a session knows of a fund. */
import type { FundContext } from '#ledger/fund/facts.js';
import type { Standing } from '#ledger/kernel/decision.js';
import type { CivilDate } from '#money/civil-date.js';
import { foldFund } from '#portfolio/rules-in-force.js';
import type { KnownSchemes } from './schemes.js';
import type { SubjectSession } from './subject-session.js';

/** What a decision about a fund looks at. */
export function fundContext(
  { subject: { id }, events }: SubjectSession,
  today: CivilDate,
  standing: Standing,
  schemes: Pick<KnownSchemes, 'terms'>,
): FundContext {
  const fund = foldFund(events());
  const terms = fund.established === undefined ? undefined : schemes.terms(fund.established.scheme);
  return { id, fund, terms, today, standing };
}

/** What the employers' own events mean for participants, read from the journal: final invoices, exemptions, estimates. */
import type { JournalReader } from '#journal/port.js';
import { readWhole } from '#journal/read-whole.js';
import type { EmployerState } from '#ledger/employer/state.js';
import { prefixOf, stateOf, streamOf } from '#ledger/subjects.js';
import { LAST_DATE } from '#money/civil-date.js';
import { rulebookOf } from '#rulebooks/registry.js';
import { readFund } from './rules-in-force.js';
import { hasTerms, termsOfEmployer, type EmployerTerms, type TermsOfEmployers } from '#rulebooks/frame/employments.js';

/** Of the employers of one fund; those with nothing to tell are left out. Nobody's, where the scheme keeps no rights by salaries. */
export async function termsInFund(journal: JournalReader, fundId: string, upTo?: bigint): Promise<TermsOfEmployers> {
  const { established } = await readFund(journal, fundId);
  if (established === undefined || rulebookOf(established.scheme).capabilities.pensionRights === undefined) return {};
  const found: { [employerId: string]: EmployerTerms } = {};
  const prefix = prefixOf('employer');
  for await (const histories of journal.readByStream({ streamPrefix: prefix, ...(upTo === undefined ? {} : { upTo }) })) {
    for (const { stream, events } of histories) {
      const employer = stateOf('employer', events, { asOf: LAST_DATE });
      if (employer.affiliation?.fundId === fundId) keep(found, stream.slice(prefix.length), employer);
    }
  }
  return found;
}

/** Of the employers named. */
export async function termsOfEmployers(journal: JournalReader, employerIds: Iterable<string>): Promise<TermsOfEmployers> {
  const found: { [employerId: string]: EmployerTerms } = {};
  for (const id of employerIds) {
    keep(found, id, stateOf('employer', await readWhole(journal, streamOf('employer', id)), { asOf: LAST_DATE }));
  }
  return found;
}

function keep(found: { [employerId: string]: EmployerTerms }, employerId: string, employer: EmployerState): void {
  const terms = termsOfEmployer(employer);
  if (hasTerms(terms)) found[employerId] = terms;
}

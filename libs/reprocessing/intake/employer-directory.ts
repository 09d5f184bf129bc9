/** The employers that rows about participants name: read once for a chunk, as the ledger knows them by then. */
import type { JournalReader } from '#journal/port.js';
import { declaredFact, type FactName } from '#ledger/declared-facts.js';
import type { KnownEmployer } from '#ledger/employer/known-employer.js';
import type { EmployerLaw } from '#ledger/employer/law/law.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { Refused, type Outcome } from '#ledger/kernel/refusal.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import { stateOf, streamOf } from '#ledger/subjects.js';
import { LAST_DATE } from '#money/civil-date.js';
import { readSubject } from '#portfolio/read-subject.js';
import { termsOfEmployer, type TermsOfEmployers } from '#rulebooks/frame/employments.js';

export interface EmployerDirectory {
  /** `ahead`: events of a stream that are decided and not in the journal (a dry run). */
  readonly load: (employerIds: Iterable<string>, ahead?: (stream: string) => readonly RecordedEvent[]) => Promise<void>;
  /** Undefined for one that is not affiliated. Of those loaded alone. Refuses EMPLOYER_NOT_READABLE. */
  readonly employerOf: (employerId: string) => KnownEmployer | undefined;
  /** Looks them up anew the next time: something has been recorded of them since. */
  readonly forget: (employerIds: Iterable<string>) => void;
}

type LawOf = (fundId: string, scheme: string) => Promise<EmployerLaw>;

/** Employers kept at once. */
const KEPT = 20_000;

/** `lawOf`: of a fund, by the rules that the run goes by. */
export function employerDirectory(journal: JournalReader, lawOf: LawOf): EmployerDirectory {
  const known = new Map<string, Outcome<KnownEmployer | undefined>>();
  return {
    load: async (employerIds, ahead = () => []) => {
      const wanted = [...employerIds];
      if (wanted.every((id) => known.has(id))) return; // a row of a chunk whose employers are loaded: nothing it needs may go
      if (known.size > KEPT) known.clear();
      for (const id of wanted) if (!known.has(id)) known.set(id, await readEmployer(journal, lawOf, id, ahead));
    },
    employerOf: (id) => {
      const found = known.get(id);
      if (found?.status === 'refused') throw new Refused(found.refusal); // of the row that names it
      return found?.value;
    },
    forget: (employerIds) => {
      for (const id of employerIds) known.delete(id);
    },
  };
}

async function readEmployer(
  journal: JournalReader,
  lawOf: LawOf,
  id: string,
  ahead: (stream: string) => readonly RecordedEvent[],
): Promise<Outcome<KnownEmployer | undefined>> {
  const read = await readSubject(journal, 'employer', id);
  if (read.status === 'set-aside') return { status: 'refused', refusal: read.refusal };
  const more = ahead(streamOf('employer', id));
  const employer = more.length === 0 ? read.state : stateOf('employer', [...read.events, ...more], { asOf: LAST_DATE });
  const { affiliation } = employer;
  if (affiliation === undefined) return { status: 'done', value: undefined };
  return { status: 'done', value: { employer, law: await lawOf(affiliation.fundId, affiliation.scheme) } };
}

/** What the employers that a participant has worked for mean for it. */
export async function termsInHand({ salaries, premiums }: ParticipantState, employers: EmployerDirectory): Promise<TermsOfEmployers> {
  const ids = [...new Set([...salaries.keys(), ...premiums.keys()])];
  await employers.load(ids);
  return Object.fromEntries(ids.flatMap((id) => {
    const known = employers.employerOf(id);
    return known === undefined ? [] : [[id, termsOfEmployer(known.employer)]];
  }));
}

/** The employer that a fact names beside its subject; none where it names none. */
export function employerNamed(name: FactName, values: object): readonly string[] {
  const { namesEmployer } = declaredFact(name);
  const named = namesEmployer === undefined ? undefined : (values as { readonly [field: string]: string | undefined })[namesEmployer];
  return named === undefined ? [] : [named];
}

/** One employer's rows decided on its stream as it stands, with what they put right in its books. */
import type { AffiliationEventData } from '#ledger/employer/affiliation/events.js';
import { employerNotReadable } from '#ledger/kernel/not-readable.js';
import { refusal, refusalOf } from '#ledger/kernel/refusal.js';
import { fundOf, isFoundingRow } from '../formats/rows.js';
import { planCarefully } from '../intake/plan.js';
import { openSession, type SubjectSession } from '../intake/subject-session.js';
import { worksOf } from '../intake/works.js';
import { booksMoved } from './books.js';
import { nothingPlanned, type PlanDecideContext } from './decide-participant.js';
import { employerMovement } from './employer-movement.js';
import type { PlannedSubject, StoredRow, SubjectRows } from './plan-store.js';

/**
 * Decides in the order of the rows; a refused row leaves the others in place. Where the employer cannot be read all of its rows are
 * refused, and the other employers go on.
 */
export async function decideEmployer(employer: SubjectRows, context: PlanDecideContext): Promise<PlannedSubject> {
  try {
    return await decide(employer, context);
  } catch (error) {
    const { subject, rows } = employer;
    const reason = refusalOf(error) ?? employerNotReadable(subject.id, error);
    return nothingPlanned(subject, -1, rows, rows.map(() => ({ outcome: { status: 'refused', refusal: reason }, flags: [] })));
  }
}

async function decide({ subject, rows }: SubjectRows, context: PlanDecideContext): Promise<PlannedSubject> {
  const session = await openSession(context.journal, subject);
  await context.funds.load(rows.flatMap(({ row }) => (isFoundingRow(row) ? [fundOf(row)] : [])));
  const works = worksOf(rows.map((row) => inFundThatStands(row, context)));
  const { events, rows: decided } = await planCarefully(session, works, context);
  const unmoved = nothingPlanned(subject, session.revision, rows, decided.map(({ outcome }) => ({ outcome, flags: [] })));
  if (events.length === 0) return unmoved;
  const books = booksMoved(session.events().slice(session.revision + 1), session.find, []);
  const movement = employerMovement({ employerId: subject.id, ...schemeOf(session, context) }, events, books);
  return { ...unmoved, events, books, movement };
}

/** A plan says all that its commit writes: an affiliation does not begin a fund beside it. */
function inFundThatStands(stored: StoredRow, { funds }: PlanDecideContext): StoredRow {
  const { row } = stored;
  if (!isFoundingRow(row) || funds.schemeOf(fundOf(row)) !== undefined) return stored;
  return { ...stored, refusal: refusal('FUND_NOT_ESTABLISHED', { fundId: fundOf(row), scheme: row.scheme }) };
}

function schemeOf(session: SubjectSession, { schemes }: PlanDecideContext) {
  const { scheme } = session.events()[0]?.data as unknown as AffiliationEventData['EmployerAffiliated'];
  const currency = schemes.terms(scheme)?.currency;
  if (currency === undefined) throw new Error(`${session.stream} is affiliated to ${scheme}, for which this program has no rulebook`);
  return { scheme, currency };
}

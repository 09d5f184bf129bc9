/** One employer's rows decided on its stream as it stands, with what they put right in its books. */
import { dataOf } from '#ledger/event.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { employerNotReadable } from '#ledger/kernel/not-readable.js';
import type { EmployerState } from '#ledger/employer/state.js';
import { refusal, refusalOf } from '#ledger/kernel/refusal.js';
import { plausibilityLimits } from '#rulebooks/frame/parameters/plausibility.js';
import { fundOf, isFoundingRow } from '../formats/rows.js';
import { employerIn } from '../intake/employer-session.js';
import { participantsNamed, unknownNamed } from '../intake/named-participants.js';
import { participantDirectory } from '../intake/participant-directory.js';
import { planCarefully, type Plan, type Work } from '../intake/plan.js';
import { openSession, type SubjectSession } from '../intake/subject-session.js';
import { worksOf } from '../intake/works.js';
import { booksMoved } from './books.js';
import { notTakenFlags, nothingPlanned, type PlanDecideContext } from './decide-participant.js';
import { employerMovement } from './employer-movement.js';
import { employerRowJudge } from './plausibility/employer-flags.js';
import type { JudgedRow } from './plausibility/row-flags.js';
import type { Judgement, PlannedOutcome, PlannedSubject, StoredRow, SubjectRows } from './plan-store.js';

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
  const before = employerIn(session);
  const { events, rows: decided } = await planCarefully(session, works, context);
  const judged = await judgedRows(decided, works, before, employerIn(session), context);
  const unmoved = { ...nothingPlanned(subject, session.revision, rows, judged.outcomes), judgement: judged.judgement };
  if (events.length === 0) return unmoved;
  const books = booksMoved(session.events().slice(session.revision + 1), session.find, []);
  const movement = employerMovement({ employerId: subject.id, ...schemeOf(session, context) }, events, books);
  return { ...unmoved, events, books, movement };
}

interface JudgedRows {
  readonly outcomes: readonly Pick<PlannedOutcome, 'outcome' | 'flags'>[];
  readonly judgement: Judgement | undefined;
}

/** What is taken is judged, in the order in which it is decided, by the limits of its fund; answered in that of the file. */
async function judgedRows(
  decided: Plan['rows'],
  works: readonly Work[],
  before: EmployerState,
  { affiliation }: EmployerState,
  { journal, rules, funds }: PlanDecideContext,
): Promise<JudgedRows> {
  const inFile = new Map(works.map((work, index) => [work, index]));
  const placed = [...decided].sort((a, b) => (inFile.get(a.work) as number) - (inFile.get(b.work) as number));
  if (affiliation === undefined) return { outcomes: placed.map(({ outcome }) => ({ outcome, flags: [] })), judgement: undefined };
  const { fundId, scheme } = affiliation;
  await funds.load([fundId]);
  const { parameters } = await rules.rulesFor(fundId, scheme, undefined);
  const judge = employerRowJudge(before, plausibilityLimits(parameters, funds.todayOf(fundId)));
  const taken = decided.filter(({ outcome }) => outcome.status === 'appended');
  const known = await participantDirectory(journal).find(new Set(taken.flatMap(({ work }) => participantsNamed(work.row))));
  const look = ({ row }: Work): JudgedRow => {
    const [{ flags, movement }, unknown] = [judge(row), unknownNamed(row, (id) => known.has(id))];
    return { flags: unknown === undefined ? flags : [...flags, unknown], movement };
  };
  const judged = new Map(taken.map(({ work }) => [work, look(work)]));
  const movements = [...judged.values()].flatMap(({ movement }) => (movement === undefined ? [] : [movement]));
  const flagged = [...judged.values()].filter(({ flags }) => flags.length > 0).length;
  return {
    outcomes: placed.map(({ work, outcome }) => ({ outcome, flags: judged.get(work)?.flags ?? notTakenFlags(outcome) })),
    judgement: { fundId, movements, flagged },
  };
}

/** A plan says all that its commit writes: an affiliation does not begin a fund beside it. */
function inFundThatStands(stored: StoredRow, { funds }: PlanDecideContext): StoredRow {
  const { row } = stored;
  if (!isFoundingRow(row) || funds.schemeOf(fundOf(row)) !== undefined) return stored;
  return { ...stored, refusal: refusal('FUND_NOT_ESTABLISHED', { fundId: fundOf(row), scheme: row.scheme }) };
}

function schemeOf(session: SubjectSession, { schemes }: PlanDecideContext) {
  const { scheme } = dataOf(session.events()[0] as RecordedEvent, 'EmployerAffiliated');
  const currency = schemes.terms(scheme)?.currency;
  if (currency === undefined) throw new Error(`${session.stream} is affiliated to ${scheme}, for which this program has no rulebook`);
  return { scheme, currency };
}

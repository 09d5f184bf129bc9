/**
 * A fact about work in months before a transfer that comes when the participant has gone over. It is decided as it would have been at the
 * sender, whose employers are charged by it (nl-pob 2.4); the right that it gives arises at the receiver, unconverted. So does that of the
 * months that an objector saved for, once the exemption ends (VI.10); the savings are voided at the sender.
 */
import type { JournalReader } from '#journal/port.js';
import { readWhole } from '#journal/read-whole.js';
import { declaredFact } from '#ledger/declared-facts.js';
import type { EventToAppend } from '#ledger/kernel/envelope.js';
import type { Refusal } from '#ledger/kernel/refusal.js';
import { participantStream } from '#ledger/subjects.js';
import type { DossierEventData } from '#ledger/transfer/dossier/events.js';
import { withForwarded } from '#portfolio/forwarded-facts.js';
import { addMinor, formatMinor } from '#money/amount.js';
import type { CivilDate } from '#money/civil-date.js';
import { Decimal, exactText } from '#money/decimal.js';
import { termsOfEmployers } from '#portfolio/employer-terms.js';
import type { RulesInForce } from '#portfolio/rules-in-force.js';
import { leavingOn, type Leaving } from '#rulebooks/frame/leaving.js';
import { subjectOfRow, type Row } from '../formats/rows.js';
import { participantBefore } from '../intake/participant-session.js';
import { planCarefully, type PlanContext, type Work } from '../intake/plan.js';
import { sessionOf, type SubjectSession } from '../intake/subject-session.js';
import type { OpenTransfer } from './step-context.js';

export type PastMonths =
  | { readonly status: 'taken'; readonly facts: readonly EventToAppend[]; readonly rights: Rights | undefined }
  | { readonly status: 'refused'; readonly refusal: Refusal };

/** Undefined where nothing moves. */
type Rights = NonNullable<DossierEventData['LateFactForwarded']['rights']>;

/** Whether a row is about work in months that were the sender's, or about what was saved in them. */
export function isOfPastMonths(row: Row, transferDate: CivilDate): boolean {
  const { from } = row as { readonly from?: string };
  const { namesEmployer } = declaredFact(row.record);
  return isOfSavings(row) || (namesEmployer !== undefined && from !== undefined && `${from}-01` < transferDate);
}

/** Savings stay at the sender: what is told of them is recorded there. */
export function isOfSavings({ record }: Row): boolean {
  return declaredFact(record).isOfSavings === true;
}

/** Decides the rows of one participant one upon another, each on its stream as it stood before it went, with what was forwarded since. */
export async function pastMonthsOf(
  participantId: string,
  { transfer, rules }: Pick<OpenTransfer, 'transfer' | 'rules'>,
  plans: PlanContext,
): Promise<(work: Work) => Promise<PastMonths>> {
  const { transferDate } = transfer.proposed.data;
  const standing = withForwarded(await readWhole(plans.journal, participantStream(participantId)), transfer, participantId);
  const before = standing.filter(({ type }) => type !== 'RightsTransferredOut');
  const session = sessionOf({ kind: 'participant', id: participantId }, before);
  return async (work) => {
    if (subjectOfRow(work.row).id !== participantId) throw new Error(`a row of another participant than ${participantId}`);
    const stood = await leaving(session, rules, plans.journal, transferDate);
    const { rows, events } = await planCarefully(session, [work], plans);
    const outcome = rows[0]?.outcome;
    if (outcome?.status === 'refused') return outcome;
    const rights = moved(stood, await leaving(session, rules, plans.journal, transferDate));
    return { status: 'taken', facts: events, rights };
  };
}

async function leaving(session: SubjectSession, rules: RulesInForce, journal: JournalReader, transferDate: CivilDate): Promise<Leaving> {
  const state = participantBefore(session, {});
  const employers = await termsOfEmployers(journal, new Set([...state.salaries.keys(), ...state.premiums.keys()]));
  return leavingOn(rules, { participantId: session.subject.id, state, employers }, transferDate);
}

function moved(before: Leaving, after: Leaving): Rights | undefined {
  const rightMinor = addMinor(after.rightMinor, -before.rightMinor);
  const year = after.accruing?.year ?? before.accruing?.year;
  const right = new Decimal(after.accruing?.right ?? '0').minus(before.accruing?.right ?? '0');
  if (rightMinor === 0 && right.isZero()) return undefined;
  const pensionYearly = formatMinor(rightMinor);
  return year === undefined || right.isZero() ? { pensionYearly } : { pensionYearly, accruing: { year, right: exactText(right) } };
}

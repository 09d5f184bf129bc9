/** What the fund imposes on an employer in default: fines, claims and writs (nl-pob 4.2, 4.6, 4.8, 2.5). */
import { addMinor, formatMinor, sumMinor, type Currency } from '#money/amount.js';
import { LAST_DATE, type CivilDate } from '#money/civil-date.js';
import { NO_CHANGE, placeUnderKey, refused, type Decision, type StandingFact } from '../../kernel/decision.js';
import type { Decided } from '../../kernel/event.js';
import { comparableText } from '../../kernel/text.js';
import { employerAmountProblem, employerDayProblem, referenceTaken, type EmployerContext } from '../deciding/context.js';
import type { AffiliationSlice } from '../affiliation/events.js';
import type { InvoiceEventData, InvoicesSlice } from '../invoices/events.js';
import { accountOf } from '../invoices/account.js';
import type { DutyStanding, PremiumAtStake } from '../law/duty.js';
import { atStakeOf, claimedMinor, CLAIM_ARTICLES, isComputed } from './claimable.js';
import type { ClaimKind, DutiesSlice, DutyEventData } from './events.js';
import { obligationAt } from './obligations.js';

/** What was demanded and delivered, what is owed, and how many work there. */
export type ImposingContext = EmployerContext<DutiesSlice & InvoicesSlice & AffiliationSlice>;

/** `obligation`: a fine on it; `demand`: an estimate that rests on it. */
type OnDay = { readonly employerId: string; readonly decidedOn: string } & ({ readonly obligation: string } | { readonly demand: string });

declare module '../../kernel/refusal.js' {
  interface Refusals {
    /** Fined on that day. */
    FINE_ALREADY_IMPOSED: { readonly employerId: string; readonly obligation: string; readonly decidedOn: string };
    NO_DEMAND: OnDay;
    DEADLINE_NOT_PASSED: OnDay;
    FINE_NOT_ANNOUNCED: { readonly employerId: string; readonly decidedOn: string; readonly obligation: string };
    /** Of an employer, or of a transfer. */
    MISSING_FACT:
      | { readonly fact: string; readonly employerId: string; readonly on: string }
      /** Of a step of a process. */
      | { readonly fact: string; readonly event: number; readonly state: string; readonly type: string; readonly date: string }
      | { readonly fact: string; readonly choices: readonly string[] };
    /** Nothing was demanded, or what was demanded or invoiced is not late. */
    NO_DEFAULT:
      | { readonly employerId: string; readonly obligation: string }
      | { readonly employerId: string; readonly decidedOn: string; readonly late: string };
    /** Of interest and costs that follow from the premium: `claimed` has been asked for, and no more is due by that day. */
    NOTHING_MORE_TO_CLAIM: {
      readonly employerId: string;
      readonly kind: string;
      readonly obligation: string;
      readonly claimed: string;
      readonly decidedOn: string;
    };
    NOT_IN_DEFAULT: { readonly employerId: string; readonly issuedOn: string };
  }
}

type Imposing = Decision<Decided<DutyEventData>>;

export interface ImposeFine {
  readonly obligation: string;
  readonly decidedOn: CivilDate;
  readonly reference: string;
}

/**
 * FineImposed, its amount by the last headcount. Refuses what `employerDayProblem` does, NO_DEMAND, DEADLINE_NOT_PASSED,
 * FINE_NOT_ANNOUNCED, MISSING_FACT `{employees}` and FINE_ALREADY_IMPOSED (one fine for an obligation).
 */
export function imposeFine({ obligation, decidedOn, reference }: ImposeFine, context: ImposingContext): Imposing {
  const { id: employerId, employer, law } = context;
  const problem = employerDayProblem('decidedOn', decidedOn, context);
  if (problem !== undefined) return problem;
  const isSame = ({ data }: StandingFact): boolean => data['decidedOn'] === decidedOn && data['reference'] === reference;
  const { key, stands: known } = placeUnderKey(`fine:${JSON.stringify(comparableText(obligation))}`, context.standing, isSame);
  if (known !== undefined) {
    if (isSame(known)) return NO_CHANGE;
    return refused('FINE_ALREADY_IMPOSED', { employerId, obligation, decidedOn: String(known.data['decidedOn']) });
  }
  const standing = obligationAt(employer, obligation, decidedOn);
  const employees = employer.headcounts.findLast(({ on }) => on <= decidedOn)?.employees;
  if (standing === undefined) return refused('NO_DEMAND', { employerId, obligation, decidedOn });
  const { fineReason } = law.duties.standing(standing, employees ?? 0, undefined);
  if (fineReason !== 'FINE') return refused(fineReason, { employerId, obligation, decidedOn });
  if (employees === undefined) return refused('MISSING_FACT', { employerId, fact: 'employees', on: decidedOn });
  const { ground } = standing;
  const amount = formatMinor(law.duties.standing(standing, employees, undefined).fineMinor);
  const data = { obligation, ground, employees, amount, currency: law.currency, decidedOn, reference };
  return { status: 'decided', events: [{ type: 'FineImposed', effectiveDate: decidedOn, key, data }] };
}

export interface MakeClaim {
  readonly kind: ClaimKind;
  readonly decidedOn: CivilDate;
  readonly reference: string;
  readonly obligation: string | undefined;
  readonly invoice: string | undefined;
  /** What is claimed; computed for data-interest and collection-costs. */
  readonly amountMinor: number | undefined;
  readonly currency: Currency | undefined;
  /** The premium that the data are for; without it, what the invoice asks for. */
  readonly premiumDueMinor: number | undefined;
}

/**
 * ClaimMade. Interest and collection costs for late data follow from the premium due, less what was claimed of them; the others are what
 * they cost. Refuses what `employerDayProblem` and `employerAmountProblem` do, MISSING_FIELD, UNKNOWN_INVOICE, NO_DEFAULT (nothing is
 * late), NOTHING_MORE_TO_CLAIM, CLAIM_ALREADY_MADE.
 */
export function makeClaim(command: MakeClaim, context: ImposingContext): Imposing {
  const { kind, decidedOn, reference, obligation, invoice } = command;
  const { id: employerId, employer } = context;
  const problem = employerDayProblem('decidedOn', decidedOn, context) ?? fieldProblem(command, context);
  if (problem !== undefined) return problem;
  const standing = obligation === undefined ? undefined : obligationAt(employer, obligation, decidedOn);
  const isInDefault = standing === undefined ? isOverdue(invoice, decidedOn, context) : dutyOf(command, context)?.defaultFrom !== undefined;
  if (!isInDefault) {
    return refused('NO_DEFAULT', { employerId, decidedOn, late: obligation ?? invoice ?? '' });
  }
  const told = { kind, decidedOn, obligation, invoice };
  const isSame = ({ data: known }: StandingFact): boolean =>
    (['decidedOn', 'obligation', 'invoice'] as const).every((field) => known[field] === told[field]);
  const { key, stands } = placeUnderKey(`claim:${kind}:${JSON.stringify(comparableText(reference))}`, context.standing, isSame);
  const beforeMinor = isComputed(kind) ? claimedBefore(command, context, key) : 0;
  const minor = isComputed(kind) ? addMinor(computed(command, context), -beforeMinor) : (command.amountMinor ?? 0);
  const amount = formatMinor(minor);
  if (stands !== undefined) {
    // Else the amount is no part of what was told: it follows from what was known then.
    const tellsAmount = !isComputed(kind) || command.premiumDueMinor !== undefined;
    const isToldAgain = isSame(stands) && (!tellsAmount || stands.data['amount'] === amount);
    return isToldAgain ? NO_CHANGE : referenceTaken('CLAIM_ALREADY_MADE', reference, employerId);
  }
  if (minor <= 0 && beforeMinor > 0) {
    const claimed = formatMinor(beforeMinor);
    return refused('NOTHING_MORE_TO_CLAIM', { employerId, kind, obligation: obligation ?? '', claimed, decidedOn });
  }
  const wrong = employerAmountProblem(minor, command.currency ?? context.law.currency, context);
  if (wrong !== undefined) return wrong;
  const data: DutyEventData['ClaimMade'] = {
    kind,
    article: CLAIM_ARTICLES[kind],
    amount,
    currency: context.law.currency,
    decidedOn,
    reference,
    ...(obligation === undefined ? {} : { obligation }),
    ...(invoice === undefined ? {} : { invoice }),
  };
  return { status: 'decided', events: [{ type: 'ClaimMade', effectiveDate: decidedOn, key, data }] };
}

/** Those that stand before the one under `key`, where it does. */
function claimedBefore(command: MakeClaim, { employer: { imposed }, idOf }: ImposingContext, key: string): number {
  const own = imposed.findIndex(({ eventId }) => eventId === idOf(key));
  return claimedMinor(own < 0 ? imposed : imposed.slice(0, own), command);
}

function fieldProblem(command: MakeClaim, context: ImposingContext): Decision<never> | undefined {
  const { kind, obligation, invoice, amountMinor } = command;
  const { id, employer } = context;
  const missing = (column: string, because: 'for-late-data' | 'follows-from-premium' | 'is-what-it-cost'): Decision<never> =>
    refused('MISSING_FIELD', { employerId: id, column, because, kind });
  if (obligation === undefined && invoice === undefined) {
    return refused('MISSING_FIELD', { employerId: id, column: 'obligation', because: 'claim-names-what-is-late' });
  }
  const isUnknown = invoice !== undefined && !employer.invoices.some(({ data }) => data.invoice === invoice);
  const unknown = isUnknown ? refused('UNKNOWN_INVOICE', { employerId: id, invoice }) : undefined;
  if (isComputed(kind)) {
    if (obligation === undefined) return missing('obligation', 'for-late-data');
    if (command.premiumDueMinor === undefined && unknown !== undefined) return unknown;
    if (premiumAtStake(command, context) === undefined) return missing('premiumDue', 'follows-from-premium');
  } else if (amountMinor === undefined) return missing('amount', 'is-what-it-cost');
  if (obligation !== undefined && obligationAt(employer, obligation, LAST_DATE) === undefined) {
    return refused('NO_DEFAULT', { employerId: id, obligation });
  }
  return unknown;
}

function dutyOf(command: MakeClaim, context: ImposingContext): DutyStanding | undefined {
  const { obligation, decidedOn } = command;
  const standing = obligation === undefined ? undefined : obligationAt(context.employer, obligation, decidedOn);
  return standing === undefined ? undefined : context.law.duties.standing(standing, 0, premiumAtStake(command, context));
}

/** As told, or what the invoice asks for, where it had been sent by then. */
function premiumAtStake(
  { decidedOn, invoice, premiumDueMinor }: MakeClaim,
  { employer, law }: ImposingContext,
): PremiumAtStake | undefined {
  if (premiumDueMinor !== undefined) {
    const invoiceDueOn = employer.invoices.find(({ data }) => data.invoice === invoice)?.data.dueOn;
    return { amountMinor: premiumDueMinor, invoiceDueOn };
  }
  const receivable = accountOf(employer, decidedOn, law.receivables).receivables.find((one) => one.invoice === invoice);
  return receivable === undefined ? undefined : atStakeOf(receivable, decidedOn, law.receivables);
}

function computed(command: MakeClaim, context: ImposingContext): number {
  const duty = dutyOf(command, context);
  return (command.kind === 'data-interest' ? duty?.interestMinor : duty?.collectionCostsMinor) ?? 0;
}

function isOverdue(invoice: string | undefined, on: CivilDate, { employer, law }: ImposingContext): boolean {
  const receivable = accountOf(employer, on, law.receivables).receivables.find((one) => one.invoice === invoice);
  return receivable !== undefined && law.receivables.balance(receivable, on).overdueDays > 0;
}

export interface IssueWrit {
  readonly issuedOn: CivilDate;
  readonly reference: string;
}

/**
 * WritIssued for all invoices in default on a day, at what is due on each. Refuses what `employerDayProblem` does, NOT_IN_DEFAULT and
 * WRIT_ALREADY_ISSUED (the reference stands for another day).
 */
export function issueWrit({ issuedOn, reference }: IssueWrit, context: ImposingContext): Decision<Decided<InvoiceEventData, 'WritIssued'>> {
  const { id: employerId, employer, law } = context;
  const problem = employerDayProblem('issuedOn', issuedOn, context);
  if (problem !== undefined) return problem;
  const isSame = ({ data }: StandingFact): boolean => data['issuedOn'] === issuedOn;
  const { key, stands } = placeUnderKey(`writ:${JSON.stringify(comparableText(reference))}`, context.standing, isSame);
  if (stands !== undefined) {
    return isSame(stands) ? NO_CHANGE : referenceTaken('WRIT_ALREADY_ISSUED', reference, employerId);
  }
  const overdue = accountOf(employer, issuedOn, law.receivables)
    .receivables.map((receivable) => law.receivables.balance(receivable, issuedOn))
    .filter(({ overdueDays }) => overdueDays > 0);
  if (overdue.length === 0) return refused('NOT_IN_DEFAULT', { employerId, issuedOn });
  const amount = formatMinor(sumMinor(overdue, ({ totalDueMinor }) => totalDueMinor));
  const data = { invoices: overdue.map(({ invoice }) => invoice), amount, currency: law.currency, issuedOn, reference };
  return { status: 'decided', events: [{ type: 'WritIssued', effectiveDate: issuedOn, key, data }] };
}

/**
 * What is due less what was charged, by month, and what becomes of it: the next invoice (2.4), a decision on the final settlement
 * (4.9), a refund that has lapsed (2.11), what an estimate holds back (4.3), what was decided to stay.
 */
import { endOfYear, yearOf } from '#money/civil-date.js';
import type {
  BookedCharge, CorrectionStatus, Employment, InvoicingMoment, Month, PremiumCharge, PremiumDifference, PremiumParts, PremiumSlot,
} from '../../frame/capabilities/invoicing.js';
import type { ParameterSet } from '../../frame/parameters/parameters.js';
import { refundLastDate } from '../deadlines/deadlines.js';
import { chargeDue, monthsBetween, type DueCharge } from './charges-due.js';
import { isNothing, isSame, minus, NO_PREMIUM, plus, slotText, premiumSumOf, totalMinor } from './premium-parts.js';
import { entryFor, firstMonth } from './salary-series.js';

/** A slot in which something is due or was charged. */
interface Slot extends PremiumSlot {
  readonly due: PremiumParts;
  readonly charged: readonly BookedCharge[];
  readonly found: DueCharge | undefined;
}

export function premiumDifferences(
  employment: Employment,
  moment: InvoicingMoment,
  parameters: ParameterSet,
): readonly PremiumDifference[] {
  const first = firstMonth([...employment.salaries, ...employment.estimates, ...employment.charged.map(({ month }) => ({ from: month }))]);
  if (first === undefined) return [];
  const charged = new Map<Month, BookedCharge[]>();
  for (const charge of employment.charged) {
    const ofMonth = charged.get(charge.month);
    if (ofMonth === undefined) charged.set(charge.month, [charge]);
    else ofMonth.push(charge);
  }
  const isUndecided = employment.lapsed.length === 0 && employment.settled.length === 0;
  return monthsBetween(first, moment.through).flatMap((month) => {
    const found = chargeDue(employment, month, parameters);
    const ofMonth = charged.get(month) ?? [];
    if (isUndecided && isAsCharged(found, ofMonth)) return [];
    const slots = slotsOf(month, found, ofMonth).map((slot) => unsettledOf(employment, moment, slot));
    return slots.flatMap((one) => differencesOf(employment, moment, one, dueOtherwise(slots, one)));
  });
}

/** What of a slot is not charged as it is due: as was decided (4.9), and what nobody has decided on. */
interface Unsettled {
  readonly slot: Slot;
  readonly decided: readonly Part[];
  readonly open: PremiumParts;
  /** What becomes of `open`, unless it has lapsed. */
  readonly otherwise: CorrectionStatus;
}

/**
 * What a month still owes in another slot than this one, less what slots of the employer before it give back for that. VI.6: who is
 * exempt owes the same contribution as savings, and VI.10 turns it back into premium; 2.9: who continues voluntarily owes it in the
 * employer's place. So what is given back in one slot and asked for in the other is not undue: it changes its form or its debtor,
 * whenever that is told.
 */
function dueOtherwise(slots: readonly Unsettled[], one: Unsettled): PremiumParts {
  const due = slots.filter((other) => other !== one && totalMinor(other.open) > 0);
  const taken = slots.slice(0, slots.indexOf(one)).filter(({ slot, open }) => slot.debtor === 'employer' && totalMinor(open) < 0);
  const left = [...due, ...taken].reduce((sum, { open }) => plus(sum, open), NO_PREMIUM);
  return totalMinor(left) <= 0 ? NO_PREMIUM : left;
}

/** A participant who turns out to be exempt, or to continue voluntarily, moves from one slot to another. */
function slotsOf(month: Month, found: DueCharge | undefined, charged: readonly BookedCharge[]): readonly Slot[] {
  const slots = new Map<string, PremiumSlot>();
  for (const slot of [...charged, ...(found === undefined ? [] : [found.charge])]) slots.set(slotText(slot), slot);
  return [...slots].map(([text, { as, debtor }]) => ({
    month,
    as,
    debtor,
    due: found !== undefined && slotText(found.charge) === text ? found.charge : NO_PREMIUM,
    charged: charged.filter((charge) => slotText(charge) === text),
    found: found !== undefined && slotText(found.charge) === text ? found : undefined,
  }));
}

function unsettledOf(employment: Employment, moment: InvoicingMoment, slot: Slot): Unsettled {
  const open = minus(slot.due, premiumSumOf(slot.charged));
  if (moment.finals.has(yearOfMonth(slot.month))) return afterFinal(employment, slot, open);
  return { slot, decided: [], open, otherwise: 'next-invoice' };
}

function differencesOf(
  employment: Employment,
  moment: InvoicingMoment,
  unsettled: Unsettled,
  elsewhere: PremiumParts,
): readonly PremiumDifference[] {
  const { slot, decided } = unsettled;
  const before = premiumSumOf(slot.charged);
  const of = (status: CorrectionStatus, difference: PremiumParts, toRecord = false): PremiumDifference => ({
    participantId: employment.participantId,
    employerId: employment.employerId,
    month: slot.month,
    as: slot.as,
    debtor: slot.debtor,
    status,
    reason: reasonOf(moment, slot),
    onFinal: status === 'next-invoice' && awaitsFinal(moment, slot.month),
    toRecord,
    lastDate: toRecord ? refundLastDate(yearOfMonth(slot.month)) : undefined,
    toldOn: entryFor(employment.salaries, slot.month)?.toldOn,
    before,
    after: plus(before, difference),
    difference,
  });
  const held = heldByEstimate(slot);
  const parts = [...decided, ...refundable(employment, moment, unsettled, elsewhere)];
  return [
    ...parts.filter(({ difference }) => !isNothing(difference)).map(({ status, difference, toRecord }) => of(status, difference, toRecord)),
    ...(held === undefined ? [] : [of('estimate', held)]),
  ];
}

function yearOfMonth(month: Month): number {
  return Number(month.slice(0, 4));
}

/** The most months by far: charged once, as it is due. */
function isAsCharged(found: DueCharge | undefined, charged: readonly BookedCharge[]): boolean {
  const [charge] = charged;
  if (found === undefined || charge === undefined) return found === undefined && charge === undefined;
  if (charged.length > 1 || charge.afterFinal || found.heldBack !== undefined) return false;
  const { as, debtor, premiumMinor, aoPremiumMinor, recoverableMinor } = found.charge;
  return (
    charge.as === as &&
    charge.debtor === debtor &&
    charge.premiumMinor === premiumMinor &&
    charge.aoPremiumMinor === aoPremiumMinor &&
    charge.recoverableMinor === recoverableMinor
  );
}

interface Part {
  readonly status: CorrectionStatus;
  readonly difference: PremiumParts;
  readonly toRecord?: boolean;
}

/** 4.3: binding even after late delivery, until the fund replaces it. */
function heldByEstimate({ found, due }: Slot): PremiumParts | undefined {
  if (found?.heldBack === undefined) return undefined;
  const held = slotText(found.heldBack) === slotText(found.charge) ? minus(found.heldBack, due) : minus(NO_PREMIUM, due);
  return isNothing(held) ? undefined : held;
}

/**
 * 4.9: after the final invoice a difference waits for a decision. What was decided to change and is not charged yet goes on the next
 * invoice; what was decided to stay, stays; a difference that has moved since waits anew.
 */
function afterFinal(employment: Employment, slot: Slot, open: PremiumParts): Unsettled {
  const decided = employment.settled.filter((line) => slotText(line) === slotText(slot));
  const released = premiumSumOf(decided.filter(({ choice }) => choice === 'change'));
  const releasedOpen = minus(released, premiumSumOf(slot.charged.filter((charge) => charge.afterFinal)));
  const rest = minus(open, releasedOpen);
  const last = decided.at(-1);
  const change: Part = { status: 'next-invoice', difference: releasedOpen };
  if (last?.choice === 'keep' && isSame(last, rest)) {
    return { slot, decided: [change, { status: 'kept', difference: rest }], open: NO_PREMIUM, otherwise: 'awaits-4.9' };
  }
  return { slot, decided: [change], open: rest, otherwise: 'awaits-4.9' };
}

/**
 * 2.11: what would be given back of a year to the *employer* is not, once three years have passed since its end; the article takes the
 * right from nobody else, so a participant who continues voluntarily gets it back whenever that is found. That is of what was undue: what
 * the month owes in another form, or from another debtor, is taken back in this one with it (assumption: the text is silent, and policy 3
 * is by month).
 */
function refundable(
  employment: Employment,
  { on }: InvoicingMoment,
  { slot, open, otherwise }: Unsettled,
  elsewhere: PremiumParts,
): readonly Part[] {
  const undue = plus(open, elsewhere);
  if (totalMinor(open) >= 0 || totalMinor(undue) >= 0) return [{ status: otherwise, difference: open }];
  const turned = minus(open, undue);
  const lapsed = premiumSumOf(employment.lapsed.filter((line) => slotText(line) === slotText(slot)));
  const rest = minus(undue, lapsed);
  if (totalMinor(rest) >= 0) return [{ status: 'lapsed-2.11', difference: undue }, { status: otherwise, difference: turned }];
  if (slot.debtor !== 'employer' || on <= refundLastDate(yearOfMonth(slot.month))) {
    return [{ status: 'lapsed-2.11', difference: lapsed }, { status: otherwise, difference: plus(rest, turned) }];
  }
  return [
    { status: 'lapsed-2.11', difference: lapsed },
    { status: 'lapsed-2.11', difference: rest, toRecord: true },
    { status: otherwise, difference: turned },
  ];
}

function reasonOf(moment: InvoicingMoment, { month, found, charged }: Slot): PremiumDifference['reason'] {
  if (found?.estimate !== undefined) return 'estimate';
  if (awaitsFinal(moment, month)) return 'final';
  return month === moment.through && charged.length === 0 ? 'current' : 'adjustment';
}

/**
 * 2.4: between the end of a year and its final invoice what is found of it goes on that one, within the year after (assumption). The
 * month whose own invoice goes out late is no change, and is on that invoice.
 */
function awaitsFinal({ on, finals, own }: InvoicingMoment, month: Month): boolean {
  const year = Number(month.slice(0, 4));
  return month !== own && !finals.has(year) && on > endOfYear(year) && yearOf(on) === year + 1;
}

/** The charge that a difference makes. */
export function chargeOfDifference({ month, as, debtor, difference }: PremiumDifference): PremiumCharge {
  return { month, as, debtor, ...difference };
}

/** The correction of a reported income, and what the scheme's correction policy makes of it. */
import { formatMinor, type Currency } from '#money/amount.js';
import { yearOf, type CivilDate } from '#money/civil-date.js';
import { occurrenceKey, placedUnderKey, refused, NO_CHANGE, type Decision } from '../../kernel/decision.js';
import type { Decided } from '../../kernel/event.js';
import type { ReadonlySlice } from '../../kernel/fold.js';
import { attempt } from '../../kernel/refusal.js';
import { isSameText } from '../../kernel/text.js';
import { amountProblem, type FactContext } from '../deciding/terms.js';
import type { IncomeEventData } from './events.js';
import { versionAfter, versionBefore } from './income-versions.js';
import {
  correctionData,
  fieldsOf,
  isStated,
  keyOfStated,
  movesAnyAmount,
  schemeFieldProblem,
  type SchemeFields,
  type StatedFields,
} from '../../schemes/incomes.js';
import type { IncomesSlice, IncomeVersion } from './state.js';

interface OfYear {
  readonly participantId: string;
  readonly incomeYear: number;
}

declare module '../../kernel/refusal.js' {
  interface Refusals {
    /** `recorded`: the reason that stands. */
    CORRECTION_ALREADY_RECORDED: OfYear & { readonly recorded: string; readonly reason: string };
    CORRECTED_IN_FUTURE: OfYear & { readonly correctedOn: string; readonly today: string };
    INCOME_YEAR_AFTER_CORRECTION: {
      readonly participantId?: string;
      readonly incomeYear: number;
      readonly correctedOn: string;
      readonly correctionYear: number;
    };
    INCOME_NOT_REPORTED: { readonly participantId?: string; readonly incomeYear: number; readonly employerId: string };
  }
}

export interface CorrectIncome extends StatedFields {
  readonly incomeYear: number;
  readonly employerId: string;
  /** The new total of that employer and year. */
  readonly amountMinor: number;
  readonly currency: Currency;
  readonly reason: string;
  readonly correctedOn: CivilDate;
  /** 1 for the first correction of this content, 2 where the same one comes again after another … */
  readonly occurrence: number;
}

/** What a window settlement (fi-kapl 2.4) is asked. */
export interface CorrectionToSettle {
  readonly incomeYear: number;
  readonly employerId: string;
  readonly before: IncomeVersion;
  readonly afterMinor: number;
  /** As they stand after it. */
  readonly fieldsAfter: SchemeFields;
  readonly correctedOn: CivilDate;
}

type DecidedIncome = Decided<IncomeEventData>;
export type Incomes = ReadonlySlice<IncomesSlice>;

/** `State`: what the settlement looks at, which holds the incomes. */
export interface CorrectionContext<State extends Incomes> extends FactContext {
  /** The participant as known just before the correction, whatever the value dates. */
  readonly state: State;
  /** Whether an event came from a later row of the file that is read now: read again, an earlier row did not know it. */
  readonly isReadLater?: ((eventId: string) => boolean) | undefined;
  readonly idOf: (key: string) => string;
  /** The scheme's settlement; undefined where entitlements are derived again instead. May refuse. */
  readonly settle:
    | ((state: State, correction: CorrectionToSettle, correctionId: string) => Pick<DecidedIncome, 'type' | 'data'>)
    | undefined;
}

/**
 * IncomeCorrected and what settles or bars it, both with value date `correctedOn`. It changes the income in force just before
 * that day, whenever it comes (fi-kapl section 11, "Order"). One that confirms that income is recorded like any other: what
 * comes later and is of an earlier day finds it standing. Refuses NOT_ACCEPTED_BY_SCHEME, WRONG_CURRENCY, NEGATIVE_AMOUNT,
 * MORE_THAN_INCOME, CORRECTED_IN_FUTURE, INCOME_YEAR_AFTER_CORRECTION, INCOME_NOT_REPORTED, CORRECTION_ALREADY_RECORDED (the
 * same one with another reason), LATER_CORRECTION_STANDS (one of a later day is settled, and this one would have changed it)
 * and what the settlement refuses (MISSING_PARAMETER).
 */
export function correctIncome<State extends Incomes>(command: CorrectIncome, context: CorrectionContext<State>): Decision<DecidedIncome> {
  const { incomeYear, employerId, correctedOn } = command;
  const problem =
    amountProblem(context, 'incomes', command) ?? dateProblem(command, context) ?? schemeFieldProblem(command, context);
  if (problem !== undefined) return problem;
  const versions = context.state.incomes.get(incomeYear)?.get(employerId)?.versions ?? [];
  const current = versionBefore(versions, correctedOn);
  const key = correctionKey(command);
  const stands = standingOf(key, command, context);
  if (stands !== undefined) return stands;
  if (current === undefined) return notReported(command, context.participantId);
  const inForce = versions.filter((version) => version.correctedOn === undefined || version.correctedOn <= correctedOn);
  if (saidWhenReadFirst(command, inForce, context)) return NO_CHANGE;
  const later = laterStanding(command, versions, context);
  const confirms = isSaid(inForce, command);
  if (later !== undefined && !confirms) return later;
  const ofScheme = correctionData(command, current);
  const corrected = placedUnderKey<DecidedIncome>(
    {
      type: 'IncomeCorrected',
      effectiveDate: correctedOn,
      key,
      data: {
        incomeYear,
        employerId,
        before: formatMinor(current.amountMinor),
        after: formatMinor(command.amountMinor),
        currency: command.currency,
        reason: command.reason,
        correctedOn,
        ...ofScheme,
        supersedes: current.eventId,
      },
    },
    context.standing,
    () => NO_CHANGE,
    command.occurrence,
  );
  const event = corrected.status === 'decided' ? corrected.events[0] : undefined;
  const toSettle = {
    incomeYear,
    employerId,
    before: current,
    afterMinor: command.amountMinor,
    fieldsAfter: fieldsOf(ofScheme),
    correctedOn,
  };
  if (event === undefined) return corrected;
  const settled = withSettlement(event, toSettle, context);
  return later !== undefined && movesAmounts(settled) ? later : settled;
}

/**
 * What older programs left unrecorded: the row confirmed the income in force when it was read first, and later rows of its own
 * file have changed that since. Rows are decided by day, so that only rows of its own day can have come after it.
 */
function saidWhenReadFirst(
  command: CorrectIncome,
  inForce: readonly IncomeVersion[],
  { isReadLater }: Pick<CorrectionContext<Incomes>, 'isReadLater'>,
): boolean {
  if (isReadLater === undefined) return false;
  const readFirst = inForce.filter(({ eventId, correctedOn }) => correctedOn !== command.correctedOn || !isReadLater(eventId));
  return readFirst.length < inForce.length && isSaid(readFirst, command);
}

/** Whether the last of the versions is what the correction says. */
function isSaid(versions: readonly IncomeVersion[], command: CorrectIncome): boolean {
  return versions.at(-1)?.amountMinor === command.amountMinor && isStated(versions, command);
}

/** A correction of a later day that is settled: the division of the year was made without this one (fi-kapl section 11, "Order"). */
function laterStanding(
  { incomeYear, employerId, correctedOn }: CorrectIncome,
  versions: readonly IncomeVersion[],
  { state, participantId }: Pick<CorrectionContext<Incomes>, 'state' | 'participantId'>,
): Decision<never> | undefined {
  const later = versionAfter(versions, correctedOn, (version) => isSettled(state, version));
  if (later === undefined) return undefined;
  return refused('LATER_CORRECTION_STANDS', {
    participantId,
    incomeYear,
    employerId,
    correctedOn: String(later.correctedOn),
    amount: formatMinor(later.amountMinor),
    wanted: correctedOn,
  });
}

/** Whether anything is settled, or left: a correction that confirms a refund that was left is settled against what stood before that. */
function movesAmounts(decision: Decision<DecidedIncome>): boolean {
  return decision.status !== 'decided' || decision.events.some((event) => {
    if (event.type !== 'CorrectionSettled') return false;
    return event.data.leftOut !== undefined || movesAnyAmount(event.data);
  });
}

function isSettled({ settlements }: Incomes, { eventId }: IncomeVersion): boolean {
  return settlements.some((one) => one.status === 'settled' && one.data.kind === 'correction' && one.data.correction === eventId);
}

/** `correction:YEAR:EMPLOYER:CORRECTEDON:AMOUNT`, and the scheme's own fields behind it */
export function correctionKey(command: CorrectIncome): string {
  const { incomeYear, employerId, correctedOn, amountMinor: after } = command;
  return `correction:${incomeYear}:${employerId}:${correctedOn}:${formatMinor(after)}${keyOfStated(command)}`;
}

/** A correction that stands is no change, whatever came after it; the same with another reason is refused. */
function standingOf(
  key: string,
  { occurrence, reason, incomeYear }: CorrectIncome,
  { standing, participantId }: FactContext,
): Decision<never> | undefined {
  const found = standing(occurrenceKey(key, occurrence));
  if (found === undefined) return undefined;
  if (found.annulled) return found.sameFile ? NO_CHANGE : undefined;
  const recorded = String(found.data['reason']);
  if (isSameText(recorded, reason)) return NO_CHANGE;
  return refused('CORRECTION_ALREADY_RECORDED', { participantId, incomeYear, recorded, reason });
}

function dateProblem({ incomeYear, correctedOn }: CorrectIncome, { participantId, today }: FactContext): Decision<never> | undefined {
  if (correctedOn > today) return refused('CORRECTED_IN_FUTURE', { participantId, incomeYear, correctedOn, today });
  const correctionYear = yearOf(correctedOn);
  if (incomeYear <= correctionYear) return undefined;
  return refused('INCOME_YEAR_AFTER_CORRECTION', { participantId, incomeYear, correctedOn, correctionYear });
}

function notReported({ incomeYear, employerId }: CorrectIncome, participantId: string): Decision<never> {
  return refused('INCOME_NOT_REPORTED', { participantId, incomeYear, employerId });
}

function withSettlement<State extends Incomes>(
  event: DecidedIncome,
  correction: CorrectionToSettle,
  { settle, state, idOf }: CorrectionContext<State>,
): Decision<DecidedIncome> {
  if (settle === undefined) return { status: 'decided', events: [event] };
  const correctionId = idOf(event.key);
  const settled = attempt(() => settle(state, correction, correctionId));
  if (settled.status === 'refused') return settled;
  const following = {
    ...settled.value,
    effectiveDate: correction.correctedOn,
    key: `settled:${event.key}`,
    causationId: correctionId,
  } as DecidedIncome;
  return { status: 'decided', events: [event, following] };
}

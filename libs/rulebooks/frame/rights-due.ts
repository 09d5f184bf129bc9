/**
 * A participant's pension rights as the facts now known and the fund's decisions give them, compared with what is booked: a first
 * booking where there is none, else an adjustment at the original value date. Run again it finds nothing.
 */
import type { RightsDecision } from '#ledger/fund/policy/events.js';
import type { FundState } from '#ledger/fund/state.js';
import type { DecidedParticipantEvent } from '#ledger/participant/events.js';
import { rightsKeyText, type BookedRight, type RightsKey } from '#ledger/participant/rights/booked-rights.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import { addMinor, formatMinor, type Currency } from '#money/amount.js';
import { endOfYear, yearOf, type CivilDate } from '#money/civil-date.js';
import { Decimal, exactText, sum } from '#money/decimal.js';
import type { PensionRights, PensionRightsRules, RightsBooking, RightsTransfer, Tranche } from './capabilities/pension-rights.js';
import type { FundRules } from './due.js';
import { employmentsOf, type TermsOfEmployers } from './employments.js';
import { lastAlone } from './remember.js';

/** What the fund decided that moves rights, by its days: of one fund for all its participants, one after another. */
export const rightsDecisions = lastAlone((one: FundState, other: FundState) => one === other, decisionsByDay);

function decisionsByDay({ indexations, reductions, catchUps }: FundState): readonly RightsDecision[] {
  const decisions: readonly RightsDecision[] = [
    ...indexations.map(({ eventId: id, data: { on, rate, missed = '0', reference, evaluation, bindingRule } }) => {
      const grounds = {
        reference,
        ...(evaluation === undefined ? {} : { evaluation }),
        ...(bindingRule === undefined ? {} : { rule: bindingRule }),
      };
      return { kind: 'indexation', id, on, granted: rate, missed, grounds } as const;
    }),
    ...reductions.flatMap(({ decision: id, on, by, ...grounds }) =>
      by.kind === 'rate' ? [{ kind: 'reduction', id, on, rate: by.rate, grounds } as const] : [],
    ),
    ...catchUps.map(({ eventId: id, data: { on, applied, reference, evaluation } }) => {
      const grounds = { reference, ...(evaluation === undefined ? {} : { evaluation }) };
      return { kind: 'catch-up', id, on, applied, grounds } as const;
    }),
  ];
  return [...decisions].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

/** Rights of years as they are booked, unrounded; the booked amount where an older program kept no more. */
export function bookedAccruals({ bookedRights }: Pick<ParticipantState, 'bookedRights'>): readonly Tranche[] {
  return [...bookedRights.values()]
    .flatMap(({ key, right, amountMinor }) =>
      key.kind === 'accrual' ? [{ year: Number(key.of), right: right ?? formatMinor(amountMinor) }] : [],
    )
    .sort((a, b) => a.year - b.year);
}

/** Whose rights, by which facts. */
export interface RightsHolder {
  readonly participantId: string;
  readonly state: ParticipantState;
  /** What its employers' events mean for it. */
  readonly employers: TermsOfEmployers;
}

/** What came or went by transfer, as it moves the tranches; what came on one day is one. */
export function rightsTransfers({ rightsTransferred }: Pick<ParticipantState, 'rightsTransferred'>): readonly RightsTransfer[] {
  const came = new Map<CivilDate, number>();
  for (const { way, on, amountMinor } of rightsTransferred) {
    if (way === 'in') came.set(on, addMinor(came.get(on) ?? 0, amountMinor));
  }
  const gone = rightsTransferred.find(({ way }) => way === 'out');
  return [
    ...[...came].map(([on, minor]) => ({ way: 'in', on, right: formatMinor(minor) }) as const),
    ...(gone === undefined ? [] : [{ way: 'out', on: gone.on } as const]),
  ];
}

/**
 * Rights of years that are over on a day, unrounded, as the facts now known give them: by own months, and by what came of the year with
 * a group before it was over. `leaving`: it is about to go over on that day.
 */
export function accrualsOf(
  { participantId, state, employers }: RightsHolder,
  { parameters }: Pick<FundRules, 'parameters'>,
  law: Pick<PensionRightsRules, 'accrual'>,
  on: CivilDate,
  leaving?: CivilDate,
): readonly Tranche[] {
  const employments = employmentsOf(participantId, state, employers, leaving);
  const begun = employments.flatMap(({ salaries, estimates }) => [...salaries, ...estimates].map(({ from }) => Number(from.slice(0, 4))));
  const years = [...begun, ...state.accruingTransferred.map(({ year }) => year)];
  if (years.length === 0) return [];
  const first = Math.min(...years);
  const last = endOfYear(yearOf(on)) <= on ? yearOf(on) : yearOf(on) - 1;
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index)
    .map((year) => ({ year, right: withCarried(state, year, law.accrual(employments, year, `${year}-12`, parameters)) }))
    .filter(({ right }) => /[1-9]/.test(right));
}

/** The right of a year by own months, and what came of it by transfer. */
export function withCarried({ accruingTransferred }: ParticipantState, year: number, own: string): string {
  const carried = accruingTransferred.filter((one) => one.year === year);
  return carried.length === 0 ? own : exactText(sum([own, ...carried.map(({ right }) => right)].map((right) => new Decimal(right))));
}

/** Events to append, in order of value date; none for a scheme that keeps no rights by tranche. Refuses MISSING_PARAMETER. */
export function rightsDue(rules: FundRules, holder: RightsHolder, today: CivilDate): readonly DecidedParticipantEvent[] {
  return differencesOf(rules, holder, expectedRights(rules, holder, today));
}

/**
 * Of one about to go over on that day: what is to be booked up to it, what was booked after it and does not belong here any more, and
 * the right that there is then, unrounded, as the scheme keeps it; undefined of a scheme that keeps no rights by tranche.
 */
export function rightsLeaving(
  rules: FundRules,
  holder: RightsHolder,
  on: CivilDate,
): { readonly bookings: readonly DecidedParticipantEvent[]; readonly right: string | undefined } {
  const expected = expectedRights(rules, holder, on, on);
  const right = expected && exactText(sum(expected.tranches.map((tranche) => new Decimal(tranche.right))));
  return { bookings: differencesOf(rules, holder, expected), right };
}

interface ExpectedRights extends Pick<PensionRights, 'bookings' | 'tranches'> {
  readonly accruals: readonly Tranche[];
}

function expectedRights(rules: FundRules, holder: RightsHolder, on: CivilDate, leaving?: CivilDate): ExpectedRights | undefined {
  const law = rules.rulebook.capabilities.pensionRights;
  if (law === undefined) return undefined;
  const { state } = holder;
  const accruals = accrualsOf(holder, rules, law, on, leaving);
  if (accruals.length === 0 && state.bookedRights.size === 0 && state.rightsTransferred.length === 0) return undefined;
  return { accruals, ...law.rights(accruals, rightsDecisions(rules.fund), on, rightsTransfers(state)) };
}

function differencesOf(
  { rulebook, fund }: FundRules,
  { state }: RightsHolder,
  expected: ExpectedRights | undefined,
): readonly DecidedParticipantEvent[] {
  if (expected === undefined) return [];
  const { accruals, bookings } = expected;
  const decisions = rightsDecisions(fund);
  const rightOf = new Map(accruals.map(({ year, right }) => [rightsKeyText({ kind: 'accrual', of: String(year) }), right]));
  const writing: Writing = { currency: rulebook.currency, rightOf, decisions: new Map(decisions.map((one) => [one.id, one])) };
  const wanted = new Map(bookings.map((booking) => [rightsKeyText(booking.key), booking]));
  const keys = new Set([...wanted.keys(), ...state.bookedRights.keys()]);
  return [...keys]
    .flatMap((text) => eventOf(text, wanted.get(text), state.bookedRights.get(text), writing))
    .sort((a, b) => (a.effectiveDate < b.effectiveDate ? -1 : a.effectiveDate > b.effectiveDate ? 1 : 0));
}

interface Writing {
  readonly currency: Currency;
  /** Unrounded, by the key of its accrual. */
  readonly rightOf: ReadonlyMap<string, string>;
  readonly decisions: ReadonlyMap<string, RightsDecision>;
}

function eventOf(
  text: string,
  wanted: RightsBooking | undefined,
  booked: BookedRight | undefined,
  writing: Writing,
): readonly DecidedParticipantEvent[] {
  if (booked === undefined) return wanted === undefined ? [] : [firstBooking(text, wanted, writing)];
  const afterMinor = wanted?.amountMinor ?? 0;
  const right = booked.key.kind === 'accrual' ? (writing.rightOf.get(text) ?? '0') : undefined;
  // An unrounded right may have moved though its cents have not.
  if (afterMinor === booked.amountMinor && (right === undefined || booked.right === undefined || right === booked.right)) return [];
  const { key, amountMinor, on, eventIds } = booked;
  return [
    {
      type: 'RightsAdjusted',
      effectiveDate: on,
      key: `rights-adjusted:${text}:${eventIds.length}`,
      data: {
        adjusts: shownKey(key),
        before: formatMinor(amountMinor),
        after: formatMinor(afterMinor),
        pensionYearly: formatMinor(addMinor(afterMinor, -amountMinor)),
        currency: writing.currency,
        ...(right === undefined ? {} : { right }),
      },
    },
  ];
}

function shownKey({ kind, of, catchUp }: RightsKey): RightsKey {
  return catchUp === undefined ? { kind, of } : { kind, of, catchUp };
}

function firstBooking(
  text: string,
  { key, on, amountMinor }: RightsBooking,
  { currency, rightOf, decisions }: Writing,
): DecidedParticipantEvent {
  const money = { pensionYearly: formatMinor(amountMinor), currency };
  const event = { effectiveDate: on, key: `rights:${text}` };
  if (key.kind === 'accrual') {
    return { ...event, type: 'RightsAccrued', data: { period: key.of, ...money, right: rightOf.get(text) ?? '0' } };
  }
  const decision = decisions.get(key.of);
  if (decision === undefined) throw new Error(`rights were moved by ${key.of}, which the fund did not decide`);
  switch (decision.kind) {
    case 'indexation':
      return { ...event, type: 'IndexationGranted', data: { decision: key.of, rate: decision.granted, ...money } };
    case 'reduction':
      return { ...event, type: 'RightsReduced', data: { decision: key.of, rate: decision.rate, ...money } };
    case 'catch-up': {
      const { kind, ofYear } = key.catchUp as NonNullable<RightsKey['catchUp']>;
      const rate = decision.applied.find((one) => one.kind === kind && one.ofYear === ofYear)?.rate ?? '0';
      return { ...event, type: 'CatchUpGranted', data: { decision: key.of, kind, ofYear, rate, ...money } };
    }
    default:
      return unknownDecision(decision);
  }
}

function unknownDecision(decision: never): never {
  throw new Error(`no decision on rights: ${JSON.stringify(decision)}`);
}

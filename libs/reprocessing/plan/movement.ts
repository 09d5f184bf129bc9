/** What the planned events of one participant move: settlements by income year, entitlements by kind, figures before and after. */
import type { EventToAppend } from '#ledger/kernel/envelope.js';
import { dataIf } from '#ledger/event.js';
import type { EntitlementKind } from '#ledger/participant/entitlements/events.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import { attempt } from '#ledger/kernel/refusal.js';
import { NOTHING_SETTLED, settlementAmountsOf, type SettlementAmounts } from '#ledger/schemes/incomes.js';
import { addMinor, amountMinor, formatMinor, sumMinor, type Currency } from '#money/amount.js';
import { yearOf, type CivilDate } from '#money/civil-date.js';
import type { RulesInForce } from '#portfolio/rules-in-force.js';
import type { WindowYear } from '#rulebooks/frame/capabilities/windows.js';
import { capabilityOf } from '#rulebooks/frame/capability.js';
import type { TermsOfEmployers } from '#rulebooks/frame/employments.js';
import { said } from '#words/said.js';
import { isMoved, premiumMovements, rightsMovement, type PremiumMovement, type RightsMovement } from './premium-movement.js';

export interface SettledYear extends SettlementAmounts {
  readonly incomeYear: number;
  readonly incomeBefore: string;
  readonly incomeAfter: string;
  readonly timeBarred: boolean;
  /** What the recovery policy leaves. */
  readonly leftOut: string;
}

/** An income year's figures before and after. */
export interface YearMovement {
  readonly incomeYear: number;
  readonly premium: { readonly before: string; readonly after: string };
  readonly smoothingPart: { readonly before: string; readonly after: string };
}

export interface Movement {
  readonly participantId: string;
  readonly scheme: string;
  readonly currency: Currency;
  /** What is settled, or by how much the value, or the premium of the employers, moves. */
  readonly total: string;
  readonly settlements: readonly SettledYear[];
  readonly years: readonly YearMovement[];
  /** All that the recovery policy leaves, negative or zero. */
  readonly leftOut: string;
  /** Differences of entitlements, by kind. */
  readonly entitlements: { readonly [kind in EntitlementKind]?: string };
  /** Coverage figures that move, by name; a note where the overview is refused. */
  readonly coverage: { readonly [figure: string]: { readonly before: string; readonly after: string } };
  readonly notes: readonly string[];
  /** The corrected income year that leaves the window first, of those still open. */
  readonly closing: { readonly incomeYear: number; readonly closesOn: CivilDate } | null;
  /** Of a scheme that invoices employers: what becomes of the differences. */
  readonly premiums?: readonly PremiumMovement[];
  /** Of a scheme that keeps rights by tranche. */
  readonly rights?: RightsMovement;
}

export interface MovedParticipant {
  readonly before: ParticipantState;
  readonly after: ParticipantState;
  readonly events: readonly EventToAppend[];
  readonly rules: RulesInForce;
  readonly asOf: CivilDate;
  /** The day of the plan. */
  readonly today: CivilDate;
  readonly employers: TermsOfEmployers;
}

export function movementOf({ before, after, events, rules, asOf, today, employers }: MovedParticipant): Movement {
  const { rulebook, parameters } = rules;
  const settlements = events.flatMap(settledYears);
  const touched = new Set(settlements.map(({ incomeYear }) => incomeYear));
  const windows = (state: ParticipantState): readonly WindowYear[] => {
    if (touched.size === 0) return [];
    const view = attempt(() => capabilityOf(rulebook, 'windows')(state, yearOf(asOf), asOf, parameters, touched));
    return view.status === 'done' ? view.value.years : [];
  };
  const [yearsBefore, yearsAfter] = [windows(before), windows(after)];
  const coverage = coverageMovement(before, after, asOf, rules);
  const settled = sumMinor(settlements, ({ total }) => amountMinor(total));
  const participantId = before.enrolment?.participantId ?? '';
  const premiums = premiumMovements({ participantId, before, after, employers, rules, today });
  const rights = rightsMovement({ before, after, rules });
  // Of a scheme that invoices employers premium moves; what is saved of it is the same money, once it is paid.
  const valueMoved =
    premiums === undefined
      ? addMinor(after.balanceMinor, -before.balanceMinor)
      : sumMinor(premiums.filter(isMoved), ({ amount }) => amountMinor(amount));
  return {
    participantId,
    scheme: rulebook.id,
    currency: rulebook.currency,
    total: formatMinor(rulebook.capabilities.corrections?.kind === 'window-settlement' ? settled : valueMoved),
    settlements,
    years: yearMovements(yearsBefore, yearsAfter, touched),
    leftOut: formatMinor(leftOutOf(events)),
    entitlements: entitlementMovements(before, after),
    ...coverage,
    closing: firstToClose(yearsAfter),
    ...(premiums === undefined ? {} : { premiums }),
    ...(rights === undefined ? {} : { rights }),
  };
}

function settledYears(event: EventToAppend): readonly SettledYear[] {
  const settled = dataIf(event, 'CorrectionSettled');
  if (settled !== undefined) {
    const { incomeYear, incomeBefore, incomeAfter, leftOut } = settled;
    const amounts = settlementAmountsOf(settled);
    return [{ incomeYear, incomeBefore, incomeAfter, ...amounts, timeBarred: false, leftOut: leftOut?.total ?? '0.00' }];
  }
  const barred = dataIf(event, 'CorrectionTimeBarred');
  if (barred === undefined) return [];
  const { incomeYear, incomeBefore, incomeAfter } = barred;
  return [{ incomeYear, incomeBefore, incomeAfter, ...NOTHING_SETTLED, timeBarred: true, leftOut: '0.00' }];
}

function leftOutOf(events: readonly EventToAppend[]): number {
  // Several corrections of one income are settled against the same: the last one tells what is left.
  const incomes = new Map(
    events.flatMap(({ id, type, data }) =>
      type === 'IncomeCorrected' ? [[id, `${String(data['incomeYear'])} ${String(data['employerId'])}`] as const] : [],
    ),
  );
  const left = new Map<string, number>();
  for (const { id, data } of events) {
    const leftOut = data['leftOut'] as { readonly amount?: string; readonly total?: string } | undefined;
    left.set(incomes.get(data['correction'] as string) ?? id, amountMinor(leftOut?.amount ?? leftOut?.total ?? '0.00'));
  }
  return sumMinor(left.values(), (minor) => minor);
}

function yearMovements(before: readonly WindowYear[], after: readonly WindowYear[], touched: ReadonlySet<number>): readonly YearMovement[] {
  const earlier = new Map(before.map((year) => [year.incomeYear, year]));
  return after
    .filter(({ incomeYear }) => touched.has(incomeYear))
    .map(({ incomeYear, premium, smoothingPart }) => ({
      incomeYear,
      premium: { before: earlier.get(incomeYear)?.premium ?? '0.00', after: premium },
      smoothingPart: { before: earlier.get(incomeYear)?.smoothingPart ?? '0.00', after: smoothingPart },
    }));
}

function firstToClose(years: readonly WindowYear[]): Movement['closing'] {
  const open = years.filter(({ status }) => status === 'open').sort((a, b) => a.incomeYear - b.incomeYear)[0];
  return open === undefined ? null : { incomeYear: open.incomeYear, closesOn: open.closesOn };
}

function entitlementMovements(before: ParticipantState, after: ParticipantState): Movement['entitlements'] {
  const sums = new Map<EntitlementKind, number>();
  for (const [key, { key: entitlement, amountMinor: minor }] of after.booked) {
    const moved = addMinor(minor, -(before.booked.get(key)?.amountMinor ?? 0));
    if (moved !== 0) sums.set(entitlement.kind, addMinor(sums.get(entitlement.kind) ?? 0, moved));
  }
  return Object.fromEntries([...sums].map(([kind, minor]) => [kind, formatMinor(minor)]));
}

function coverageMovement(
  before: ParticipantState,
  after: ParticipantState,
  asOf: CivilDate,
  { rulebook, parameters }: RulesInForce,
): Pick<Movement, 'coverage' | 'notes'> {
  if (rulebook.capabilities.coverage === undefined) return { coverage: {}, notes: [] };
  const overview = (state: ParticipantState) => attempt(() => capabilityOf(rulebook, 'coverage')(state, asOf, parameters));
  const [earlier, later] = [overview(before), overview(after)];
  const problem = [earlier, later].find(({ status }) => status === 'refused');
  if (earlier.status === 'refused' || later.status === 'refused') {
    return { coverage: {}, notes: problem?.status === 'refused' ? [`${problem.refusal.code}: ${said(problem.refusal)}`] : [] };
  }
  const figures: { [figure: string]: { before: string; after: string } } = {};
  if (earlier.value.value !== later.value.value) figures['value'] = { before: earlier.value.value, after: later.value.value };
  const amounts = new Map(earlier.value.benefits.map(({ figure, amount }) => [figure, amount]));
  for (const { figure, amount } of later.value.benefits) {
    const was = amounts.get(figure) ?? '0.00';
    if (was !== amount) figures[figure] = { before: was, after: amount };
    amounts.delete(figure);
  }
  for (const [figure, was] of amounts) if (was !== '0.00') figures[figure] = { before: was, after: '0.00' };
  return { coverage: figures, notes: [] };
}

/** Totals and distribution of a plan, gathered participant by participant in bounded memory. */
import { addMinor, amountMinor, formatMinor } from '#money/amount.js';
import type { CivilDate } from '#money/civil-date.js';
import { ENTITLEMENT_KINDS, type EntitlementKind } from '#ledger/participant/entitlements/events.js';
import { SETTLEMENT_AMOUNTS, eachSettlementAmount, type SettlementAmounts } from '#ledger/schemes/incomes.js';
import type { Movement, SettledYear } from './movement.js';
import { movementKey, type PremiumMovement, type RightsMovement } from './premium-movement.js';

export interface IncomeYearSums extends SettlementAmounts {
  readonly incomeYear: number;
  /** Participants' corrections of that year. */
  readonly corrections: number;
  readonly timeBarred: number;
}

export interface HistogramBar {
  /** Movement from (inclusive), to (exclusive); null: without end. */
  readonly from: string | null;
  readonly to: string | null;
  readonly participants: number;
}

export interface ClosingYearSummary {
  readonly incomeYear: number;
  readonly closesOn: CivilDate;
  readonly participants: number;
}

export interface CurrencySummary {
  readonly currency: string;
  readonly participants: number;
  /** Sum of all movements. */
  readonly total: string;
  /** Overpayments that the fund's recovery policy leaves. */
  readonly leftOut: string;
  readonly settled: SettlementAmounts;
  readonly incomeYears: readonly IncomeYearSums[];
  readonly entitlements: { readonly [kind in EntitlementKind]?: string };
  readonly histogram: readonly HistogramBar[];
  /** The largest movements, the largest first. */
  readonly largest: readonly { readonly participantId: string; readonly total: string }[];
  /** Open income years that leave the window next, over the participants of the plan. */
  readonly closing: readonly ClosingYearSummary[];
  /** Of a scheme that invoices employers: premium by year and by what becomes of it. */
  readonly premiums?: readonly PremiumMovement[];
  /** Of a scheme that keeps rights by tranche: of all participants of the plan, a year. */
  readonly rights?: RightsMovement;
}

type Sums = { -readonly [name in keyof SettlementAmounts]: number };
const LARGEST = 20;
/** Edges of the histogram in minor units. */
const EDGES = [-100_000_00, -10_000_00, -1_000_00, -100_00, -10_00, 0, 1, 10_00, 100_00, 1_000_00, 10_000_00, 100_000_00];

export interface SummaryGatherer {
  readonly add: (movement: Movement) => void;
  /** One a currency. */
  readonly summaries: () => readonly CurrencySummary[];
}

interface Gathered {
  participants: number;
  totalMinor: number;
  leftOutMinor: number;
  readonly settled: Sums;
  readonly years: Map<number, Sums & { corrections: number; timeBarred: number }>;
  readonly entitlements: Map<EntitlementKind, number>;
  readonly bars: number[];
  largest: { participantId: string; minor: number }[];
  readonly closing: Map<number, { closesOn: CivilDate; participants: number }>;
  /** By year and status, as text. */
  premiums: Map<string, { readonly movement: PremiumMovement; minor: number }> | undefined;
  rights: { before: number; after: number } | undefined;
}

export function summaryGatherer(): SummaryGatherer {
  const byCurrency = new Map<string, Gathered>();
  return {
    add: (movement) => {
      let gathered = byCurrency.get(movement.currency);
      if (gathered === undefined) {
        gathered = emptySummary();
        byCurrency.set(movement.currency, gathered);
      }
      gather(gathered, movement);
    },
    summaries: () => [...byCurrency].sort(([a], [b]) => (a < b ? -1 : 1)).map(([currency, gathered]) => summaryOf(currency, gathered)),
  };
}

function zeroSums(): Sums {
  return eachSettlementAmount(() => 0);
}

function emptySummary(): Gathered {
  return {
    participants: 0,
    totalMinor: 0,
    leftOutMinor: 0,
    settled: zeroSums(),
    years: new Map(),
    entitlements: new Map(),
    bars: new Array<number>(EDGES.length + 1).fill(0),
    largest: [],
    closing: new Map(),
    premiums: undefined,
    rights: undefined,
  };
}

function gatherEmployers(gathered: Gathered, { premiums, rights }: Movement): void {
  if (premiums !== undefined) {
    gathered.premiums ??= new Map();
    for (const movement of premiums) {
      const key = movementKey(movement);
      const known = gathered.premiums.get(key);
      gathered.premiums.set(key, { movement, minor: addMinor(known?.minor ?? 0, amountMinor(movement.amount)) });
    }
  }
  if (rights === undefined) return;
  gathered.rights ??= { before: 0, after: 0 };
  gathered.rights.before = addMinor(gathered.rights.before, amountMinor(rights.before));
  gathered.rights.after = addMinor(gathered.rights.after, amountMinor(rights.after));
}

function gather(gathered: Gathered, movement: Movement): void {
  const { participantId, total, leftOut, settlements, entitlements, closing } = movement;
  gatherEmployers(gathered, movement);
  const minor = amountMinor(total);
  gathered.participants += 1;
  gathered.totalMinor = addMinor(gathered.totalMinor, minor);
  gathered.leftOutMinor = addMinor(gathered.leftOutMinor, amountMinor(leftOut));
  for (const settlement of settlements) addSettlement(gathered, settlement);
  for (const kind of ENTITLEMENT_KINDS) {
    const amount = entitlements[kind];
    if (amount !== undefined) gathered.entitlements.set(kind, addMinor(gathered.entitlements.get(kind) ?? 0, amountMinor(amount)));
  }
  const bar = EDGES.findIndex((edge) => minor < edge);
  gathered.bars[bar === -1 ? EDGES.length : bar] = (gathered.bars[bar === -1 ? EDGES.length : bar] as number) + 1;
  keepLargest(gathered, participantId, minor);
  if (closing !== null) {
    const known = gathered.closing.get(closing.incomeYear);
    gathered.closing.set(closing.incomeYear, { closesOn: closing.closesOn, participants: (known?.participants ?? 0) + 1 });
  }
}

function addSettlement(gathered: Gathered, settlement: SettledYear): void {
  let year = gathered.years.get(settlement.incomeYear);
  if (year === undefined) {
    year = { ...zeroSums(), corrections: 0, timeBarred: 0 };
    gathered.years.set(settlement.incomeYear, year);
  }
  year.corrections += 1;
  if (settlement.timeBarred) year.timeBarred += 1;
  for (const name of SETTLEMENT_AMOUNTS) {
    const minor = amountMinor(settlement[name]);
    year[name] = addMinor(year[name], minor);
    gathered.settled[name] = addMinor(gathered.settled[name], minor);
  }
}

function keepLargest(gathered: Gathered, participantId: string, minor: number): void {
  const smallest = gathered.largest.at(-1);
  if (minor === 0 || (gathered.largest.length >= LARGEST && smallest !== undefined && Math.abs(minor) <= Math.abs(smallest.minor))) return;
  gathered.largest = [...gathered.largest, { participantId, minor }]
    .sort((a, b) => Math.abs(b.minor) - Math.abs(a.minor))
    .slice(0, LARGEST);
}

function summaryOf(currency: string, gathered: Gathered): CurrencySummary {
  const { participants, totalMinor, leftOutMinor, settled, years, entitlements, bars, largest, closing, premiums, rights } = gathered;
  return {
    currency,
    participants,
    total: formatMinor(totalMinor),
    leftOut: formatMinor(leftOutMinor),
    settled: formatSums(settled),
    incomeYears: [...years]
      .sort(([a], [b]) => a - b)
      .map(([incomeYear, { corrections, timeBarred, ...sums }]) => ({ incomeYear, corrections, timeBarred, ...formatSums(sums) })),
    entitlements: Object.fromEntries([...entitlements].map(([kind, minor]) => [kind, formatMinor(minor)])),
    histogram: bars.map((count, index) => ({ from: edge(index - 1), to: edge(index), participants: count })),
    largest: largest.map(({ participantId, minor }) => ({ participantId, total: formatMinor(minor) })),
    closing: [...closing].sort(([a], [b]) => a - b).map(([incomeYear, rest]) => ({ incomeYear, ...rest })),
    ...(premiums === undefined
      ? {}
      : {
          premiums: [...premiums]
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([, { movement, minor }]) => ({ ...movement, amount: formatMinor(minor) })),
        }),
    ...(rights === undefined ? {} : { rights: { before: formatMinor(rights.before), after: formatMinor(rights.after) } }),
  };
}

function edge(index: number): string | null {
  const minor = EDGES[index];
  return minor === undefined ? null : formatMinor(minor);
}

export function formatSums(sums: Sums): SettlementAmounts {
  return eachSettlementAmount((name) => formatMinor(sums[name]));
}

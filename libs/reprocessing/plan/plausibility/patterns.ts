/** Patterns of a whole file, fund by fund, gathered in bounded memory: mistakes that no row shows by itself. */
import type { Flag } from '#ledger/participant/flag.js';
import { addMinor, formatMinor } from '#money/amount.js';
import type { PlausibilityLimits } from '#rulebooks/frame/parameters/plausibility.js';
import type { RowMovement } from './row-flags.js';

/** Fewer rows are no pattern. */
const FEWEST = 5;
/** Differences told apart; a file with more of them has no single one worth naming. */
const MOST_TOLD_APART = 100_000;

/** What a fund's part of a file came to, to hold the next ones against. */
export interface FileTotals {
  readonly rows: number;
  readonly amountMinor: number;
}

interface Gathered {
  rows: number;
  flagged: number;
  changed: number;
  amountMinor: number;
  readonly differences: Map<number, number>;
  readonly factors: Map<string, number>;
  /** Employer → rows: a participant counts once. */
  readonly employers: Map<string, number>;
  participants: number;
}

export interface PatternGatherer {
  /** Of one participant: the rows that are taken, and how many of them are flagged. */
  readonly add: (fundId: string, movements: readonly RowMovement[], flagged: number) => void;
  readonly funds: () => readonly string[];
  readonly totals: (fundId: string) => FileTotals;
  /** `last`: the fund's part of the files of this kind before, the newest first. */
  readonly patterns: (fundId: string, limits: PlausibilityLimits, last: readonly FileTotals[]) => readonly Flag[];
}

export function patternGatherer(): PatternGatherer {
  const byFund = new Map<string, Gathered>();
  return {
    add: (fundId, movements, flagged) => {
      if (movements.length === 0) return;
      const gathered = byFund.get(fundId) ?? nothing();
      byFund.set(fundId, gathered);
      gathered.participants += 1;
      gathered.flagged += flagged;
      for (const movement of movements) count(gathered, movement);
      for (const employerId of new Set(movements.flatMap(({ employerId: id }) => (id === undefined ? [] : [id])))) {
        bump(gathered.employers, employerId);
      }
    },
    funds: () => [...byFund.keys()].sort(),
    totals: (fundId) => byFund.get(fundId) ?? nothing(),
    patterns: (fundId, limits, last) => {
      const gathered = byFund.get(fundId) ?? nothing();
      const found = [
        sameDifference(gathered, limits),
        sameFactor(gathered, limits),
        manyFlagged(gathered, limits),
        oneEmployer(gathered, limits),
        farFromLast(gathered, last, limits),
      ];
      return found.filter((pattern) => pattern !== undefined);
    },
  };
}

function nothing(): Gathered {
  const counts = { rows: 0, flagged: 0, changed: 0, amountMinor: 0, participants: 0 };
  return { ...counts, differences: new Map(), factors: new Map(), employers: new Map() };
}

function count(gathered: Gathered, { amountMinor, beforeMinor }: RowMovement): void {
  gathered.rows += 1;
  gathered.amountMinor = addMinor(gathered.amountMinor, amountMinor);
  if (beforeMinor === undefined || beforeMinor === amountMinor) return;
  gathered.changed += 1;
  bump(gathered.differences, amountMinor - beforeMinor);
  if (beforeMinor > 0 && amountMinor > 0) bump(gathered.factors, (amountMinor / beforeMinor).toFixed(3));
}

function bump<K>(counts: Map<K, number>, key: K): void {
  const known = counts.get(key);
  if (known === undefined && counts.size >= MOST_TOLD_APART) return;
  counts.set(key, (known ?? 0) + 1);
}

function most<K>(counts: ReadonlyMap<K, number>): { readonly key: K; readonly rows: number } | undefined {
  let found: { readonly key: K; readonly rows: number } | undefined;
  for (const [key, rows] of counts) if (found === undefined || rows > found.rows) found = { key, rows };
  return found;
}

function isMany(rows: number, of: number, share: number): boolean {
  return rows >= FEWEST && rows > of * share;
}

function sameDifference({ differences, changed }: Gathered, { sameShare }: PlausibilityLimits): Flag | undefined {
  const found = most(differences);
  if (found === undefined || !isMany(found.rows, changed, sameShare)) return undefined;
  const difference = formatMinor(found.key);
  return { code: 'SAME_DIFFERENCE', figures: { difference, rows: found.rows, of: changed } };
}

function sameFactor({ factors, changed }: Gathered, { sameShare }: PlausibilityLimits): Flag | undefined {
  const found = most(factors);
  if (found === undefined || !isMany(found.rows, changed, sameShare)) return undefined;
  return { code: 'SAME_FACTOR', figures: { factor: found.key, rows: found.rows, of: changed } };
}

function manyFlagged({ flagged, rows }: Gathered, { flaggedShare }: PlausibilityLimits): Flag | undefined {
  if (!isMany(flagged, rows, flaggedShare)) return undefined;
  return { code: 'MANY_FLAGGED', figures: { rows: flagged, of: rows } };
}

function oneEmployer({ employers, participants }: Gathered, { employerShare }: PlausibilityLimits): Flag | undefined {
  const found = most(employers);
  if (found === undefined || employers.size < 2 || !isMany(found.rows, participants, employerShare)) return undefined;
  const figures = { employerId: found.key, participants: found.rows, of: participants, employers: employers.size };
  return { code: 'ONE_EMPLOYER', figures };
}

/** How many of the last files count. */
export const FILES_LOOKED_AT = 5;

function farFromLast(now: FileTotals, last: readonly FileTotals[], { total }: Pick<PlausibilityLimits, 'total'>): Flag | undefined {
  const means = last
    .filter(({ rows }) => rows > 0)
    .slice(0, FILES_LOOKED_AT)
    .map(({ rows, amountMinor }) => amountMinor / rows)
    .sort((a, b) => a - b);
  const usual = means[Math.floor(means.length / 2)];
  if (now.rows < FEWEST || usual === undefined || usual <= 0 || now.amountMinor <= 0) return undefined;
  const mean = now.amountMinor / now.rows;
  const ratio = mean / usual;
  if (Math.max(ratio, 1 / ratio) <= total) return undefined;
  const figures = {
    mean: formatMinor(Math.round(mean)),
    usual: formatMinor(Math.round(usual)),
    files: means.length,
    factor: ratio.toFixed(4),
  };
  return { code: 'TOTAL_FAR_FROM_LAST', figures };
}

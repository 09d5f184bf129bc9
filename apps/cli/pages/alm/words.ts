/** How a study's parts are called on its pages. */
import type { JsonObject } from '#ledger/kernel/json.js';
import type { AlmReport, RegimeFigures, ResultBound } from '#rulebooks/nl-ftk/alm/report.js';
import { groupedCount } from '../counted.js';

/** Names of the note's own regimes and variants; others go by the name that the input gives them. */
const NAMES: Readonly<Record<string, string>> = {
  old: 'old rules',
  new: 'new rules',
  catchUp: 'full surplus for catching up',
  threshold: 'indexation from 105 %',
  ufr: 'ultimate rate kept at 4.2 %',
  all: 'all three',
};

/** `A` and `B` are called by the rules that the input names, where it names them. */
export function regimeNameOf({ input }: AlmReport, { name }: RegimeFigures): string {
  const given = name === 'A' ? input['regimeA'] : name === 'B' ? input['regimeB'] : name;
  return typeof given === 'string' ? (NAMES[given] ?? given) : name === 'A' ? 'first rules' : 'second rules';
}

/** What premiums are reckoned on. */
const BASIS: Readonly<Record<string, string>> = {
  RTS: 'the curve of the year',
  averageRTS: 'the ten-year average of the rates',
  expectedReturn: 'the expected real return',
};

/** `1,000 scenarios of 75 years from seed 1, premiums on …`. */
export function sizeOf({ input }: AlmReport): string {
  const { scenarios, years, seed, premiumBasis } = input;
  const basis = BASIS[String(premiumBasis)] ?? String(premiumBasis);
  return `${groupedCount(Number(scenarios))} scenarios of ${String(years)} years from seed ${String(seed)}, premiums on ${basis}`;
}

export function percent(value: string | number, digits = 1): string {
  return `${(100 * Number(value)).toFixed(digits)} %`;
}

/** A change with its sign: `+1.4`, `−5.5`. */
export function signed(value: string | number, digits = 1): string {
  const text = Math.abs(Number(value)).toFixed(digits);
  return Number(value) < 0 && Number(text) !== 0 ? `−${text}` : `+${text}`;
}

export const STATUS: Readonly<Record<string, string>> = {
  official: 'official',
  assumed: 'assumed',
  given: 'given in the input',
};

export function heldText(held: boolean | null): string {
  return held === null ? 'not reached' : held ? 'held' : 'not held';
}

/** What the bounds of a study are held against. */
export function boundsAbout(report: AlmReport): string {
  return `What the fund has set for the median pension result, held against the ${regimeNameOf(report, report.B)}.`;
}

export function boundText({ breached }: ResultBound): string {
  return breached ? 'breached' : 'kept';
}

/** Bounds that nothing could be held against, each with why. */
export function boundsLeftOut({ input, bounds = [] }: AlmReport): readonly string[] {
  const given = (input['bounds'] ?? []) as readonly JsonObject[];
  return given
    .filter(({ age }) => !bounds.some((bound) => bound.age === age))
    .map(({ age, bound }) => `Those of ${String(age)}: at least ${percent(String(bound))} is not tested; the study has no pension of theirs.`);
}

/**
 * What a fund finds unusual in a file of corrections: dated limits that it publishes as parameters. They stop nothing; what
 * lies beyond them is flagged for whoever approves. The figures in force without a publication are our assumptions.
 */
import type { CivilDate } from '#money/civil-date.js';
import { Decimal, parseDecimal } from '#money/decimal.js';
import { bounds, type Fault } from './fault.js';
import { entryInForce, type ParameterSet } from './parameters.js';
import { notNegative } from './publishable.js';
import type { PublishableParameter } from './publishable.js';

export interface PlausibilityLimits {
  /** An amount multiplied or divided by this is unusual, and by more, against what stood before. */
  readonly change: number;
  /** The same against the participant's other years or months, where nothing stood. */
  readonly spread: number;
  /** Most that one amount moves by, minor units; undefined: any. */
  readonly jumpMinor: number | undefined;
  /** Share of a file's rows that may move by one and the same difference. */
  readonly sameShare: number;
  /** Share of a file's rows that may be flagged each by itself. */
  readonly flaggedShare: number;
  /** Most that a file's mean amount is multiplied or divided by, against the last files of its kind. */
  readonly total: number;
  /** Share of a file's participants that may be one employer's, where the file names several. */
  readonly employerShare: number;
}

const ASSUMED = {
  plausibleChange: '2',
  plausibleSpread: '5',
  plausibleSameShare: '0.1',
  plausibleFlaggedShare: '0.1',
  plausibleTotal: '2',
  plausibleEmployerShare: '0.5',
};

/** Published with every scheme; in force on the day of the plan. */
export const PLAUSIBILITY_PARAMETERS: readonly PublishableParameter[] = [
  { name: 'plausibleChange', unit: 'factor against what stood before', check: factor },
  { name: 'plausibleSpread', unit: "factor against the participant's other years or months", check: factor },
  { name: 'plausibleJump', unit: 'currency; most that one amount moves by', check: notNegative },
  { name: 'plausibleSameShare', unit: "share of a file's rows that move by one difference", check: share },
  { name: 'plausibleFlaggedShare', unit: "share of a file's rows that are flagged each by itself", check: share },
  { name: 'plausibleTotal', unit: "factor of a file's mean amount against the last files", check: factor },
  { name: 'plausibleEmployerShare', unit: "share of a file's participants that are one employer's", check: share },
];

function factor(value: unknown): Fault | undefined {
  return notNegative(value) ?? (Number(value) > 1 ? undefined : bounds({ above: 1 }));
}

function share(value: unknown): Fault | undefined {
  return notNegative(value) ?? (Number(value) <= 1 ? undefined : bounds({ most: 1 }));
}

export function plausibilityLimits(parameters: ParameterSet, on: CivilDate): PlausibilityLimits {
  const published = (name: string): string | undefined => entryInForce(parameters, name, on)?.value as string | undefined;
  const limit = (name: keyof typeof ASSUMED): number => Number(published(name) ?? ASSUMED[name]);
  const jump = parseDecimal(published('plausibleJump') ?? '');
  return {
    change: limit('plausibleChange'),
    spread: limit('plausibleSpread'),
    jumpMinor: jump === undefined ? undefined : Decimal.mul(jump, 100).toNumber(),
    sameShare: limit('plausibleSameShare'),
    flaggedShare: limit('plausibleFlaggedShare'),
    total: limit('plausibleTotal'),
    employerShare: limit('plausibleEmployerShare'),
  };
}

/** The words of the answer about a fund's liabilities. Its digest covers them, so they stay as they are. */
import type { MissingFact, MissingPart } from '#rulebooks/frame/capabilities/liabilities.js';
import { said } from '#words/said.js';

export function partText({ formula, refusal }: MissingPart): string {
  return `formula (${formula}): ${refusal.code}: ${said(refusal)}`;
}

const NOT_RECORDED: { readonly [pensions in MissingFact['pensions']]: string } = {
  'old-age': 'no old-age pension in payment is recorded; everyone is valued by formula (6)',
  disability: 'no disability pension in payment is recorded',
  'early-retirement': 'no individual early retirement pension in payment is recorded',
  unemployment: 'no unemployment pension in payment is recorded',
};

export function factText({ formula, pensions }: MissingFact): string {
  return `formula (${formula}): ${NOT_RECORDED[pensions]}`;
}

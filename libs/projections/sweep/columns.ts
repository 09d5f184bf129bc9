/**
 * The flat form of a model's answers, for CSV and Parquet. Coverage: a row for each benefit (one empty-handed row where
 * there is none). Windows: a row for each income year. Account: a row. Liabilities: a row for each
 * pension. Each ends in the answer's coordinates and digest.
 */
import { addMinor, amountMinor, formatMinor } from '#money/amount.js';
import { ACCOUNT_LINE_KINDS } from '#ledger/participant/account/account.js';
import type { WindowSettlement } from '#rulebooks/frame/capabilities/windows.js';
import type { AccountAnswer } from '../account/projection.js';
import type { Answer, AnswerCoordinates } from '../answer.js';
import type { CoverageAnswer } from '../coverage/projection.js';
import type { LiabilitiesAnswer } from '../liabilities/projection.js';
import type { WindowsAnswer } from '../windows/projection.js';
import type { SweepModel } from './tasks.js';

export type Cell = string | number | null;

/** What a format with types makes of a column; as text all of them stay as they are in the answer. */
export interface Column {
  readonly name: string;
  /** `amount`: exact, with two decimals. A factor with more decimals is text, since no type of fixed decimals holds it exactly. */
  readonly type: 'text' | 'integer' | 'amount' | 'date';
}

const text = (name: string): Column => ({ name, type: 'text' });
const integer = (name: string): Column => ({ name, type: 'integer' });
const amount = (name: string): Column => ({ name, type: 'amount' });
const date = (name: string): Column => ({ name, type: 'date' });

const COORDINATES: readonly Column[] = [
  date('asOf'),
  text('knownAt'),
  text('rulesKnownAt'),
  integer('position'),
  text('rulebook'),
  text('rulebookVersion'),
  text('parameters'),
  text('digest'),
  integer('digestVersion'),
];

export const COLUMNS: { readonly [model in SweepModel]: readonly Column[] } = {
  coverage: [
    ...['participantId', 'scheme'].map(text),
    amount('value'),
    text('benefit'),
    amount('amount'),
    ...['currency', 'frequency', 'basis', 'condition'].map(text),
    date('validUntil'),
    text('figure'),
    ...COORDINATES,
  ],
  windows: [
    text('participantId'),
    ...['correctionYear', 'windowFrom', 'windowTo', 'incomeYear'].map(integer),
    text('status'),
    integer('lastCorrectionYear'),
    date('closesOn'),
    ...['incomeReported', 'incomeCurrent', 'premium', 'smoothingPart'].map(amount),
    ...['versions', 'settlements', 'timeBarred'].map(integer),
    ...['premiumDelta', 'premiumInterest', 'smoothingDelta', 'smoothingInterest', 'total'].map(amount),
    ...COORDINATES,
  ],
  liabilities: [
    text('participantId'),
    text('fundId'),
    integer('year'),
    integer('age'),
    text('sex'),
    text('basis'),
    amount('fundedPension'),
    text('formula'),
    amount('pensionYearly'),
    text('factor'),
    ...['liability', 'indexRaise', 'premium', 'smoothingPart', 'indexCorrection'].map(amount),
    ...COORDINATES,
  ],
  account: [text('participantId'), integer('year'), amount('opening'), ...ACCOUNT_LINE_KINDS.map(amount), amount('closing'), ...COORDINATES],
};

/** The rows of one answer, cell by cell in the order of `COLUMNS`. */
export function rowsOf(model: SweepModel, answer: Answer<object>): readonly (readonly Cell[])[] {
  const coordinates = coordinateCells(answer);
  switch (model) {
    case 'coverage':
      return coverageRows(answer as Answer<CoverageAnswer>, coordinates);
    case 'windows':
      return windowsRows(answer as Answer<WindowsAnswer>, coordinates);
    case 'account':
      return [accountRow(answer as Answer<AccountAnswer>, coordinates)];
    case 'liabilities':
      return liabilityRows(answer as Answer<LiabilitiesAnswer>, coordinates);
    default:
      return unreachable(model);
  }
}

function coordinateCells({ asOf, knownAt, rulesKnownAt, position, rulebook, digest, digestVersion }: AnswerCoordinates): readonly Cell[] {
  return [asOf, String(knownAt), rulesKnownAt, position, rulebook?.id ?? null, rulebook?.version ?? null, rulebook?.parameters ?? null, digest, digestVersion];
}

function coverageRows(answer: Answer<CoverageAnswer>, coordinates: readonly Cell[]): readonly (readonly Cell[])[] {
  const own = [answer.participantId, answer.scheme, answer.value];
  if (answer.benefits.length === 0) return [[...own, null, null, null, null, null, null, null, null, ...coordinates]];
  return answer.benefits.map((each) => [
    ...own,
    each.benefit,
    each.amount,
    each.currency,
    each.frequency,
    each.basis,
    each.condition,
    each.validUntil,
    each.figure,
    ...coordinates,
  ]);
}

function windowsRows(answer: Answer<WindowsAnswer>, coordinates: readonly Cell[]): readonly (readonly Cell[])[] {
  const own = [answer.participantId, answer.correctionYear, answer.windowFrom, answer.windowTo];
  return answer.years.map((year) => {
    const settled = year.settlements.filter(({ timeBarred }) => !timeBarred);
    return [
      ...own,
      year.incomeYear,
      year.status,
      year.lastCorrectionYear,
      year.closesOn,
      year.income.reported,
      year.income.current,
      year.premium,
      year.smoothingPart,
      year.versions.length,
      settled.length,
      year.settlements.length - settled.length,
      sumOf(settled, 'premiumDelta'),
      sumOf(settled, 'premiumInterest'),
      sumOf(settled, 'smoothingDelta'),
      sumOf(settled, 'smoothingInterest'),
      sumOf(settled, 'total'),
      ...coordinates,
    ];
  });
}

type SettledAmount = 'premiumDelta' | 'premiumInterest' | 'smoothingDelta' | 'smoothingInterest' | 'total';

function sumOf(settlements: readonly WindowSettlement[], which: SettledAmount): string {
  return formatMinor(settlements.reduce((sum, settlement) => addMinor(sum, amountMinor(settlement[which])), 0));
}

function accountRow(answer: Answer<AccountAnswer>, coordinates: readonly Cell[]): readonly Cell[] {
  const lines = new Map(answer.lines.map(({ kind, amount: booked }) => [kind, booked]));
  return [
    answer.participantId,
    answer.year,
    answer.opening,
    ...ACCOUNT_LINE_KINDS.map((kind) => lines.get(kind) ?? '0.00'),
    answer.closing,
    ...coordinates,
  ];
}

function liabilityRows(answer: Answer<LiabilitiesAnswer>, coordinates: readonly Cell[]): readonly (readonly Cell[])[] {
  const own = [answer.participantId, answer.fundId, answer.year, answer.age, answer.sex, answer.basis, answer.fundedPension];
  const sums = [answer.premium, answer.smoothingPart, answer.indexCorrection, ...coordinates];
  if (answer.liabilities.length === 0) return [[...own, null, null, null, null, null, ...sums]];
  return answer.liabilities.map(({ formula, pensionYearly, factor, liability, indexRaise }) => [...own, formula, pensionYearly, factor, liability, indexRaise, ...sums]);
}

function unreachable(model: never): never {
  throw new Error(`no columns for ${String(model)}`);
}

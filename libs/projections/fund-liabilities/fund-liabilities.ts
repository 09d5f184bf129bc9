/** The liabilities of a fund at the end of a year: the portfolio swept, the sums completed by the law, the fund rolled forward. */
import { endOfYear, type Instant } from '#money/civil-date.js';
import { refuse } from '#ledger/kernel/refusal.js';
import { capabilityOf } from '#rulebooks/frame/capability.js';
import type { JournalReader } from '#journal/port.js';
import { Decimal } from '#money/decimal.js';
import type { Explained } from '#rulebooks/frame/figures/explained.js';
import type { Figure } from '#rulebooks/frame/figures/figure.js';
import type { FundLiabilities, LiabilityRules, LiabilitySums, SmoothingFund } from '#rulebooks/frame/capabilities/liabilities.js';
import { answerOf, type Answer } from '../answer.js';
import { resolveCoordinates, type AskedCoordinates } from '../coordinates.js';
import { readFund, rulesFromJournal, type RulesInForce } from '#portfolio/rules-in-force.js';
import { sweep, type SweepProgress, type SweepReport } from '../run/sweep/sweep.js';

import { liabilitiesProjection } from '../liabilities/projection.js';
import { addUp, shownSums } from '../liabilities/sums.js';
import { factText, partText } from './wording.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    INCOMPLETE_LIABILITIES: { readonly year: number; readonly missing: readonly string[] };
  }
}

export interface FundLiabilitiesRequest {
  readonly journal: JournalReader;
  readonly journalUrl?: string | undefined;
  readonly clock: () => Instant;
  readonly fundId: string;
  readonly year: number;
  /** `asOf` defaults to 31 December of the year. */
  readonly coordinates: AskedCoordinates;
  /** A file for the participants' parts. */
  readonly out?: string | undefined;
  /** V^T_{v−1}; without it the fund is not rolled forward. */
  readonly previousFund?: Decimal | undefined;
  /** V^VIU_{v−1}; computed for the end of the year before, by what took effect until then, where it is not given. */
  readonly previousLiabilities?: Decimal | undefined;
  readonly workers?: number | undefined;
  /** See `SweepOptions`. */
  readonly alsoHere?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: SweepProgress) => void) | undefined;
}

/** As the answer has them: what is missing in words. */
export type ShownLiabilities = Omit<FundLiabilities, 'missing'> & { readonly missing: readonly string[] };

export interface FundLiabilitiesView {
  readonly fundId: string;
  readonly year: number;
  readonly sums: ReturnType<typeof shownSums>;
  readonly liabilities: ShownLiabilities;
  /** Of the year before; null where the fund is not rolled forward. */
  readonly previous: ShownLiabilities | null;
  readonly smoothingFund: SmoothingFund | null;
  /** The fund, or without it the liabilities, taken apart. */
  readonly figure: Figure;
  /** What the ledger does not know of its participants. */
  readonly notes: readonly string[];
  /** Participants left out, with the reasons in the rejects file beside `out`. */
  readonly rejected: number;
  /** Digest over the participants' answers. */
  readonly portfolio: string;
}

/** Refuses UNKNOWN_FUND, NOT_APPLICABLE, INCOMPLETE_LIABILITIES (the fund cannot be rolled forward on a part), and what the law refuses. */
export async function fundLiabilitiesAt(request: FundLiabilitiesRequest): Promise<Answer<FundLiabilitiesView>> {
  const { journal, fundId, year, clock } = request;
  const fund = await readFund(journal, fundId);
  const { established } = fund;
  if (established === undefined) return refuse('UNKNOWN_FUND', { fundId });
  const asked = { ...request.coordinates, asOf: request.coordinates.asOf ?? endOfYear(year) };
  const coordinates = resolveCoordinates(asked, await journal.head(), clock, fund);
  const rules = await rulesFromJournal(journal).rulesFor(fundId, established.scheme, coordinates.rulesKnownAt);
  const law = capabilityOf(rules.rulebook, 'liabilities');
  const own = await sumsOf(request, asked, year, request.out);
  const liabilities = law.fund(year, own.sums, rules.parameters);
  const rolled =
    request.previousFund === undefined
      ? undefined
      : await rollForward(request, asked, rules, law, own.sums, liabilities, request.previousFund);
  const view: FundLiabilitiesView = {
    fundId,
    year,
    sums: shownSums(own.sums),
    liabilities: shown(liabilities.value),
    previous: rolled?.previous ?? null,
    smoothingFund: rolled?.fund.value ?? null,
    figure: rolled?.fund.tell() ?? figureOf(liabilities),
    notes: law.missingFacts(own.sums).map(factText),
    rejected: own.rejected,
    portfolio: own.digest,
  };
  return answerOf(view, coordinates, rules, own.position);
}

function shown(liabilities: FundLiabilities): ShownLiabilities {
  return { ...liabilities, missing: liabilities.missing.map(partText) };
}

function figureOf({ value, tell }: Explained<FundLiabilities>): Figure {
  return { ...tell(), ...(value.missing.length === 0 ? {} : { note: value.missing.map(partText).join('; ') }) };
}

async function sumsOf(
  { journal, journalUrl, clock, fundId, workers, alsoHere, signal, onProgress }: FundLiabilitiesRequest,
  coordinates: AskedCoordinates,
  year: number,
  out: string | undefined,
): Promise<SweepReport & { readonly sums: LiabilitySums }> {
  const asked = { model: liabilitiesProjection.name, question: { year }, fundId, coordinates };
  const report = await sweep({ journal, journalUrl, clock, ...asked, out, workers, alsoHere, signal, onProgress });
  return { ...report, sums: addUp(report.totals) };
}

async function rollForward(
  request: FundLiabilitiesRequest,
  coordinates: AskedCoordinates,
  { parameters }: RulesInForce,
  law: LiabilityRules,
  sums: LiabilitySums,
  liabilities: Explained<FundLiabilities>,
  previousFund: Decimal,
): Promise<{ readonly previous: ShownLiabilities | null; readonly fund: Explained<SmoothingFund> }> {
  const { year, previousLiabilities } = request;
  refuseIncomplete(liabilities.value);
  const previous =
    previousLiabilities === undefined
      ? law.fund(year - 1, (await sumsOf(request, { ...coordinates, asOf: endOfYear(year - 1) }, year - 1, undefined)).sums, parameters)
          .value
      : null;
  if (previous !== null) refuseIncomplete(previous);
  const opening = { previousFund, liabilitiesPrevious: previousLiabilities ?? new Decimal(previous?.total ?? '0') };
  return { previous: previous === null ? null : shown(previous), fund: law.smoothingFund(year, sums, liabilities, opening, parameters) };
}

function refuseIncomplete({ year, missing: parts }: FundLiabilities): void {
  if (parts.length === 0) return;
  const missing = parts.map(partText);
  refuse('INCOMPLETE_LIABILITIES', { year, missing });
}

/** What the fund would have said: a view of a participant under other rules, or with reports that would have come in time. */
import { sha256Hex } from '#journal/sha256.js';
import { canonicalText, type JsonObject } from '#ledger/kernel/json.js';
import { refuse } from '#ledger/kernel/refusal.js';
import type { Answer } from '#projections/answer.js';
import type { View } from '#projections/view.js';
import { viewNamed } from '#projections/views/views.js';
import { readObjects } from '#reprocessing/formats/ndjson.js';
import { kindOfRow } from '#reprocessing/plan/file-kind.js';
import { askWhatIf, type Hypothesis } from '#reprocessing/what-if/what-if.js';
import type { ViewQuestion } from './answers.js';
import type { Served } from './served.js';

export interface Supposition extends ViewQuestion {
  /** A parameters document. */
  readonly rules: JsonObject | undefined;
  /** Rows of one kind of input file, by their columns. */
  readonly reports: readonly JsonObject[] | undefined;
}

/** Refuses what `askWhatIf` refuses, and NOTHING_SUPPOSED. */
export async function supposition({ journal, clock }: Served, wanted: Supposition): Promise<Answer<object>> {
  const { view, id, asked, parameters, rules, reports } = wanted;
  if (rules === undefined && reports === undefined) refuse('NOTHING_SUPPOSED');
  // There are routes for the views of participants alone.
  const projection = viewNamed(view) as View<object, object>;
  const of = { participantId: id, projection, question: parameters, coordinates: asked };
  return askWhatIf({ journal, clock, ...of, hypothesis: hypothesisOf(rules, reports) });
}

/** The parts of a body stand where files do on the command line: named by what they are, each with its digest. */
function hypothesisOf(rules: JsonObject | undefined, reports: readonly JsonObject[] | undefined): Hypothesis {
  const named = (file: string, content: JsonObject | readonly JsonObject[]) => ({ file, sha256: sha256Hex(canonicalText(content)) });
  return {
    rules: rules === undefined ? undefined : { ...named('rules', rules), document: rules },
    reports: reports === undefined ? undefined : { ...named('reports', reports), rows: rowsOf(reports) },
  };
}

function rowsOf(reports: readonly JsonObject[]): ReturnType<typeof readObjects> {
  const texts = reports.map((report, index) => ({ line: index + 1, text: JSON.stringify(report) }));
  return readObjects(texts, { kind: kindOfRow(texts[0]?.text ?? ''), migrate: false });
}

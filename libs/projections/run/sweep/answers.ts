/** Answers of one view for a portion, already in the form of the output file. */
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import type { JsonValue } from '#ledger/kernel/json.js';
import { attempt, type Outcome, type Refusal } from '#ledger/kernel/refusal.js';
import { besidesAsKnown } from '#portfolio/besides.js';
import { foldFailure } from '#portfolio/fold-failure.js';
import { pinnedRules } from '#portfolio/pinned-rules.js';
import type { PortfolioJob } from '#portfolio/run-portfolio.js';
import { visitPortion } from '#portfolio/visitor.js';
import { said } from '#words/said.js';
import type { Answer } from '../../answer.js';
import { answerTo } from '../answer-to.js';
import { coordinateCells } from '../../columns.js';
import { knowledgeOf, selectionOf, type Coordinates } from '../../coordinates.js';
import type { Cell } from '../../view.js';
import { flatViewNamed, type FlatView } from '../../views/views.js';
import { csvLine } from './csv.js';

export type OutputFormat = 'csv' | 'ndjson' | 'parquet' | 'none';

export interface SweepData {
  readonly view: string;
  /** Parameters of the view, by name; what is left out takes its default. */
  readonly question: object;
  /** Only subjects of this fund. */
  readonly fundId: string | undefined;
  readonly coordinates: Coordinates;
  readonly format: OutputFormat;
  readonly upTo: bigint;
  /** The fund is read up to here, as for one participant: which of its rules count is said by `rulesKnownAt` alone. */
  readonly rulesUpTo: bigint;
}

export interface SweptReject {
  readonly id: string;
  readonly code: string;
  readonly message: string;
}

export interface SweptPortion {
  /** CSV or NDJSON lines as they stand in the file; for Parquet the columns as JSON. */
  readonly text: string;
  /** The answers' digests, 64 hex digits each, without anything between. */
  readonly digests: string;
  readonly answers: number;
  /** Subjects whose scheme has no such answer, and those that begin after the value date. */
  readonly notApplicable: number;
  readonly events: number;
  /** Subjects that refused, with the reason. */
  readonly rejects: readonly SweptReject[];
  readonly rejected: number;
  /** What the view adds up; null where it adds up nothing. */
  readonly totals: JsonValue;
}

export const job: PortfolioJob<SweepData, SweptPortion> = {
  module: import.meta.url,
  handler: (data, reading) => {
    const { coordinates, upTo, rulesUpTo, fundId } = data;
    const view = flatViewNamed(data.view);
    const { subject } = view;
    const selection = selectionOf(coordinates);
    const rules = pinnedRules(reading.reader, rulesUpTo, coordinates.rulesKnownAt);
    const besides = besidesAsKnown(reading, knowledgeOf(coordinates), upTo);
    const visit = { subject, reading, rules, selection, upTo, besides };
    return async (portion) => {
      const into = sweptPortion(view, data.format);
      await visitPortion(portion, visit, {
        subject: (id, events, inForce, asked) => {
          if (fundId !== undefined && subject.homeOf(events[0] as RecordedEvent).fundId !== fundId) return;
          into.read(events);
          try {
            into.add(id, attempt(() => answerTo(view, id, events, coordinates, inForce, data.question, asked)));
          } catch (error) {
            into.reject(id, foldFailure(subject, id, events, selection, error).refusal);
          }
        },
        refused: (id, events, refusal) => {
          into.read(events);
          into.reject(id, refusal);
        },
        failed: (id, failure) => into.reject(id, failure.refusal),
      });
      return into.result();
    };
  },
};

interface GrowingPortion {
  readonly read: (events: readonly RecordedEvent[]) => void;
  readonly add: (id: string, outcome: Outcome<Answer<object>>) => void;
  readonly reject: (id: string, why: Refusal) => void;
  readonly result: () => SweptPortion;
}

/** The scheme has no such thing, or not yet: nothing to be mended. */
const NOT_APPLICABLE: ReadonlySet<string> = new Set(['NOT_APPLICABLE', 'BEFORE_FIRST_EVENT']);
/** Whom the ledger came to know later is not in the portfolio of that time. */
const ABSENT = 'NOT_YET_KNOWN';

function sweptPortion(view: FlatView, format: OutputFormat): GrowingPortion {
  const output = outputText(view, format);
  const totals = view.totals?.();
  const rejects: SweptReject[] = [];
  const counts = { digests: '', answers: 0, notApplicable: 0, events: 0, rejected: 0 };
  const reject: GrowingPortion['reject'] = (id, why) => {
    rejects.push({ id, code: why.code, message: said(why) });
    counts.rejected += 1;
  };
  return {
    read: (events) => void (counts.events += events.length),
    add: (id, outcome) => {
      if (outcome.status === 'refused') {
        if (NOT_APPLICABLE.has(outcome.refusal.code)) counts.notApplicable += 1;
        else if (outcome.refusal.code !== ABSENT) reject(id, outcome.refusal);
        return;
      }
      counts.answers += 1;
      counts.digests += outcome.value.digest;
      output.add(outcome.value);
      totals?.add(outcome.value);
    },
    reject,
    result: () => ({ text: output.text(), ...counts, rejects, totals: totals?.carry() ?? null }),
  };
}

interface OutputText {
  readonly add: (answer: Answer<object>) => void;
  readonly text: () => string;
}

function outputText({ flat }: FlatView, format: OutputFormat): OutputText {
  let text = '';
  const columns: Cell[][] = [];
  const rowsOf = (answer: Answer<object>): readonly (readonly Cell[])[] => {
    const coordinates = coordinateCells(answer);
    return flat.rows(answer).map((row) => [...row, ...coordinates]);
  };
  switch (format) {
    case 'none':
      return { add: () => undefined, text: () => '' };
    case 'ndjson':
      return { add: (answer) => (text += `${JSON.stringify(answer)}\n`), text: () => text };
    case 'csv':
      return {
        add: (answer) => {
          for (const row of rowsOf(answer)) text += csvLine(row);
        },
        text: () => text,
      };
    case 'parquet':
      return {
        add: (answer) => {
          for (const row of rowsOf(answer)) row.forEach((cell, index) => (columns[index] ??= []).push(cell));
        },
        text: () => JSON.stringify(columns),
      };
    default:
      return unreachable(format);
  }
}

function unreachable(format: never): never {
  throw new Error(`unknown format ${String(format)}`);
}

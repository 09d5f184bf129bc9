/** Answers of one model for a portion, already in the form of the output file. */
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { attempt, type Outcome } from '#ledger/kernel/refusal.js';
import { yearOf } from '#money/civil-date.js';
import { accountProjection } from '../account/projection.js';
import type { Answer } from '../answer.js';
import { coverageProjection } from '../coverage/projection.js';
import { liabilitiesProjection, type LiabilitiesAnswer } from '../liabilities/projection.js';
import { sumGatherer } from '../liabilities/sums.js';
import { answerForStream } from '../projection.js';
import type { RulesInForce } from '../rules-in-force.js';
import { windowsProjection } from '../windows/projection.js';
import { rowsOf, type Cell } from './columns.js';
import { csvLine } from './csv.js';
import { foldFailure } from './fold-failure.js';
import type { TolerantReader } from './open-journal.js';
import { visitParticipants } from './participants.js';
import { pinnedRules } from './pinned-rules.js';
import type { Portion } from './portions.js';
import type { OutputFormat, SweepJob, SweepModel, SweepResult } from './tasks.js';

export function sweepHandler(job: SweepJob, reading: TolerantReader): (portion: Portion) => Promise<SweepResult> {
  const { coordinates, upTo } = job;
  const rules = pinnedRules(reading.reader, upTo, coordinates.rulesKnownAt);
  const ask = questionOf(job);
  return async (portion) => {
    const output = outputText(job.model, job.format);
    const sums = sumGatherer();
    const counts = { digests: '', answers: 0, notApplicable: 0, events: 0, rejects: '', rejected: 0 };
    const reject = (participantId: string, code: string, message: string): void => {
      counts.rejects += csvLine([participantId, code, message]);
      counts.rejected += 1;
    };
    await visitParticipants(portion, { reading, rules, coordinates, upTo }, {
      participant: (id, events, inForce) => {
        if (job.question.fundId !== undefined && events[0]?.data['fundId'] !== job.question.fundId) return;
        counts.events += events.length;
        let outcome: Outcome<Answer<object>>;
        try {
          outcome = attempt(() => ask(id, events, inForce));
        } catch (error) {
          const failure = foldFailure(id, events, coordinates, error);
          return reject(id, failure.code, failure.message);
        }
        if (outcome.status === 'done') {
          counts.answers += 1;
          counts.digests += outcome.value.digest;
          output.add(outcome.value);
          if (job.model === 'liabilities') sums.add(outcome.value as Answer<LiabilitiesAnswer>);
        } else if (outcome.refusal.code === 'NOT_APPLICABLE' || outcome.refusal.code === 'BEFORE_FIRST_EVENT') {
          counts.notApplicable += 1; // the scheme has no such thing, or not yet: nothing to be mended
        } else if (outcome.refusal.code !== 'NOT_YET_KNOWN') {
          // Whom the ledger came to know later is not in the portfolio of that time.
          reject(id, outcome.refusal.code, outcome.refusal.message);
        }
      },
      refused: (id, events, refusal) => {
        counts.events += events.length;
        reject(id, refusal.code, refusal.message);
      },
      failed: (id, failure) => reject(id, failure.code, failure.message),
    });
    return { text: output.text(), ...counts, sums: sums.carry() };
  };
}

type Ask = (participantId: string, events: readonly RecordedEvent[], rules: RulesInForce) => Answer<object>;

function questionOf({ model, question, coordinates }: SweepJob): Ask {
  switch (model) {
    case 'coverage':
      return (id, events, rules) => answerForStream(coverageProjection, id, events, coordinates, rules, undefined);
    case 'windows':
      return (id, events, rules) => answerForStream(windowsProjection, id, events, coordinates, rules, question);
    case 'account': {
      const asked = { year: question.year ?? yearOf(coordinates.asOf) };
      return (id, events, rules) => answerForStream(accountProjection, id, events, coordinates, rules, asked);
    }
    case 'liabilities': {
      const asked = { year: question.year ?? yearOf(coordinates.asOf) };
      return (id, events, rules) => answerForStream(liabilitiesProjection, id, events, coordinates, rules, asked);
    }
    default:
      return unreachable(model);
  }
}

interface OutputText {
  readonly add: (answer: Answer<object>) => void;
  readonly text: () => string;
}

function outputText(model: SweepModel, format: OutputFormat): OutputText {
  let text = '';
  const columns: Cell[][] = [];
  switch (format) {
    case 'none':
      return { add: () => undefined, text: () => '' };
    case 'ndjson':
      return { add: (answer) => (text += `${JSON.stringify(answer)}\n`), text: () => text };
    case 'csv':
      return {
        add: (answer) => {
          for (const row of rowsOf(model, answer)) text += csvLine(row);
        },
        text: () => text,
      };
    case 'parquet':
      return {
        add: (answer) => {
          for (const row of rowsOf(model, answer)) row.forEach((cell, index) => (columns[index] ??= []).push(cell));
        },
        text: () => JSON.stringify(columns),
      };
    default:
      return unreachable(format);
  }
}

function unreachable(value: never): never {
  throw new Error(`unknown ${String(value)}`);
}

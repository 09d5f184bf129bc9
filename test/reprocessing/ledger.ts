/** A ledger on disk under the law of both schemes, for tests of bulk reprocessing. It is noon of 1 March 2023 there. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Journal, JournalOptions } from '#journal/port.js';
import { openSqliteJournal } from '#journal/sqlite/journal.js';
import { CATALOGUE } from '#ledger/catalogue.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import type { JsonObject } from '#ledger/kernel/json.js';
import { fundStream } from '#ledger/subjects.js';
import { LAST_DATE } from '#money/civil-date.js';
import { coverageProjection } from '#projections/coverage/projection.js';
import { liveRunner } from '#projections/run/live.js';
import { rulesFromJournal } from '#portfolio/rules-in-force.js';
import { windowsProjection } from '#projections/windows/projection.js';
import { publishedData, readParameterFile } from '#rulebooks/frame/parameters/publication.js';
import type { HasParameters } from '#rulebooks/frame/parameters/publishable.js';
import { lawsOf } from '#rulebooks/frame/rulebook.js';
import { RULEBOOKS, rulebookWithLaw } from '#rulebooks/registry.js';
import { toAppend } from '#reprocessing/batch/stamp.js';
import { approvePlan } from '#reprocessing/plan/approve.js';
import { commitPlan, type CommitReport, type CommitRequest } from '#reprocessing/plan/commit.js';
import { makePlan, planAgain, type PlanReport } from '#reprocessing/plan/make-plan.js';
import { importFile, type ImportReport, type ImportRequest } from '#reprocessing/intake/import-file.js';
import type { InputKind } from '#reprocessing/formats/rows.js';

export const NOW = '2023-03-01T12:00:00.000Z';

export interface TestLedger {
  readonly folder: string;
  readonly journal: Journal;
  readonly file: (name: string, lines: readonly string[]) => string;
  readonly import: (kind: InputKind, file: string, options?: Partial<ImportRequest>) => Promise<ImportReport>;
  readonly publish: (fundId: string, file: string) => Promise<void>;
  readonly plan: (file: string, actor?: string) => Promise<PlanReport>;
  readonly planAgain: (digest: string, participants: readonly string[]) => Promise<PlanReport>;
  readonly approve: (digest: string, actor?: string, fourEyes?: boolean, note?: string) => Promise<PlanReport>;
  readonly commit: (digest: string, options?: Partial<CommitRequest>) => Promise<CommitReport>;
  /** The windows and the coverage of a participant, without what tells when and where they were recorded. */
  readonly figures: (participantId: string) => Promise<unknown>;
  readonly events: (streamPrefix: string) => Promise<readonly RecordedEvent[]>;
  readonly close: () => Promise<void>;
}

/** `open`: another journal than a file in the ledger's folder. */
export async function openLedger(open?: (folder: string, options: JournalOptions) => Promise<Journal>): Promise<TestLedger> {
  const folder = mkdtempSync(join(tmpdir(), 'accrual-reprocessing-'));
  const clock = (): string => NOW;
  const options = { rules: CATALOGUE, clock };
  const journal = await (open?.(folder, options) ?? openSqliteJournal(join(folder, 'journal.sqlite'), options));
  const rules = rulesFromJournal(journal);
  const parameters = async (fundId: string, scheme: string) => (await rules.rulesFor(fundId, scheme, undefined)).parameters;
  const common = { journal, folder, clock, actor: 'planner' };
  const live = liveRunner(journal, clock);
  const bare = (text: string): unknown =>
    JSON.parse(text, (name, value: unknown) => (['recordedAt', 'knownAt', 'position', 'digest'].includes(name) ? undefined : value));
  return {
    folder,
    journal,
    file: (name, lines) => {
      const path = join(folder, name);
      writeFileSync(path, `${lines.join('\n')}\n`);
      return path;
    },
    import: (kind, file, options) =>
      importFile({
        journal,
        kind,
        file,
        dryRun: false,
        migrate: false,
        clock,
        actor: 'test',
        rulebooks: RULEBOOKS,
        parameters,
        ...options,
      }),
    publish: async (fundId, file) => {
      const document = JSON.parse(readFileSync(file, 'utf8')) as JsonObject;
      const { scheme } = document;
      const law = lawsOf(rulebookWithLaw(scheme as string)).find(({ id }) => id === scheme) as HasParameters;
      const published = readParameterFile(document, law);
      const stream = fundStream(fundId);
      const data = { scheme: published.scheme, announced: published.announced, parameters: publishedData(published) };
      const event = toAppend(
        stream,
        { type: 'ParametersPublished', key: file, effectiveDate: published.announced, data },
        { actor: 'test', correlationId: 'test' },
      );
      await journal.append([{ stream, expected: 'any', events: [{ ...event, correlationId: undefined }] }]);
    },
    plan: (file, actor = 'planner') => makePlan({ ...common, file, actor }),
    planAgain: (digest, participants) => planAgain({ ...common, file: '' }, digest, new Set(participants)),
    approve: (digest, actor = 'approver', fourEyes = true, note = 'looked at') =>
      approvePlan({ journal, folder, digest, actor, note, today: NOW.slice(0, 10), fourEyes }),
    commit: (digest, options = {}) => commitPlan({ ...common, digest, ...options }),
    figures: async (participantId) => {
      const windows = await live.ask(windowsProjection, participantId, { asOf: LAST_DATE }, { correctionYear: 2012 });
      const coverage = await live.ask(coverageProjection, participantId, { asOf: '2013-12-31' }, undefined);
      return bare(JSON.stringify({ windows, coverage }));
    },
    events: async (streamPrefix) => {
      const found: RecordedEvent[] = [];
      for await (const page of journal.readAll({ filter: { streamPrefix } })) found.push(...page);
      return found;
    },
    close: async () => {
      await journal.close();
      rmSync(folder, { recursive: true });
    },
  };
}

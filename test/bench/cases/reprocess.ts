import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openSqliteJournal } from '#journal/sqlite/journal.js';
import type { Journal } from '#journal/port.js';
import type { JsonObject } from '#ledger/kernel/json.js';
import { rulesFromJournal } from '#portfolio/rules-in-force.js';
import { toAppend } from '#reprocessing/batch/stamp.js';
import { importFile } from '#reprocessing/intake/import-file.js';
import { publishedData, readParameterFile } from '#rulebooks/frame/parameters/publication.js';
import { RULEBOOKS, rulebookOf } from '#rulebooks/registry.js';
import type { BenchCase, Setting } from '../case.js';
import { CLOCK, OPTIONS } from '../ledger.js';
import { file, journalOf, plannedWays } from '../planned.js';

/** Fifteen years of seven employers; two corrections each. */
const YEARS = Array.from({ length: 15 }, (_, index) => 1998 + index);
const EMPLOYERS = 7;
const EVENTS_EACH = 1 + YEARS.length * EMPLOYERS;

function amount(index: number, year: number, employer: number): string {
  return `${1_000 + ((index * 7919 + year * 31 + employer * 977) % 9_000)}.${String((index + year) % 100).padStart(2, '0')}`;
}

function participantsOf(events: number): number {
  return Math.max(1, Math.round(events / EVENTS_EACH));
}

function id(index: number): string {
  return `F${String(index + 1).padStart(6, '0')}`;
}

const correctionsIn = (folder: string): string => join(folder, 'corrections.csv');

async function prepareLedger({ scratch, events }: Setting): Promise<void> {
  const count = participantsOf(events);
  const people = await file(join(scratch, 'participants.csv'), 'participantId,scheme,birthDate,sex,enrolledOn', count, (index) => [
    `${id(index)},fi-kapl,${1946 + (index % 30)}-0${1 + (index % 9)}-15,${index % 2 === 0 ? 'female' : 'male'},1997-06-01`,
  ]);
  const incomes = await file(join(scratch, 'incomes.csv'), 'participantId,incomeYear,amount,currency,employerId', count, (index) =>
    YEARS.flatMap((year) =>
      Array.from({ length: EMPLOYERS }, (_, employer) => `${id(index)},${year},${amount(index, year, employer)},EUR,E${employer}`),
    ),
  );
  await file(correctionsIn(scratch), 'participantId,incomeYear,employerId,amount,currency,reason,correctedOn', count, (index) =>
    [2000 + (index % 5), 2006 + (index % 5)].map(
      (year) => `${id(index)},${year},E${index % EMPLOYERS},${amount(index, year, 9)},EUR,audit,2012-11-15`,
    ),
  );
  const journal = await openSqliteJournal(journalOf(scratch), OPTIONS);
  const rules = rulesFromJournal(journal);
  const parameters = async (fundId: string, scheme: string) => (await rules.rulesFor(fundId, scheme, undefined)).parameters;
  const request = { journal, rulebooks: RULEBOOKS, parameters, dryRun: false, migrate: false, clock: CLOCK, actor: 'bench' };
  await importFile({ ...request, kind: 'participants', file: people });
  await importFile({ ...request, kind: 'incomes', file: incomes });
  await publish(journal);
  await journal.close();
}

async function publish(journal: Journal): Promise<void> {
  const document = JSON.parse(readFileSync('apps/cli/sample/parameters/fi-kapl.json', 'utf8')) as JsonObject;
  const published = readParameterFile(document, rulebookOf('fi-kapl'));
  const data = { scheme: published.scheme, announced: published.announced, parameters: publishedData(published) };
  const event = toAppend(
    'fund-fi-kapl',
    { type: 'ParametersPublished', key: 'bench', effectiveDate: published.announced, data },
    { actor: 'bench', correlationId: 'bench' },
  );
  await journal.append([{ stream: 'fund-fi-kapl', expected: 'any', events: [event] }]);
}

export const reprocessing: BenchCase = {
  name: 'reprocess',
  about: 'two corrections of each participant of 106 events planned, and committed with the reconciliation',
  unit: 'corrections',
  journals: () => [],
  ways: plannedWays(prepareLedger, correctionsIn, (events) => participantsOf(events) * 2),
  // 100 000 corrections planned and committed within a minute.
  aims: [
    { measure: 'rate', way: 'plan, 2 workers', least: 2_500 },
    { measure: 'rate', way: 'commit', least: 5_000 },
    { measure: 'rate', way: 'commit', against: 'raw append', least: 0.2 },
  ],
};

/** A fund with employers of a hundred participants each, and some months invoiced. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openSqliteJournal } from '#journal/sqlite/journal.js';
import type { Journal } from '#journal/port.js';
import type { JsonObject } from '#ledger/kernel/json.js';
import { rulesFromJournal } from '#portfolio/rules-in-force.js';
import { toAppend } from '#reprocessing/batch/stamp.js';
import { importFile } from '#reprocessing/intake/import-file.js';
import { runInvoices } from '#reprocessing/invoicing/invoice-run.js';
import { publishedData, readParameterFile } from '#rulebooks/frame/parameters/publication.js';
import { RULEBOOKS, rulebookOf } from '#rulebooks/registry.js';
import { CLOCK, OPTIONS } from './ledger.js';
import { file, journalOf } from './planned.js';

export const FUND = 'nl-pob';
export const PARTICIPANTS_AN_EMPLOYER = 100;

export const person = (index: number): string => `P${String(index + 1).padStart(6, '0')}`;
/** Whom somebody works for, of so many employers. */
export const employerOf = (index: number, employers: number): string => `E${String((index % employers) + 1).padStart(4, '0')}`;

export async function prepareEmployers(scratch: string, people: number, months: readonly string[]): Promise<void> {
  const employers = Math.ceil(people / PARTICIPANTS_AN_EMPLOYER);
  const journal = await openSqliteJournal(journalOf(scratch), OPTIONS);
  await publish(journal);
  const rules = rulesFromJournal(journal);
  const parameters = async (fundId: string, scheme: string) => (await rules.rulesFor(fundId, scheme, undefined)).parameters;
  const request = { journal, rulebooks: RULEBOOKS, parameters, dryRun: false, migrate: false, clock: CLOCK, actor: 'bench' };
  const header = 'employerId,scheme,kind,affiliatedOn';
  await importFile({
    ...request,
    kind: 'employers',
    file: await file(join(scratch, 'e.csv'), header, employers, (index) => [
      `${employerOf(index, employers)},${FUND},mandatory,2018-03-01`,
    ]),
  });
  const enrolment = 'participantId,scheme,birthDate,sex,enrolledOn';
  await importFile({
    ...request,
    kind: 'participants',
    file: await file(join(scratch, 'p.csv'), enrolment, people, (index) => [`${person(index)},${FUND},1970-01-01,female,2018-03-01`]),
  });
  const salary = 'participantId,employerId,from,fullTimeSalary,currency,reportedOn,partTimeFactor';
  const row = (index: number): readonly string[] => [
    `${person(index)},${employerOf(index, employers)},2018-03,` + `${30_000 +
      (index % 4_000)}.${String(index % 100).padStart(2, '0')},EUR,2018-03-02,${index % 3 === 0 ? '0.8' : '1'}`,
  ];
  await importFile({ ...request, kind: 'salaries', file: await file(join(scratch, 's.csv'), salary, people, row) });
  for (const month of months) {
    await runInvoices({
      journal,
      fundId: FUND,
      command: { kind: 'monthly', month, sentOn: `${month}-08` },
      clock: CLOCK,
      actor: 'bench',
      workers: 0,
    });
  }
  await journal.close();
}

async function publish(journal: Journal): Promise<void> {
  const document = JSON.parse(readFileSync('test/samples/nl-pob/illustrative.json', 'utf8')) as JsonObject;
  const published = readParameterFile(document, rulebookOf(FUND));
  const data = { scheme: FUND, announced: published.announced, parameters: publishedData(published) };
  const event = toAppend(
    `fund-${FUND}`,
    { type: 'ParametersPublished', key: 'bench', effectiveDate: published.announced, data },
    { actor: 'bench', correlationId: 'bench' },
  );
  await journal.append([{ stream: `fund-${FUND}`, expected: 'any', events: [event] }]);
}

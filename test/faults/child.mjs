/**
 * Work that is to be killed, on the program as built: `import` of a file in small durable writes, `fan-out` of a fund's
 * decisions, `commit` of an approved plan, or the completion of a `transfer`. Says `begun`, then the journal's last position whenever
 * an append was acknowledged.
 */
import { writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { CATALOGUE } from '#ledger/catalogue.js';
import { openSqliteJournal } from '#journal/sqlite/journal.js';
import { rulesFromJournal } from '#portfolio/rules-in-force.js';
import { fanOut } from '#reprocessing/fan-out/fan-out.js';
import { importFile } from '#reprocessing/intake/import-file.js';
import { commitPlan } from '#reprocessing/plan/commit.js';
import { recordStep } from '#reprocessing/transfer/record.js';
import { RULEBOOKS } from '#rulebooks/registry.js';

const [work, journalFile, subject] = process.argv.slice(2);
// A fixed clock: the same work gives the same bytes, whenever it is done and however often it was stopped.
const clock = () => '2026-01-01T00:00:00.000Z';
const say = (text) => writeSync(1, `${text}\n`);

const opened = await openSqliteJournal(journalFile, { rules: CATALOGUE, clock });
const journal = {
  ...opened,
  append: async (appends, mode) => {
    const outcomes = await opened.append(appends, mode);
    for (const { status, lastPosition } of outcomes) if (status === 'appended') say(`acknowledged ${lastPosition}`);
    return outcomes;
  },
};
say('begun');
if (work === 'import') {
  const rules = rulesFromJournal(journal);
  await importFile({
    journal,
    kind: 'contributions',
    file: subject,
    dryRun: false,
    migrate: false,
    clock,
    actor: 'test',
    rulebooks: RULEBOOKS,
    parameters: async (fundId, scheme) => (await rules.rulesFor(fundId, scheme, undefined)).parameters,
    chunkRows: 100,
  });
} else if (work === 'commit') {
  await commitPlan({ journal, folder: dirname(journalFile), digest: subject, actor: 'test', clock, chunkParticipants: 3 });
} else if (work === 'transfer') {
  const place = { journal, folder: dirname(journalFile), clock, workers: 0, rolesAreOn: false };
  await recordStep(
    { step: 'complete', values: { on: '2022-07-01', reference: 'board' } },
    { ...place, actor: 'test', transferId: subject },
  );
} else {
  await fanOut({ journal, fundId: subject, clock, actor: 'test', workers: 0 });
}
await journal.close();

/** A fund with employers and the standing models that follow it, for tests of who is due. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EnrolledState } from '#portfolio/participant.js';
import { rulesFromJournal } from '#portfolio/rules-in-force.js';
import { coverageProjection } from '#projections/coverage/projection.js';
import { dueProjection } from '#projections/due/projection.js';
import { liveRunner } from '#projections/run/live.js';
import { openStandingModels } from '#projections/run/open-standing.js';
import { listEntries } from '#projections/run/standing/digest.js';
import type { StandingModels, StandingOptions } from '#projections/run/standing/standing-models.js';
import { sweep } from '#projections/run/sweep/sweep.js';
import { portfolioDigest } from '#projections/run/testing/portfolio-digest.js';
import { settleAll, type SettledAll } from '#reprocessing/fan-out/settle-all.js';
import { NOW } from '../reprocessing/ledger.js';
import { EMPLOYERS, type EmployersLedger, openEmployers, PARTICIPANTS } from './books.js';

export const TODAY = NOW.slice(0, 10);
export const clock = (): string => NOW;

export interface KeptBooks {
  readonly books: EmployersLedger;
  readonly standing: StandingModels;
  readonly close: () => Promise<void>;
}

/** Employers, and participants enrolled in March 2018. */
export async function keptBooks(
  employers: readonly string[],
  participants: readonly string[],
  options: Partial<StandingOptions> = {},
): Promise<KeptBooks> {
  const books = await openEmployers();
  await books.publish('nl-pob', 'test/samples/nl-pob/policy.json');
  await books.publish('nl-pob', returnsFile(books.folder));
  await books.take('employers', EMPLOYERS, ...employers.map((id) => `${id},nl-pob,mandatory,2018-03-01`));
  const rows = participants.map((id) => `${id},nl-pob,1970-04-05,female,2018-03-01`);
  await books.take('participants', PARTICIPANTS, ...rows);
  const standing = await openStandingModels(`sqlite:${books.folder}/models.sqlite`, books.journal, { clock, workers: 0, ...options });
  return { books, standing, close: async () => void (await standing.close(), await books.close()) };
}

/** What interest on savings of 2018 to 2022 goes by. */
function returnsFile(folder: string): string {
  const entries = ['2016', '2017', '2018', '2019', '2020'].map((year, index) => ({
    from: `${year}-12-31`,
    to: `${year}-12-31`,
    value: ['0.0868', '0.0314', '-0.012', '0.1337', '0.0049'][index],
    reference: 'made up',
    status: 'illustrative',
  }));
  const path = join(folder, 'returns.json');
  const parameters = [{ name: 'fundReturn', unit: 'fraction', entries }];
  writeFileSync(path, JSON.stringify({ scheme: 'nl-pob', announced: '2018-01-01', note: 'for tests', parameters }));
  return path;
}

export async function listed({ standing }: KeptBooks): Promise<readonly { readonly id: string }[]> {
  await standing.catchUp();
  const found: { readonly id: string }[] = [];
  for await (const page of listEntries(standing, 'due')) found.push(...page.map(({ subjectId, entry }) => ({ id: subjectId, ...entry })));
  return found;
}

/** All who are listed. */
export function settled(kept: KeptBooks): Promise<SettledAll> {
  const { journal } = kept.books;
  const participants = (async function* () {
    yield (await listed(kept)).map(({ id }) => ({ participantId: id }));
  })();
  return settleAll({ journal, rules: rulesFromJournal(journal), participants, actor: 'operator', clock });
}

/** Answers about everybody, the sweep and, on the day that they are kept for, the rows that stand. */
export async function expectAlike({ books, standing }: KeptBooks, asOf = TODAY): Promise<void> {
  await standing.catchUp();
  const { position: knownAt } = await books.journal.head();
  const coordinates = { asOf, knownAt };
  for (const view of [dueProjection, coverageProjection]) {
    const digests: string[] = [];
    for await (const heads of books.journal.streamHeads('participant-')) {
      for (const { stream } of heads) {
        const id = stream.slice('participant-'.length);
        const { digest } = await liveRunner(books.journal, clock).ask<object, object, EnrolledState>(view, id, coordinates, undefined);
        digests.push(digest);
        if (asOf === TODAY) expect([view.name, id, (await standing.get(view.name, id)).digest]).toEqual([view.name, id, digest]);
      }
    }
    const swept = await sweep({ journal: books.journal, clock, model: view.name, workers: 0, coordinates });
    expect([view.name, swept.digest]).toEqual([view.name, await portfolioDigest(digests)]);
  }
}

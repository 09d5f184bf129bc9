/** Workers and kills, on the program as built: the same bytes from any number of workers, and nothing lost to `kill -9`. */
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { contributed, enrolled, testLedger, type Step, type TestLedger } from '../testing/ledger.js';
import { runBuilt, type Ended } from '../testing/built.js';

const PEOPLE = 4_500;
let ledger: TestLedger;
let folder: string;

beforeAll(async () => {
  ledger = await testLedger();
  folder = join(ledger.folder, 'work');
  mkdirSync(folder);
  const steps: Step[] = [];
  for (let index = 0; index < PEOPLE; index += 1) {
    steps.push(
      enrolled(`p${index}`, 3 * index + 1, '2001-01-01', 'dk-p90'),
      contributed(`p${index}`, 3 * index + 2, '2012-03-01', '100.00'),
    );
  }
  await appendTogether(steps);
});

afterAll(() => ledger.dispose());

/** One durable write for many streams. */
async function appendTogether(steps: readonly Step[]): Promise<void> {
  const streams = new Map<string, Step['event'][]>();
  for (const { stream, event } of steps) streams.set(stream, [...(streams.get(stream) ?? []), event]);
  await ledger.journal.append([...streams].map(([stream, events]) => ({ stream, expected: 'any', events })));
}

const child = (body: string, out = '', killAfter?: number, readModel = 'read-models.sqlite'): Promise<Ended> =>
  runBuilt(folder, body, [ledger.journalUrl, `sqlite:${join(folder, readModel)}`, join(folder, out)], killAfter);

it('gives the same file from any number of workers', async () => {
  const files: string[] = [];
  for (const workers of [0, 1, 3]) {
    const out = `coverage-${workers}.ndjson`;
    const { code, errors, lines } = await child(
      `const { answers, rejected, digest } = await sweep({ journal: reader, journalUrl, clock, model: 'account', question: { year: 2012 }, coordinates: { asOf: '2013-01-01' }, workers: ${workers}, out });
       say({ total: answers + rejected, digest });`,
      out,
    );
    expect(errors).toBe('');
    expect(code).toBe(0);
    expect(lines).toMatchObject([{ total: PEOPLE }]);
    files.push(`${(lines[0] as { digest: string }).digest} ${readFileSync(join(folder, out), 'utf8')}`);
  }
  expect(files[1]).toBe(files[0]);
  expect(files[2]).toBe(files[0]);
});

it('leaves no half file under the name when a sweep is killed', async () => {
  const sweeping = (out: string): Promise<Ended> =>
    child(`await sweep({ journal: reader, journalUrl, clock, model: 'coverage', workers: 2, out, onProgress: die });`, out);
  expect((await sweeping('killed.csv')).signal).toBe('SIGKILL');
  expect(existsSync(join(folder, 'killed.csv'))).toBe(false);
  writeFileSync(join(folder, 'earlier.csv'), 'earlier');
  expect((await sweeping('earlier.csv')).signal).toBe('SIGKILL');
  expect(readFileSync(join(folder, 'earlier.csv'), 'utf8')).toBe('earlier');
  const leftovers = (): readonly string[] => readdirSync(folder).filter((name) => name.startsWith('earlier.csv.partial'));
  expect(leftovers()).toHaveLength(1);
  // The next sweep to the same file clears away what the killed one left.
  await child(`await sweep({ journal: reader, journalUrl, clock, model: 'coverage', workers: 2, out });`, 'earlier.csv');
  expect(leftovers()).toEqual([]);
  expect(readFileSync(join(folder, 'earlier.csv'), 'utf8')).toMatch(/^participantId,/);
});

it('goes on after a rebuild is killed, while the old generation answers', async () => {
  await child(`const standing = await models('2013-01-01'); await standing.rebuild(); await standing.close();`);
  const killed = await child(
    `const standing = await models('2014-01-01');
     let portions = 0;
     await standing.rebuild(undefined, { onProgress: () => { portions += 1; if (portions === 2) die(); } });`,
  );
  expect(killed.signal).toBe('SIGKILL');
  const between = await child(`const standing = await models('2013-01-01'); const [first] = await standing.status();
    say({ asOf: first.asOf, participants: first.subjects, building: first.building.asOf, answers: (await contents(standing, 'coverage')).length });
    await standing.close();`);
  expect(between.lines).toEqual([{ asOf: '2013-01-01', participants: PEOPLE, building: '2014-01-01', answers: PEOPLE }]);
  const continued = await child(
    `const standing = await models('2014-01-01');
     say({ participants: (await standing.rebuild()).subjects });
     say({ contents: await contents(standing, 'coverage'), asOf: (await standing.status()).map(({ asOf }) => asOf) });
     await standing.close();`,
  );
  // Two of five portions of 1 000 participants stood when it was killed.
  expect(continued.lines[0]).toEqual({ participants: PEOPLE - 2_000 });
  const fresh = await child(
    `const standing = await models('2014-01-01'); await standing.rebuild();
     say({ contents: await contents(standing, 'coverage'), asOf: (await standing.status()).map(({ asOf }) => asOf) });
     await standing.close();`,
    '',
    undefined,
    'fresh.sqlite',
  );
  expect(continued.lines[1]).toEqual(fresh.lines[0]);
});

it('goes on from its position when a catch-up is killed, again and again', async () => {
  const catchingUp = `const standing = await models('2014-01-01'); await standing.catchUp(); say({ position: Number((await standing.status())[0].position) });
    say({ contents: await contents(standing, 'coverage') }); await standing.close();`;
  await child(catchingUp);
  const steps: Step[] = [];
  for (let index = 0; index < PEOPLE; index += 1) steps.push(contributed(`p${index}`, 100_000 + index, '2011-03-01', '1.00'));
  await appendTogether(steps);
  const { position } = await ledger.journal.head();
  for (const milliseconds of [250, 450, 700, 1_000]) await child(catchingUp, '', milliseconds);
  const ended = await child(catchingUp);
  const fresh = await child(catchingUp, '', undefined, 'fresh-after.sqlite');
  expect(ended.lines[0]).toEqual({ position: Number(position) });
  expect(ended.lines).toEqual(fresh.lines);
});

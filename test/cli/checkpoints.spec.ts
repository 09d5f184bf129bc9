/** Checkpoints and proofs as an auditor meets them: keeping a note, coming back, and finding a history that was changed. */
import { copyFileSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { accrual, SAMPLES, type Accrual } from './accrual.js';

let cli: Accrual;
let eventId: string;
const path = (name: string): string => join(cli.folder, name);

beforeAll(() => {
  cli = accrual();
  cli.json(0, 'parameters', join(SAMPLES, 'fi-kapl', 'illustrative-1997-2013.json'));
  cli.json(
    0,
    'import',
    'participants',
    cli.file('participants.csv', 'participantId,scheme,birthDate,sex,enrolledOn\nAINO,fi-kapl,1962-04-05,female,1997-01-01\n'),
  );
  cli.json(
    0,
    'import',
    'incomes',
    cli.file('incomes.csv', 'participantId,incomeYear,amount,currency,employerId\nAINO,2003,18000.00,EUR,E1\nAINO,2004,18000.00,EUR,E1\n'),
  );
  const { events } = cli.json<{ readonly events: readonly { readonly id: string; readonly type: string }[] }>(0, 'history', 'AINO');
  eventId = events.find(({ type }) => type === 'IncomeReported')?.id as string;
});
afterAll(() => cli.dispose());

it('makes a key once, and keeps it secret', () => {
  const made = cli.run('checkpoint-key', '--new', 'pension.example/ledger');
  expect([made.code, made.stdout]).toEqual([0, expect.stringMatching(/^pension\.example\/ledger\+[0-9a-f]{8}\+[A-Za-z0-9+/]{44}\n$/)]);
  expect(cli.run('checkpoint-key').stdout).toBe(made.stdout);
  expect(statSync(join(cli.data, 'checkpoint.key')).mode & 0o777).toBe(0o600);
  const again = cli.run('checkpoint-key', '--new', 'another.example');
  expect([again.code, again.stderr]).toEqual([1, expect.stringContaining('KEY_ALREADY_MADE')]);
  expect(cli.run('checkpoint-key', '--new', 'two words').stderr).toContain('INVALID_KEY_NAME');
});

it('signs what stood, proves events and growth, and checks them without the ledger', () => {
  expect(cli.run('checkpoint', '--out', path('first.note')).stdout).toContain('Checkpoint of pension.example/ledger: ');
  const first = readFileSync(path('first.note'), 'utf8');
  cli.json(
    0,
    'import',
    'incomes',
    cli.file('more.csv', 'participantId,incomeYear,amount,currency,employerId\nAINO,2005,18000.00,EUR,E1\n'),
  );
  const { size, note } = cli.json<{ readonly size: number; readonly note: string }>(0, 'checkpoint');
  expect(cli.run('checkpoint').stdout).toBe(note);
  const sizeOfFirst = Number(first.split('\n')[1]);
  expect(size).toBeGreaterThan(sizeOfFirst);
  // Asked for again, what stood then is signed alike.
  expect(cli.run('checkpoint', '--known-at', String(sizeOfFirst)).stdout).toBe(first);

  const key = cli.run('checkpoint-key').stdout.trim();
  writeFileSync(path('ledger.vkey'), `${key}\n`);
  expect(cli.run('prove', eventId, '--out', path('event.json')).stdout).toContain(
    `accrual check-proof ${path('event.json')} --key VERIFIER-KEY`,
  );
  expect(cli.run('prove', '--since', path('first.note'), '--out', path('growth.json')).code).toBe(0);
  const nowhere = ['--data', path('nothing')];
  expect(cli.json(0, 'check-proof', path('event.json'), '--key', path('ledger.vkey'), ...nowhere)).toMatchObject({
    status: 'proven',
    kind: 'inclusion',
    size,
    event: { id: eventId, data: { amount: '18000.00' } },
  });
  expect(cli.run('check-proof', path('growth.json'), '--key', key, '--since', path('first.note'), ...nowhere).stdout).toBe(
    `PROVEN: the log of ${size} events begins with all ${sizeOfFirst} of the earlier checkpoint, unchanged.\n`,
  );
  expect(existsSync(path('nothing'))).toBe(false);
  const verified = cli.run('verify', '--checkpoint', path('first.note'));
  expect([verified.code, verified.stdout]).toEqual([
    0,
    expect.stringContaining(`first.note: the first ${sizeOfFirst} events are those that were signed or taken in.`),
  ]);
});

it.each([
  ['an amount that was raised', 'event.json', '18000.00', '81000.00', 'PROOF_FAILS'],
  ['another place', 'event.json', '"index": ', '"index": 1', 'PROOF_FAILS'],
  ['a checkpoint that was altered', 'event.json', 'ledger\\n', 'ledger\\n1', 'INVALID_SIGNATURE'],
  ['a hash that is none', 'event.json', '"path": [', '"path": [\n"ff",', 'INVALID_PROOF'],
  ['no proof', 'event.json', '"inclusion"', '"opinion"', 'INVALID_PROOF'],
  ['no JSON', 'event.json', '{', '', 'INVALID_PROOF'],
])('%s: refused', (_what, name, from, to, code) => {
  const file = cli.file('altered.json', readFileSync(path(name), 'utf8').replace(from, to));
  expect(cli.json<{ readonly error: { readonly code: string } }>(1, 'check-proof', file, '--key', path('ledger.vkey')).error.code).toBe(
    code,
  );
});

it.each([
  ['no such file', ['check-proof', 'gone.json', '--key', 'x+00000000+AAAA'], 2, 'NO_SUCH_FILE'],
  [
    'another key',
    ['check-proof', 'event.json', '--key', 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'],
    1,
    'NOT_SIGNED',
  ],
  ['no key', ['check-proof', 'event.json', '--key', 'x+00000000+AAAA'], 1, 'INVALID_KEY'],
  ['growth without the earlier one', ['check-proof', 'growth.json', '--key', 'ledger.vkey'], 1, 'EARLIER_CHECKPOINT_REQUIRED'],
  ['an event that is not there', ['prove', '00000000-0000-8000-8000-000000000000'], 1, 'UNKNOWN_EVENT'],
  ['no note', ['verify', '--checkpoint', 'incomes.csv'], 1, 'INVALID_NOTE'],
  ['neither event nor checkpoint', ['prove'], 2, 'name an event'],
  ['a key without checkpoints', ['verify', '--key', 'ledger.vkey'], 2, '--key is for the checkpoints'],
  [
    'a proof of another checkpoint',
    ['check-proof', 'event.json', '--key', 'ledger.vkey', '--since', 'first.note'],
    1,
    'ANOTHER_CHECKPOINT',
  ],
  [
    'a note over one that was kept',
    ['checkpoint', '--out', 'first.note'],
    1,
    'FILE_EXISTS: first.note cannot be used: it is there already',
  ],
  ['a proof over a note', ['prove', '--since', 'first.note', '--out', 'first.note'], 1, 'FILE_EXISTS'],
  ['no key where there is nothing', ['checkpoint-key', '--data', 'nothing'], 1, 'NO_CHECKPOINT_KEY'],
  ['notes without a key', ['verify', '--checkpoint', 'first.note', '--data', 'nothing'], 1, 'give the verifier key (--key)'],
  ['both', ['prove', '00000000-0000-8000-8000-000000000000', '--since', 'first.note'], 2, 'name an event'],
])('%s: %j', (_what, args, exit, text) => {
  const ran = cli.run(...args);
  expect([ran.code, ran.stderr]).toEqual([exit, expect.stringContaining(text)]);
});

it('a damaged journal keeps its verdict, whatever else it is held against', () => {
  const journal = join(cli.data, 'journal.sqlite');
  copyFileSync(journal, path('whole.sqlite'));
  const db = new Database(journal);
  db.exec('DROP TRIGGER events_are_never_changed');
  db.prepare('UPDATE events SET body = substr(body, 1, 40) WHERE position = 2').run();
  db.close();
  const verified = cli.run('verify', '--checkpoint', path('first.note'));
  expect([verified.code, verified.stdout]).toEqual([
    1,
    expect.stringMatching(
      /^THE JOURNAL IS DAMAGED [^]*position 2[^]*CHECKPOINT BROKEN: .*first\.note: the first \d+ events are others, or cannot be read/,
    ),
  ]);
  expect(cli.run('prove', '--since', path('first.note')).code).toBe(0); // the log is as it was
  copyFileSync(path('whole.sqlite'), journal);
});

it('a journal that was cut back, with its Merkle log or without, no longer holds what was signed', () => {
  cli.run('checkpoint', '--out', path('last.note'));
  const journal = join(cli.data, 'journal.sqlite');
  copyFileSync(journal, path('kept.sqlite'));
  const db = new Database(journal);
  db.pragma('journal_mode = DELETE');
  const triggers = db.prepare<[], [string, string]>("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").raw().all();
  for (const [name] of triggers) db.exec(`DROP TRIGGER ${name}`);
  // The last event and its batch, taken away as if they had never been: every stream's end is put right.
  db.exec('DELETE FROM events WHERE position > (SELECT max(position) - 3 FROM events)');
  db.exec('DELETE FROM streams WHERE NOT EXISTS (SELECT 1 FROM events WHERE key / 16777216 = streams.id)');
  for (const [id, revision, chain, body] of db
    .prepare<[], [number, number, Buffer, string]>(
      'SELECT key / 16777216, max(key % 16777216), chain, body FROM events GROUP BY key / 16777216',
    )
    .raw()
    .all()) {
    db.prepare('UPDATE streams SET revision = ?, chain = ?, sum = NULL, recorded = ? WHERE id = ?').run(
      revision,
      chain,
      (JSON.parse(body) as { recordedAt: string }).recordedAt,
      id,
    );
  }
  for (const [, sql] of triggers) db.exec(sql);
  db.close();

  // All chains are as they were, as far as they go; the writer's note beside the file knows better.
  const noted = cli.run('verify');
  expect([noted.code, noted.stdout]).toEqual([
    1,
    expect.stringMatching(
      /^THE JOURNAL IS DAMAGED [^]*First: missing: position \d+: [^]*CHECKPOINT BROKEN: .*merkle-log\.sqlite: the journal has fewer than \d+ events: it was cut back\.\n$/,
    ),
  ]);
  // Without the note and the checks before, the log in the data folder does. The verdict comes first, and once.
  for (const file of [`${journal}.head`, join(cli.data, 'self-check.json')]) rmSync(file);
  const alone = cli.run('verify');
  expect([alone.code, alone.stdout]).toEqual([
    1,
    expect.stringMatching(
      /^THE JOURNAL IS NOT WHOLE .*\n.*\nCHECKPOINT BROKEN: .*merkle-log\.sqlite: the journal has fewer than \d+ events: it was cut back\.\n$/,
    ),
  ]);
  expect(cli.json<object>(1, 'verify')).toMatchObject({ isWhole: false, status: 'clean' });
  const verified = cli.run('verify', '--checkpoint', path('first.note'), path('last.note'));
  expect([verified.code, verified.stdout]).toEqual([
    1,
    expect.stringMatching(
      /first\.note: the first .* are those that were signed or taken in\.\nCHECKPOINT BROKEN: .*last\.note: the journal has fewer .* it was cut back\.\n/,
    ),
  ]);
  expect(cli.run('checkpoint').stderr).toMatch(/^EVENTS_MISSING: .*merkle-log\.sqlite stands at \d+\. [^\n]*\n(?: {2}\w+: \d+\n)*$/);
  expect(cli.run('prove', eventId).stderr).toMatch(/^EVENTS_MISSING: /);
  for (const suffix of ['', '-wal', '-shm']) rmSync(join(cli.data, `merkle-log.sqlite${suffix}`), { force: true });
  expect(cli.run('prove', '--since', path('last.note')).stderr).toContain('CHECKPOINT_BROKEN');
  expect(cli.json<object>(1, 'verify', '--checkpoint', path('last.note'), '--key', path('ledger.vkey'))).toMatchObject({ status: 'clean' });
  expect(
    cli
      .json<{ readonly checkpoints: readonly { readonly status: string }[] }>(1, 'verify', '--checkpoint', path('last.note'))
      .checkpoints.map(({ status }) => status),
  ).toEqual(['missing', 'kept']);
});

/**
 * `node scripts/golden.mjs NAME [SCENARIO]`: writes a new golden journal, test/golden/NAME.{journal.ndjson,answers.json}, with the program
 * as built. Never overwrites: what was frozen once stays as it is. See test/golden/README.md.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './prepare.mjs';

const name = process.argv[2];
if (!/^\d{4}-\d{2}-[a-z0-9-]+$/.test(name ?? '')) {
  console.error('name the file as YEAR-MONTH-what, for example 2026-11-first');
  process.exit(2);
}
/**
 * What is written: `schemes`, `employers` and their books, their `payments`, the `policy` of a board, its `funding`, its `tenCuts`, its
 * `feasibility` out of a study, its `timeZones`, `letters` to participants, `ownSavings`, or `transfers` of groups.
 */
const scenario = process.argv[3] ?? 'schemes';
const target = join(ROOT, 'test', 'golden', name);
if (existsSync(`${target}.journal.ndjson`) || existsSync(`${target}.answers.json`)) {
  console.error(`${name} is frozen already; choose another name`);
  process.exit(1);
}
const built = (path) => import(join(ROOT, 'dist', 'libs', path));
const [{ CATALOGUE }, { openSqliteJournal }, { openSqliteSource }, { RULEBOOKS }] = await Promise.all([
  built('ledger/catalogue.js'), built('journal/sqlite/journal.js'), built('journal/sqlite/copy.js'), built('rulebooks/registry.js'),
]);
const [
  { readFund, rulesInForce },
  { importFile },
  { publishParameters },
  { toAppend },
  { declare },
  { fanOut },
  { makePlan },
  { approvePlan },
  { commitPlan },
  { annul },
] = await Promise.all([
  built('portfolio/rules-in-force.js'),
  built('reprocessing/intake/import-file.js'),
  built('reprocessing/intake/publish-parameters.js'),
  built('reprocessing/batch/stamp.js'),
  built('reprocessing/fan-out/declare.js'),
  built('reprocessing/fan-out/fan-out.js'),
  built('reprocessing/plan/make-plan.js'),
  built('reprocessing/plan/approve.js'),
  built('reprocessing/plan/commit.js'),
  built('ledger/participant/annul.js'),
]);
const { askGolden, QUESTIONS } = await import('./golden-questions.mjs');

const folder = mkdtempSync(join(tmpdir(), 'accrual-golden-'));
let now = '2026-11-01T08:00:00.000Z';
const clock = () => now;
const later = () => (now = new Date(Date.parse(now) + 3_600_000).toISOString());
const journal = await openSqliteJournal(join(folder, 'journal.sqlite'), { rules: CATALOGUE, clock });
const common = { journal, clock, actor: 'golden', workers: 0, folder };

async function publish(file) {
  later();
  const document = JSON.parse(readFileSync(join(ROOT, 'test/samples', file), 'utf8'));
  const fundId = document.scheme;
  const { value } = publishParameters({ fundId, document, today: () => now.slice(0, 10) }, await readFund(journal, fundId));
  await append(`fund-${fundId}`, value);
}

async function append(stream, events) {
  const [outcome] = await journal.append([
    { stream, expected: 'any', events: events.map((event) => toAppend(stream, event, { actor: 'golden', correlationId: 'golden' })) },
  ]);
  if (outcome.status === 'refused') throw new Error(outcome.refusal.message);
}

function write(file, text) {
  const path = join(folder, file);
  writeFileSync(path, text);
  return path;
}

async function load(kind, file, text, migrate = false) {
  later();
  return importFile({
    ...common, kind, file: write(file, text), dryRun: false, migrate, rulebooks: RULEBOOKS,
    parameters: async (fundId, scheme) => (await rulesInForce(scheme, await readFund(journal, fundId), undefined)).parameters,
  });
}

async function decide(...commands) {
  later();
  for (const command of commands) await declare(command, { ...common, fundId: 'dk-p90' });
  await fanOut({ ...common, fundId: 'dk-p90' });
}

/** Two schemes, their participants and funds. */
async function schemes() {
  for (const file of ['fi-kapl/illustrative-1997-2013.json', 'fi-kapl/illustrative-liabilities-1997-2013.json', 'dk-p90/illustrative.json'])
    await publish(file);

  // History of an older system, with a correction settled on the way; two schemes; one row that is refused.
  const older = (recordedAt, record, fields) => `${JSON.stringify({ record, ...fields, recordedAt })}\n`;
  await load(
    'history',
    'older.ndjson',
    older('2003-01-10T09:00:00Z', 'participant', {
      participantId: 'F1',
      scheme: 'fi-kapl',
      birthDate: '1962-04-05',
      sex: 'female',
      enrolledOn: '1997-01-01',
    }) +
      older('2004-02-01T09:00:00Z', 'income', {
        participantId: 'F1',
        incomeYear: 2003,
        amount: '18000.00',
        currency: 'EUR',
        employerId: 'A',
      }) +
      older('2006-02-01T09:00:00Z', 'income', {
        participantId: 'F1',
        incomeYear: 2005,
        amount: '20000.00',
        currency: 'EUR',
        employerId: 'A',
      }) +
      older('2009-05-01T09:00:00Z', 'correction', {
        participantId: 'F1',
        incomeYear: 2003,
        employerId: 'A',
        amount: '19000.00',
        currency: 'EUR',
        reason: 'late pay slip',
        correctedOn: '2009-05-01',
      }),
    true,
  );
  await load(
    'participants',
    'participants.csv',
    'participantId,scheme,birthDate,sex,enrolledOn,openingValue,openingDate\nF2,fi-kapl,1950-12-31,male,1997-01-01,,\n' +
      'F3,fi-kapl,1975-02-28,female,2000-06-01,,\nD1,dk-p90,1975-05-10,male,2019-01-01,100000.00,2019-01-01\nD2,dk-p90,' +
        '1960-02-29,female,2019-03-15,,\nD3,dk-p90,1988-08-08,female,2020-01-01,,\nX1,nowhere,1988-08-08,female,2020-01-01,,\n',
  );
  await load(
    'incomes',
    'incomes.csv',
    'participantId,incomeYear,amount,currency,employerId,coverage\nF2,1999,9000.10,EUR,A,kapl\nF2,2005,30000,EUR,A,' +
      'kapl\nF2,2005,12.34,EUR,B,apl-15b\nF3,2004,15000,EUR,C,kapl\nF3,2010,16000,EUR,C,kapl\n',
  );
  await load(
    'contributions',
    'contributions.csv',
    'participantId,period,amount,currency,employerId,receivedOn\n' +
      `${['2019-01', '2019-02', '2019-12', '2020-06', '2021-01'].flatMap((period) => ['D1', 'D2', 'D3'].filter((id) => id !== 'D3' || period > '2019-12').map((id) => `${id},${period},1234.56,DKK,K1,${period}-28\n`)).join('')}`,
  );
  // Settled, ordinary (of the running year), time-barred, and a change of cover.
  await load(
    'corrections',
    'corrections.csv',
    'participantId,incomeYear,employerId,amount,currency,reason,correctedOn\nF2,2005,A,31000.00,EUR,audit,2010-03-15\n' +
      'F2,1999,A,9500.00,EUR,audit,2010-03-15\nF3,2010,C,16500.00,EUR,audit,2010-11-30\n',
  );
  await decide(
    { decision: 'interest', year: 2019, rate: '0.045', reference: 'board 2019' },
    { decision: 'close-year', year: 2019, reference: 'accounts 2019' },
  );
  await decide(
    { decision: 'interest', year: 2020, rate: '0.04', reference: 'board 2020' },
    { decision: 'close-year', year: 2020, reference: 'accounts 2020' },
    {
      decision: 'result',
      year: 2020,
      group: 'R1',
      resultMinor: 90_000_000,
      openingBufferMinor: 0,
      plannedCreditMinor: 0,
      reference: 'accounts 2020',
    },
    { decision: 'bonus', year: 2020, group: 'R1', by: 'value' },
    { decision: 'special-bonus', year: 2020, poolMinor: 1_234_567, reference: 'accounts 2020' },
    { decision: 'reduce', on: '2021-06-15', rate: '0.02', reason: 'decision of the board', reference: 'minutes 7' },
  );
  // A new basis from the next year on, of which all have been told; new terms, of which nobody has been told yet.
  const row = (name, from, value) => ({ name, entries: [{ from, value, reference: 'golden', status: 'external' }] });
  const announce = (kind, material, notified, ...parameters) =>
    decide({
      decision: 'change',
      kind,
      material,
      reference: 'minutes 8',
      notified,
      document: { scheme: 'dk-p90', announced: '2022-10-15', parameters },
    });
  await announce(
    'basis',
    true,
    { supervisor: '2022-10-16', members: '2022-11-30' },
    row('calculationRate', '2023-01-01', '0.025'),
    row('mortality', '2022-11-15', { law: 'G82M', shift: 1 }),
  );
  await announce(
    'terms',
    false,
    {},
    row('groupCovers', '2022-11-01', [{ code: 'group-life', sum: '250000.00' }]),
    row('spouseRate', '2022-12-01', '0.5'),
  );
  // A contribution that comes late: planned, approved by another person, committed; the booked years are adjusted.
  later();
  const plan = await makePlan({
    ...common,
    file: write('late.csv', 'participantId,period,amount,currency,employerId,receivedOn\nD1,2019-06,5000.00,DKK,K1,2022-02-01\n'),
  });
  await approvePlan({ journal, folder, digest: plan.digest, actor: 'another', note: 'looked at', now, fourEyes: true });
  await commitPlan({ ...common, digest: plan.digest });
  // A contribution that never was.
  later();
  const stream = [];
  for await (const page of journal.readStream('participant-D3')) stream.push(...page);
  const mistaken = stream.find(({ type }) => type === 'ContributionReceived');
  await append(
    'participant-D3',
    annul({ eventId: mistaken.id, reason: 'paid for another person' }, { participantId: 'D3', events: stream }).events,
  );
  await decide();
  // Lives: pensions granted, paid and ended, disabilities one after another, transfers, a death recorded anew after its annulment.
  await load(
    'participants',
    'lives.csv',
    'participantId,scheme,birthDate,sex,enrolledOn,openingValue,openingDate\nL1,dk-p90,1954-05-20,male,2015-01-01,' +
      '500000.00,2015-01-01\nL2,dk-p90,1970-05-20,female,2015-01-01,300000.00,2015-01-01\nL3,fi-kapl,1944-02-02,male,' +
        '1996-01-01,,\nL4,fi-kapl,1960-04-05,female,1997-01-01,,\n',
  );
  await load(
    'incomes',
    'lives-incomes.csv',
    'participantId,incomeYear,amount,currency,employerId\nL3,1997,10000.00,EUR,A\nL3,2004,11000.00,EUR,A\nL4,2000,' +
      '9000.00,EUR,A\nL4,2003,9000.00,EUR,A\nL4,2005,9500.00,EUR,A\n',
  );
  await load(
    'contributions',
    'lives-contributions.csv',
    'participantId,period,amount,currency,employerId,receivedOn\n' +
      `${['2021-10', '2021-11', '2022-04'].flatMap((period) => ['L1', 'L2'].map((id) => `${id},${period},2000.00,DKK,K1,${period}-28\n`)).join('')}`,
  );
  await load(
    'transfers',
    'transfers.csv',
    'participantId,direction,amount,currency,transferredOn,counterparty,kind\nL1,in,50000.00,DKK,2016-03-01,Other ' +
      'Pension,individual\nL2,out,10000.00,DKK,2019-09-01,Third Pension,collective\n',
  );
  await load(
    'disabilities',
    'disabilities.csv',
    'participantId,beganOn,decidedOn,endedOn\nL2,2018-02-10,2018-06-01,2019-03-31\nL2,2021-02-01,2021-05-01,\nL4,' +
      '2004-02-10,2005-02-01,2007-06-30\n',
  );
  await load(
    'pensions',
    'pensions.csv',
    'participantId,benefit,startsOn,grantedOn,amount,currency,frequency,endsOn\nL1,old-age-pension,2022-01-01,' +
      '2021-12-01,3100.00,DKK,monthly,\nL2,disability-pension,2021-08-01,2021-05-01,2500.00,DKK,monthly,2024-07-31\nL3,' +
        'old-age-pension,2006-01-01,2005-11-15,150.00,EUR,monthly,\nL4,unemployment-pension,2004-01-01,2003-12-01,' +
          '1200.00,EUR,yearly,2005-01-31\nL4,disability-pension,2005-03-01,2005-02-01,100.00,EUR,monthly,\n',
  );
  await load(
    'payments',
    'payments.csv',
    'participantId,benefit,period,amount,currency,paidOn\n' +
      `${['2022-01', '2022-02', '2022-03', '2022-07'].map((period) => `L1,old-age-pension,${period},3100.00,DKK,${period}-28\n`).join('')}`,
  );
  await load('deaths', 'deaths.csv', 'participantId,diedOn\nL1,2022-03-30\nL3,2010-06-15\n');
  later();
  const life = [];
  for await (const page of journal.readStream('participant-L1')) life.push(...page);
  await append(
    'participant-L1',
    annul(
      { eventId: life.find(({ type }) => type === 'ParticipantDied').id, reason: 'a misread certificate' },
      { participantId: 'L1', events: life },
    ).events,
  );
  await load('deaths', 'deaths-again.csv', 'participantId,diedOn\nL1,2022-05-30\n');
  await load(
    'pensions',
    'survivors.csv',
    'participantId,benefit,startsOn,grantedOn,amount,currency,frequency\nL1,spouse-pension,2022-06-01,2022-06-20,1860.00,DKK,monthly\n',
  );
  // What no command writes yet, and the catalogue knows; and life events as an older program wrote them.
  later();
  const fact = (type, effectiveDate, data) => ({ type, effectiveDate, key: `${type}:${effectiveDate}`, data });
  const decision = mistaken.id;
  await append('participant-D2', [
    fact('DisabilityBegan', '2021-02-01', { beganOn: '2021-02-01', decidedOn: '2021-03-01' }),
    fact('DisabilityEnded', '2021-09-01', { endedOn: '2021-09-01' }),
    fact('PensionStarted', '2022-01-01', {
      benefit: 'old-age-pension',
      startsOn: '2022-01-01',
      grantedOn: '2021-12-01',
      amount: '100.00',
      currency: 'DKK',
      frequency: 'monthly',
    }),
    fact('PensionPaid', '2022-01-31', { benefit: 'old-age-pension', period: '2022-01', amount: '100.00', currency: 'DKK' }),
    fact('ReductionRestored', '2022-02-01', { decision, amount: '1.50', currency: 'DKK', period: '2021-06-15', reason: 'restored' }),
    fact('RightsTransferredOut', '2022-02-15', {
      amount: '250.00',
      currency: 'DKK',
      kind: 'individual-transfer',
      counterparty: 'elsewhere',
    }),
    fact('RightsAccrued', '2022-03-31', { period: '2022-03', pensionYearly: '12.00', currency: 'DKK' }),
    fact('IndexationGranted', '2022-04-01', { decision, rate: '0.01', pensionYearly: '0.12', currency: 'DKK' }),
    fact('ParticipantDied', '2022-05-05', { diedOn: '2022-05-05' }),
  ]);
  await append('fund-dk-p90', [
    fact('FundingRatioReported', '2021-12-31', { on: '2021-12-31', measure: 'nominal', ratio: '1.08', reference: 'actuary' }),
    fact('IndexationDecided', '2022-01-01', { on: '2022-01-01', rate: '0.01', reference: 'minutes 9' }),
  ]);
}

if (scenario === 'schemes') await schemes();
else if (scenario === 'transfers')
  await (await import('./golden-transfers.mjs')).transferGroups({ built, journal, folder, clock, later, load, append, write });
else if (scenario === 'funding') await (await import('./golden-funding.mjs')).funding({ built, common, load, append, later });
else if (scenario === 'timeZones')
  await (await import('./golden-time-zones.mjs')).timeZones({ built, common, load, append, later });
else if (scenario === 'feasibility') await (await import('./golden-funding.mjs')).feasibility({ built, common, load, append, later });
else if (scenario === 'tenCuts') await (await import('./golden-funding.mjs')).tenCuts({ built, common, load, append, later });
else await (await import('./golden-employers.mjs'))[scenario]({ built, common, load, publish, append, later });

const answers = [];
for (const question of QUESTIONS[scenario]) answers.push({ question, answer: await askGolden(built, journal, clock, question) });
const { position } = await journal.head();
await journal.close();
const source = openSqliteSource(join(folder, 'journal.sqlite'));
let lines = '';
for await (const page of source.records()) {
  for (const { chain, time, text } of page) lines += `${JSON.stringify({ chain, leaf: await leafOf(text), time, text })}\n`;
}
await source.close();
rmSync(folder, { recursive: true });
writeFileSync(`${target}.journal.ndjson`, lines);
writeFileSync(`${target}.answers.json`, `${JSON.stringify({ askedAt: now, answers }, null, 1)}\n`);
console.log(`${name}: ${position} events, ${answers.length} answers`);

async function leafOf(text) {
  const { hex, leafHash } = await built('journal/hash-chain.js');
  return hex(leafHash(text));
}

/** Employers' books and a collective transfer, for screens that show them. */
import { published } from '#engine/alm/published.js';
import { runStudy } from '#engine/alm/run-study.js';
import type { JsonObject } from '#ledger/kernel/json.js';
import { declare, type FundCommand } from '#reprocessing/fan-out/declare.js';
import type { InvoiceCommand } from '#reprocessing/invoicing/compose.js';
import { chargeInterest } from '#reprocessing/invoicing/interest-run.js';
import { runInvoices } from '#reprocessing/invoicing/invoice-run.js';
import type { InputKind } from '#reprocessing/formats/rows.js';
import { reportOf } from '#rulebooks/nl-ftk/alm/report.js';
import { ALM_RUN, readAlmRun } from '#rulebooks/nl-ftk/alm/study.js';
import type { Served } from '../api/workspace.js';
import { DEMANDS, ESTIMATES } from '../employers/books.js';
import { CORRECTIONS, PAYMENTS, SALARIES } from '../employers/books.js';
import { NOW, openLedger, type TestLedger } from '../reprocessing/ledger.js';
import { PROPOSAL, transferLedger } from '../transfer/ledger.js';

/**
 * Two employers of a fund, one in default; and five participants of another fund, of whom three are to go over. Before the server begins.
 */
export async function keepBooks(folder: string): Promise<void> {
  const transfer = await transferLedger(folder, '2023-02-28');
  await transfer.affiliate('E', 'pob', '2018-03-01');
  for (const [id, right] of [['a', '1000.10'], ['b', '2010.33'], ['c', '500.00'], ['d', '300.00'], ['e', '400.00']] as const) {
    await transfer.enrol(id);
    await transfer.accrue(id, right);
  }
  const { journal } = transfer;
  const ledger = await openLedger(async () => journal);
  const common = { journal, fundId: 'nl-pob', clock: () => NOW, actor: 'operator', workers: 0 };
  const take = async (kind: InputKind, columns: string, ...rows: readonly string[]): Promise<void> => {
    const { refused } = await ledger.import(kind, ledger.file(`${kind}.csv`, [columns, ...rows]));
    if (refused > 0) throw new Error(`${kind}: ${refused} rows refused`);
  };
  await ledger.publish('nl-pob', 'test/samples/nl-pob/illustrative.json');
  await take('employers', 'employerId,scheme,kind,affiliatedOn', 'E1,nl-pob,mandatory,2018-03-01', 'E2,nl-pob,mandatory,2018-03-01');
  await take('headcounts', 'employerId,on,employees', 'E1,2018-03-01,24');
  await take(
    'participants',
    'participantId,scheme,birthDate,sex,enrolledOn',
    ...['N1', 'N2'].map((id) => `${id},nl-pob,1970-04-05,female,2018-03-01`),
  );
  await take('salaries', SALARIES, 'N1,E1,2018-03,36000,EUR,2018-03-02,0.8,', 'N2,E2,2018-03,30000,EUR,2018-03-02,,');
  for (const month of ['2018-11', '2018-12', '2019-01']) {
    await runInvoices({ ...common, command: { kind: 'monthly', month, sentOn: `${month}-11` } });
  }
  await take(
    'premium-payments',
    PAYMENTS,
    'E1,7000.00,EUR,2018-12-20,s1,',
    'E1,300.00,EUR,2019-02-01,s2,',
    'E2,6000.00,EUR,2018-12-15,s3,',
  );
  await take('salary-corrections', CORRECTIONS, 'N1,E1,2018-03,37200,EUR,agreement,2019-01-20,0.8,');
  await runInvoices({ ...common, command: { kind: 'final', year: 2018, sentOn: '2019-02-11' } });
  await take('demands', DEMANDS, 'E1,salaries,data,2019-03-31,2019-04-10,2019-04-28,yes,letter 1');
  await take('fines', 'employerId,obligation,decidedOn,reference', 'E1,salaries,2019-06-01,board 3');
  const asked = 'employerId,kind,requestedOn,from,reference,participants,caoBinding,separateSchemeWithUnions,jointRequest';
  await take(
    'exemption-requests',
    asked,
    'E1,ownCao,2019-06-03,2020-07-01,letter 20,N1,no,yes,yes',
    'E2,ownCao,2019-06-04,2020-07-01,letter 21,,yes,yes,yes',
  );
  await take(
    'exemption-decisions',
    'employerId,request,decidedOn,reference,informationDue',
    'E1,letter 20,2019-06-20,board 6,2019-09-01',
    'E2,letter 21,2019-06-20,board 6,',
  );
  await chargeInterest({ ...common, to: '2020-06-30' });
  await testFeasibility(ledger, common, await recordStudy(common));
  await lateData(take, (command) => runInvoices({ ...common, command, employerId: 'E3' }));
  await ledger.close();
}

type Take = (kind: InputKind, columns: string, ...rows: readonly string[]) => Promise<void>;

/** An employer whose data came late, with an invoice in the place of an estimate, and a participant who continues voluntarily. */
async function lateData(take: Take, invoice: (command: InvoiceCommand) => Promise<unknown>): Promise<void> {
  await take('employers', 'employerId,scheme,kind,affiliatedOn', 'E3,nl-pob,mandatory,2022-01-01');
  await take(
    'participants',
    'participantId,scheme,birthDate,sex,enrolledOn',
    ...['N3', 'V3'].map((id) => `${id},nl-pob,1970-04-05,female,2022-01-01`),
  );
  await take('voluntary-continuations', 'participantId,employerId,from', 'V3,E3,2022-01');
  await take('salaries', SALARIES, 'V3,E3,2022-01,30000,EUR,2022-01-10,,', 'V3,E3,2022-03,0,EUR,2022-01-10,,');
  await take('demands', DEMANDS, 'E3,salaries of January,data,2022-01-05,2022-01-10,2022-01-20,no,letter 5');
  await take('estimates', ESTIMATES, 'N3,E3,2022-01,2022-01,60000,EUR,letter 5,2022-01-21');
  await invoice({ kind: 'monthly', month: '2022-01', sentOn: '2022-01-25' });
  await take('deliveries', 'employerId,obligation,deliveredOn,complete,reference', 'E3,salaries of January,2022-02-10,yes,upload 5');
  await take('salaries', SALARIES, 'N3,E3,2022-01,36000,EUR,2022-02-10,,', 'N3,E3,2022-03,0,EUR,2022-02-10,,');
  await invoice({ kind: 'monthly', month: '2022-02', sentOn: '2022-02-12' });
  await invoice({ kind: 'replacement', demand: 'letter 5', sentOn: '2022-02-20', reference: 'board 9' });
  await take('voluntary-payments', 'participantId,employerId,amount,currency,receivedOn,reference', 'V3,E3,200.00,EUR,2022-03-01,s9');
}

/** Old rules against new and the note's variants, on a few scenarios, with a bound that is kept and one that is not. */
export const STUDY = {
  scenarios: 60,
  years: 45,
  seed: 7,
  params: { equityVol: '0.18' },
  bounds: [{ age: 70, bound: '0.50' }, { age: 50, bound: '0.99' }],
};

async function recordStudy(common: Parameters<typeof declare>[1]): Promise<string> {
  const run = readAlmRun(STUDY);
  const report = published(reportOf(run, await runStudy({ study: run.study, workers: 0 })));
  const { runId, engine, digest: outputDigest, input, ...output } = report;
  const recorded = { runId, op: ALM_RUN.name, engine, input, output: output as unknown as JsonObject, outputDigest, seconds: 0.4 };
  await declare({ decision: 'alm-run', ...recorded, reference: 'minutes 3' }, common);
  return runId;
}

/** One by its results, below both bounds, with a party that was told; of the next year one out of the study, which begins as the fund. */
async function testFeasibility(ledger: TestLedger, common: Parameters<typeof declare>[1], run: string): Promise<void> {
  await ledger.publish('nl-pob', 'test/samples/nl-pob/accountability.json');
  const decide = (decision: object) => declare({ reference: 'board 7', ...decision } as FundCommand, common);
  await decide({ decision: 'ratio', on: '2019-01-01', measure: 'nominal', ratio: '1.08' });
  await decide({ decision: 'expectations', year: 2019, ambition: '0.0123', growth: '0.025' });
  await decide({ decision: 'evaluate', year: 2019, backlog: '1.1' });
  await decide({ decision: 'feasibility', year: 2018, expected: '0.8512345', badWeather: '0.5' });
  await decide({ decision: 'inform', year: 2018, to: 'cao-parties', on: '2018-07-01' });
  await decide({ decision: 'feasibility', year: 2019, run, age: 30 });
  await decide({
    ...{ decision: 'correct-ratio', on: '2019-01-01', measure: 'nominal', ratio: '1.12' },
    ...{ reason: 'a bond was priced wrong', correctedOn: '2019-06-01' },
  });
}

/** The three of them, step by step to the end; and another transfer, of the other two, whose snapshot does not hold any more. */
export async function transferGroup(server: Served): Promise<void> {
  const file = (what: string, on: string, lines: readonly string[]) =>
    server.post(`/v1/transfers/T1/${what}?file=${what}.csv&on=${on}&reference=adm`, `${lines.join('\n')}\n`, {
      'Content-Type': 'text/csv',
    });
  const step = (name: string, on: string, fields: object = {}) =>
    server.post('/v1/transfers/T1/steps', { step: name, on, reference: 'minutes', ...fields });
  const snapshot = [
    'participantId,group,oldRight,newRight,factor,value',
    'a,active,1000.10,1005.10,60,60000.00',
    'b,deferred,2010.33,2020.38,60,120600.00',
    'c,pensioner,500.00,502.50,60,33900.00',
  ];
  const answers = [
    await server.post('/v1/transfers', PROPOSAL),
    await file('snapshot', '2022-01-10', snapshot),
    await step('assess', '2022-02-01', { individual: '0.02', collective: '0.006', group: '0.015', basis: 'AG 2020' }),
    await step('organ', '2022-03-25', { positive: 'yes' }),
    await step('notify', '2022-03-31'),
    await file('acceptances', '2022-06-15', [
      'participantId,receiverParticipantId,acceptedOn',
      ...['a', 'b', 'c'].map((id) => `${id},W-${id},2022-06-15`),
    ]),
    await step('lapse', '2022-07-01'),
    await step('complete', '2022-07-01'),
    await server.post('/v1/transfers', {
      ...PROPOSAL,
      transferId: 'T2',
      transferDate: '2023-10-01',
      proposedOn: '2023-02-01',
      receiverAgreement: 'of 2023-01-05',
    }),
    await server.post('/v1/transfers/T2/snapshot?file=snapshot.csv&on=2023-02-10&reference=adm', [
      'participantId,group,oldRight,newRight,factor,value',
      'd,active,300.00,301.50,60,18000.00',
      'e,active,400.00,402.00,60,24000.00',
    ].join('\n'), { 'Content-Type': 'text/csv' }),
    // What d earned in 2021 comes to be known otherwise: the snapshot is stale.
    await server.post('/v1/participants/d/salary-corrections', {
      ...{ employerId: 'E', from: '2021-01', fullTimeSalary: '312.00', currency: 'EUR', reason: 'hours', correctedOn: '2023-02-20' },
    }),
  ];
  for (const { status, text } of answers) if (status !== 201) throw new Error(text);
}

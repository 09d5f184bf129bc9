/** The golden scenario of an employer's books: salaries, invoices, payments, interest, duties, rights, by the program's own commands. */

export async function employers({ built, common, load, publish, append, later }) {
  const [{ runInvoices }, { chargeInterest }, { fanOut }] = await Promise.all([
    built('reprocessing/invoicing/invoice-run.js'),
    built('reprocessing/invoicing/interest-run.js'),
    built('reprocessing/fan-out/fan-out.js'),
  ]);
  const fundId = 'nl-pob';
  const run = (command) => (later(), runInvoices({ ...common, fundId, command }));
  const monthly = (month) => run({ kind: 'monthly', month, sentOn: `${month}-08` });
  const carry = () => (later(), fanOut({ ...common, fundId }));
  await publish('nl-pob/illustrative.json');
  await load(
    'employers',
    'employers.csv',
    'employerId,scheme,kind,affiliatedOn,agreement\nE1,nl-pob,mandatory,2018-03-01,\nE2,nl-pob,voluntary,2018-03-01,agreement of 2018\n',
  );
  await load('headcounts', 'headcounts.csv', 'employerId,on,employees\nE1,2018-03-01,24\n');
  await load(
    'participants',
    'participants.csv',
    'participantId,scheme,birthDate,sex,enrolledOn\nP1,nl-pob,1970-04-05,female,2018-03-01\nP2,nl-pob,1980-05-06,male,' +
      '2018-03-01\nP3,nl-pob,1990-06-07,female,2018-03-01\n',
  );
  const salary = 'participantId,employerId,from,fullTimeSalary,currency,reportedOn,partTimeFactor,premiumFreeShare';
  await load(
    'salaries',
    'salaries.csv',
    `${salary}\nP1,E1,2018-03,36000,EUR,2018-03-02,0.8,\nP2,E1,2018-03,41000.50,EUR,2018-03-02,,0.5\nP3,E2,2018-03,` +
      '30000,EUR,2018-03-02,,\n',
  );
  await load('voluntary-continuations', 'voluntary.csv', 'participantId,employerId,from,to\nP3,E2,2018-05,2018-06\n');
  for (const month of ['2018-03', '2018-04', '2018-05']) await monthly(month);
  await load(
    'premium-payments',
    'payments.csv',
    'employerId,amount,currency,receivedOn,reference,invoice\nE1,300.80,EUR,2018-05-15,statement ' +
      '2,2018-04\nE1,810.00,EUR,2018-04-15,statement 1,2018-03\nE2,500.00,EUR,2018-03-20,statement 0,\n',
  );
  const correction = 'participantId,employerId,from,fullTimeSalary,currency,reason,correctedOn,partTimeFactor,premiumFreeShare';
  await load('salary-corrections', 'corrections.csv', `${correction}\nP1,E1,2018-03,37200,EUR,collective agreement,2018-05-20,0.8,\n`);
  await load(
    'demands',
    'demands.csv',
    'employerId,obligation,ground,dataDeadline,sentOn,finalDeadline,fineAnnounced,reference\nE1,salaries of ' +
      'June,data,2018-06-05,2018-06-06,2018-06-15,yes,letter 1\n',
  );
  await load(
    'estimates',
    'estimates.csv',
    'participantId,employerId,from,to,fullTimeSalary,currency,demand,decidedOn,partTimeFactor\nP1,E1,2018-06,2018-06,50000,EUR,letter ' +
      '1,2018-06-20,0.8\n',
  );
  await run({ kind: 'monthly', month: '2018-06', sentOn: '2018-06-25' });
  await load(
    'deliveries',
    'deliveries.csv',
    'employerId,obligation,deliveredOn,complete,reference\nE1,salaries of June,2018-07-01,yes,upload 4\n',
  );
  await load('fines', 'fines.csv', 'employerId,obligation,decidedOn,reference\nE1,salaries of June,2018-07-02,board 3\n');
  await load(
    'claims',
    'claims.csv',
    'employerId,kind,decidedOn,reference,obligation,premiumDue\nE1,collection-costs,2018-07-02,board 3,salaries of June,600\n',
  );
  await load('writs', 'writs.csv', 'employerId,issuedOn,reference\nE1,2018-07-20,writ 1\n');
  await run({ kind: 'replacement', demand: 'letter 1', sentOn: '2018-07-03', reference: 'board 4' });
  for (const month of ['2018-07', '2018-08', '2018-09', '2018-10', '2018-11', '2018-12', '2019-01']) await monthly(month);
  await run({ kind: 'final', year: 2018, sentOn: '2019-02-11' });
  await load('salary-corrections', 'late.csv', `${correction}\nP1,E1,2018-03,37200,EUR,hours,2019-06-03,0.75,\n`);
  await run({ kind: 'final-settlement', year: 2018, choice: 'keep', conditions: 'none', decidedOn: '2019-07-01', reference: 'board 9' });
  await load('salary-corrections', 'later.csv', `${correction}\nP1,E1,2018-03,37200,EUR,hours again,2022-01-03,0.7,\n`);
  await run({ kind: 'monthly', month: '2019-02', sentOn: '2022-01-08' });
  later();
  await chargeInterest({ ...common, fundId, to: '2019-06-15' });
  await carry();
  await append('fund-nl-pob', [
    {
      type: 'IndexationDecided',
      effectiveDate: '2019-01-01',
      key: 'indexation:2019',
      data: {
        on: '2019-01-01',
        rate: '0.008',
        ambition: '0.0149',
        sustainable: '0.008',
        maxRate: '0.008',
        bindingRule: 'SUSTAINABLE',
        missed: '0.0068',
        reference: 'board',
      },
    },
    {
      type: 'ReductionDecided',
      effectiveDate: '2020-01-01',
      key: 'reduction:2020',
      data: { on: '2020-01-01', rate: '0.01', reason: 'recovery plan', reference: 'board' },
    },
    {
      type: 'CatchUpDecided',
      effectiveDate: '2021-01-01',
      key: 'catch-up:2021',
      data: {
        on: '2021-01-01',
        budget: '0.01',
        applied: [{ kind: 'reduction', ofYear: 2020, rate: '0.005' }],
        factor: '1.005',
        reference: 'board',
      },
    },
  ]);
  await carry();
  await load('salary-corrections', 'right.csv', `${correction}\nP2,E1,2018-03,42000,EUR,agreement,2022-02-01,,0.4\n`);
  await carry();
}

/** Rates and decisions on rights as a board takes them. */
export async function policy({ built, common, load, publish, later }) {
  const [{ declare }, { fanOut }, { runInvoices }] = await Promise.all([
    built('reprocessing/fan-out/declare.js'), built('reprocessing/fan-out/fan-out.js'), built('reprocessing/invoicing/invoice-run.js'),
  ]);
  const fundId = 'nl-pob';
  const decide = (command) => (later(), declare(command, { ...common, fundId }));
  await publish('nl-pob/illustrative.json');
  await publish('nl-pob/policy.json');
  await load('employers', 'employers.csv', 'employerId,scheme,kind,affiliatedOn\nE1,nl-pob,mandatory,2018-03-01\n');
  await load(
    'participants',
    'participants.csv',
    'participantId,scheme,birthDate,sex,enrolledOn\nP1,nl-pob,1970-04-05,female,2018-03-01\nP2,nl-pob,1980-05-06,male,2018-03-01\n',
  );
  await load(
    'salaries',
    'salaries.csv',
    'participantId,employerId,from,fullTimeSalary,currency,reportedOn,partTimeFactor,premiumFreeShare\nP1,E1,2018-03,' +
      '37200,EUR,2018-03-02,0.8,\nP2,E1,2018-03,41000.50,EUR,2018-03-02,,0.5\n',
  );
  const rates = { decision: 'premium-rates', actuaryHeard: 'yes', caoApproval: 'yes', aoPremiumRate: '0.005', costCoveringRate: '0.188' };
  await decide({
    ...rates,
    from: '2019-01-01',
    announced: '2018-12-12',
    reportYear: 2018,
    premiumRate: '0.195',
    participantRate: '0.082',
    reference: 'board 1',
  });
  for (const month of ['2018-12', '2019-01']) {
    later();
    await runInvoices({ ...common, fundId, command: { kind: 'monthly', month, sentOn: `${month}-08` } });
  }
  await decide({ decision: 'index', year: 2019, rate: '0.008', reference: 'board 3' });
  await decide({ decision: 'index', year: 2020, rate: '0', reference: 'board 4' });
  await decide({ decision: 'reduce', on: '2020-01-01', rate: '0.005', reason: 'recovery plan', reference: 'board 5' });
  await decide({ decision: 'index', year: 2021, rate: '0.006', reference: 'board 6' });
  await decide({ decision: 'catch-up', year: 2021, missed: 'yes', reference: 'board 7' });
  later();
  await fanOut({ ...common, fundId });
}

/** Payments and credit that are booked anew, since what came in later is of an earlier day. */
export async function payments({ built, common, load, publish, later }) {
  const [{ runInvoices }, { chargeInterest }] = await Promise.all([
    built('reprocessing/invoicing/invoice-run.js'), built('reprocessing/invoicing/interest-run.js'),
  ]);
  const fundId = 'nl-pob';
  const run = (command) => (later(), runInvoices({ ...common, fundId, command }));
  const monthly = (month) => run({ kind: 'monthly', month, sentOn: `${month}-08` });
  const interest = (to) => (later(), chargeInterest({ ...common, fundId, to }));
  const paid = (file, ...rows) =>
    load('premium-payments', file, `employerId,amount,currency,receivedOn,reference,invoice\n${rows.join('\n')}\n`);
  await publish('nl-pob/illustrative.json');
  await load('employers', 'employers.csv', 'employerId,scheme,kind,affiliatedOn\nE1,nl-pob,mandatory,2018-01-01\n');
  await load('participants', 'participants.csv', 'participantId,scheme,birthDate,sex,enrolledOn\nP1,nl-pob,1970-04-05,female,2018-01-01\n');
  await load(
    'salaries',
    'salaries.csv',
    'participantId,employerId,from,fullTimeSalary,currency,reportedOn\nP1,E1,2018-01,30000,EUR,2018-01-02\n',
  );
  for (const month of ['2018-01', '2018-02', '2018-03']) await monthly(month);
  // newest first
  await paid('march.csv', 'E1,700.00,EUR,2018-03-15,statement 2,', 'E1,492.50,EUR,2018-02-15,statement 1,');
  await interest('2018-04-15');
  await paid('april.csv', 'E1,492.50,EUR,2018-04-10,statement 3,2018-03');
  await load(
    'salary-corrections',
    'corrections.csv',
    'participantId,employerId,from,fullTimeSalary,currency,reason,correctedOn\nP1,E1,2018-01,10000,EUR,hours,2018-05-02\n',
  );
  for (const month of ['2018-05', '2018-06', '2018-07', '2018-08', '2018-09', '2018-10', '2018-11', '2018-12']) await monthly(month);
  await interest('2019-12-31');
  // of a day before that of credit that was applied: what it pays is paid already
  await paid('late.csv', 'E1,100.00,EUR,2018-07-10,statement 4,');
  await interest('2019-12-31');
}

/** Exemptions of all kinds: asked for, decided, held to conditions, carried over, withdrawn. */
export async function exemptions({ built, common, load, publish, later }) {
  const [{ fanOut }, { runInvoices }] = await Promise.all([
    built('reprocessing/fan-out/fan-out.js'),
    built('reprocessing/invoicing/invoice-run.js'),
  ]);
  const fundId = 'nl-pob';
  const monthly = (month) => (later(), runInvoices({ ...common, fundId, command: { kind: 'monthly', month, sentOn: `${month}-08` } }));
  await publish('nl-pob/illustrative.json');
  await load(
    'employers',
    'employers.csv',
    'employerId,scheme,kind,affiliatedOn\nE1,nl-pob,mandatory,2018-03-01\nE2,nl-pob,mandatory,2018-03-01\nE3,nl-pob,mandatory,2018-03-01\n',
  );
  await load(
    'participants',
    'participants.csv',
    'participantId,scheme,birthDate,sex,enrolledOn\nP1,nl-pob,1970-04-05,female,2018-03-01\nP2,nl-pob,1980-05-06,male,' +
      '2018-03-01\nP3,nl-pob,1990-06-07,female,2018-03-01\n',
  );
  await load(
    'salaries',
    'salaries.csv',
    'participantId,employerId,from,fullTimeSalary,currency,reportedOn,partTimeFactor,premiumFreeShare\nP1,E1,2018-03,' +
      '36000,EUR,2018-03-02,0.8,\nP2,E1,2018-03,41000.50,EUR,2018-03-02,,0.5\nP3,E2,2018-03,30000,EUR,2018-03-02,,\n',
  );
  for (const month of ['2018-03', '2018-04', '2018-05']) await monthly(month);
  await load(
    'exemption-requests',
    'existing.csv',
    'employerId,kind,requestedOn,from,reference,participants,case,mandateApplicationDate,schemeStart\nE1,existing,' +
      '2018-05-10,2018-04-01,letter ' +
      '20,P1,newMandate,2017-11-30,2017-05-30\n',
  );
  await load(
    'exemption-requests',
    'group.csv',
    'employerId,kind,requestedOn,from,reference,partOfGroup,unionsBothInvolved,groupSchemeWithUnions,' +
      'groupEmployeesOutsideFund,groupActiveParticipants,requestedEmployees,jointRequest\nE2,group,2018-06-01,2018-07-01,letter ' +
      '30,yes,yes,yes,100,50,40,yes\nE2,group,2018-06-01,2018-07-01,letter 31,yes,no,yes,99,49,40,\n',
  );
  await load('exemption-requests', 'other.csv', 'employerId,kind,requestedOn,from,reference\nE3,other,2018-06-01,2018-07-15,letter ' +
    '40\nE3,investmentReturn,2018-06-01,2018-07-01,letter 41\n');
  const decision = 'employerId,request,decidedOn,reference,choice,otherProvider,informationDue,generalCondition,compensation,currency';
  await load(
    'exemption-decisions',
    'decisions.csv',
    `${decision}\nE1,letter 20,2018-05-20,board 6,,,2018-07-01,hang it up,,\nE2,letter 30,2018-06-20,board ` +
      '7,,yes,,,1250.00,EUR\nE2,letter 31,2018-06-20,board 7,,,,,,\nE3,letter 40,2018-06-20,board ' +
      '7,grant,,,,,\nE3,letter 41,2018-06-20,board 7,,,,,,\n',
  );
  await monthly('2018-06');
  await load(
    'exemption-conditions',
    'conditions.csv',
    'employerId,exemption,condition,metOn,reference\nE1,letter 20,MUST:INFORMATION_6.2,2018-07-10,form 3\n',
  );
  await load(
    'exemption-continuations',
    'merger.csv',
    'employerId,exemption,type,on,reference,former,request,fromExempt,employees,compensation,currency\nE3,letter ' +
      '30,mergerMixed,2019-01-01,deed 1,E2,extend,20,40,500.00,EUR\nE3,letter 30,mergerMixed,2019-01-01,deed 2,E2,extend,19,40,,\n',
  );
  await load(
    'exemption-continuations',
    'spin-off.csv',
    'employerId,exemption,type,on,reference,schemeContinued\nE2,letter 30,spinOffOld,2019-03-01,deed 3,yes\nE2,letter ' +
      '30,spinOffOld,2019-09-01,deed 4,no\n',
  );
  await load('exemption-withdrawals', 'withdrawals.csv', 'employerId,exemption,cause,from,decidedOn,reference,condition\nE1,letter ' +
    '20,condition-breached,2018-10-15,2018-08-20,board 8,MUST:EQUIVALENCE_6.5\n');
  for (const month of ['2018-07', '2018-11', '2018-12', '2019-10']) await monthly(month);
  later();
  await fanOut({ ...common, fundId });
}

/** Savings in the place of premium: deposited, with interest, paid out, to heirs, voided. */
export async function objectors({ built, common, load, publish, later }) {
  const [{ fanOut }, { runInvoices }] = await Promise.all([
    built('reprocessing/fan-out/fan-out.js'),
    built('reprocessing/invoicing/invoice-run.js'),
  ]);
  const fundId = 'nl-pob';
  const carry = () => (later(), fanOut({ ...common, fundId }));
  await publish('nl-pob/illustrative.json');
  await publish('nl-pob/savings.json');
  await load(
    'employers',
    'employers.csv',
    'employerId,scheme,kind,affiliatedOn\nE1,nl-pob,mandatory,2016-03-01\nE2,nl-pob,mandatory,2016-03-01\n',
  );
  await load(
    'participants',
    'participants.csv',
    'participantId,scheme,birthDate,sex,enrolledOn\nP1,nl-pob,1953-03-20,female,2016-03-01\nP2,nl-pob,1980-05-06,male,' +
      '2016-03-01\nP3,nl-pob,1990-06-07,female,2016-03-01\n',
  );
  await load(
    'objectors',
    'objectors.csv',
    'participantId,requestedOn,from,declaration,reference,condition\nP1,2016-01-10,2016-03-01,yes,board 1,hang it ' +
      'up\nP2,2016-01-10,2016-03-01,yes,board 1,\nP3,2016-01-10,2016-03-01,yes,board 1,\n',
  );
  await load(
    'salaries',
    'salaries.csv',
    `participantId,employerId,from,fullTimeSalary,currency,reportedOn,partTimeFactor,premiumFreeShare\n${[
      ['P1', 'E1', 2016],
      ['P1', 'E1', 2017],
      ['P2', 'E2', 2016],
      ['P3', 'E2', 2016],
    ]
      .map(
        ([id, employer, year]) =>
          `${id},${employer},${year}-03,150000,EUR,${year}-03-02,,0.5\n${id},${employer},${year}-04,0,EUR,${year}-03-02,,\n`,
      )
      .join('')}`,
  );
  for (const month of ['2016-03', '2017-03']) {
    later();
    await runInvoices({ ...common, fundId, command: { kind: 'monthly', month, sentOn: `${month}-08` } });
  }
  await load(
    'premium-payments',
    'payments.csv',
    'employerId,amount,currency,receivedOn,reference,invoice\nE1,1200.00,EUR,2016-03-10,s1,2016-03\nE1,1200.00,EUR,' +
      '2017-03-10,s2,2017-03\nE2,2400.00,EUR,2016-03-10,s3,\n',
  );
  await carry();
  await load('objector-ends', 'ends.csv', 'participantId,cause,on,reference\nP2,objections-gone,2018-07-01,board 9\n');
  await load('deaths', 'deaths.csv', 'participantId,diedOn\nP3,2017-02-28\n');
  await carry();
}

/**
 * Letters at the start of accrual: one sent in time, one late, one still owed; a changed scheme, of which a party is told late, and
 * another, of which nobody is.
 */
export async function letters({ built, common, load, later }) {
  const { declare } = await built('reprocessing/fan-out/declare.js');
  const decide = (command) => (later(), declare(command, { ...common, fundId: 'nl-pob' }));
  await load('employers', 'employers.csv', 'employerId,scheme,kind,affiliatedOn\nE1,nl-pob,mandatory,2018-03-01\n');
  await load(
    'participants',
    'participants.csv',
    `participantId,scheme,birthDate,sex,enrolledOn\n${['P1', 'P2', 'P3'].map((id) => `${id},nl-pob,1980-05-06,female,2018-03-01\n`).join('')}`,
  );
  await load(
    'salaries',
    'salaries.csv',
    `participantId,employerId,from,fullTimeSalary,currency,reportedOn\n${['P1', 'P2', 'P3']
      .map((id) => `${id},E1,2018-03,36000,EUR,2018-03-05\n`)
      .join('')}`,
  );
  await load(
    'start-letters',
    'letters.csv',
    'participantId,sentOn,reference\nP1,2018-05-15,start 2018/1\nP2,2018-06-05,start 2018/2\n',
  );
  const first = { from: '2019-01-01', announced: '2018-10-15', what: 'accrual 1.75 %' };
  const change = { decision: 'scheme-change', ...first, reference: 'minutes 11' };
  await decide(change);
  await decide({ ...change, from: '2020-07-01', announced: '2020-03-10', what: 'partner pension on accrual', reference: 'minutes 14' });
  const told = { decision: 'scheme-notice', from: '2019-01-01' };
  await decide({ ...told, to: 'cao-parties', on: '2018-10-01', reference: 'letter 30' });
  await decide({ ...told, to: 'participants', on: '2019-04-03', reference: 'newsletter 1' });
}

/** Who objects and continues voluntarily: a part paid, all paid, a payment annulled and paid anew. */
export async function ownSavings({ built, common, load, publish, later }) {
  const [{ fanOut }, { runInvoices }, { annulEvent }] = await Promise.all([
    built('reprocessing/fan-out/fan-out.js'),
    built('reprocessing/invoicing/invoice-run.js'),
    built('reprocessing/fan-out/annul-event.js'),
  ]);
  const invoice = (month) =>
    (later(), runInvoices({ ...common, fundId: 'nl-pob', command: { kind: 'monthly', month, sentOn: `${month}-08` } }));
  await publish('nl-pob/illustrative.json');
  await publish('nl-pob/savings.json');
  await load('employers', 'employers.csv', 'employerId,scheme,kind,affiliatedOn\nE1,nl-pob,mandatory,2016-03-01\n');
  await load('participants', 'participants.csv', 'participantId,scheme,birthDate,sex,enrolledOn\no,nl-pob,1980-05-06,male,2016-03-01\n');
  await load('objectors', 'objectors.csv', 'participantId,requestedOn,from,declaration,reference\no,2016-01-10,2016-03-01,yes,board 1\n');
  await load('voluntary-continuations', 'continuations.csv', 'participantId,employerId,from\no,E1,2016-03\n');
  const salary = (from, amount) => `o,E1,${from},${amount},EUR,${from}-02,0.5\n`;
  await load(
    'salaries',
    'salaries.csv',
    `participantId,employerId,from,fullTimeSalary,currency,reportedOn,premiumFreeShare\n${['2016', '2017']
      .map((year) => salary(`${year}-03`, 150000) + salary(`${year}-04`, 0))
      .join('')}`,
  );
  for (const month of ['2016-03', '2017-03']) await invoice(month);
  const pay = (file, rows) =>
    load('voluntary-payments', file, `participantId,employerId,amount,currency,receivedOn,reference,invoice\n${rows}`);
  await pay('paid.csv', 'o,E1,700.00,EUR,2016-04-20,s1,\no,E1,500.00,EUR,2016-05-10,s2,\no,E1,1200.00,EUR,2017-03-20,s3,2017-03\n');
  await fanOut({ ...common, fundId: 'nl-pob' });
  later();
  const stream = [];
  for await (const page of common.journal.readStream('participant-o')) stream.push(...page);
  const eventId = stream.find(({ data }) => data.reference === 's2').id;
  const subject = { kind: 'participant', id: 'o' };
  await annulEvent({ ...common, subject, eventId, reason: 'of somebody else', settle: true, byTwo: false });
  await pay('anew.csv', 'o,E1,500.00,EUR,2017-06-01,s4,\n');
  await fanOut({ ...common, fundId: 'nl-pob' });
}

/** Employers with objections of their own. */
export async function objectingEmployers({ load }) {
  await load(
    'employers',
    'employers.csv',
    'employerId,scheme,kind,affiliatedOn\nE1,nl-pob,mandatory,2016-03-01\nE2,nl-pob,mandatory,2016-03-01\n',
  );
  await load(
    'objecting-employers',
    'objecting.csv',
    'employerId,requestedOn,from,declaration,reference,legalEntity,bodyMajority,statutes,minutes,condition\nE1,' +
      '2016-03-10,2016-03-15,yes,board ' +
      '1,yes,yes,yes,yes,yearly statement\nE1,2021-01-10,2021-03-15,yes,board ' +
      '2,yes,yes,yes,yes,\nE2,2016-03-10,2016-04-01,yes,board 1,,,,,\n',
  );
  await load('objecting-employer-ends', 'ends.csv', 'employerId,cause,on,reference\nE2,request,2018-07-01,board 3\n');
}

/** What a board accounts for, and an indexation with its catch-up. */
export async function accounts({ built, common, load, publish, later }) {
  const { declare } = await built('reprocessing/fan-out/declare.js');
  const fundId = 'nl-pob';
  const decide = (command) => (later(), declare({ reference: 'board', ...command }, { ...common, fundId }));
  await publish('nl-pob/illustrative.json');
  await publish('nl-pob/accountability.json');
  await load('employers', 'employers.csv', 'employerId,scheme,kind,affiliatedOn\nE1,nl-pob,mandatory,2018-03-01\n');
  for (const year of [2013, 2014, 2016, 2017, 2015])
    await decide({
      decision: 'performance',
      year,
      actual: year === 2015 ? '0.031' : '0.035',
      actualCost: '0.001',
      norm: '0.04',
      normCost: '0.001',
      announced: '2018-03-01',
    });
  await decide({ decision: 'return', year: 2017, rate: '0.0434', announced: '2018-03-01' });
  const policy = { decision: 'investment-policy', year: 2018, policy: '60 % bonds', benchmark: 'index A', expertStatement: 'no' };
  await decide(policy);
  await decide({ ...policy, policy: '50 % bonds', resetOn: '2018-06-30', studyOn: '2017-11-02', expertStatement: 'yes' });
  await decide({ decision: 'feasibility', year: 2018, expected: '0.9', badWeather: '0.62' });
  await decide({ decision: 'inform', year: 2018, to: 'cao-parties', on: '2018-07-01' });
  await decide({
    decision: 'discount',
    on: '2019-09-30',
    amountMinor: 10_000_000,
    indexationGranted: 'yes',
    reductionsRestored: 'yes',
    futureIndexation: 'yes',
  });
  await publish('nl-pob/policy.json');
  await decide({ decision: 'index', year: 2019, rate: '0.008' });
}

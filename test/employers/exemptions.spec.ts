/**
 * Exemptions in the books (chapter V): asked for, decided by the articles, held to conditions, carried over, withdrawn; an exempt month
 * pays no premium and accrues nothing, also where it is found out afterwards.
 */
import { canonicalText } from '#ledger/kernel/json.js';
import { formatMinor } from '#money/amount.js';
import { exemptionsProjection, type ListedExemption } from '#projections/employers/exemptions.js';
import { liveRunner } from '#projections/run/live.js';
import { openStandingModels } from '#projections/run/open-standing.js';
import { sweep } from '#projections/run/sweep/sweep.js';
import { NOW } from '../reprocessing/ledger.js';
import { EMPLOYERS, type EmployersLedger, openEmployers, PARTICIPANTS, SALARIES } from './books.js';

const REQUESTS =
  'employerId,kind,requestedOn,from,reference,participants,case,mandateApplicationDate,schemeStart,partOfGroup,unionsBothInvolved,' +
  'groupSchemeWithUnions,groupEmployeesOutsideFund,groupActiveParticipants,requestedEmployees,jointRequest,caoBinding,' +
    'separateSchemeWithUnions,' +
  'policyRulesBreached';
const EXISTING = 'newMandate,2017-11-30,2017-05-30,,,,,,,,,,';
const DECISIONS = 'employerId,request,decidedOn,reference,choice,otherProvider,informationDue,generalCondition,compensation,currency';
const CONDITIONS = 'employerId,exemption,condition,metOn,reference';
const CONTINUATIONS =
  'employerId,exemption,type,on,reference,former,participants,request,fromExempt,employees,sameMandate,schemeContinued,' +
    'compensation,currency';
const WITHDRAWALS = 'employerId,exemption,cause,from,decidedOn,reference,condition';

let books: EmployersLedger;

beforeAll(async () => {
  books = await openEmployers();
  await books.take(
    'employers',
    EMPLOYERS,
    ...['E1', 'E2', 'E3', 'E4', 'E5'].map((id) => `${id},nl-pob,mandatory,2018-03-01`),
  );
  await books.take(
    'participants',
    PARTICIPANTS,
    ...['a', 'b', 'c', 'd'].map((id) => `${id},nl-pob,1970-04-05,female,2018-03-01`),
  );
  await books.take(
    'salaries',
    SALARIES,
    'a,E1,2018-03,36000,EUR,2018-03-02,0.8,',
    'b,E1,2018-03,41000.50,EUR,2018-03-02,,0.5',
    'c,E2,2018-03,30000,EUR,2018-03-02,,',
  );
});
afterAll(() => books.close());

const exemptionsOf = async (id: string, asOf: string): Promise<readonly ListedExemption[]> =>
  (await liveRunner(books.journal, () => NOW).ask(exemptionsProjection, id, { asOf }, undefined)).exemptions;
const lastInvoice = async (id: string): Promise<unknown> => (await books.employer(id)).invoices.at(-1)?.data;

it('V.1: six months to the day, for one of two employees; the months before are taken back on the next invoice', async () => {
  for (const month of ['2018-03', '2018-04', '2018-05']) await books.monthly(month, `${month}-08`);
  // 30 November − 6 months = 30 May: in force on that day, so old enough
  expect(await books.take('exemption-requests', REQUESTS, `E1,existing,2018-05-10,2018-04-01,letter 20,a,${EXISTING}`)).toMatchObject({
    appended: 1,
    refused: 0,
  });
  expect(await exemptionsOf('E1', '2018-05-10')).toMatchObject([
    { exemption: 'letter 20', status: 'requested', article: null, conditions: [] },
  ]);
  await books.take('exemption-decisions', DECISIONS, 'E1,letter 20,2018-05-20,board 6,,,2018-07-01,hang it up,,');
  // V.6.1 attached, V.6.2 with its term, V.6.3 within twelve months of the grant, V.6.5 at all times; V.6.4 not for V.1
  expect(await exemptionsOf('E1', '2018-07-02')).toMatchObject([
    {
      status: 'in-force',
      article: 'V.1',
      from: '2018-04-01',
      participants: ['a'],
      nextDue: '2018-07-01',
      conditions: [
        { code: 'MAY:GENERAL_6.1', text: 'hang it up', status: 'standing' },
        { code: 'MUST:INFORMATION_6.2', due: '2018-07-01', status: 'overdue' },
        { code: 'MUST:OTHER_PROVISION_6.3', due: '2019-05-20', status: 'due' },
        { code: 'MUST:EQUIVALENCE_6.5', due: null, status: 'standing' },
      ],
    },
  ]);
  await books.monthly('2018-06', '2018-06-08');
  // a was charged 472.80 a month (460.80 + 12.00); April and May come back, June is b's 328.00 alone: 328.00 − 945.60
  expect(await lastInvoice('E1')).toMatchObject({
    total: '-617.60',
    participants: 2,
    adjustments: [
      { month: '2018-04', amount: '-472.80' },
      { month: '2018-05', amount: '-472.80' },
    ],
  });
  await books.monthly('2018-07', '2018-07-08');
  expect(await lastInvoice('E1')).toMatchObject({ total: '328.00', participants: 1, adjustments: [] });
});

it('a condition that is met no longer falls due', async () => {
  expect(await books.take('exemption-conditions', CONDITIONS, 'E1,letter 20,MUST:INFORMATION_6.2,2018-06-20,form 3')).toMatchObject({
    appended: 1,
  });
  expect(await exemptionsOf('E1', '2018-07-02')).toMatchObject([{ nextDue: '2019-05-20' }]);
  expect(
    await books.take(
      'exemption-conditions',
      CONDITIONS,
      'E1,letter 20,MUST:INFORMATION_6.2,2018-06-20,form 3',
      'E1,letter 20,MUST:INFORMATION_6.2,2018-06-21,form 3',
      'E1,letter 20,MUST:SAME_BENEFITS_6.6,2018-06-20,form 4',
      'E1,letter 99,MUST:INFORMATION_6.2,2018-06-20,form 5',
    ),
  ).toMatchObject({
    repeated: 1,
    byCode: { CONDITION_ALREADY_MET: 1, CONDITION_NOT_ATTACHED: 1, UNKNOWN_EXEMPTION: 1 },
  });
});

it('V.12: withdrawn for a breach, premium is due again from the first month that begins after it', async () => {
  expect(await books.take('exemption-withdrawals', WITHDRAWALS, 'E1,letter 20,request,2018-10-15,2018-08-20,board 8,')).toMatchObject({
    byCode: { NO_GROUND: 1 },
  });
  expect(
    await books.take('exemption-withdrawals', WITHDRAWALS, 'E1,letter 20,condition-breached,2018-03-15,2018-08-20,board 8,'),
  ).toMatchObject({ byCode: { WITHDRAWN_BEFORE_IT_BEGAN: 1 } });
  const withdrawn = 'E1,letter 20,condition-breached,2018-10-15,2018-08-20,board 8,MUST:EQUIVALENCE_6.5';
  expect(await books.take('exemption-withdrawals', WITHDRAWALS, withdrawn)).toMatchObject({ appended: 1 });
  expect(
    await books.take('exemption-withdrawals', WITHDRAWALS, withdrawn, 'E1,letter 20,grounds-gone,2018-10-16,2018-08-21,board 9,'),
  ).toMatchObject({ repeated: 1, byCode: { EXEMPTION_ALREADY_WITHDRAWN: 1 } });
  // on 1 October it holds still, on 1 November it does not
  for (const month of ['2018-08', '2018-09', '2018-10']) await books.monthly(month, `${month}-08`);
  expect(await lastInvoice('E1')).toMatchObject({ total: '328.00' });
  await books.monthly('2018-11', '2018-11-08');
  expect(await lastInvoice('E1')).toMatchObject({ total: '800.80' });
  expect([(await exemptionsOf('E1', '2018-10-14'))[0]?.status, (await exemptionsOf('E1', '2018-10-15'))[0]?.status]).toEqual([
    'in-force',
    'withdrawn',
  ]);
});

it('nothing accrues in exempt months', async () => {
  await books.monthly('2018-12', '2018-12-08');
  await books.fanOut();
  const { bookedRights } = await books.participant('a');
  // a accrues in March, November and December alone: 1.875 %·23,000·0.8/12·3 = 86.25
  expect(formatMinor(bookedRights.get('accrual:2018')?.amountMinor ?? 0)).toBe('86.25');
  expect(await books.outOfBalance()).toEqual([]);
});

it('V.2 and V.3 by what each requires; a request that fails names it all', async () => {
  const report = await books.take(
    'exemption-requests', REQUESTS,
    // 1.25·40 = 50 = the actives: enough; 100 outside the fund: enough
    'E2,group,2018-06-01,2018-07-01,letter 30,,,,,yes,yes,yes,100,50,40,yes,,,',
    'E3,group,2018-06-01,2018-07-01,letter 31,,,,,yes,no,yes,99,49,40,,,,',
    'E3,ownCao,2018-06-02,2018-07-01,letter 32,,,,,,,,,,,yes,no,yes,',
  );
  expect(report).toMatchObject({ appended: 3 });
  await books.take(
    'exemption-decisions',
    DECISIONS,
    'E2,letter 30,2018-06-20,board 6,,yes,,,1250.00,EUR',
    'E3,letter 31,2018-06-20,board 6,,,,,,',
    'E3,letter 32,2018-06-20,board 7,,,,,,',
  );
  expect(await exemptionsOf('E2', '2018-06-30')).toMatchObject([{ status: 'granted', article: 'V.2', compensation: '1250.00', conditions: [
    { code: 'MUST:INFORMATION_6.2', due: null }, { code: 'MUST:OTHER_PROVISION_6.3', due: null }, { code: 'MAY:COMPENSATION_6.4' },
  ] }]);
  expect(await exemptionsOf('E3', '2018-07-01')).toMatchObject([
    { status: 'refused', failed: ['UNIONS_BOTH', 'GROUP_100', 'GROUP_25PCT_OR_50', 'JOINT_REQUEST'] },
    { status: 'in-force', article: 'V.3', participants: null },
  ]);
});

it('V.5: the board chooses, and elsewhere it may not', async () => {
  await books.take(
    'exemption-requests',
    REQUESTS,
    'E4,other,2018-06-01,2018-07-01,letter 40,,,,,,,,,,,,,,',
    'E4,ownCao,2018-06-01,2018-07-01,letter 41,,,,,,,,,,,no,yes,no,',
  );
  expect(
    await books.take(
      'exemption-decisions',
      DECISIONS,
      'E4,letter 40,2018-06-20,board 6,,,,,,',
      'E4,letter 41,2018-06-20,board 6,grant,,,,,',
      'E4,letter 40,2018-05-20,board 6,grant,,,,,',
      'E4,letter 49,2018-06-20,board 6,,,,,,',
    ),
  ).toMatchObject({
    refused: 4,
    byCode: { DECISION_REQUIRED: 1, CHOICE_NOT_FREE: 1, DECISION_BEFORE_REQUEST: 1, UNKNOWN_EXEMPTION: 1 },
  });
  expect(
    await books.take(
      'exemption-decisions',
      DECISIONS,
      'E4,letter 40,2018-06-20,board 6,refuse,,,,,',
      'E4,letter 40,2018-06-20,board 6,refuse,,,,,',
    ),
  ).toMatchObject({ appended: 1, repeated: 1 });
  expect(await books.take('exemption-decisions', DECISIONS, 'E4,letter 40,2018-06-21,board 7,grant,,,,,')).toMatchObject({
    byCode: { EXEMPTION_ALREADY_DECIDED: 1 },
  });
});

it('V.4: the fund’s own performance test opens it, or breached rules do; a compensation may not follow V.1', async () => {
  await books.take(
    'exemption-requests',
    REQUESTS,
    'E4,investmentReturn,2018-06-01,2018-07-01,letter 42,,,,,,,,,,,,,,',
    'E4,investmentReturn,2018-06-02,2018-07-01,letter 43,,,,,,,,,,,,,,yes',
    `E4,existing,2018-06-03,2018-07-01,letter 44,,${EXISTING}`,
  );
  await books.take('exemption-decisions', DECISIONS, 'E4,letter 42,2018-06-20,board 6,,,,,,', 'E4,letter 43,2018-06-20,board 6,,yes,,,,');
  expect(await exemptionsOf('E4', '2018-07-01')).toMatchObject([
    { exemption: 'letter 40' },
    { exemption: 'letter 41', status: 'requested' },
    { exemption: 'letter 42', status: 'refused', failed: ['PERFORMANCE_OR_POLICY'] },
    {
      exemption: 'letter 43',
      status: 'in-force',
      article: 'V.4',
      conditions: [{ code: 'MUST:INFORMATION_6.2' }, { code: 'MUST:OTHER_PROVISION_6.3' }, { code: 'MUST:SAME_BENEFITS_6.6' }],
    },
    { exemption: 'letter 44', status: 'requested' },
  ]);
  expect(await books.take('exemption-decisions', DECISIONS, 'E4,letter 44,2018-06-20,board 6,,,,,10.00,EUR')).toMatchObject({
    byCode: { COMPENSATION_NOT_ALLOWED: 1 },
  });
  // V.12.2: only on request, or for a breach
  expect(await books.take('exemption-withdrawals', WITHDRAWALS, 'E4,letter 43,grounds-gone,2018-10-01,2018-08-20,board 8,')).toMatchObject({
    byCode: { NO_GROUND: 1 },
  });
  expect(await books.take('exemption-withdrawals', WITHDRAWALS, 'E4,letter 43,request,2018-10-01,2018-08-20,board 8,')).toMatchObject({
    appended: 1,
  });
});

it('V.8: half of the staff comes from the exempt employer: extended to all, with the conditions and a compensation', async () => {
  const merged = (rest: string): string => `E5,letter 30,mergerMixed,2019-01-01,deed 1,E2,${rest}`;
  expect(
    await books.take(
      'exemption-continuations',
      CONTINUATIONS,
      merged(',maintain,20,40,,,,'),
      'E5,letter 31,mergerMixed,2019-01-01,deed 2,E3,,extend,20,40,,,,',
      'E5,letter 30,mergerMixed,2019-01-01,deed 3,E9,,extend,20,40,,,,',
      'E5,letter 30,split,2019-01-01,deed 4,E2,,yes,,,yes,,10.00,EUR',
    ),
  ).toMatchObject({ byCode: { MISSING_FIELD: 1, EXEMPTION_NOT_IN_FORCE: 1, EMPLOYER_NOT_AFFILIATED: 1, COMPENSATION_NOT_ALLOWED: 1 } });
  expect(
    await books.take(
      'exemption-continuations',
      CONTINUATIONS,
      merged(',extend,20,40,,,500.00,EUR'),
      merged(',extend,20,40,,,500.00,EUR'),
      merged(',extend,19,40,,,,').replace('deed 1', 'deed 5'),
    ),
  ).toMatchObject({ appended: 2, repeated: 1 });
  expect(await exemptionsOf('E5', '2019-02-01')).toMatchObject([
    {
      exemption: 'deed 1',
      kind: 'group',
      article: 'V.8',
      outcome: 'EXTEND_ALL',
      status: 'continued',
      participants: null,
      compensation: '500.00',
      conditions: [{ code: 'MUST:INFORMATION_6.2' }, { code: 'MUST:OTHER_PROVISION_6.3' }, { code: 'MAY:COMPENSATION_6.4' }],
    },
    { exemption: 'deed 5', outcome: 'LAPSE', status: 'lapsed', conditions: [] },
  ]);
});

it('V.10.4: an employer that splits something off keeps its exemption where its scheme ' +
  'goes on, and loses it where it does not', async () => {
  const spunOff = (reference: string, continued: string): string =>
    `E3,letter 32,spinOffOld,${continued === 'yes' ? '2019-03-01' : '2019-09-01'},${reference},,,,,,,${continued},,`;
  await books.take('salaries', SALARIES, 'd,E3,2018-08,24000,EUR,2018-08-02,,');
  expect(await books.take('exemption-continuations', CONTINUATIONS, spunOff('deed 7', 'yes'), spunOff('deed 7', 'yes'))).toMatchObject({
    appended: 1,
    repeated: 1,
  });
  expect((await exemptionsOf('E3', '2019-03-01'))[1]).toMatchObject({ exemption: 'letter 32', status: 'continued', outcome: 'CONTINUE' });
  expect(await books.take('exemption-continuations', CONTINUATIONS, spunOff('deed 8', 'no'))).toMatchObject({ appended: 1 });
  expect((await exemptionsOf('E3', '2019-09-01'))[1]).toMatchObject({
    status: 'lapsed',
    outcome: 'NOT_CONTINUED',
    endedFrom: '2019-09-01',
  });
  await books.monthly('2019-09', '2019-09-08');
  // 19.2 %·24,000/12 + 0.5 %·24,000/12, for September alone
  expect(await lastInvoice('E3')).toMatchObject({ total: '394.00', adjustments: [] });
});

it('VI.3, VI.10: a legal entity needs its declarations, and its exemption lapses after ' +
  'five years, from when it may be renewed', async () => {
  const columns = 'employerId,requestedOn,from,declaration,reference,legalEntity,bodyMajority,statutes,minutes';
  const row = (rest: string): string => `E2,2018-03-05,2018-03-15,${rest}`;
  expect(
    await books.take('objecting-employers', columns, row('no,o1,,,,'), row('yes,o1,yes,no,yes,yes'), row('yes,o1,yes,yes,yes,no')),
  ).toMatchObject({ byCode: { DECLARATION_MISSING: 1, BODY_MAJORITY_MISSING: 1, DOCUMENTS_MISSING: 1 } });
  expect(
    await books.take(
      'objecting-employers',
      columns,
      row('yes,o1,yes,yes,yes,yes'),
      row('yes,o1,yes,yes,yes,yes'),
      'E2,2018-03-05,2023-03-14,yes,o2,yes,yes,yes,yes',
      'E2,2018-03-05,2023-03-15,yes,o3,yes,yes,yes,yes',
    ),
  ).toMatchObject({ appended: 2, repeated: 1, byCode: { EMPLOYER_OBJECTION_ALREADY_GRANTED: 1 } });
  expect((await exemptionsOf('E2', '2023-03-14')).filter(({ kind }) => kind === 'objections')).toMatchObject([
    {
      exemption: 'o1',
      article: 'VI.1',
      status: 'in-force',
      nextDue: '2023-03-14',
      endedFrom: '2023-03-15',
      conditions: [{ code: 'MUST:HANG_UP_VI.5' }],
    },
  ]);
  expect(
    (await exemptionsOf('E2', '2023-03-15'))
      .filter(({ kind }) => kind === 'objections')
      .map(({ exemption, status }) => [exemption, status]),
  ).toEqual([
    ['o1', 'lapsed'],
    ['o3', 'in-force'],
  ]);
  const ends = 'employerId,cause,on,reference';
  expect(
    await books.take(
      'objecting-employer-ends',
      ends,
      'E2,request,2022-07-01,board 12',
      'E2,request,2022-07-01,board 12',
      'E2,breach,2022-08-01,board 13',
      'E1,request,2022-07-01,board 12',
    ),
  ).toMatchObject({ appended: 1, repeated: 1, byCode: { EMPLOYER_OBJECTION_ALREADY_ENDED: 1, NO_OBJECTION: 1 } });
});

it('live = standing = sweep, and the register lists what falls due first', async () => {
  const [asOf, ids] = ['2019-02-01', ['E1', 'E2', 'E3', 'E4', 'E5']];
  const { position: knownAt } = await books.journal.head();
  const standing = await openStandingModels('sqlite::memory:', books.journal, { clock: () => NOW, asOf, workers: 0 });
  await standing.catchUp();
  const live = liveRunner(books.journal, () => NOW);
  const digests: string[] = [];
  for (const id of ids) digests.push((await live.ask(exemptionsProjection, id, { asOf, knownAt }, undefined)).digest);
  const kept: string[] = [];
  for (const id of ids) kept.push((await standing.get('exemptions', id)).digest);
  expect(kept).toEqual(digests);
  const swept = await sweep({
    journal: books.journal,
    clock: () => NOW,
    model: 'exemptions',
    coordinates: { asOf, knownAt },
    question: {},
    workers: 0,
  });
  expect(swept.answers).toBe(ids.length);
  const entries = await standing.entries('exemptions', { limit: 20 });
  const due = entries.items.map(({ entry }) => (entry as { nextDue: string | null }).nextDue ?? '9999');
  expect(due.length).toBe(12);
  expect(canonicalText(due)).toBe(canonicalText([...due].sort()));
  await standing.close();
});

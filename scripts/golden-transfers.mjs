/** Collective transfers for a golden journal: one completed, one prohibited, one rejected, one withdrawn after a step was annulled. */

const PROPOSAL = {
  fundId: 'pob',
  organ: 'accountabilityBody',
  receiverType: 'apf',
  receiverName: 'General Fund West',
  receiverFundId: 'west',
  transferDate: '2022-07-01',
  reason: 'liquidation',
  transferValueMinor: 25_000_000,
  currency: 'EUR',
  receiverAgreement: 'of 2022-01-05',
  proposedOn: '2022-01-10',
  reference: 'minutes 1',
  schemeChange: 'no',
  conversion: '1.005',
};
const RIGHTS = { a: '1000.10', b: '2010.33', c: '500.00' };
const document = { documentName: 'minutes-7.pdf', documentSha256: '0'.repeat(64) };

export async function transferGroups({ built, journal, folder, clock, later, load, append, write }) {
  const fact = (type, effectiveDate, data) => ({ type, effectiveDate, key: `${type}:${effectiveDate}`, data });
  const { recordStep } = await built('reprocessing/transfer/record.js');
  const take = async (transferId, step, values, file) => {
    later();
    return recordStep(
      { step, values, ...(file === undefined ? {} : { file }) },
      { journal, folder, clock, workers: 0, rolesAreOn: false, actor: 'golden', transferId },
    );
  };
  const step = (transferId, name, on, values = {}) => take(transferId, name, { on, reference: 'minutes 7', ...values });
  const rows = (name, header, lines) => write(name, [header, ...lines].map((line) => `${line}\n`).join(''));

  await load(
    'participants',
    'groups.csv',
    'participantId,scheme,birthDate,sex,enrolledOn,fundId\n' +
      `${[...Object.keys(RIGHTS), 'd'].map((id) => `${id},nl-pob,1970-05-05,female,2018-03-01,${id === 'd' ? 'west' : 'pob'}\n`).join('')}`,
  );
  const entry = (value, reference) => [{ from: '2000-01-01', value, reference, status: 'external' }];
  const parameters = [
    { name: 'reviewMonths', unit: 'months', entries: entry('3', 'Pension Act 83, 84') },
    { name: 'accrualRate', entries: entry('1', 'a round figure') },
    { name: 'franchise', entries: entry('0', 'a round figure') },
  ];
  for (const fund of ['pob', 'west'])
    await append(`fund-${fund}`, [fact('ParametersPublished', '2021-12-01', { scheme: 'nl-pob', announced: '2021-12-01', parameters })]);
  await load(
    'employers',
    'employers.csv',
    'employerId,scheme,kind,affiliatedOn,fundId\nE,nl-pob,mandatory,2021-01-01,pob\nF,nl-pob,mandatory,2021-01-01,west\n',
  );
  const salaries = (id, employer, right) =>
    [
      [`2021-01`, right],
      ['2022-01', '1200.00'],
    ]
      .map(([from, salary]) => `${id},${employer},${from},${salary},EUR,2022-01-05\n`)
      .join('');
  await load(
    'salaries',
    'salaries.csv',
    `participantId,employerId,from,fullTimeSalary,currency,reportedOn\n${Object.entries(RIGHTS)
      .map(([id, right]) => salaries(id, 'E', right))
      .join('')}${salaries('d', 'F', '12.00')}`,
  );
  const { fanOut } = await built('reprocessing/fan-out/fan-out.js');
  for (const fundId of ['pob', 'west']) await fanOut({ journal, clock, fundId, actor: 'golden', workers: 0 });
  const snapshot = rows(
    'snapshot.csv',
    'participantId,group,oldRight,newRight,factor,value',
    Object.entries(RIGHTS).map(([id, right]) => `${id},${id === 'a' ? 'active' : 'deferred'},${right},${right},60,60000.00`),
  );
  const accepted = rows(
    'accepted.csv',
    'participantId,receiverParticipantId,acceptedOn',
    Object.keys(RIGHTS).map((id) => `${id},W-${id},2022-06-15`),
  );
  const assess = { individual: '0.02', collective: '0.005', group: '0.015', basis: 'AG 2020' };

  await take('T1', 'propose', { ...PROPOSAL, transferId: 'T1', ...document });
  await take('T1', 'snapshot', { on: '2022-01-10', reference: 'administration' }, snapshot);
  await step('T1', 'assess', '2022-02-01', assess);
  await step('T1', 'organ', '2022-03-01', { positive: 'no', text: 'the costs are not shown' });
  await step('T1', 'respond', '2022-03-15', { reasons: 'they are now', ...document });
  await step('T1', 'works-council', '2022-03-16', { positive: 'yes' });
  await step('T1', 'notify', '2022-03-31');
  await take('T1', 'accept', { on: '2022-06-15', reference: 'letter' }, accepted);
  await step('T1', 'lapse', '2022-07-01');
  await step('T1', 'complete', '2022-07-01');
  await take(
    'T1',
    'forward',
    { kind: 'deaths', on: '2022-09-05' },
    rows('late.csv', 'participantId,diedOn', ['c,2022-08-20', 'b,2022-05-20']),
  );
  const late = [
    'c,E,2022-01,1500.00,EUR,hours,2022-09-05',
    'a,E,2021-01,1100.10,EUR,hours,2022-09-05',
    'a,E,2021-03,1.00,EUR,hours,2022-09-05',
  ];
  await take(
    'T1',
    'forward',
    { kind: 'salary-corrections', on: '2022-09-05' },
    rows('late-salaries.csv', 'participantId,employerId,from,fullTimeSalary,currency,reason,correctedOn', late),
  );
  for (const fundId of ['pob', 'west']) await fanOut({ journal, clock, fundId, actor: 'golden', workers: 0 });

  const outside = {
    ...PROPOSAL,
    fundId: 'west',
    receiverFundId: undefined,
    receiverType: 'insurer',
    receiverName: 'Life & Co',
    organ: 'stakeholderBody',
  };
  const none = rows('west.csv', 'participantId,group,oldRight,newRight,factor,value', ['d,active,12.00,12.00,60,1000.00']);
  for (const id of ['T2', 'T3', 'T4']) {
    await take(id, 'propose', { ...outside, transferId: id });
    await take(id, 'snapshot', { on: '2022-01-10', reference: 'administration' }, none);
    await step(id, 'assess', '2022-02-01', assess);
  }
  await step('T2', 'organ', '2022-03-01', { positive: 'yes' });
  await step('T2', 'notify', '2022-03-31');
  await step('T2', 'prohibit', '2022-06-30', { grounds: 'letter of the supervisor' });
  await step('T3', 'organ', '2022-03-01', { positive: 'no' });
  const { events: [wrong] } = await step('T4', 'organ', '2022-03-01', { positive: 'yes' });
  const { eventId } = await built('journal/event-id.js');
  await take('T4', 'annul', { eventId: eventId('transfer-T4', wrong.key), reason: 'entered for the wrong transfer' });
  await step('T4', 'withdraw', '2022-03-02', { reason: 'the receiver has withdrawn' });
}

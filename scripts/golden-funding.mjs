/** A fund's funding for golden journals: three years evaluated and decided on, a ratio corrected, and the rights that follow. */

export async function funding({ built, common, load, append, later }) {
  const [{ declare }, { fanOut }] = await Promise.all([built('reprocessing/fan-out/declare.js'), built('reprocessing/fan-out/fan-out.js')]);
  const fundId = 'nl-pob';
  const reference = 'minutes';
  const decide = (decision) => (later(), declare({ reference, ...decision }, { ...common, fundId }));
  const carry = () => (later(), fanOut({ ...common, fundId }));
  await load('employers', 'employers.csv', 'employerId,scheme,kind,affiliatedOn\nE,nl-pob,mandatory,2014-01-01\n');
  const row = (name, ...entries) => ({
    name,
    unit: 'x',
    entries: entries.map(([from, value]) => ({
      from,
      ...(from === '2014-01-01' ? {} : { to: from }),
      value,
      reference: 'golden',
      status: 'illustrative',
    })),
  });
  const parameters = [
    row('accrualRate', ['2014-01-01', '0.1']),
    row('franchise', ['2014-01-01', '0']),
    row('cpi', ['2013-09-30', '100'], ['2014-09-30', '101'], ['2015-09-30', '101'], ['2016-09-30', '103.02']),
    row('policyFundingRatio', ['2014-09-30', '1.12'], ['2016-09-30', '1.40']),
    row('indexationFundingRatio', ['2014-01-01', '1.25']),
    row('sustainableDivisor', ['2014-01-01', '10']),
    row('recoveryLimit', ['2014-01-01', '0.05']),
  ];
  await append(`fund-${fundId}`, [
    {
      type: 'ParametersPublished',
      effectiveDate: '2014-01-01',
      key: 'parameters',
      data: { scheme: 'nl-pob', announced: '2014-01-01', parameters },
    },
  ]);
  await load('participants', 'participants.csv', 'participantId,scheme,birthDate,sex,enrolledOn\nP,nl-pob,1970-05-05,female,2014-01-01\n');
  await load(
    'salaries',
    'salaries.csv',
    'participantId,employerId,from,fullTimeSalary,currency,reportedOn\nP,E,2014-01,100000.00,EUR,2014-01-02\nP,E,' +
      '2015-01,0,EUR,2015-01-02\n',
  );
  await carry();
  for (const [year, ratio, ambition] of [[2015, '1.12', '0.01'], [2016, '0.90', '0.006'], [2017, '1.40', '0.02']]) {
    await decide({ decision: 'ratio', on: `${year}-01-01`, measure: 'nominal', ratio });
    await decide({ decision: 'expectations', year, ambition, growth: '0.025' });
  }
  const evaluated = async (decision) => (await decide({ decision: 'evaluate', ...decision }))[0].data.output;
  const first = await evaluated({ year: 2015, backlog: '1.10' });
  await decide({ decision: 'index', year: 2015, rate: first.indexation });
  const second = await evaluated({ year: 2016 });
  await decide({ decision: 'recovery-plan', year: 2016 });
  await decide({ decision: 'reduce', on: '2016-01-01', rate: second.indexation.slice(1), reason: 'plan' });
  const third = await evaluated({ year: 2017 });
  await decide({ decision: 'index', year: 2017, rate: third.indexation });
  await decide({ decision: 'catch-up', year: 2017, missed: 'no' });
  await carry();
  await decide({
    decision: 'correct-ratio',
    on: '2016-01-01',
    measure: 'nominal',
    ratio: '0.915',
    reason: 'a bond was priced wrong',
    correctedOn: '2017-05-20',
  });
}

/** Ten cuts from 2021 on, of which two have fallen; cash flows, forward rates, a premium basis, a study. */
export async function tenCuts({ built, common, load, append, later }) {
  const [{ declare }, { fanOut }] = await Promise.all([built('reprocessing/fan-out/declare.js'), built('reprocessing/fan-out/fan-out.js')]);
  const fundId = 'nl-pob';
  const decide = (decision) => (later(), declare({ reference: 'minutes', ...decision }, { ...common, fundId }));
  await load('employers', 'employers.csv', 'employerId,scheme,kind,affiliatedOn\nE,nl-pob,mandatory,2014-01-01\n');
  const entry = (from, value, to) => ({ from, ...(to === undefined ? {} : { to }), value, reference: 'golden', status: 'illustrative' });
  const months = Array.from(
    { length: 132 },
    (_, index) => `${2011 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}-01`,
  );
  const parameters = [
    { name: 'accrualRate', unit: 'x', entries: [entry('2014-01-01', '0.1')] },
    { name: 'franchise', unit: 'x', entries: [entry('2014-01-01', '0')] },
    { name: 'forward20', unit: 'x', entries: months.map((month) => entry(month, '0.035', `${month.slice(0, 7)}-28`)) },
  ];
  await append(`fund-${fundId}`, [
    {
      type: 'ParametersPublished',
      effectiveDate: '2022-01-01',
      key: 'parameters',
      data: { scheme: 'nl-pob', announced: '2022-01-01', parameters },
    },
  ]);
  await load('participants', 'participants.csv', 'participantId,scheme,birthDate,sex,enrolledOn\nP,nl-pob,1970-05-05,female,2014-01-01\n');
  await load(
    'salaries',
    'salaries.csv',
    'participantId,employerId,from,fullTimeSalary,currency,reportedOn\nP,E,2014-01,100000.00,EUR,2014-01-02\nP,E,' +
      '2015-01,0,EUR,2015-01-02\n',
  );
  later();
  await fanOut({ ...common, fundId });
  const years = Array.from({ length: 6 }, (_, index) => 2016 + index);
  await load(
    'funding-ratios',
    'ratios.csv',
    `fundId,on,ratio,reference\n${years.map((year) => `nl-pob,${year}-01-01,0.90,actuary\n`).join('')}`,
  );
  await load(
    'expectations',
    'expectations.csv',
    `fundId,year,ambition,growth,reference\n${years.map((year) => `nl-pob,${year},0.01,0.03,board\n`).join('')}`,
  );
  for (const year of years) await decide({ decision: 'evaluate', year, ...(year === 2016 ? { backlog: '1.00' } : {}) });
  await decide({ decision: 'cash-flows', on: '2021-01-01', currency: 'EUR', flowsMinor: Array.from({ length: 31 }, () => 10_000) });
  await decide({ decision: 'ten-cuts', year: 2021, marketRate: '0.02' });
  for (const year of [2022, 2023]) await decide({ decision: 'scheduled-cut', year });
  await decide({
    decision: 'premium-basis',
    from: '2021-01-01',
    basis: 'expectedReturn',
    planReturn: '0.04',
    fixedUntil: '2026-01-01',
    minimumWage: '0.025',
    minimumPrice: '0.02',
    premiumRate: '0.19',
  });
  const run = {
    runId: 'a'.repeat(64),
    op: 'alm.run',
    input: { years: 15 },
    engine: { rulebook: 'nl-ftk', version: '1.0.0', arithmetic: 'double' },
    output: { A: {} },
    outputDigest: 'b'.repeat(64),
    seconds: 1.5,
  };
  await decide({ decision: 'alm-run', ...run });
  later();
  await fanOut({ ...common, fundId });
}

/** A feasibility test out of a recorded study: two scenarios of fifteen years, begun as the fund began the year tested. */
export async function feasibility({ built, common, load, append, later }) {
  const [{ declare }, { published }, { runStudy }, { reportOf }, { ALM_RUN, readAlmRun }] = await Promise.all([
    ...[built('reprocessing/fan-out/declare.js'), built('engine/alm/published.js'), built('engine/alm/run-study.js')],
    ...[built('rulebooks/nl-ftk/alm/report.js'), built('rulebooks/nl-ftk/alm/study.js')],
  ]);
  const fundId = 'nl-pob';
  const decide = (decision) => (later(), declare({ reference: 'minutes', ...decision }, { ...common, fundId }));
  await load('employers', 'employers.csv', 'employerId,scheme,kind,affiliatedOn\nE,nl-pob,mandatory,2014-01-01\n');
  const bound = (name, value) => ({
    name,
    unit: 'x',
    entries: [{ from: '2015-01-01', value, reference: 'golden', status: 'illustrative' }],
  });
  const parameters = [bound('pensionResultLowerBound', '0.9'), bound('badWeatherDeviationBound', '0.3')];
  await append(`fund-${fundId}`, [
    {
      type: 'ParametersPublished',
      effectiveDate: '2015-01-01',
      key: 'parameters',
      data: { scheme: 'nl-pob', announced: '2015-01-01', parameters },
    },
  ]);
  await decide({ decision: 'ratio', on: '2019-01-01', measure: 'nominal', ratio: '1.08' });
  await decide({ decision: 'expectations', year: 2019, ambition: '0.01', growth: '0.025' });
  await decide({ decision: 'evaluate', year: 2019, backlog: '1.1' });
  const study = readAlmRun({ years: 15, scenarios: 2, variants: {}, birthYears: [1945], bounds: [{ age: 70, bound: '0.90' }] });
  const report = published(reportOf(study, await runStudy({ study: study.study, workers: 0 })));
  const { runId, engine, digest: outputDigest, input, ...output } = report;
  await decide({ decision: 'alm-run', runId, op: ALM_RUN.name, engine, input, output, outputDigest, seconds: 1.5 });
  await decide({ decision: 'feasibility', year: 2018, expected: '0.92', badWeather: '0.65' });
  await decide({ decision: 'feasibility', year: 2019, run: runId.slice(0, 16), age: 70 });
  await decide({ decision: 'inform', year: 2019, to: 'supervisory-board', on: '2019-07-01' });
}

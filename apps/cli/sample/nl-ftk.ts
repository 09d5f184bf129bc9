/**
 * A few years of policy of the Dutch sample fund: indexation in part, a cut with its plan, a full year that catches up, and a ratio that
 * is corrected after the board has cut by it. All figures are invented.
 */
import { formatPeriod } from '#money/civil-date.js';
import { formatMinor } from '#money/amount.js';

const FUND = 'nl-pob';

export function* policyRatios(): Generator<string> {
  yield 'fundId,on,measure,ratio,reference';
  for (const [year, ratio] of [[2019, '1.18'], [2020, '0.94'], [2021, '1.40']] as const) {
    yield `${FUND},${year}-01-01,nominal,${ratio},annual report ${year - 1} (invented)`;
  }
}

export function* policyExpectations(): Generator<string> {
  yield 'fundId,year,ambition,growth,reference';
  for (const [year, ambition] of [[2019, '0.015'], [2020, '0.0156'], [2021, '0.006']] as const) {
    yield `${FUND},${year},${ambition},0.025,board minutes ${year - 1}-12 (invented)`;
  }
}

/** The first and the last year of birth in the sample, and the ages of the first and the last payment. */
const [FIRST_BORN, LAST_BORN, FIRST_PAID, LAST_PAID] = [1957, 1992, 67, 90] as const;
/** Cents a year for each year of birth and participant. */
const RIGHT_MINOR = 2_000;
const VALUED_IN = 2021;

/** What was promised by 1 January 2021, as if the participants' years of birth were spread evenly and a 24th died every year from 67. */
export function* policyCashFlows(participants: number): Generator<string> {
  yield 'fundId,on,m,amount,currency,reference';
  for (let m = 0; VALUED_IN + m <= LAST_BORN + LAST_PAID; m += 1) {
    let alive = 0;
    for (let born = FIRST_BORN; born <= LAST_BORN; born += 1) {
      const age = VALUED_IN + m - born;
      if (age >= FIRST_PAID && age <= LAST_PAID) alive += LAST_PAID + 1 - age;
    }
    const amount = formatMinor(Math.round((participants * RIGHT_MINOR * alive) / (LAST_PAID + 1 - FIRST_PAID)));
    yield `${FUND},${VALUED_IN}-01-01,${m},${amount},EUR,actuarial report 2020 (invented)`;
  }
}

/** The 120 months before 1 January 2021, falling. */
export function* policyForwardRates(): Generator<string> {
  yield 'fundId,announced,month,rate,reference';
  for (let at = 0; at < 120; at += 1) {
    yield `${FUND},${VALUED_IN}-01-01,${formatPeriod((VALUED_IN - 10) * 12 + at)},${(0.036 - at * 0.00025).toFixed(5)},central bank (invented)`;
  }
}

/**
 * Policy and rights together, in the order in which the board decides; `accrual fund apply` takes the file. In the year of the cut an
 * indexation of nothing is decided too: what it misses is what a later catch-up gives back.
 */
export function* policyDecisions(): Generator<string> {
  yield 'decision,year,rate,on,reason,missed,backlog,ratio,correctedOn,reference';
  yield 'evaluate,2019,,,,,1.02,,,board minutes 2018-12 (invented)';
  yield 'recovery-plan,2019,,,,,,,,board minutes 2018-12 (invented)';
  yield 'index,2019,0.008,,,,,,,board minutes 2018-12 (invented)';
  yield 'evaluate,2020,,,,,,,,board minutes 2019-12 (invented)';
  yield 'recovery-plan,2020,,,,,,,,board minutes 2019-12 (invented)';
  yield 'index,2020,0,,,,,,,board minutes 2019-12 (invented)';
  yield 'reduce,,0.005,2020-01-01,recovery plan,,,,,board minutes 2019-12 (invented)';
  yield 'evaluate,2021,,,,,,,,board minutes 2020-12 (invented)';
  yield 'index,2021,0.006,,,,,,,board minutes 2020-12 (invented)';
  yield 'catch-up,2021,,,,yes,,,,board minutes 2020-12 (invented)';
  yield 'correct-ratio,,,2020-01-01,a bond was priced wrong,,,0.95,2021-05-20,letter of the actuary (invented)';
}

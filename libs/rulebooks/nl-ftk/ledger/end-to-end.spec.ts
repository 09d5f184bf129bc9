/** nl-ftk section 8, end to end: one participant with 10,000.00 a year, the fund's decisions of three years, a ratio corrected later. */
import { civilDate } from '#money/civil-date.js';
import { Decimal, ONE } from '#money/decimal.js';
import { roundPosted } from '#money/rounding.js';
import { given } from '../../frame/figures/explained.js';
import { catchUpDecided, indexationDecided, recoveryPlanSet, reductionDecided } from './decisions.js';
import { carryForward, decidedFactor, evaluateYear, NOTHING_DECIDED, type DecidedYear, type FundFacts } from './evaluate.js';
import type { ToldPolicyDecision } from '../policy/decide.js';
import { evaluatedYears } from './evaluations.js';
import { OFFICIAL } from '../parameters.js';
import { regimeInForce } from '../regime.js';

const decimal = (text: string): Decimal => new Decimal(text);
const ambitions = new Map([[2015, '0.01'], [2016, '0.006'], [2017, '0.02']]);

const expected = (ambition: string) => ({ ambition: given('ambition', decimal(ambition)), growth: given('growth', decimal('0.025')) });

function factsWith(ratioOf2016: string): FundFacts {
  const ratios = new Map([[2015, '1.12'], [2016, ratioOf2016], [2017, '1.40']]);
  return {
    ratios: new Map([...ratios].map(([year, ratio]) => [civilDate(year, 1, 1), given('fundingRatio', decimal(ratio))])),
    expectations: new Map([...ambitions].map(([year, ambition]) => [year, expected(ambition)])),
  };
}

/** What a board is held against. */
const rules = (year: number) => regimeInForce(OFFICIAL, year);
const ruled = (year: number, { action, indexation, catchUp }: ToldPolicyDecision) => ({
  ...{ year, action },
  indexation: indexation.value,
  catchUp: catchUp.value,
});

it('evaluates, decides and carries forward; a corrected ratio moves nothing', () => {
  const opening = { backlog: given('backlog', decimal('1.10')), below: 0, planElapsed: null };
  const facts = factsWith('0.90');
  let [carried, rights] = [opening as typeof opening | ReturnType<typeof carryForward>, decimal('10000')];
  const decided = new Map<number, DecidedYear>();
  const posted: string[] = [];
  const decide = (year: number, make: (evaluation: ReturnType<typeof evaluateYear>) => DecidedYear): void => {
    const evaluation = evaluateYear(year, facts, carried, [], rules(year));
    const own = make(evaluation);
    decided.set(year, own);
    for (const factor of [ONE.plus(own.indexation.value).times(ONE.minus(own.reduction.value)), ONE.plus(own.catchUp.value)]) {
      if (!factor.eq(ONE)) posted.push(roundPosted((rights = rights.times(factor))));
    }
    carried = carryForward(evaluation, own);
  };

  decide(2015, ({ year, output }) => {
    const event = indexationDecided(ruled(year, output), '2015-01-01', decimal('0.002'), undefined);
    expect(event).toEqual({ on: '2015-01-01', rate: '0.002', evaluation: 2015, proposed: '0.002' });
    return { ...NOTHING_DECIDED, indexation: output.indexation };
  });
  expect(carried.backlog.value.toFixed(11)).toBe('1.10878243513');

  decide(2016, ({ year, regime, input, output }) => {
    expect([output.action, output.below, output.indexation.value.times(100).toFixed(12)]).toEqual(['PLAN_CUT', 1, '-0.899872908557']);
    const cut = output.indexation.value.neg();
    expect(reductionDecided(ruled(year, output), '2016-01-01', cut)).toMatchObject({ reason: 'PLAN_CUT', evaluation: 2016 });
    expect(recoveryPlanSet(year, regime, input, 10)).toMatchObject({ horizonEnds: 2026 });
    return { ...NOTHING_DECIDED, reduction: given('reduction', cut) };
  });
  expect(carried.backlog.value.toFixed(10)).toBe('1.1255637732');
  expect(carried.below).toBe(1);

  decide(2017, ({ year, output }) => {
    expect(output.action).toBe('FULL');
    expect(
      catchUpDecided(ruled(year, output), '2017-01-01', output.catchUp.value),
    ).toMatchObject({ year: 2017, factor: '1.01116138763197586726998491704' });
    return { ...NOTHING_DECIDED, indexation: output.indexation, catchUp: output.catchUp };
  });
  expect(carried.backlog.value.toFixed(11)).toBe('1.11313959074');
  expect(carried.below).toBe(0);
  expect(posted).toEqual(['10020.00', '9929.83', '10128.43', '10241.48']);

  // On 2017-05-20 the ratio of 2016 is corrected to 0.915: the same decisions, the same backlog, a difference that is shown.
  const history = { opening, then: facts, now: factsWith('0.915'), decided, schedules: [] };
  const years = evaluatedYears(history, 2015, 2017, { then: rules, now: rules });
  const [first, second, third] = years;
  expect([first?.asNowKnown, third?.asNowKnown]).toEqual([undefined, undefined]);
  expect(second?.asNowKnown?.indexation.value.times(100).toFixed(12)).toBe('-0.748204123699');
  // 0.15166878485…; section 8 cuts it to 0.1516687848
  expect(second?.asNowKnown?.difference.value.times(100).toFixed(10)).toBe('0.1516687849');
  expect(years.map(({ after }) => after.backlog.value.toFixed(10))).toEqual(['1.1087824351', '1.1255637732', '1.1131395907']);
  expect(roundPosted(years.reduce((sum, year) => sum.times(decidedFactor(year.decided).value), decimal('10000')))).toBe('10241.48');
});

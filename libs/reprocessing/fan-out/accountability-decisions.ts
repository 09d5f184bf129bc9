/** What a board reports of its returns, performance, policy and feasibility, and a discount out of a surplus (nl-pob V.4, VI.7, IX). */
import type { AccountabilityEventData } from '#ledger/fund/accountability/events.js';
import { owedParties, resetDays } from '#ledger/fund/accountability/events.js';
import type { DeclaredDecision, FundDecision } from '#ledger/fund/decisions.js';
import { dayProblem, yearProblem } from '#ledger/fund/deciding/days.js';
import type { DecidedFundEvent } from '#ledger/fund/events.js';
import { NO_CHANGE, refused } from '#ledger/kernel/decision.js';
import { asJson, canonicalText } from '#ledger/kernel/json.js';
import { refuse } from '#ledger/kernel/refusal.js';
import { formatMinor } from '#money/amount.js';
import { endOfYear, previousDay, startOfYear, type CivilDate } from '#money/civil-date.js';
import type { StudyOfYear } from '#rulebooks/frame/capabilities/policy.js';
import { capabilityOf } from '#rulebooks/frame/capability.js';
import { fundingRules } from '#rulebooks/frame/parameters/funding-rules.js';
import { invalidRate } from '#ledger/fund/deciding/rates.js';
import { publishParameters } from '../intake/publish-parameters.js';
import type { DecidingFund } from './rights-decisions.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    RETURN_ALREADY_REPORTED: { readonly year: number; readonly rate: string };
    PERFORMANCE_ALREADY_REPORTED: { readonly year: number };
    POLICY_ALREADY_SET: { readonly year: number };
    FEASIBILITY_ALREADY_REPORTED: { readonly year: number };
    PARTY_ALREADY_INFORMED: { readonly year: number; readonly to: string; readonly on: string };
    DISCOUNT_ALREADY_DECIDED: { readonly on: string; readonly amount: string };
    POLICY_NOT_SET: { readonly year: number; readonly on: string };
    RESULTS_BESIDE_RUN: { readonly runId: string };
    FEASIBILITY_NOT_REPORTED: { readonly year: number };
    NOTHING_TO_TELL: { readonly year: number };
  }
}

const ON_ACCOUNT = ['return', 'performance', 'investment-policy', 'feasibility', 'inform', 'discount'] as const;

type AccountCommand = Extract<DeclaredDecision, { readonly decision: (typeof ON_ACCOUNT)[number] }>;
type Command<Name extends AccountCommand['decision']> = Extract<AccountCommand, { readonly decision: Name }>;

export function isOnAccount(command: { readonly decision: string }): command is AccountCommand {
  return (ON_ACCOUNT as readonly string[]).includes(command.decision);
}

export interface DecidingAccount extends DecidingFund {
  /** The recorded study that the command names. */
  readonly run: StudyOfYear['run'] | undefined;
}

/** Refuses NOT_APPLICABLE, DECISION_IN_FUTURE, YEAR_NOT_OVER and what each does. */
export function decideOnAccount(command: AccountCommand, deciding: DecidingAccount): FundDecision {
  capabilityOf(deciding.rulebook, 'accountability', { decision: command.decision });
  switch (command.decision) {
    case 'return':
      return reportReturn(command, deciding);
    case 'performance':
      return reportPerformance(command, deciding);
    case 'investment-policy':
      return setPolicy(command, deciding);
    case 'feasibility':
      return reportFeasibility(command, deciding);
    case 'inform':
      return informParties(command, deciding);
    case 'discount':
      return decideDiscount(command, deciding);
    default:
      return unreachable(command);
  }
}

function unreachable(command: never): never {
  throw new Error(`no decision on what a board accounts for: ${JSON.stringify(command)}`);
}

/** FundReturnReported on 31 December, beside the publication of `fundReturn`. Refuses RETURN_ALREADY_REPORTED. */
function reportReturn({ year, rate, announced, reference }: Command<'return'>, deciding: DecidingFund): FundDecision {
  const { fund, today } = deciding;
  const problem = yearProblem(year, today) ?? dayProblem(announced, today) ?? rateProblem(rate);
  if (problem !== undefined) return problem;
  const known = fund.fundReturns.find(({ data }) => data.year === year)?.data;
  if (known?.rate === rate) return NO_CHANGE;
  if (known !== undefined) return refused('RETURN_ALREADY_REPORTED', { year, rate: known.rate });
  const on = endOfYear(year);
  return beside(deciding, { announced, reference, parameters: [{ name: 'fundReturn', from: on, to: on, value: rate }] }, {
    type: 'FundReturnReported',
    effectiveDate: on,
    key: `return:${year}`,
    data: { year, rate, announced, reference },
  });
}

function rateProblem(rate: string): FundDecision | undefined {
  if (/^-?(0|[1-9]\d{0,3})(\.\d{1,20})?$/.test(rate)) return undefined;
  return invalidRate({ field: 'rate', found: rate });
}

/**
 * PerformanceTestReported on 31 December, with the test where the four years before are known, and the tests of later years that it
 * completes published. Refuses PERFORMANCE_ALREADY_REPORTED and MISSING_PARAMETER (`performanceE`).
 */
function reportPerformance(command: Command<'performance'>, deciding: DecidingFund): FundDecision {
  const { year, actual, actualCost, norm, normCost, announced, reference } = command;
  const { fund, rulebook, parameters, today } = deciding;
  const law = capabilityOf(rulebook, 'accountability');
  const problem = yearProblem(year, today) ?? dayProblem(announced, today);
  if (problem !== undefined) return problem;
  const told = { year, actual, actualCost, norm, normCost };
  const known = fund.performances.find(({ data }) => data.year === year)?.data;
  if (known !== undefined) {
    const isSame = (['actual', 'actualCost', 'norm', 'normCost'] as const).every((name) => known[name] === command[name]);
    return isSame ? NO_CHANGE : refused('PERFORMANCE_ALREADY_REPORTED', { year });
  }
  const scored = law.score(told, parameters);
  const scores = [...fund.performances.map(({ data }) => ({ year: data.year, z: data.z })), { year, z: scored.z }];
  const test = law.performanceTest(scores, year);
  // a year that was missing completes the tests of the years after it
  const completed = [year, year + 1, year + 2, year + 3, year + 4].flatMap((of) => {
    const found = law.performanceTest(scores, of);
    if (found === undefined) return [];
    // until the next test, which may be long in coming
    const isLast = law.performanceTest(scores, of + 1) === undefined;
    return [
      {
        name: 'performanceTest',
        from: endOfYear(of),
        ...(isLast ? {} : { to: previousDay(endOfYear(of + 1)) }),
        value: found.performanceTest,
      },
    ];
  });
  const data = { ...told, ...scored, announced, reference, ...(test === undefined ? {} : { test }) };
  return beside(deciding, { announced, reference, parameters: completed }, {
    type: 'PerformanceTestReported',
    effectiveDate: endOfYear(year),
    key: `performance:${year}`,
    data,
  });
}

interface Published {
  readonly announced: CivilDate;
  readonly reference: string;
  readonly parameters: readonly { readonly name: string; readonly from: CivilDate; readonly to?: CivilDate; readonly value: string }[];
}

/** An event beside the publication of what it says, in one write. */
function beside({ fundId, fund, rulebook, today }: DecidingFund, published: Published, event: DecidedFundEvent): FundDecision {
  const { announced, reference, parameters } = published;
  if (parameters.length === 0) return { status: 'decided', events: [event] };
  const names = [...new Set(parameters.map(({ name }) => name))];
  const document = {
    scheme: rulebook.id,
    announced,
    parameters: names.map((name) => ({
      name,
      entries: parameters
        .filter((one) => one.name === name)
        .map(({ from, to, value }) => ({ from, ...(to === undefined ? {} : { to }), value, reference, status: 'external' })),
    })),
  };
  const outcome = publishParameters({ fundId, document: asJson(document), today: () => today }, fund);
  if (outcome.status === 'refused') return outcome;
  return { status: 'decided', events: [...outcome.value, event] };
}

/**
 * InvestmentPolicySet for a calendar year, or anew within it. Refuses POLICY_ALREADY_SET, POLICY_NOT_SET (there is nothing to set anew),
 * MISSING_FIELD and what the scheme's rules do (RESET_NOT_ALLOWED).
 */
function setPolicy(command: Command<'investment-policy'>, { fund, rulebook, today }: DecidingFund): FundDecision {
  const { year, policy, benchmark, resetOn, studyOn, expertStatement, reference } = command;
  const standing = fund.investmentPolicies.filter(({ data }) => data.year === year);
  const same = standing.find(({ data }) => data.policy === policy && data.benchmark === benchmark && data.reset?.on === resetOn);
  if (same !== undefined) return NO_CHANGE;
  if (resetOn === undefined) {
    if (standing.length > 0) return refused('POLICY_ALREADY_SET', { year });
    const data = { year, policy, benchmark, reference };
    return { status: 'decided', events: [{ type: 'InvestmentPolicySet', effectiveDate: startOfYear(year), key: `policy:${year}`, data }] };
  }
  const problem = dayProblem(resetOn, today);
  if (problem !== undefined) return problem;
  if (standing.length === 0 || !resetOn.startsWith(`${year}-`)) {
    return refused('POLICY_NOT_SET', { year, on: resetOn });
  }
  const duties = capabilityOf(rulebook, 'employerDuties', { decision: 'investment-policy' }).resetPolicy({
    on: resetOn,
    resets: resetDays(fund),
    studyOn,
    expertStatement: expertStatement === 'yes',
  });
  const data = { year, policy, benchmark, reset: { on: resetOn, studyOn: studyOn as CivilDate, ...duties }, reference };
  return { status: 'decided', events: [{ type: 'InvestmentPolicySet', effectiveDate: resetOn, key: `policy:${year}:${resetOn}`, data }] };
}

/**
 * FeasibilityTestReported for a year, with results as given or as a recorded study found them. Refuses FEASIBILITY_ALREADY_REPORTED,
 * MISSING_PARAMETER (its bounds), MISSING_FIELD and RESULTS_BESIDE_RUN, and of a study what `studied` refuses.
 */
function reportFeasibility(command: Command<'feasibility'>, deciding: DecidingAccount): FundDecision {
  const { year, reference } = command;
  const { fund, rulebook, parameters, today } = deciding;
  const problem = dayProblem(startOfYear(year), today);
  if (problem !== undefined) return problem;
  const { bound, ...tested } = testedBy(command, deciding);
  const { results, study } = tested;
  const known = fund.feasibilityTests.find(({ data }) => data.year === year)?.data;
  if (known !== undefined) {
    return saysTheSame(tested, known) ? NO_CHANGE : refused('FEASIBILITY_ALREADY_REPORTED', { year });
  }
  const test = capabilityOf(rulebook, 'accountability').feasibility(year, results, parameters);
  if (study !== undefined && bound !== undefined && bound !== test.bounds.expected) {
    const { runId } = study;
    return refused('RUN_DOES_NOT_FIT', { runId, year, assumption: 'bound', ofRun: bound, ofFund: test.bounds.expected });
  }
  const data = { year, results, ...test, reference, ...(study === undefined ? {} : { study }) };
  return {
    status: 'decided',
    events: [{ type: 'FeasibilityTestReported', effectiveDate: startOfYear(year), key: `feasibility:${year}`, data }],
  };
}

function saysTheSame(one: Omit<Tested, 'bound'>, other: Omit<Tested, 'bound'>): boolean {
  const [said, known] = [one, other].map(({ results, study = null }) => canonicalText({ results, study }));
  return said === known;
}

type Test = AccountabilityEventData['FeasibilityTestReported'];

interface Tested extends Pick<Test, 'results' | 'study'> {
  /** What the study was given as the least. */
  readonly bound?: string | undefined;
}

function testedBy({ year, age, expected, badWeather }: Command<'feasibility'>, { fund, rulebook, run }: DecidingAccount): Tested {
  if (run === undefined) {
    if (age !== undefined) refuse('MISSING_FIELD', { column: 'run', because: 'goes-with', given: 'age' });
    if (expected === undefined) return refuse('MISSING_FIELD', { column: 'expected', because: 'results-or-a-run' });
    if (badWeather === undefined) return refuse('MISSING_FIELD', { column: 'badWeather', because: 'results-or-a-run' });
    return { results: { expected, badWeather } };
  }
  const { runId, outputDigest: digest } = run;
  if (expected !== undefined || badWeather !== undefined) refuse('RESULTS_BESIDE_RUN', { runId });
  if (age === undefined) return refuse('MISSING_FIELD', { column: 'age', because: 'goes-with', given: 'run' });
  const policy = capabilityOf(rulebook, 'policy', { decision: 'feasibility' });
  const { rules, bound, ...results } = policy.studied({ year, age, run }, fund, fundingRules(policy.law, fund));
  return { results, study: { runId, digest, rules, age }, bound };
}

/** PartiesInformed on its day. Refuses FEASIBILITY_NOT_REPORTED, NOTHING_TO_TELL (no bound was passed) and PARTY_ALREADY_INFORMED. */
function informParties({ year, to, on, reference }: Command<'inform'>, { fund, today }: DecidingFund): FundDecision {
  const problem = dayProblem(on, today);
  if (problem !== undefined) return problem;
  const test = fund.feasibilityTests.find(({ data }) => data.year === year)?.data;
  if (test === undefined) return refused('FEASIBILITY_NOT_REPORTED', { year });
  if (test.breached.length === 0) {
    return refused('NOTHING_TO_TELL', { year });
  }
  if (!owedParties(test, fund).includes(to)) {
    const known = fund.partiesInformed.find(({ data }) => data.of === year && data.to === to)?.data;
    return known?.on === on ? NO_CHANGE : refused('PARTY_ALREADY_INFORMED', { year, to, on: known?.on ?? '' });
  }
  const data: AccountabilityEventData['PartiesInformed'] = { of: year, to, on, reference };
  return { status: 'decided', events: [{ type: 'PartiesInformed', effectiveDate: on, key: `informed:${year}:${to}`, data }] };
}

/** PremiumDiscountDecided on its day; never obligatory (IX). Refuses DISCOUNT_NOT_ALLOWED `{failed}`, DISCOUNT_ALREADY_DECIDED. */
function decideDiscount(command: Command<'discount'>, { fund, rulebook, parameters, today }: DecidingFund): FundDecision {
  const { on, amountMinor, indexationGranted, reductionsRestored, futureIndexation, reference } = command;
  const problem = dayProblem(on, today);
  if (problem !== undefined) return problem;
  if (amountMinor <= 0) return refused('INVALID_AMOUNT', { field: 'amount', atMost: '0.00' });
  const amount = formatMinor(amountMinor);
  const known = fund.discounts.find(({ data }) => data.on === on)?.data;
  if (known !== undefined) {
    return known.amount === amount ? NO_CHANGE : refused('DISCOUNT_ALREADY_DECIDED', { on, amount: known.amount });
  }
  const stated = {
    on,
    indexationGranted: indexationGranted === 'yes',
    reductionsRestored: reductionsRestored === 'yes',
    futureIndexation: futureIndexation === 'yes',
  };
  const { failed, ...ratios } = capabilityOf(rulebook, 'accountability').discount(stated, fund, parameters);
  if (failed.length > 0) {
    return refused('DISCOUNT_NOT_ALLOWED', { failed: [...failed], on });
  }
  const data = { on, ...ratios, amount, currency: rulebook.currency, reference };
  return { status: 'decided', events: [{ type: 'PremiumDiscountDecided', effectiveDate: on, key: `discount:${on}`, data }] };
}

/** Refusals of the laws and schemes: what they ask for and is not there, and what they do not allow. */
import type { Refusals } from '#ledger/kernel/refusal.js';
import type { RefusalWords } from './words.js';

export const OF_FINNISH_LAW = {
  NOT_A_MONTH_BOUNDARY: ({ date }) => `${date} is not the first of a month; fi.accumulation takes any day`,
  MISSING_INPUT: (told) => {
    switch (told.field) {
      case 'earnedBefore23':
        return `the person turned 23 on ${told.birthday}: what of the income of ${told.incomeYear} was earned before?`;
      case 'futureDisability':
        return `the fund of ${told.year} needs futureDisability, the value of formula (7) that is set up in that year`;
      case 'beganOn':
        return (
          `the disability pension from ${told.pensionFrom} needs the day on which the incapacity began; report the ` +
          'disability first'
        );
    }
  },
} satisfies Partial<RefusalWords>;

export const OF_DANISH_SCHEME = {
  BEYOND_LIFE_TABLE: ({ date, birthDate, age, lastAge }) =>
    `on ${date} somebody born ${birthDate} would be ${age} years old; the life table ends at ${lastAge}, so there is no forecast for that day`,
  YEAR_NOT_CLOSED: ({ year }) =>
    `${year} is not closed; results and shares are made up on the values that interest and charges of the year leave`,
  RESULT_ALREADY_REPORTED: ({ group, result, year, on }) =>
    `group ${group} reported ${result} ${on === undefined ? `for ${year}` : `on ${on}`}; a reported result stands`,
  RESULT_OUT_OF_ORDER: ({ group, last }) =>
    `group ${group} already reported its result of ${last}; results follow one another, since each rests on the buffer before`,
  BUFFER_MISMATCH: ({ group, buffer, given }) => `the buffer of group ${group} is ${buffer} since its last result, not ${given}`,
  NO_RESULT: ({ group, year }) => `group ${group} has reported no result for ${year}; report it first`,
  EMERGENCY_REASON: ({ reasons }) => `the reason must be one of ${reasons.join(', ')}`,
  NO_DEFICIT: ({ resultToDate }) => `the result to date is ${resultToDate}: no deficit to regulate`,
  NO_ALLOCATION_KEY: ({ group, year }) =>
    year === undefined
      ? `the keys${group === undefined ? '' : ` of ${group}`} sum to zero, so nothing can be allocated by them`
      : `the values of ${year} sum to zero, so the pool has no shares`,
  NEGATIVE_POOL: ({ year, pool }) =>
    `the special bonus provisions of ${year} cannot be ${pool}: what is lost lowers the pool, at most to 0.00`,
  SPECIAL_BONUS_ALREADY_DECLARED: ({ year, declared }) =>
    `the fund declared special bonus provisions of ${declared} for ${year}; a declared pool stands, and the next year's brings it up to date`,
  SPECIAL_BONUS_OUT_OF_ORDER: ({ declared }) =>
    `the fund has already declared special bonus provisions for ${declared}; each year's change rests on the year before`,
} satisfies Partial<RefusalWords>;

function notMet(told: Refusals['RESET_NOT_ALLOWED']): string {
  switch (told.why) {
    case 'SECOND_IN_YEAR':
      return `the policy of ${told.year} has been set anew before`;
    case 'STUDY':
      return `a study made after ${told.after} must show the need`;
    case 'EXPERT':
      return 'an expert who took no part in the study must endorse it';
  }
}

export const OF_EMPLOYER_SCHEME = {
  BOARD_RATE_OUT_OF_BOUNDS: ({ limit, rule, boardRate }) => `the board may grant from 0 to ${limit} (${rule}): ${boardRate}`,
  DISCOUNT_NOT_ALLOWED: ({ failed, amount, on }) =>
    `a discount${amount === undefined ? '' : ` of ${amount}`}${on === undefined ? '' : ` on ${on}`} is not allowed; ` +
    `not met: ${failed.join(', ')} (Pension Act 129)`,
  OVERPAID: ({ date, surplus }) => `the payment of ${date} is ${surplus} more than was still due; take the surplus out`,
  RESET_NOT_ALLOWED: (told) => `V.4.4: ${notMet(told)}`,
  FIVE_YEARS_REQUIRED: () => 'the performance test takes five consecutive calendar years, the earliest first',
  RATE_BEFORE_BALANCE_DATE: ({ earliest }) =>
    `2.3: a rate takes effect no earlier than the balance-sheet date of the report, ${earliest}`,
  ACTUARY_NOT_HEARD: () => '2.2, 3.2: the board hears the advisory actuary first',
  CAO_APPROVAL_REQUIRED: () => "2.6: the participants' share goes to the collective-agreement parties for approval",
  PARTICIPANT_RATE_NOT_ADAPTED: () => "2.8: where the premium rate changes, the participants' rate follows it",
  BODY_MAJORITY_MISSING: () => 'VI.3: a majority of the members of the competent body declares its objections',
  DOCUMENTS_MISSING: () => 'VI.3: certified statutes and minutes come with the request',
  DEPOSIT_AFTER_END: ({ date, endedOn }) => `the deposit of ${date} comes after the account ended on ${endedOn}`,
  NOT_MANDATORY_EXEMPTION: () => 'V.7–V.11 are about exemptions by V.1–V.4; one by V.5 is requested anew',
} satisfies Partial<RefusalWords>;

/** What a recorded study was made with, `… X, the fund’s Y`. */
const ASSUMED: { readonly [assumption in Refusals['RUN_DOES_NOT_FIT']['assumption']]: string } = {
  version: 'its version of the rules of funding is',
  rules: 'its rules are',
  fundingRatio0: 'its funding ratio at the start is',
  backlog0: 'its backlog at the start is',
  bound: 'the least result that it was given is',
};

export const OF_FUND_POLICY = {
  NOT_EVALUATED: ({ year }) =>
    year === undefined ? 'no year of the fund is evaluated; evaluate one first' : `${year} is not evaluated; evaluate it before deciding on it`,
  FUND_RULE: ({ limit, rate }) => `the fund's own rule allows ${limit}, not ${rate}`,
  NOT_DUE: (told) => {
    switch (told.due) {
      case 'cut':
        return `the rules ask for no cut in ${told.year}: they say ${told.action}`;
      case 'ten-cuts':
        return `ten cuts are not due in ${told.year}: the rules say ${told.action}`;
      case 'cut-of-series':
        return `the cuts of the series of ${told.scheduled} fall on 1 January of ${told.years[0]} to ${told.years.at(-1)}`;
      case 'scheduled-cut':
        return `no series of ten cuts has one on ${told.year}-01-01`;
    }
  },
  CUT_TOO_SMALL: ({ least }) => `the plan's cut of ${least} is the least`,
  NOT_FULL: ({ year, action }) => `catching up needs full indexation, and the rules say ${action} for ${year}`,
  ABOVE_RULE: ({ what, limit, rate }) => `the rules allow ${what === 'indexation' ? 'an indexation' : 'a catch-up'} of ${limit}, not ${rate}`,
  NOT_BELOW_REQUIRED: ({ fundingRatio, required }) =>
    `a funding ratio of ${fundingRatio} is not below the required ${required}: there is nothing to recover`,
  FIXED_TOO_LONG: ({ latest }) => `an expected return may be fixed for five years, to ${latest}`,
  FIXED_BEFORE_IT_BEGINS: ({ from, fixedUntil }) => `a return from ${from} cannot be fixed until ${fixedUntil}, which is before it`,
  RETURN_STILL_FIXED: ({ until }) => `the expected return is fixed until ${until}`,
  BELOW_MINIMUM: ({ what, value, limit }) =>
    what === 'wage' || what === 'price'
      ? `${what} growth of ${value} lies below the minimum of ${limit}`
      : `${what === 'bond' ? 'a bond' : 'an equity'} return of ${value} makes the premium too low; ${limit} is the most`,
  RUN_DOES_NOT_FIT: ({ runId, year, assumption, ofRun, ofFund }) =>
    `the run ${runId.slice(0, 16)} does not fit ${year}: ${ASSUMED[assumption]} ${ofRun}, the fund’s ${ofFund}`,
  RUN_WITHOUT_RESULT: ({ runId, age, ages }) =>
    `the run ${runId.slice(0, 16)} tells no pension result of those of ${age}; it does of ${ages.length === 0 ? 'nobody' : ages.join(', ')}`,
  PREMIUM_BASIS_ALREADY_SET: ({ from }) => `another basis of the premium is set from ${from}; it stands`,
  ALREADY_EVALUATED: ({ year }) => `${year} is evaluated, and its evaluation stands; what is known since is shown beside it`,
  OPENING_MISSING: ({ year }) =>
    `${year} is the first year that is evaluated: say what it begins with, a backlog of 1 where there is none`,
  OPENING_NOT_FIRST: ({ evaluated }) => `${evaluated} is evaluated; only the first year has an opening`,
  EVALUATION_OUT_OF_ORDER: ({ year, missing, decided }) =>
    `${decided === true ? `${year} was decided on, and ${missing}` : `${missing} comes before ${year} and`} is not evaluated; evaluate the ` +
    'years one after another',
  FUNDING_RATIO_SAID_TWICE: ({ on, measure, reported, published }) =>
    `the ${measure} ratio of ${on} is reported as ${reported} and published as ${published}; correct the one that is wrong`,
  NO_FUNDING_RATIO: ({ on }) => `the fund has no nominal funding ratio of ${on}; report it first`,
  EXPECTATIONS_MISSING: ({ year }) => `the fund has set no ambition and growth for ${year}; set them first`,
  UNKNOWN_VARIANT: ({ field, value, known }) =>
    `${field}=${value} is no variant of the rules; they have ${known.join(', ')}, each a number`,
  NO_CASH_FLOWS: ({ on }) => `the fund has reported no cash flows of ${on}; report them first`,
  STUDY_TOO_LARGE: ({ scenarios, years, regimes, most, arithmetic }) =>
    `${scenarios} scenarios of ${years} years under ${regimes} sets of rules are too many${arithmetic === undefined ? '' : ' in decimals'}; ` +
    `${most} scenario-years are the most`,
} satisfies Partial<RefusalWords>;

/** dk.yearResult, dk.emergency and dk.specialBonus. */
import type { JsonObject } from '#ledger/kernel/json.js';
import { formatMinor } from '#money/amount.js';
import { endOfYear, type CivilDate } from '#money/civil-date.js';
import { ZERO, exactText, type Decimal } from '#money/decimal.js';
import { refuse } from '#ledger/kernel/refusal.js';
import type { Operation } from '../../frame/operation.js';
import { requireDecimal, type ParameterSet } from '../../frame/parameters/parameters.js';
import { allocatedOutcome, type AllocatedOutcome, type ContributionGroup, type GroupParticipant } from '../results/contribution-group.js';
import { emergencyRegulation } from '../results/emergency.js';
import { specialBonus } from '../results/special-bonus.js';
import {
  present,
  readDay,
  readDecimal,
  readList,
  readObject,
  readOptionalDay,
  readOptionalDecimal,
  readYear,
  refuseRepeatedIds,
} from '../../frame/operation-input.js';
import { decimalOrZero, readId } from './read.js';
import { readParameters } from './read-parameters.js';
import * as is from './schema.js';

const groupFields = {
  openingBuffer: is.amount,
  'plannedCredit?': is.amount,
  'targetRate?': is.amount,
  'releaseShare?': is.amount,
  participants: is.list(is.record({ id: is.identifier, value: is.amount, 'key?': is.amount })),
};

const outcomeSchema = is.record({
  bufferUsed: is.exact,
  bonusPosted: is.posted,
  creditReductionPosted: is.posted,
  valueDeductionPosted: is.posted,
  closingBuffer: is.exact,
  'bonusAllocationPosted?': is.mapOf(is.posted),
  'creditReductionAllocationPosted?': is.mapOf(is.posted),
  'deductionAllocationPosted?': is.mapOf(is.posted),
});

export const yearResultOperation: Operation = {
  name: 'dk.yearResult',
  article: 'rulebook, section 7; appendix B',
  summary: "A year's result by contribution group: buffer, bonus or deduction, and each participant's share",
  input: is.inputOf({
    groups: is.list(is.record({ id: is.identifier, ...groupFields, result: is.decimal })),
    'year?': is.year,
    'date?': is.date,
  }),
  output: is.record({ groups: is.mapOf(outcomeSchema) }),
  calculate: (input) => {
    const parameters = readParameters(input);
    const groups = readList(input, 'groups');
    refuseRepeatedIds('groups', groups.map((group) => readId(group, 'id')));
    return {
      groups: Object.fromEntries(
        groups.map((group) => {
          const read = { ...groupOf(group, parameters, dateOf(input)), result: readDecimal(group, 'result') };
          return [read.id, outcomeJson(allocatedOutcome(read))];
        }),
      ),
    };
  },
};

export const emergencyOperation: Operation = {
  name: 'dk.emergency',
  article: 'rulebook, section 7; appendix B',
  summary: 'Emergency regulation: a deficit taken at once, and what the year end still has to process',
  input: is.inputOf({
    date: is.date,
    'decisionRef?': is.anything,
    'reason?': is.anything,
    group: is.record({
      'id?': is.identifier,
      ...groupFields,
      'resultToDate?': is.decimal,
      'result?': is.decimal,
      'yearEndResult?': is.decimal,
    }),
    'resultToDate?': is.decimal,
    'yearEndResult?': is.decimal,
  }),
  output: is.record({ effectiveDate: is.date, emergency: outcomeSchema, 'residualResult?': is.exact, 'yearEnd?': outcomeSchema }),
  calculate: (input) => {
    const group = readObject(input, 'group');
    const date = readDay(input, 'date');
    const regulated = emergencyRegulation({
      date,
      decisionRef: input['decisionRef'],
      reason: input['reason'],
      resultToDate:
        readOptionalDecimal(group, 'resultToDate') ??
        readOptionalDecimal(input, 'resultToDate') ??
        readDecimal({ resultToDate: group['result'] }, 'resultToDate'),
      group: groupOf({ id: 'group', ...group }, readParameters(input), date),
      yearEndResult: readOptionalDecimal(input, 'yearEndResult') ?? readOptionalDecimal(group, 'yearEndResult'),
    });
    const { effectiveDate, emergency, yearEnd } = regulated;
    return {
      effectiveDate,
      emergency: outcomeJson(emergency),
      ...(yearEnd === undefined ? {} : { residualResult: exactText(yearEnd.residualResult), yearEnd: outcomeJson(yearEnd.outcome) }),
    };
  },
};

export const specialBonusOperation: Operation = {
  name: 'dk.specialBonus',
  article: 'rulebook, section 7; body, appendix C',
  summary: 'Special bonus provisions: yearly shares of the pool and their change, never smoothed',
  input: is.inputOf({
    years: is.list(
      is.record({ year: is.year, pool: is.amount, participants: is.list(is.record({ id: is.identifier, value: is.amount })) }),
    ),
  }),
  output: is.record({
    years: is.list(is.record({ year: is.year, rate: is.exact, sharePosted: is.mapOf(is.posted), changePosted: is.mapOf(is.posted) })),
  }),
  calculate: (input) => {
    const years = readList(input, 'years').map((year) => ({
      year: readYear(year, 'year'),
      pool: readDecimal(year, 'pool'),
      participants: participantsOf(year),
    }));
    refuseRepeatedIds(
      'years',
      years.map(({ year }) => String(year)),
    );
    return {
      years: specialBonus(years).map(({ year, rate, shares, changes }) => ({
        year,
        rate: exactText(rate),
        sharePosted: amountsJson(shares),
        changePosted: amountsJson(changes),
      })),
    };
  },
};

function participantsOf(input: JsonObject): readonly GroupParticipant[] {
  const participants = readList(input, 'participants').map((participant) => ({
    id: readId(participant, 'id'),
    value: readDecimal(participant, 'value'),
    key: readOptionalDecimal(participant, 'key'),
  }));
  refuseRepeatedIds('participants', participants.map(({ id }) => id));
  return participants;
}

/** Target rate and release share are the group's own, else the parameters in force on the date. */
function groupOf(group: JsonObject, parameters: ParameterSet, date: CivilDate | undefined): Omit<ContributionGroup, 'result'> {
  const rate = (name: string) => (): Decimal => readOptionalDecimal(group, name) ?? rateInForce(parameters, name, date);
  return {
    id: readId(group, 'id'),
    openingBuffer: readDecimal(group, 'openingBuffer'),
    plannedCredit: present(group, 'plannedCredit') === undefined ? ZERO : decimalOrZero(group, 'plannedCredit'),
    targetRate: rate('targetRate'),
    releaseShare: rate('releaseShare'),
    participants: participantsOf(group),
  };
}

function rateInForce(parameters: ParameterSet, name: string, date: CivilDate | undefined): Decimal {
  if (date !== undefined) return requireDecimal(parameters, name, date);
  const entries = parameters.parameters.get(name)?.entries ?? [];
  // Without a day, a parameter that never changed has one answer all the same.
  if (entries.length === 1 && entries[0]?.to === undefined) return requireDecimal(parameters, name, entries[0]?.from as CivilDate);
  return refuse('MISSING_PARAMETER', { parameter: `dk-p90.${name}`, date: null });
}

function dateOf(input: JsonObject): CivilDate | undefined {
  return readOptionalDay(input, 'date') ?? (present(input, 'year') === undefined ? undefined : endOfYear(readYear(input, 'year')));
}

function outcomeJson(outcome: AllocatedOutcome): JsonObject {
  return {
    bufferUsed: exactText(outcome.bufferUsed),
    bonusPosted: formatMinor(outcome.bonusMinor),
    creditReductionPosted: formatMinor(outcome.creditReductionMinor),
    valueDeductionPosted: formatMinor(outcome.valueDeductionMinor),
    closingBuffer: exactText(outcome.closingBuffer),
    ...(outcome.bonus === undefined ? {} : { bonusAllocationPosted: amountsJson(outcome.bonus) }),
    ...(outcome.creditReduction === undefined ? {} : { creditReductionAllocationPosted: amountsJson(outcome.creditReduction) }),
    ...(outcome.deduction === undefined ? {} : { deductionAllocationPosted: amountsJson(outcome.deduction) }),
  };
}

function amountsJson(amounts: ReadonlyMap<string, number>): JsonObject {
  return Object.fromEntries([...amounts].map(([id, minor]) => [id, formatMinor(minor)]));
}

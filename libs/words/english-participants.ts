/** Refusals of facts about participants. */
import type { NotTaken } from '#ledger/participant/deciding/terms.js';
import type { SalaryTerms } from '#ledger/participant/salaries/events.js';
import type { Refusals } from '#ledger/kernel/refusal.js';
import { quotedApart } from '#ledger/kernel/text.js';
import { about, notInModel, namedSubject } from './subject.js';
import type { RefusalWords } from './words.js';

const NOT_TAKEN: { readonly [fact in NotTaken]: string } = {
  incomes: 'incomes',
  contributions: 'contributions',
  openingValue: 'opening value',
  transfers: 'transfers of value',
  pensionPayments: 'pension payments',
  salaries: 'salaries',
  voluntaryContinuations: 'voluntary continuations',
  disabilities: 'disabilities',
  conscientiousObjections: 'conscientious objections',
  startLetters: 'start letters',
};

function notAccepted(told: Refusals['NOT_ACCEPTED_BY_SCHEME']): string {
  const { scheme } = told;
  if ('employerId' in told) return `employer ${told.employerId}: scheme ${scheme} has no rules about employers; check the scheme`;
  const ofParticipant = `scheme ${scheme} of participant ${told.participantId}`;
  if ('fact' in told) return `${ofParticipant} takes no ${NOT_TAKEN[told.fact]}; check the scheme or the file`;
  if ('field' in told) return `${ofParticipant} takes no ${told.field} of incomes; leave it out`;
  return `${ofParticipant} grants no ${told.benefit}; it grants ${told.granted.length === 0 ? 'none' : told.granted.join(', ')}`;
}

/** `41000.50 a year, part-time 1, premium-free 0.5` */
function salary({ fullTimeSalary, partTimeFactor, premiumFreeShare }: SalaryTerms): string {
  return `${fullTimeSalary} a year, part-time ${partTimeFactor}, premium-free ${premiumFreeShare}`;
}

function laterCorrection(told: Refusals['LATER_CORRECTION_STANDS']): string {
  if ('laterCorrection' in told) {
    return `${told.type} ${told.eventId} of participant ${told.participantId} was followed by the correction ${told.laterCorrection}, ` +
      'which is settled against it or took its place; annul that one first';
  }
  if ('salary' in told) {
    return `the salary of participant ${told.participantId} from ${told.from} was corrected on ${told.standing} to ${salary(told.salary)}; ` +
      `a correction of ${told.wanted} lies before that: date it on the day of the latest one or later`;
  }
  const { incomeYear, employerId, amount, correctedOn, wanted } = told;
  const settled = `the income of ${incomeYear} from employer ${employerId} was settled at ${amount} by the correction of ${correctedOn}`;
  const follows = told.overThreshold === true
    ? `a correction of ${wanted} would carry the year's sum over the threshold or under it before that, and change what it settled`
    : `a correction of ${wanted} comes too late for that division`;
  return `${about({ participantId: told.participantId })}${settled}; ${follows}; annul that one, and bring both`;
}

/** What differs: `sex male, not female; fundId a, not b`. */
export function differences(
  fields: readonly string[],
  standing: readonly (string | null)[],
  wanted: readonly (string | null)[],
): string {
  return fields.map((field, at) => `${field} ${standing[at] ?? 'none'}, not ${wanted[at] ?? 'none'}`).join('; ');
}

function transferRecorded(told: Refusals['TRANSFER_ALREADY_RECORDED']): string {
  const { participantId, direction, transferredOn, counterparty, wanted, recorded, amount, kind } = told;
  const provider = counterparty === wanted ? counterparty : quotedApart(counterparty, wanted)[0];
  return `the transfer ${direction} of participant ${participantId} on ${transferredOn} (${provider}) is recorded as ${recorded.amount} ` +
    `(${recorded.kind}), not ${amount} (${kind}); annul that event to replace it, or give this one a reference of its own where both went over`;
}

function pensionStands({ participantId, benefit, startsOn, ...told }: Refusals['PENSION_ALREADY_STARTED']): string {
  const stands = 'grantedOn' in told ? `${told.amount} ${told.frequency}, granted on ${told.grantedOn}` : `its end on ${told.endsOn}`;
  return `the ${benefit} of participant ${participantId} from ${startsOn} stands with ${stands}; annul that event to replace it`;
}

export const OF_PARTICIPANTS = {
  UNKNOWN_PARTICIPANT: (told) => {
    if ('model' in told) return notInModel('participant', told.participantId, told);
    if ('participant' in told) return `${told.participant} is not transferred`;
    const { participantId, transferId } = told;
    return transferId === undefined
      ? `the ledger has no participant ${participantId}; enrol it first`
      : `${participantId} did not go over with transfer ${transferId}, which names participants by their ids at the sender`;
  },
  AFTER_DEATH: ({ participantId, field, diedOn, ...told }) =>
    `participant ${participantId}: ${field} ${String(told[field])} lies after the death on ${diedOn}; check it`,
  BEFORE_BIRTH: ({ participantId, field, birthDate, ...told }) =>
    `participant ${participantId}: ${field} ${String(told[field])} lies before the birth on ${birthDate}; check it`,
  EVENT_IN_FUTURE: ({ field, today, ...told }) =>
    `${about(told)}${field === 'on' ? 'the day' : field} ${String(told[field])} lies after today, ${today}; report it once it has happened`,
  ENDS_BEFORE_IT_BEGINS: ({ participantId, first, last, ...told }) =>
    `participant ${participantId}: ${last} ${String(told[last])} lies before ${first} ${String(told[first])}; check both`,
  NOT_ACCEPTED_BY_SCHEME: notAccepted,
  WRONG_CURRENCY: ({ currency, expected, ...of }) => `${about(of)}the books are kept in ${expected}, not ${currency}; give the amount in ${expected}`,
  NEGATIVE_AMOUNT: (told) =>
    'field' in told
      ? `${told.field} ${told.amount} is below zero; check it`
      : `an amount of participant ${told.participantId} is below zero; report what was paid, and correct it by the new total`,
  VALUE_TOO_LARGE: ({ participantId, moved, largest }) =>
    `participant ${participantId}: with ${moved} the value would pass ${largest}, the largest the ledger counts exactly; check the amount`,
  PARTICIPANT_TRANSFERRED: ({ participantId, transfer, receiver, receiverParticipantId, on }) =>
    `participant ${participantId} went over to ${receiver} on ${on} with transfer ${transfer}` +
    `${receiverParticipantId === undefined ? '' : `, who is ${receiverParticipantId} there`}; forward it to the receiver`,
  START_LETTER_ALREADY_SENT: ({ participantId, standing }) =>
    `the start letter ${JSON.stringify(standing.reference)} of participant ${participantId} was sent on ${standing.sentOn}; ` +
    'annul that event to replace it, or give another letter its own reference',
} satisfies Partial<RefusalWords>;

export const OF_ENROLMENT = {
  ENROLLED_BEFORE_BIRTH: ({ participantId, enrolledOn, birthDate }) =>
    `participant ${participantId} is enrolled on ${enrolledOn}, before the birth on ${birthDate}; check both dates`,
  PARTICIPANT_ALREADY_ENROLLED: (told) =>
    'fields' in told
      ? `participant ${told.participantId} is enrolled with ${differences(told.fields, told.standing, told.wanted)}; ` +
        'give another participant another id'
      : `the ledger has a participant ${told.receiverParticipantId} already; give ${told.participantId} another id at the receiver`,
  OPENING_VALUE_ALREADY_RECORDED: ({ participantId, recorded, amount, on }) =>
    `participant ${participantId} brought along ${recorded.amount} on ${recorded.on}, not ${amount} on ${on}; annul that event to replace it`,
} satisfies Partial<RefusalWords>;

export const OF_MONEY = {
  CONTRIBUTION_ALREADY_RECEIVED: ({ participantId, period, employerId, received, receivedOn, amount, inSameFile }) =>
    `employer ${employerId} already paid ${received} for participant ${participantId} and ${period} on ${receivedOn}, not ${amount}; ` +
    (inSameFile
      ? 'both stand in this file: where both were paid, give each a reference'
      : 'annul that event to replace it, or give this one a reference of its own where both were paid'),
  RECEIVED_IN_FUTURE: ({ participantId, receivedOn, today }) =>
    `participant ${participantId}: received on ${receivedOn}, after today, ${today}; check receivedOn`,
  USE_TRANSFER_PROCESS: ({ scheme }) => `groups of scheme ${scheme} go over by a transfer of their own, step by step; propose one`,
  TRANSFER_ALREADY_RECORDED: transferRecorded,
} satisfies Partial<RefusalWords>;

export const OF_INCOMES = {
  INCOME_ALREADY_REPORTED: ({ incomeYear, employerId, ...told }) => {
    if (!('participantId' in told)) return `the income of ${incomeYear} from employer ${employerId} is already reported; send a correction`;
    const { participantId, reported, reportedAs, amount, as } = told;
    return (
      `employer ${employerId} already reported ${reported} (${reportedAs}) for participant ${participantId} in ${incomeYear}, not ` +
      `${amount} (${as}); send a correction`
    );
  },
  INCOME_YEAR_IN_FUTURE: ({ participantId, incomeYear, today }) =>
    `participant ${participantId}: the income year ${incomeYear} lies after today, ${today}; check incomeYear`,
  MORE_THAN_INCOME: ({ participantId, incomeYear, earnedBefore23, income }) =>
    `participant ${participantId}: earnedBefore23 of ${incomeYear} is ${earnedBefore23}, of an income of ${income}; it is a part of the income`,
  CORRECTION_ALREADY_RECORDED: ({ participantId, incomeYear, recorded, reason }) => {
    const [standing, asked] = quotedApart(recorded, reason);
    return `this correction of the income of ${incomeYear} of participant ${participantId} is recorded with the reason ${standing}, not ${asked}`;
  },
  CORRECTED_IN_FUTURE: ({ participantId, correctedOn, today }) =>
    `participant ${participantId}: corrected on ${correctedOn}, after today, ${today}; check correctedOn`,
  INCOME_YEAR_AFTER_CORRECTION: ({ participantId, incomeYear, correctedOn }) =>
    `${about({ participantId })}the income of ${incomeYear} cannot be corrected on ${correctedOn}, before that year; check both`,
  INCOME_NOT_REPORTED: ({ participantId, incomeYear, employerId }) =>
    `employer ${employerId} reported no income of ${incomeYear}` +
    `${participantId === undefined ? '' : ` for participant ${participantId}`}; report the income first`,
  LATER_CORRECTION_STANDS: laterCorrection,
} satisfies Partial<RefusalWords>;

export const OF_SALARIES = {
  SALARY_ALREADY_REPORTED: ({ participantId, employerId, from, reported, wanted }) =>
    `employer ${employerId} reported ${salary(reported)} for participant ${participantId} from ${from} on ${reported.on}, not ` +
    `${salary(wanted)} on ${wanted.on}; send a salary correction instead`,
  SALARY_NOT_REPORTED: ({ participantId, employerId, from }) =>
    `employer ${employerId} reported no salary of participant ${participantId} from ${from}; report it, or correct the month from which the ` +
    'salary was reported',
  ESTIMATE_ALREADY_SET: ({ participantId, from, to, demand, salary: wanted }) =>
    `participant ${participantId}: another estimate than ${salary(wanted)} until ${to} stands from ${from} on the demand ` +
    `${JSON.stringify(demand)}; an estimate binds until it is replaced`,
  MONTH_IN_FUTURE: (told) =>
    'sentOn' in told
      ? `employer ${told.employerId}: ${told.month} has not begun on ${told.sentOn}; send its invoice once it has`
      : `employer ${told.employerId}: ${told.month} has not begun on ${told.decidedOn}; an estimate stands for months whose data are missing`,
  ESTIMATE_AFTER_DELIVERY: ({ employerId, obligation, deliveredOn }) =>
    `employer ${employerId} delivered ${obligation} on ${deliveredOn}; report the salary instead`,
  VOLUNTARY_CONTINUATION_ALREADY_REPORTED: ({ participantId, from }) =>
    `the voluntary continuation of participant ${participantId} from ${from} stands with another end; an end that was told stands`,
  NO_VOLUNTARY_CONTINUATION: ({ participantId, employerId }) =>
    `participant ${participantId} has never continued voluntarily at employer ${employerId}; report the continuation first, or check the employer`,
} satisfies Partial<RefusalWords>;

export const OF_LIFE = {
  PENSION_ALREADY_STARTED: pensionStands,
  BEFORE_DEATH: ({ participantId, benefit, startsOn, diedOn }) =>
    `participant ${participantId}: the ${benefit} starts on ${startsOn}, before the death on ${diedOn}; check startsOn`,
  PENSION_OVERLAPS: ({ participantId, benefit, standing, endsOn }) =>
    `participant ${participantId}: the ${benefit} that started on ${standing} stands ` +
    `${endsOn === undefined ? 'and has not ended' : `and ends on ${endsOn}`}; send its row again with endsOn before this one, or annul it`,
  PAYMENT_ALREADY_RECORDED: (told) =>
    'benefit' in told
      ? `the ${told.benefit} of participant ${told.participantId} for ${told.period}, paid on ${told.paidOn}, is recorded as ${told.recorded}, ` +
        `not ${told.amount}; annul that event to replace it, or give this one a reference of its own where both were paid`
      : `a payment with the reference ${JSON.stringify(told.reference)} stands for ${namedSubject(told)} with other content; give another one a ` +
        'reference of its own',
  NO_PENSION_IN_PAYMENT: ({ participantId, benefit, period }) =>
    `participant ${participantId} has no ${benefit} in ${period}; report the pension first, or check benefit and period`,
  DISABILITY_ALREADY_REPORTED: ({ participantId, beganOn, field, ...told }) =>
    `the disability of participant ${participantId} from ${beganOn} stands with ${field} ${String(told[field])}; annul that event to replace it`,
  DISABILITY_OVERLAPS: ({ participantId, standing, endedOn }) =>
    `participant ${participantId}: a disability began on ${standing} ${endedOn === undefined ? 'and has not ended' : `and ended on ${endedOn}`}; ` +
    'report the end of the earlier one first (beganOn with endedOn), or annul it',
  BEFORE_ENROLMENT: ({ participantId, diedOn, enrolledOn }) =>
    `participant ${participantId}: diedOn ${diedOn} lies before the enrolment on ${enrolledOn}; check it`,
  DEATH_ALREADY_REPORTED: ({ participantId, diedOn, recorded }) =>
    `participant ${participantId} is recorded as dead since ${recorded}, not ${diedOn}; annul that event to replace it`,
  OBJECTION_ALREADY_GRANTED: ({ participantId, from }) => `participant ${participantId} is exempt from ${from}; end that exemption first`,
  OBJECTION_ALREADY_ENDED: ({ participantId, from, on }) => `the exemption of participant ${participantId} from ${from} ended on ${on}`,
} satisfies Partial<RefusalWords>;

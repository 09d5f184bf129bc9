/** Refusals of facts about employers, and of what a fund decides about one. */
import type { Refusals } from '#ledger/kernel/refusal.js';
import { quotedText } from '#ledger/kernel/text.js';
import { differences } from './english-participants.js';
import { about, namedSubject } from './subject.js';
import type { RefusalWords } from './words.js';

function notAffiliated(told: Refusals['EMPLOYER_NOT_AFFILIATED']): string {
  const employer = `employer ${told.employerId}`;
  if ('scheme' in told) {
    return `${employer} is affiliated to scheme ${told.affiliatedTo}, participant ${told.participantId} enrolled in ${told.scheme}; check both`;
  }
  if ('affiliatedOn' in told) {
    return `${employer} is affiliated from ${told.affiliatedOn}; it owes nothing for ${told.from}: report the salary from a later month`;
  }
  if (!('fundId' in told)) return `${employer} is not affiliated; report its affiliation first`;
  const { participantId, fundId, affiliatedTo } = told;
  return participantId === undefined
    ? `${employer} is not affiliated to fund ${fundId}; report its affiliation first`
    : `${employer} is affiliated to fund ${affiliatedTo ?? 'none'}, participant ${participantId} belongs to ${fundId}; name the employer by its id there`;
}

/** What stands under a reference has other content. */
const taken = (what: string) => ({ employerId, reference }: { readonly employerId: string; readonly reference: string }): string =>
  `${what} with the reference ${quotedText(reference, 500)} stands for employer ${employerId} with other content; give another one a reference ` +
  'of its own';

type OnDay = Refusals['NO_DEMAND'];

/** No fine on an obligation, or no estimate on a demand. */
const notYet = (fine: string, estimate: (demand: string, decidedOn: string) => string) => (told: OnDay): string =>
  'obligation' in told
    ? `employer ${told.employerId}: no fine for ${quotedText(told.obligation, 500)} on ${told.decidedOn}: ${fine}`
    : `employer ${told.employerId}: ${estimate(quotedText(told.demand, 500), told.decidedOn)}`;

export const OF_EMPLOYERS = {
  EMPLOYER_NOT_AFFILIATED: notAffiliated,
  BEFORE_AFFILIATION: ({ employerId, field, affiliatedOn, ...told }) =>
    `employer ${employerId}: ${field === 'on' ? 'the day' : field} ${String(told[field])} lies before its affiliation on ${affiliatedOn}; check it`,
  AGREEMENT_REQUIRED: ({ employerId, column }) =>
    `employer ${employerId} joins voluntarily; name the ${column} that this rests on (Pension Act, articles 25 and 121)`,
  EMPLOYER_ALREADY_AFFILIATED: ({ employerId, fields, standing, wanted }) =>
    `employer ${employerId} is affiliated with ${differences(fields, standing, wanted)}; give another employer another id`,
  HEADCOUNT_ALREADY_REPORTED: ({ employerId, on, reported, employees }) =>
    `employer ${employerId} is reported to employ ${reported} on ${on}, not ${employees}; report another figure for the day from which it holds`,
  UNKNOWN_INVOICE: ({ invoice, ...of }) => {
    const subject = namedSubject(of);
    return `${subject === '' ? 'there is' : `${subject} has`} no invoice ${invoice}; check its number, and the day that it was sent`;
  },
} satisfies Partial<RefusalWords>;

export const OF_DUTIES = {
  FINAL_DEADLINE_PASSED: ({ employerId, finalDeadline, sentOn }) =>
    `employer ${employerId}: the final date of delivery, ${finalDeadline}, lies before the demand of ${sentOn}; check both`,
  DEMAND_ALREADY_SENT: taken('a demand'),
  DELIVERY_ALREADY_RECORDED: taken('a delivery'),
  CLAIM_ALREADY_MADE: taken('a claim of this kind'),
  WRIT_ALREADY_ISSUED: taken('a writ'),
  FINE_ALREADY_IMPOSED: ({ employerId, obligation, decidedOn }) =>
    `employer ${employerId} was fined for ${quotedText(obligation, 500)} on ${decidedOn}; an obligation is fined once`,
  NO_DEMAND: notYet('it was not demanded by then', (demand) => `it had no demand ${demand} for data; record it first`),
  DEADLINE_NOT_PASSED: notYet(
    'its final date had not passed undelivered',
    (demand, on) => `the final date of the demand ${demand} had not passed on ${on} (4.3)`,
  ),
  FINE_NOT_ANNOUNCED: notYet('the demand announced no fine', () => ''),
  MISSING_FACT: (told) =>
    'choices' in told ? `${told.fact} must be ${told.choices.join(' or ')}`
    : 'event' in told ? `step ${told.event} (${told.type} of ${told.date}): ${told.fact} is missing`
    : `${about(told)}the amount of a fine depends on how many it employs; report a headcount of ${told.on} or earlier`,
  NO_DEFAULT: (told) =>
    'obligation' in told
      ? `employer ${told.employerId} was asked for no ${quotedText(told.obligation, 500)}; record the demand first`
      : `employer ${told.employerId} was not in default on ${told.decidedOn} with ${told.late}; nothing can be claimed`,
  NOTHING_MORE_TO_CLAIM: ({ employerId, kind, obligation, claimed, decidedOn }) =>
    `employer ${employerId}: ${claimed} of ${kind} has been claimed for ${quotedText(obligation, 500)}, and no more is due by ${decidedOn}`,
  NOT_IN_DEFAULT: ({ employerId, issuedOn }) => `employer ${employerId} had no invoice in default on ${issuedOn}`,
} satisfies Partial<RefusalWords>;

export const OF_EXEMPTIONS = {
  EXEMPTION_ALREADY_REQUESTED: taken('a request for exemption'),
  EXEMPTION_ALREADY_CONTINUED: taken('a restructuring'),
  UNKNOWN_EXEMPTION: ({ employerId, exemption }) =>
    `employer ${employerId} has no exemption ${quotedText(exemption, 500)}: it is known by the reference of its request`,
  EXEMPTION_NOT_IN_FORCE: ({ employerId, exemption, status }) =>
    `employer ${employerId}: its exemption ${quotedText(exemption, 500)} is ${status}; only one that is in force is changed`,
  DECISION_BEFORE_REQUEST: ({ employerId, decidedOn, requestedOn }) =>
    `employer ${employerId}: ${decidedOn} lies before the request of ${requestedOn}; check both`,
  EXEMPTION_ALREADY_DECIDED: ({ employerId, request, decidedOn }) =>
    `employer ${employerId}: its request ${quotedText(request, 500)} was decided on ${decidedOn}; a decision stands, and what was granted is ` +
    'withdrawn',
  DECISION_REQUIRED: (told) => {
    if ('employerId' in told) return `employer ${told.employerId}: the board has to choose, grant or refuse (${told.article})`;
    return 'date' in told
      ? `the board decides on the indexation of ${told.date}: boardRate is missing`
      : `an emergency regulation needs ${told.field}, the decision it rests on`;
  },
  CHOICE_NOT_FREE: ({ employerId, article, failed }) =>
    `employer ${employerId}: ${article} leaves no choice; ${failed.length === 0 ? 'all that it requires is met' : `not met: ${failed.join(', ')}`}`,
  COMPENSATION_NOT_ALLOWED: ({ employerId, article }) => `employer ${employerId}: no compensation may be asked for an exemption by ${article} (V.6.4)`,
  CONDITION_ALREADY_MET: ({ employerId, exemption, condition, metOn }) =>
    `employer ${employerId}: ${condition} of ${quotedText(exemption, 500)} was met on ${metOn}; that stands`,
  CONDITION_NOT_ATTACHED: ({ employerId, exemption, condition, conditions }) =>
    `employer ${employerId}: ${quotedText(condition)} is no condition of its exemption ${quotedText(exemption, 500)}; its conditions are ` +
    conditions.join(', '),
  EXEMPTION_ALREADY_WITHDRAWN: ({ employerId, exemption, from }) =>
    `employer ${employerId}: its exemption ${quotedText(exemption, 500)} was withdrawn from ${from} on; that stands`,
  NO_GROUND: ({ employerId, cause, kind }) =>
    `employer ${employerId}: ${cause} is no ground to withdraw an exemption of the kind ${kind} (V.12)`,
  WITHDRAWN_BEFORE_IT_BEGAN: ({ employerId, from, began }) =>
    `employer ${employerId}: the exemption holds from ${began}; it cannot end on ${from}`,
} satisfies Partial<RefusalWords>;

export const OF_OBJECTIONS = {
  NO_OBJECTION: ({ on, ...of }) => `${namedSubject(of)} has no exemption for conscientious objections before ${on}`,
  EMPLOYER_OBJECTION_ALREADY_GRANTED: ({ employerId, from }) =>
    `employer ${employerId} is exempt from ${from} for conscientious objections; it is renewed from the day after its last`,
  EMPLOYER_OBJECTION_ALREADY_ENDED: ({ employerId, from, on }) => `the exemption of employer ${employerId} from ${from} ended on ${on}`,
  DECLARATION_MISSING: (told) => `${about(told)}a request comes with the board’s model declaration, against every insurance (VI.2)`,
} satisfies Partial<RefusalWords>;

/** Decisions of the tests’ scheme: enough to see every outcome of a write. */
import { fundStream } from '#ledger/subjects.js';
import { refusal, type Outcome } from '#ledger/kernel/refusal.js';
import type { JsonObject } from '#ledger/kernel/json.js';
import { attempt } from '#ledger/kernel/refusal.js';
import { publishedData, readParameterFile } from '#rulebooks/frame/parameters/publication.js';
import { rulebookOf } from '#rulebooks/registry.js';
import type { DecidedEvent, Decisions } from '../writes/decisions.js';

function decided(...events: readonly DecidedEvent[]): Outcome<readonly DecidedEvent[]> {
  return { status: 'done', value: events };
}

function refused(code: string, message: string, details: JsonObject = {}): Outcome<readonly DecidedEvent[]> {
  return { status: 'refused', refusal: refusal(code, message, details) };
}

export const decisions: Decisions = {
  enrolParticipant: ({ opening, ...enrolment }, { events }) => {
    if (events.length > 0) return refused('PARTICIPANT_ALREADY_ENROLLED', `${enrolment.participantId} is enrolled`);
    const enrolled: DecidedEvent = { type: 'ParticipantEnrolled', effectiveDate: enrolment.enrolledOn, key: 'enrolment', data: enrolment };
    if (opening === undefined) return decided(enrolled);
    return decided(enrolled, {
      type: 'RightsTransferredIn',
      effectiveDate: opening.on,
      key: 'opening',
      data: { amount: opening.value, currency: 'DKK', kind: 'opening-value', counterparty: 'earlier scheme' },
    });
  },
  reportIncome: (income, { events }) => {
    const held = events.find(({ data }) => data['incomeYear'] === income.incomeYear && data['employerId'] === income.employerId);
    if (held?.data['amount'] === income.amount) return decided();
    if (held !== undefined) return refused('INCOME_ALREADY_REPORTED', `the income of ${income.incomeYear} is reported`, { incomeYear: income.incomeYear });
    return decided({ type: 'IncomeReported', effectiveDate: `${income.incomeYear}-12-31`, key: `income ${income.incomeYear} ${income.employerId}`, data: income });
  },
  receiveContribution: (contribution) =>
    decided({
      type: 'ContributionReceived',
      effectiveDate: contribution.receivedOn,
      key: `contribution ${contribution.period} ${contribution.employerId} ${contribution.receivedOn} ${contribution.amount}`,
      data: contribution,
    }),
  correctIncome: ({ incomeYear, employerId, amount, currency, reason, correctedOn }, { events }) => {
    const report = events.find(({ data }) => data['incomeYear'] === incomeYear);
    if (report === undefined) return refused('INCOME_NOT_REPORTED', `no income of ${incomeYear} to correct`, { incomeYear });
    return decided({
      type: 'IncomeCorrected',
      effectiveDate: `${incomeYear}-12-31`,
      key: `correction ${incomeYear} ${employerId} ${events.length}`,
      data: {
        incomeYear,
        employerId,
        before: report.data['amount'] as string,
        after: amount,
        currency,
        coverageBefore: 'kapl',
        coverageAfter: 'kapl',
        reason,
        correctedOn,
        supersedes: report.id,
      },
    });
  },
  annulEvent: ({ eventId, reason }, { events, today }) =>
    events.some(({ id }) => id === eventId)
      ? decided({ type: 'EventAnnulled', effectiveDate: today, key: `annulment ${eventId}`, data: { annuls: eventId, reason } })
      : refused('UNKNOWN_EVENT', `no event ${eventId} in the stream`, { eventId }),
  publishParameters: ({ fundId, document }, { events }) => {
    const read = attempt(() => readParameterFile(document, rulebookOf(document['scheme'] as string)));
    if (read.status === 'refused') return read;
    const { scheme, announced } = read.value;
    const published: DecidedEvent = {
      type: 'ParametersPublished',
      effectiveDate: announced,
      key: `parameters ${events.length}`,
      data: { scheme, announced, parameters: publishedData(read.value) },
    };
    return events.length > 0
      ? decided(published)
      : decided({ type: 'FundEstablished', effectiveDate: announced, key: `established ${fundStream(fundId)}`, data: { fundId, scheme, currency: 'DKK' } }, published);
  },
};

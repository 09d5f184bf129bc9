/** Decisions of the tests’ scheme: enough to see every outcome of a write. */
import { fundStream } from '#ledger/subjects.js';
import { attempt, refusal, type DetailsOf, type Outcome, type RefusalCode } from '#ledger/kernel/refusal.js';
import { publishedData, readParameterFile } from '#rulebooks/frame/parameters/publication.js';
import { rulebookOf } from '#rulebooks/registry.js';
import type { FactValues } from '#ledger/declared-facts.js';
import { formatMinor } from '#money/amount.js';
import type { RoutedEvent } from '#ledger/kernel/decision.js';
import type { Decisions, RecordContext } from '../writes/decisions.js';

function decided(...events: readonly RoutedEvent[]): Outcome<readonly RoutedEvent[]> {
  return { status: 'done', value: events };
}

function refused<C extends RefusalCode>(code: C, ...details: DetailsOf<C>): Outcome<readonly RoutedEvent[]> {
  return { status: 'refused', refusal: refusal(code, ...details) };
}

/** The participant of the stream, as their enrolment names them. */
function participantOf({ events }: RecordContext): string {
  return String(events[0]?.data['participantId']);
}

type Recorded = {
  readonly [name in 'income' | 'contribution' | 'correction' | 'annulment']: (
    values: never,
    context: RecordContext,
  ) => Outcome<readonly RoutedEvent[]>;
};

const RECORDED: Recorded = {
  income: ({ amountMinor, incomeYear, employerId, currency, coverage = 'kapl' }: FactValues<'income'>, { events }) => {
    const income = { incomeYear, employerId, currency, coverage, amount: formatMinor(amountMinor) };
    const held = events.find(({ data }) => data['incomeYear'] === incomeYear && data['employerId'] === employerId);
    if (held?.data['amount'] === income.amount) return decided();
    if (held !== undefined) return refused('INCOME_ALREADY_REPORTED', { incomeYear, employerId });
    return decided({
      type: 'IncomeReported',
      effectiveDate: `${incomeYear}-12-31`,
      key: `income ${incomeYear} ${employerId}`,
      data: income,
    });
  },
  contribution: ({ amountMinor, period, employerId, currency, receivedOn }: FactValues<'contribution'>, context) => {
    const { today } = context;
    if (receivedOn > today) return refused('RECEIVED_IN_FUTURE', { participantId: participantOf(context), period, receivedOn, today });
    const contribution = { period, employerId, currency, receivedOn, amount: formatMinor(amountMinor) };
    return decided({
      type: 'ContributionReceived',
      effectiveDate: receivedOn,
      key: `contribution ${period} ${employerId} ${receivedOn} ${contribution.amount}`,
      data: contribution,
    });
  },
  correction: ({ incomeYear, employerId, amountMinor, currency, reason, correctedOn }: FactValues<'correction'>, { events }) => {
    const report = events.find(({ data }) => data['incomeYear'] === incomeYear);
    if (report === undefined) return refused('INCOME_NOT_REPORTED', { incomeYear, employerId });
    return decided({
      type: 'IncomeCorrected',
      effectiveDate: `${incomeYear}-12-31`,
      key: `correction ${incomeYear} ${employerId} ${events.length}`,
      data: {
        incomeYear,
        employerId,
        before: report.data['amount'] as string,
        after: formatMinor(amountMinor),
        currency,
        coverageBefore: 'kapl',
        coverageAfter: 'kapl',
        reason,
        correctedOn,
        supersedes: report.id,
      },
    });
  },
  annulment: ({ eventId, reason }: FactValues<'annulment'>, { events, today }) =>
    events.some(({ id }) => id === eventId)
      ? decided({ type: 'EventAnnulled', effectiveDate: today, key: `annulment ${eventId}`, data: { annuls: eventId, reason } })
      : refused('UNKNOWN_EVENT', { eventId }),
};

export const decisions: Decisions = {
  found: async ({ id: participantId, values }, { events }) => {
    const { scheme, fundId = scheme, birthDate, sex, enrolledOn, openingValueMinor, openingDate } = values as FactValues<'participant'>;
    const enrolment = { participantId, scheme, fundId, birthDate, sex, enrolledOn };
    if (events.length > 0) {
      const standing = String(events[0]?.data['enrolledOn']);
      return refused('PARTICIPANT_ALREADY_ENROLLED', { participantId, fields: ['enrolledOn'], standing: [standing], wanted: [enrolledOn] });
    }
    const enrolled: RoutedEvent = { type: 'ParticipantEnrolled', effectiveDate: enrolledOn, key: 'enrolment', data: enrolment };
    if (openingValueMinor === undefined || openingDate === undefined) return decided(enrolled);
    return decided(enrolled, {
      type: 'RightsTransferredIn',
      effectiveDate: openingDate,
      key: 'opening',
      data: { amount: formatMinor(openingValueMinor), currency: 'DKK', kind: 'opening-value', counterparty: 'earlier scheme' },
    });
  },
  record: ({ name, values }, context) => {
    const record = RECORDED[name as keyof Recorded];
    return record === undefined
      ? refused('NOT_ACCEPTED_BY_SCHEME', { participantId: participantOf(context), scheme: 'savings', field: name })
      : record(values as never, context);
  },
  publishParameters: ({ fundId, document }, { events }) => {
    const read = attempt(() => readParameterFile(document, rulebookOf(document['scheme'] as string)));
    if (read.status === 'refused') return read;
    const { scheme, announced } = read.value;
    const published: RoutedEvent = {
      type: 'ParametersPublished',
      effectiveDate: announced,
      key: `parameters ${events.length}`,
      data: { scheme, announced, parameters: publishedData(read.value) },
    };
    return events.length > 0
      ? decided(published)
      : decided(
          {
            type: 'FundEstablished',
            effectiveDate: announced,
            key: `established ${fundStream(fundId)}`,
            data: { fundId, scheme, currency: 'DKK' },
          },
          published,
        );
  },
};

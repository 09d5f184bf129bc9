/** What a row of a file asks for, decided. */
import { eventId } from '#journal/event-id.js';
import type { JsonObject } from '#ledger/kernel/json.js';
import { refused, type Decision, type FactContext, type Standing } from '#ledger/participant/decide.js';
import { receiveContribution } from '#ledger/participant/contributions/receive-contribution.js';
import { correctIncome, type CorrectionContext } from '#ledger/participant/incomes/correct-income.js';
import { enrol } from '#ledger/participant/enrolment/enrol.js';
import { reportDeath, reportDisability } from '#ledger/participant/life/report-life-event.js';
import { payPension, startPension } from '#ledger/participant/pensions/grant-and-pay.js';
import { transferValue } from '#ledger/participant/rights/transfer-value.js';
import { reportIncome } from '#ledger/participant/incomes/report-income.js';
import type { LifeContext } from '#ledger/participant/life/life-context.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import type { CivilDate } from '#money/civil-date.js';
import { isFact, type CorrectionRow, type FactRow, type LifeRow, type ParticipantRow, type Row } from '../formats/rows.js';
import type { KnownParticipant } from './participant-directory.js';
import type { KnownSchemes } from './schemes.js';

/** `fundScheme`: the scheme of the fund where it is established. */
export function decideEnrolment(row: Omit<ParticipantRow, 'record' | 'recordedAt'>, schemes: KnownSchemes, fundScheme: string | undefined, standing: Standing): Decision {
  const { participantId, scheme, fundId, birthDate, sex, enrolledOn, opening } = row;
  if (fundScheme !== undefined && fundScheme !== scheme) {
    return refused('FUND_OF_OTHER_SCHEME', `participant ${participantId}: fund ${fundId} runs scheme ${fundScheme}, not ${scheme}; name another fundId`, {
      participantId,
      fundId,
    } satisfies JsonObject);
  }
  return enrol({ enrolment: { participantId, scheme, fundId, birthDate, sex, enrolledOn }, opening }, { terms: schemes.terms(scheme), knownSchemes: schemes.ids, standing });
}

export function unknownParticipant(participantId: string): Decision {
  return refused('UNKNOWN_PARTICIPANT', `the ledger has no participant ${participantId}; import it first with \`accrual import participants FILE\``, { participantId });
}

export function factContext(participantId: string, known: KnownParticipant, schemes: Pick<KnownSchemes, 'terms'>, today: CivilDate, standing: Standing): FactContext {
  const terms = schemes.terms(known.scheme);
  if (terms === undefined) throw new Error(`participant ${participantId} is enrolled in ${known.scheme}, for which this program has no rulebook`);
  return { participantId, enrolment: known, diedOn: known.diedOn, terms, today, standing };
}

export function decideFact(row: FactRow, context: FactContext): Decision {
  switch (row.record) {
    case 'income':
      return reportIncome(row, context);
    case 'contribution':
      return receiveContribution(row, context);
  }
}

/** Whether a row is decided on the stream alone: on what it says of the participant's life, or on the income that it corrects. */
export function needsStream(row: Row): boolean {
  return row.record !== 'participant' && !isFact(row);
}

export function decideLifeEvent(row: LifeRow, context: LifeContext): Decision {
  switch (row.record) {
    case 'pension':
      return startPension(row, context);
    case 'payment':
      return payPension(row, context);
    case 'transfer':
      return transferValue(row, context);
    case 'disability':
      return reportDisability(row, context);
    case 'death':
      return reportDeath(row, context);
  }
}

export function decideCorrection(
  row: CorrectionRow,
  occurrence: number,
  context: FactContext & { readonly stream: string; readonly state: ParticipantState; readonly settle: CorrectionContext['settle'] },
): Decision {
  return correctIncome({ ...row, occurrence }, { ...context, idOf: (key) => eventId(context.stream, key) });
}

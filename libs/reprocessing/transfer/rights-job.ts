/** A portion's participants of one fund: their right on a day, and what their entry at a receiver is made of. */
import type { Enrolment } from '#ledger/participant/enrolment/events.js';
import { goneOverIn } from '#ledger/participant/deciding/gone-over.js';
import { fundVisitor, type FundRun, type VisitedFund } from '#portfolio/fund-visitor.js';
import { PARTICIPANT } from '#portfolio/participant.js';
import type { PortfolioJob } from '#portfolio/run-portfolio.js';

export interface ParticipantRight extends Pick<Enrolment, 'participantId' | 'birthDate' | 'sex'> {
  /** Of the last event of the stream, whatever its value date. */
  readonly revision: number;
  /** A year, minor units. */
  readonly rightMinor: number;
}

export interface PortionRights extends VisitedFund {
  readonly rights: readonly ParticipantRight[];
}

export const job: PortfolioJob<FundRun, PortionRights> = {
  module: import.meta.url,
  handler: (data, reading) => {
    const visit = fundVisitor(PARTICIPANT, data, reading);
    return async (portion) => {
      const rights: ParticipantRight[] = [];
      const counted = await visit(portion, (_id, state, events) => {
        if (goneOverIn(events) !== undefined) return;
        const { participantId, birthDate, sex } = state.enrolment;
        rights.push({ participantId, birthDate, sex, revision: events.length - 1, rightMinor: state.pensionRightsYearlyMinor });
      });
      return { rights, ...counted };
    };
  },
};

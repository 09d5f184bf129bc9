/**
 * Participants of one fund, with what their own employers mean for them: what would go over of each on a day, and what their entry at a
 * receiver is made of.
 */
import type { Enrolment } from '#ledger/participant/enrolment/events.js';
import type { CivilDate } from '#money/civil-date.js';
import { employersAsKnown } from '#portfolio/employers-as-known.js';
import { fundVisitor, type FundRun, type VisitedFund } from '#portfolio/fund-visitor.js';
import { PARTICIPANT } from '#portfolio/participant.js';
import type { PortfolioJob } from '#portfolio/run-portfolio.js';
import { leavingOn, type Leaving } from '#rulebooks/frame/leaving.js';

export interface ParticipantRight extends Pick<Enrolment, 'participantId' | 'birthDate' | 'sex'>, Leaving {
  /** Of the last event of the stream, whatever its value date. */
  readonly revision: number;
}

export interface RightsRun extends Omit<FundRun, 'on'> {
  readonly transferDate: CivilDate;
}

export interface PortionRights extends VisitedFund {
  readonly rights: readonly ParticipantRight[];
}

/** Those who have gone over already, and those who are enrolled later, are left out. */
export const job: PortfolioJob<RightsRun, PortionRights> = {
  module: import.meta.url,
  handler: ({ transferDate, ...run }, reading) => {
    const visit = fundVisitor(PARTICIPANT, run, reading, employersAsKnown(reading, { positionUpTo: run.upTo }, run.upTo));
    return async (portion) => {
      const rights: ParticipantRight[] = [];
      const counted = await visit(portion, (_id, state, events, rules, employers = {}) => {
        const { participantId, birthDate, sex, enrolledOn } = state.enrolment;
        if (state.goneOver !== undefined || enrolledOn > transferDate) return;
        const leaving = leavingOn(rules, { participantId, state, employers }, transferDate);
        rights.push({ participantId, birthDate, sex, revision: events.length - 1, ...leaving });
      });
      return { rights, ...counted };
    };
  },
};

/** A portion's participants of one fund: what is due to them by the fund's decisions and not booked, all facts counted. */
import type { DecidedParticipantEvent } from '#ledger/participant/events.js';
import type { CivilDate } from '#money/civil-date.js';
import { fundVisitor, type FundRun, type VisitedFund } from '#portfolio/fund-visitor.js';
import { PARTICIPANT } from '#portfolio/participant.js';
import type { PortfolioJob } from '#portfolio/run-portfolio.js';
import { eventsDue } from '#rulebooks/frame/due.js';
import type { TermsOfEmployers } from '#rulebooks/frame/employments.js';

export interface EntitlementsData extends FundRun {
  /** The day of the fan-out, for the fund's recovery policy. */
  readonly today: CivilDate;
  readonly employers: TermsOfEmployers;
}

export interface EntitlementsDue extends VisitedFund {
  /** Only participants with something to book. */
  readonly due: readonly ParticipantDue[];
}

export interface ParticipantDue {
  readonly participantId: string;
  readonly revision: number;
  readonly events: readonly DecidedParticipantEvent[];
}

export const job: PortfolioJob<EntitlementsData, EntitlementsDue> = {
  module: import.meta.url,
  handler: (data, reading) => {
    const visit = fundVisitor(PARTICIPANT, data, reading);
    return async (portion) => {
      const due: ParticipantDue[] = [];
      const counted = await visit(portion, (participantId, state, events, rules) => {
        const decided = eventsDue(rules, { participantId, state, events, employers: data.employers }, data.today);
        if (decided.length > 0) due.push({ participantId, revision: events.length - 1, events: decided });
      });
      return { due, ...counted };
    };
  },
};

/** A portion's participants of one fund: by what a group's result is allotted to them. */
import { fundVisitor, type FundRun, type VisitedFund } from '#portfolio/fund-visitor.js';
import { PARTICIPANT } from '#portfolio/participant.js';
import type { PortfolioJob } from '#portfolio/run-portfolio.js';
import type { AllotmentBases, AllotmentMoment } from '#rulebooks/frame/capabilities/results.js';

export interface AllotmentData extends FundRun {
  readonly moment: AllotmentMoment;
}

export interface PortionBases extends Omit<VisitedFund, 'subjects'> {
  readonly ids: readonly string[];
  /** Of each of them. */
  readonly bases: readonly AllotmentBases[];
}

export const job: PortfolioJob<AllotmentData, PortionBases> = {
  module: import.meta.url,
  handler: (data, reading) => {
    const visit = fundVisitor(PARTICIPANT, data, reading);
    return async (portion) => {
      const ids: string[] = [];
      const all: AllotmentBases[] = [];
      const { events, failed } = await visit(portion, (participantId, state, _events, { rulebook, fund, parameters }) => {
        const bases = rulebook.capabilities.results?.bases(state, fund, parameters, data.moment);
        if (bases === undefined) return;
        ids.push(participantId);
        all.push(bases);
      });
      return { ids, bases: all, events, failed };
    };
  },
};

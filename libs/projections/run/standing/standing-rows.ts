/** Rows of the standing models for a portion, as a rebuild asks for them. */
import type { CivilDate, Instant } from '#money/civil-date.js';
import { besidesAsKnown } from '#portfolio/besides.js';
import { pinnedRules } from '#portfolio/pinned-rules.js';
import type { PortfolioJob } from '#portfolio/run-portfolio.js';
import { visitPortion } from '#portfolio/visitor.js';
import { knowledgeOf, selectionOf } from '../../coordinates.js';
import type { AnyView } from '../../view.js';
import { viewNamed } from '../../views/views.js';
import type { StandingRows } from './model.js';
import { addFailure, addRefusal, addRows, rowsCollector, type RowsContext } from './rows.js';

export interface StandingData {
  /** Names of views, all of one kind of subject. */
  readonly models: readonly string[];
  readonly asOf: CivilDate;
  readonly upTo: bigint;
  /** When a quarantine found by this job begins. */
  readonly since: Instant;
}

export const job: PortfolioJob<StandingData, StandingRows> = {
  module: import.meta.url,
  handler: ({ models, asOf, upTo, since }, reading) => {
    const coordinates = { asOf, knownAt: upTo, rulesKnownAt: undefined };
    const context: RowsContext = { views: models.map(viewNamed), coordinates, since };
    const { subject } = context.views[0] as AnyView;
    const rules = pinnedRules(reading.reader, upTo, undefined);
    const besides = besidesAsKnown(reading, knowledgeOf(coordinates), upTo);
    const visit = { subject, reading, rules, selection: selectionOf(coordinates), upTo, besides };
    return async (portion) => {
      const into = rowsCollector();
      await visitPortion(portion, visit, {
        subject: (id, events, inForce, asked) => addRows(into, id, events, inForce, context, asked),
        refused: (id, events, refused) => addRefusal(into, id, events, refused, context),
        failed: (id, failure) => addFailure(into, id, failure, context),
      });
      return into;
    };
  },
};

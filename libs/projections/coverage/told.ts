/** The coverage overview as its scheme tells it, with codes for what is said: what a page in some language is made from. */
import type { CoverageView } from '#rulebooks/frame/capabilities/coverage.js';
import { capabilityOf } from '#rulebooks/frame/capability.js';
import { PARTICIPANT } from '#portfolio/participant.js';
import type { NoQuestion, View } from '../view.js';
import { coverageSchema } from './schema.js';

/** No read model of its own: the coverage overview rests on it. */
export const coverageTold: View<NoQuestion, CoverageView> = {
  name: 'coverage-told',
  version: 1,
  summary: 'The coverage overview, with codes for what it says.',
  subject: PARTICIPANT,
  capability: 'coverage',
  question: {},
  schema: coverageSchema,
  view: ({ state, coordinates, rules }) => capabilityOf(rules.rulebook, 'coverage')(state, coordinates.asOf, rules.parameters),
};

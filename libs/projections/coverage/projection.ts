/** The coverage overview: what a participant is covered for at a value date. */
import type { CoverageView } from '#rulebooks/frame/capabilities/coverage.js';
import { capabilityOf } from '#rulebooks/frame/capability.js';
import { participantProjection } from '../projection.js';

export interface CoverageAnswer extends CoverageView {
  readonly participantId: string;
  readonly scheme: string;
}

export const coverageProjection = participantProjection<undefined, CoverageAnswer>(
  'coverage',
  1,
  ({ state, coordinates, rules }) => ({
    participantId: state.enrolment.participantId,
    scheme: state.enrolment.scheme,
    ...capabilityOf(rules.rulebook, 'coverage')(state, coordinates.asOf, rules.parameters),
  }),
);

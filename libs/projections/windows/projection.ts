/** The correction windows of a participant, seen from a correction year (default: the year of the value date). */
import { yearOf } from '#money/civil-date.js';
import type { WindowsView } from '#rulebooks/frame/capabilities/windows.js';
import { capabilityOf } from '#rulebooks/frame/capability.js';
import { participantProjection } from '../projection.js';

export interface WindowsQuestion {
  readonly correctionYear?: number | undefined;
}

export interface WindowsAnswer extends WindowsView {
  readonly participantId: string;
}

export const windowsProjection = participantProjection<WindowsQuestion, WindowsAnswer>(
  'windows',
  1,
  ({ state, coordinates, rules, question }) => ({
    participantId: state.enrolment.participantId,
    ...capabilityOf(rules.rulebook, 'windows')(
      state,
      question.correctionYear ?? yearOf(coordinates.asOf),
      coordinates.asOf,
      rules.parameters,
    ),
  }),
);

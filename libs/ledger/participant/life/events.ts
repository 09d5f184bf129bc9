/** What happens in a participant's life beside work: a disability, a death. */
import type { CivilDate } from '#money/civil-date.js';
import { FIRST_VERSION, type DataOf } from '../../kernel/event.js';
import type { FoldInPlace } from '../../kernel/fold.js';
import * as is from '../../kernel/schema.js';
import type { AnnullableDefinitions } from '../../kernel/annulment.js';

export const LIFE_EVENTS = {
  DisabilityBegan: {
    ...FIRST_VERSION,
    movesRules: false,
    kept: undefined,
    schema: is.record({ beganOn: is.date, decidedOn: is.date }),
  },
  DisabilityEnded: {
    ...FIRST_VERSION,
    movesRules: false,
    kept: undefined,
    /** `beganOn`: the disability that ended; events of older programs do not say, and end the last one that began. */
    schema: is.record({ endedOn: is.date }, { beganOn: is.date }),
  },
  ParticipantDied: {
    ...FIRST_VERSION,
    movesRules: false,
    kept: undefined,
    schema: is.record({ diedOn: is.date }),
  },
} satisfies AnnullableDefinitions;

export type LifeEventData = DataOf<typeof LIFE_EVENTS>;

export interface Disability {
  readonly beganOn: CivilDate;
  readonly endedOn: CivilDate | undefined;
  readonly eventIds: readonly string[];
}

export interface LifeSlice {
  /** In the order in which they began. */
  readonly disabilities: Disability[];
  diedOn: CivilDate | undefined;
  deathEventId: string | undefined;
}

export function initialLife(): LifeSlice {
  return { disabilities: [], diedOn: undefined, deathEventId: undefined };
}

export const foldLife: FoldInPlace<LifeEventData, LifeSlice> = {
  DisabilityBegan: ({ disabilities }, { id, data }) => {
    disabilities.push({ beganOn: data.beganOn, endedOn: undefined, eventIds: [id] });
  },
  // Without the day on which it began, the last one that did.
  DisabilityEnded: ({ disabilities }, { id, data }) => {
    const at = disabilities.findLastIndex(({ beganOn }) => data.beganOn === undefined || beganOn === data.beganOn);
    const ended = disabilities[at];
    if (ended !== undefined) disabilities[at] = { ...ended, endedOn: data.endedOn, eventIds: [...ended.eventIds, id] };
  },
  ParticipantDied: (slice, { id, data }) => {
    slice.diedOn = data.diedOn;
    slice.deathEventId = id;
  },
};

/** Announced changes as the fund stands by them, and who is still to be told. */
import type { CivilDate } from '#money/civil-date.js';
import type { RecordedEvent } from '../../kernel/envelope.js';
import type { Recorded } from '../../kernel/event.js';
import type { FoldByCopy } from '../../kernel/fold.js';
import { NOTIFIED, type ChangeEventData, type ChangeKind, type Notified } from './events.js';

/** A change as the fund stands by it. */
export interface AnnouncedChange extends Pick<RecordedEvent, 'id' | 'type' | 'effectiveDate' | 'recordedAt' | 'source'> {
  readonly kind: ChangeKind;
  readonly announced: CivilDate;
  readonly publication: string;
  readonly parameters: readonly string[];
  readonly material: boolean;
  readonly reference: string;
  /** In the order of recording. */
  readonly notices: readonly ChangeNotice[];
}

interface ChangeNotice {
  readonly eventId: string;
  readonly to: Notified;
  readonly on: CivilDate;
  readonly reference: string;
}

export interface ChangesSlice {
  /** In the order in which they were recorded. */
  readonly changes: readonly AnnouncedChange[];
}

export function initialChanges(): ChangesSlice {
  return { changes: [] };
}

export const foldChanges: FoldByCopy<ChangeEventData, ChangesSlice> = {
  BasisChanged: ({ changes }, event) => ({ changes: [...changes, changeOf(event, 'basis')] }),
  TermsChanged: ({ changes }, event) => ({ changes: [...changes, changeOf(event, 'terms')] }),
  ChangeNotified: ({ changes }, { id, data: { change, ...notice } }) => ({
    changes: changes.map((one) => (one.id === change ? { ...one, notices: [...one.notices, { eventId: id, ...notice }] } : one)),
  }),
};

function changeOf(event: Recorded<ChangeEventData, 'BasisChanged' | 'TermsChanged'>, kind: ChangeKind): AnnouncedChange {
  const { id, type, effectiveDate, recordedAt, source } = event;
  const { announced, publication, parameters, material, reference } = event.data;
  return {
    id,
    type,
    effectiveDate,
    recordedAt,
    ...(source === undefined ? {} : { source }),
    kind,
    announced,
    publication,
    parameters,
    material,
    reference,
    notices: [],
  };
}

/** Whom the law wants told and nobody has told yet: the supervisor always, the members of what is material. */
export function owedNotices({ material, notices }: Pick<AnnouncedChange, 'material' | 'notices'>): readonly Notified[] {
  return NOTIFIED.filter((to) => (to === 'supervisor' || material) && !notices.some((notice) => notice.to === to));
}

/** Announced changes as the fund stands by them, and who is still to be told. */
import type { CivilDate } from '#money/civil-date.js';
import type { RecordedEvent } from '../../kernel/envelope.js';
import type { Recorded } from '../../kernel/event.js';
import type { FoldByCopy } from '../../kernel/fold.js';
import {
  NOTIFIED,
  SCHEME_PARTIES,
  type ChangeEventData,
  type ChangeKind,
  type Notified,
  type SchemeChange,
  type SchemeNotice,
  type SchemeParty,
} from './events.js';

type TermsByParameters = Extract<ChangeEventData['TermsChanged'], { readonly publication: string }>;

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
  /** Of a scheme in words, in the order in which they take effect here: by announcement. */
  readonly schemeChanges: readonly SchemeChange[];
  /** Beside them: a party may be told before the change is announced. */
  readonly schemeNotices: readonly SchemeNotice[];
}

export function initialChanges(): ChangesSlice {
  return { changes: [], schemeChanges: [], schemeNotices: [] };
}

export const foldChanges: FoldByCopy<ChangeEventData, ChangesSlice> = {
  BasisChanged: ({ changes }, event) => ({ changes: [...changes, changeOf(event, 'basis', event.data)] }),
  TermsChanged: ({ changes, schemeChanges }, event) =>
    'tell' in event.data
      ? { schemeChanges: [...schemeChanges, { eventId: event.id, ...event.data }] }
      : { changes: [...changes, changeOf(event, 'terms', event.data)] },
  ChangeNotified: ({ changes, schemeNotices }, { id, data: { to, ...notice } }) => {
    if (isSchemeParty(to)) return { schemeNotices: [...schemeNotices, { eventId: id, to, ...notice }] };
    const { change, ...told } = notice;
    return {
      changes: changes.map((one) => (one.id === change ? { ...one, notices: [...one.notices, { eventId: id, to, ...told }] } : one)),
    };
  },
};

function isSchemeParty(to: Notified | SchemeParty): to is SchemeParty {
  return (SCHEME_PARTIES as readonly string[]).includes(to);
}

function changeOf(
  event: Recorded<ChangeEventData, 'BasisChanged' | 'TermsChanged'>,
  kind: ChangeKind,
  { announced, publication, parameters, material, reference }: ChangeEventData['BasisChanged'] | TermsByParameters,
): AnnouncedChange {
  const { id, type, effectiveDate, recordedAt, source } = event;
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

/** What a changed scheme asks its fund to tell a party, and whether it has. */
export interface SchemeDuty {
  readonly change: SchemeChange;
  readonly to: SchemeParty;
  readonly by: CivilDate;
  readonly notice: SchemeNotice | undefined;
}

type OfScheme = Pick<ChangesSlice, 'schemeChanges' | 'schemeNotices'>;

export function schemeDuties({ schemeChanges, schemeNotices }: OfScheme): readonly SchemeDuty[] {
  return schemeChanges.flatMap((change) => dutiesOf(change, schemeNotices));
}

export function dutiesOf(change: SchemeChange, notices: readonly SchemeNotice[]): readonly SchemeDuty[] {
  return change.tell.map(({ to, by }) => {
    const notice = notices.find((one) => one.change === change.eventId && one.to === to);
    return { change, to, by, notice };
  });
}

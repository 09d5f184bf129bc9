/**
 * How what an employer reported for a year, and the corrections of it, stand: in order of `correctedOn`, then as the ledger
 * came to know them; the last one is the current income (fi-kapl section 11, "Order"). A correction that comes late takes its
 * place right after the version that it supersedes, the one in force just before its day.
 */
import type { CivilDate } from '#money/civil-date.js';
import type { RecordedEvent } from '../../kernel/envelope.js';

interface Placed {
  readonly eventId: string;
  readonly revision: number;
  /** The event that it takes the place of; undefined on the first report. */
  readonly supersedes: string | undefined;
}

interface Corrected {
  readonly correctedOn: CivilDate | undefined;
}

/**
 * The versions with one more, in the order in which they stand. Events come by value date, so they are put in place one after
 * another as they were recorded. A journal of before this order was kept names the version recorded last, whatever its day:
 * its corrections stand as they were recorded, and as they were settled.
 */
export function withVersion<V extends Placed>(versions: readonly V[], version: V): readonly V[] {
  const last = versions.at(-1);
  if (last === undefined) return [version];
  if (version.supersedes === last.eventId && versions.every(({ revision }) => revision < version.revision)) return [...versions, version];
  const placed: V[] = [];
  for (const one of [...versions, version].sort((a, b) => a.revision - b.revision)) {
    const superseded = placed.findIndex(({ eventId }) => eventId === one.supersedes);
    placed.splice(superseded === -1 ? placed.length : superseded + 1, 0, one);
  }
  return placed;
}

/** The version in force just before a correction of that day: the last one of that day or an earlier one. */
export function versionBefore<V extends Corrected>(versions: readonly V[], correctedOn: CivilDate): V | undefined {
  return versions.findLast((version) => version.correctedOn === undefined || version.correctedOn <= correctedOn);
}

/**
 * The last correction of a later day that is settled: the division of the year was made without one of this day, which is
 * refused as LATER_CORRECTION_STANDS.
 */
export function versionAfter<V extends Corrected>(
  versions: readonly V[],
  correctedOn: CivilDate,
  isSettled: (version: V) => boolean,
): V | undefined {
  return versions.findLast((version) => version.correctedOn !== undefined && version.correctedOn > correctedOn && isSettled(version));
}

/**
 * Events in effect, each correction with the income that it changed as they stand now: where another has taken its place
 * before it since, what it moves is what that one left. Sums over its postings are then the current income on every day.
 */
export function asTheyStand(events: readonly RecordedEvent[]): readonly RecordedEvent[] {
  if (!supersedesTwice(events)) return events;
  const incomes = new Map<string, readonly PlacedEvent[]>();
  for (const event of events) {
    if (!isIncomeVersion(event)) continue;
    const income = incomeOf(event);
    const supersedes = event.data['supersedes'] as string | undefined;
    incomes.set(income, withVersion(incomes.get(income) ?? [], { eventId: event.id, revision: event.revision, supersedes, event }));
  }
  const restated = new Map<string, RecordedEvent>();
  for (const versions of incomes.values()) {
    for (const [place, { event }] of versions.entries()) {
      const before = versions[place - 1]?.event.data;
      if (before === undefined || event.type !== 'IncomeCorrected') continue;
      restated.set(event.id, { ...event, data: { ...event.data, before: before['after'] ?? before['amount'] ?? null } });
    }
  }
  return events.map((event) => restated.get(event.id) ?? event);
}

export function isIncomeVersion({ type }: Pick<RecordedEvent, 'type'>): boolean {
  return type === 'IncomeReported' || type === 'IncomeCorrected';
}

/** Which income an event is a version of. */
export function incomeOf({ data }: Pick<RecordedEvent, 'data'>): string {
  return `${String(data['incomeYear'])} ${String(data['employerId'])}`;
}

interface PlacedEvent extends Placed {
  readonly event: RecordedEvent;
}

/** Two corrections that took the place of one version: the later one stands between. */
export function supersedesTwice(events: readonly RecordedEvent[]): boolean {
  let superseded: Set<unknown> | undefined;
  for (const { type, data } of events) {
    if (type !== 'IncomeCorrected') continue;
    superseded ??= new Set();
    if (superseded.has(data['supersedes'])) return true;
    superseded.add(data['supersedes']);
  }
  return false;
}

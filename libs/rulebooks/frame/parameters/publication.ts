/** Publications of parameters: from a file to the fund's event, and from the fund's events to the parameters that count. */
import { isCivilDate, type CivilDate } from '#money/civil-date.js';
import { timeZoneNamed } from '#money/clock.js';
import type { FundState } from '#ledger/fund/state.js';
import type { JsonFault } from '#ledger/kernel/json-fault.js';
import type { JsonObject, JsonValue } from '#ledger/kernel/json.js';
import { refuse } from '#ledger/kernel/refusal.js';
import { shortText } from '#ledger/kernel/text.js';
import { announcedBy, layer, type Parameter, type ParameterEntry, type ParameterSet, type ParameterStatus } from './parameters.js';
import { kind, MISSING, type Fault } from './fault.js';
import type { HasParameters, PublishableParameter } from './publishable.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    UNKNOWN_PARAMETER: { readonly parameter: string; readonly place: string; readonly known: readonly string[] };
    /** `place`: empty for the file as a whole. `file`: its name, where it is read from one. */
    INVALID_PARAMETER_FILE: { readonly place: string; readonly value?: JsonValue; readonly file?: string } & (
      | Fault
      | { readonly fault: 'other-scheme'; readonly scheme: string }
      | { readonly fault: 'json'; readonly json: JsonFault }
      /** Not one object. */
      | { readonly fault: 'no-document' }
      /** `reason`: the parser's own words. */
      | { readonly fault: 'yaml'; readonly reason: string }
    );
  }
}

export const PARAMETER_STATUSES: readonly ParameterStatus[] = ['official', 'derived', 'assumed', 'external', 'illustrative'];

const WHOLE_FILE = '';

/** What a file of parameters holds, checked against the rulebook. */
export interface ParameterFile {
  readonly scheme: string;
  readonly announced: CivilDate;
  readonly parameters: readonly Parameter[];
  /** Where the fund's days begin, where the file says it. */
  readonly timeZone?: string | undefined;
}

/**
 * Reads a parameters document (CONTRACT: input files). Refuses INVALID_PARAMETER_FILE, UNKNOWN_PARAMETER and
 * INVALID_PARAMETER, each naming the place.
 */
export function readParameterFile(document: JsonValue, rulebook: HasParameters): ParameterFile {
  const file = objectAt(document, WHOLE_FILE);
  onlyFields(file, ['scheme', 'announced', 'timeZone', 'note', 'parameters'], WHOLE_FILE);
  if (file['scheme'] !== rulebook.id) {
    refuse('INVALID_PARAMETER_FILE', { place: 'scheme', value: file['scheme'] ?? null, fault: 'other-scheme', scheme: rulebook.id });
  }
  const announced = dateAt(file['announced'], 'announced');
  const list = file['parameters'];
  if (!Array.isArray(list) || list.length === 0) refuse('INVALID_PARAMETER_FILE', { place: 'parameters', ...kind('list-of-parameters') });
  const parameters = (list as readonly JsonValue[]).map((item, index) =>
    readParameter(item, `parameters[${index}]`, announced, rulebook.parameters.publishable),
  );
  return { scheme: rulebook.id, announced, parameters, timeZone: timeZoneAt(file['timeZone']) };
}

/** Refuses INVALID_TIME_ZONE. */
function timeZoneAt(value: JsonValue | undefined): string | undefined {
  if (value === undefined) return undefined;
  const named = typeof value === 'string' ? timeZoneNamed(value) : undefined;
  const found = shortText(typeof value === 'string' ? value : JSON.stringify(value));
  return named ?? refuse('INVALID_TIME_ZONE', { column: 'timeZone', found });
}

function readParameter(
  item: JsonValue,
  place: string,
  announced: CivilDate,
  publishable: readonly PublishableParameter[],
): Parameter {
  const object = objectAt(item, place);
  onlyFields(object, ['name', 'unit', 'entries', 'note'], place);
  const name = textAt(object['name'], `${place}.name`);
  const known = publishable.find((parameter) => parameter.name === name);
  if (known === undefined) {
    return refuse('UNKNOWN_PARAMETER', { parameter: name, place, known: publishable.map((parameter) => parameter.name) });
  }
  const entries = object['entries'];
  if (!Array.isArray(entries) || entries.length === 0) {
    return refuse('INVALID_PARAMETER', { parameter: name, place: `${name}.entries`, ...kind('list-of-entries') });
  }
  const read = (entries as readonly JsonValue[]).map((entry, index) => readEntry(entry, `${name}.entries[${index}]`, announced, known));
  refuseOverlap(name, read);
  return { name, unit: textAt(object['unit'] ?? known.unit, `${name}.unit`), entries: read };
}

function readEntry(item: JsonValue, place: string, announced: CivilDate, known: PublishableParameter): ParameterEntry {
  const object = objectAt(item, place);
  onlyFields(object, ['from', 'to', 'value', 'reference', 'status', 'note'], place);
  const from = dateAt(object['from'], `${place}.from`);
  const to = object['to'] === undefined || object['to'] === null ? undefined : dateAt(object['to'], `${place}.to`);
  const wrong = (field: string, found: JsonValue | undefined, fault: Fault): never =>
    refuse('INVALID_PARAMETER', { parameter: known.name, place: `${place}${field}`, ...(found === undefined ? {} : { value: found }), ...fault });
  if (to !== undefined && to < from) return wrong('.to', to, { fault: 'days', from });
  const status = PARAMETER_STATUSES.find((candidate) => candidate === object['status']);
  if (status === undefined) return wrong('.status', object['status'], { fault: 'choice', choices: PARAMETER_STATUSES });
  const value = object['value'];
  if (value === undefined) return wrong('.value', undefined, MISSING);
  const fault = known.check(value);
  if (fault !== undefined) return wrong('', value, fault);
  const note = object['note'] === undefined ? undefined : textAt(object['note'], `${place}.note`);
  return { from, to, value, reference: textAt(object['reference'], `${place}.reference`), status, announced, note };
}

function refuseOverlap(name: string, entries: readonly ParameterEntry[]): void {
  const sorted = [...entries].sort((a, b) => (a.from < b.from ? -1 : 1));
  for (let index = 1; index < sorted.length; index += 1) {
    const [before, after] = [sorted[index - 1] as ParameterEntry, sorted[index] as ParameterEntry];
    if (before.to === undefined || before.to >= after.from) {
      refuse('INVALID_PARAMETER', { parameter: name, fault: 'overlap', first: before.from, second: after.from });
    }
  }
}

/** The file as the event keeps it. */
export function publishedData(file: ParameterFile): readonly JsonObject[] {
  return file.parameters.map(({ name, unit, entries }) => ({
    name,
    unit,
    entries: entries.map(({ from, to, value, reference, status, note }) => ({ from, to, value, reference, status, note })),
  }));
}

/**
 * The parameters of a law that count for a fund: the official ones and all it published of them, announced up to a day (all without one).
 * Publications lie over one another in the order of their announcement, then of their recording.
 */
export function parametersInForce(rulebook: HasParameters, fund: FundState, announcedUpTo: CivilDate | undefined): ParameterSet {
  const publications = fund.publications
    .filter(({ scheme }) => scheme === rulebook.id)
    .map((publication, index) => ({ publication, index }))
    .sort((a, b) =>
      a.publication.announced === b.publication.announced
        ? a.index - b.index
        : a.publication.announced < b.publication.announced
          ? -1
          : 1,
    );
  const changes = new Map(fund.changes.map(({ publication, kind, id }) => [publication, { kind, event: id }]));
  let set = rulebook.parameters.official;
  for (const { publication } of publications) {
    const change = changes.get(publication.eventId);
    set = layer(set, publication.parameters.map((data) => publishedParameter(data, publication.announced, change)));
  }
  return announcedBy(set, announcedUpTo);
}

function publishedParameter(data: JsonObject, announced: CivilDate, change: ParameterEntry['change']): Parameter {
  const entries = data['entries'] as readonly Omit<ParameterEntry, 'announced'>[];
  return {
    name: data['name'] as string,
    unit: data['unit'] as string,
    entries: entries.map((entry) => ({ ...entry, announced, ...(change === undefined ? {} : { change }) })),
  };
}

/** The latest day on which anything in the set was announced. */
export function lastAnnounced(set: ParameterSet): CivilDate | undefined {
  let last: CivilDate | undefined;
  for (const { entries } of set.parameters.values()) {
    for (const { announced } of entries) if (last === undefined || announced > last) last = announced;
  }
  return last;
}

function objectAt(value: JsonValue | undefined, place: string): JsonObject {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject;
  return misplaced(place, undefined, kind('object'));
}

function onlyFields(object: JsonObject, fields: readonly string[], place: string): void {
  const unknown = Object.keys(object).find((field) => !fields.includes(field));
  if (unknown === undefined) return;
  misplaced(place === WHOLE_FILE ? unknown : `${place}.${unknown}`, undefined, { fault: 'unknown', known: fields });
}

function textAt(value: JsonValue | undefined, place: string): string {
  return typeof value === 'string' && value !== '' ? value : misplaced(place, undefined, kind('text'));
}

function dateAt(value: JsonValue | undefined, place: string): CivilDate {
  return typeof value === 'string' && isCivilDate(value) ? value : misplaced(place, value ?? null, kind('day'));
}

function misplaced(place: string, value: JsonValue | undefined, fault: Fault): never {
  return refuse('INVALID_PARAMETER_FILE', { place, ...(value === undefined ? {} : { value }), ...fault });
}

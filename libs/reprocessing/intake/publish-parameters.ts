/** The publication of parameters to a fund, decided: once, checked by the rulebook, and only what has been announced. */
import { sha256Hex } from '#journal/sha256.js';
import type { DecidedFundEvent } from '#ledger/fund/events.js';
import type { FundState } from '#ledger/fund/state.js';
import type { Publication } from '#ledger/fund/rules/events.js';
import { canonicalText, type JsonObject } from '#ledger/kernel/json.js';
import { shortText, textFault } from '#ledger/kernel/text.js';
import { attempt, refuse, Refused, type Outcome } from '#ledger/kernel/refusal.js';
import { decideTimeZone } from '#ledger/fund/rules/decide-time-zone.js';
import type { CivilDate } from '#money/civil-date.js';
import type { KeepsDays } from '#money/clock.js';
import { publishedData, readParameterFile, type ParameterFile } from '#rulebooks/frame/parameters/publication.js';
import { lawsOf, type Rulebook } from '#rulebooks/frame/rulebook.js';
import { findRulebook, rulebookOf, rulebookWithLaw } from '#rulebooks/registry.js';
import { fundEstablished } from './funds.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    ANNOUNCED_IN_FUTURE: { readonly fundId: string; readonly announced: string; readonly today: string };
    FUND_NOT_ESTABLISHED: { readonly fundId: string; readonly scheme: string };
    TIME_ZONE_DIFFERS: { readonly timeZone: string; readonly stated: string };
  }
}

export interface ParameterPublication {
  readonly fundId: string;
  /** A parameters file (CONTRACT: input files). */
  readonly document: JsonObject;
  /** The day of the decision where the fund is: nothing is announced after it. */
  readonly today: (fund: KeepsDays) => CivilDate;
  /** A fund that is none yet begins with this; one that bears its scheme's name does so without a word. */
  readonly establish?: boolean | undefined;
}

/**
 * ParametersPublished, after FundEstablished where the fund is new. No events where the fund published exactly this before.
 * Refuses what `readParameterFile` refuses, UNKNOWN_SCHEME, ANNOUNCED_IN_FUTURE, and FUND_NOT_ESTABLISHED: a mistyped name is no new fund.
 * The rules of funding are published to a fund that there is, and to none else: UNKNOWN_FUND.
 */
export function publishParameters(
  { fundId, document, today, establish = false }: ParameterPublication,
  fund: FundState,
): Outcome<readonly DecidedFundEvent[]> {
  return attempt(() => {
    const { established } = fund;
    const known = established === undefined ? undefined : attempt(() => fileOf(document, rulebookOf(established.scheme)));
    // What an older program took is known as it stands, whatever its texts hold.
    const isKnown = known?.status === 'done' && standingPublication(known.value, fund) !== undefined;
    if (!isKnown) refuseUnseen(document);
    if (known?.status === 'refused') throw new Refused(known.refusal);
    const file = known === undefined ? fileOf(document, rulebookFor(String(document['scheme']), fundId)) : known.value;
    const { scheme, announced, timeZone } = file;
    const zone = zoneStated(file, fund);
    const day = today(fund.established === undefined && timeZone !== undefined ? { timeZones: [{ timeZone }] } : fund);
    if (announced > day) {
      refuse('ANNOUNCED_IN_FUTURE', { fundId, announced, today: day });
    }
    if (isKnown) return zone;
    const data = { scheme, announced, parameters: publishedData(file) };
    const published: DecidedFundEvent = { type: 'ParametersPublished', effectiveDate: announced, key: publicationKey(data), data };
    if (fund.established !== undefined) return [...zone, published];
    if (fundId !== scheme && !establish) {
      refuse('FUND_NOT_ESTABLISHED', { fundId, scheme });
    }
    return [fundEstablished(fundId, { scheme, currency: rulebookOf(scheme).currency }, announced, timeZone), published];
  });
}

/** Of the scheme, or of the rules of funding that it goes by. */
function fileOf(document: JsonObject, rulebook: Rulebook): ParameterFile {
  return readParameterFile(document, lawsOf(rulebook).find(({ id }) => id === document['scheme']) ?? rulebook);
}

/** Of a fund that is none yet: a scheme of that name. Rules of funding establish no fund: refuses UNKNOWN_FUND. */
function rulebookFor(scheme: string, fundId: string): Rulebook {
  return findRulebook(scheme) ?? (rulebookWithLaw(scheme) && refuse('UNKNOWN_FUND', { fundId }));
}

/** A fund that stands and has stated no zone takes the file's; one that it has stated before, it knows. Refuses TIME_ZONE_DIFFERS. */
function zoneStated({ announced, timeZone }: ParameterFile, { established, timeZones }: FundState): readonly DecidedFundEvent[] {
  if (established === undefined || timeZone === undefined || timeZones.some((zone) => zone.timeZone === timeZone)) return [];
  if (timeZones.length > 0) {
    const stated = timeZones.map((zone) => zone.timeZone).join(', ');
    refuse('TIME_ZONE_DIFFERS', { timeZone, stated });
  }
  const decided = decideTimeZone({ from: announced, timeZone, reference: `parameters announced ${announced}` }, { timeZones });
  return decided.status === 'decided' ? decided.events : [];
}

/** What lays a longer note out in lines. */
const LAYOUT = /[\n\r\t]/g;

/** Refuses INVALID_PARAMETER_FILE for a text with signs that cannot be seen; it nests no deeper than `documentFault` lets it. */
function refuseUnseen(value: unknown): void {
  if (typeof value === 'string') {
    const fault = textFault(value.replace(LAYOUT, ' '));
    if (fault !== undefined) refuse('INVALID_PARAMETER_FILE', { place: '', fault: 'text', text: fault, value: shortText(value) });
  } else if (typeof value === 'object' && value !== null) Object.values(value).forEach(refuseUnseen);
}

/** The publication of exactly this. */
export function standingPublication(file: ParameterFile, fund: FundState): Publication | undefined {
  const key = publicationKey({ scheme: file.scheme, announced: file.announced, parameters: publishedData(file) });
  return fund.publications.find(({ scheme, announced, parameters }) => publicationKey({ scheme, announced, parameters }) === key);
}

/** `parameters:DAY:DIGEST`: the content is the intent. */
function publicationKey(
  data: { readonly scheme: string; readonly announced: CivilDate; readonly parameters: readonly JsonObject[] },
): string {
  return `parameters:${data.announced}:${sha256Hex(canonicalText(data)).slice(0, 16)}`;
}

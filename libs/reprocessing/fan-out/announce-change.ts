/**
 * A change of the calculation basis or of the terms, announced: its rows are published as all parameters are, beside the event
 * that says what they change, what that does to the participants, and who has been told of it.
 */
import { eventId } from '#journal/event-id.js';
import { fundStream } from '#ledger/subjects.js';
import type { DecidedFundEvent } from '#ledger/fund/events.js';
import { NOTIFIED, type ChangeKind, type Notified } from '#ledger/fund/changes/events.js';
import type { AnnouncedChange } from '#ledger/fund/changes/state.js';
import type { FundState } from '#ledger/fund/state.js';
import type { Publication } from '#ledger/fund/rules/events.js';
import { canonicalText, type JsonObject } from '#ledger/kernel/json.js';
import { refuse, Refused } from '#ledger/kernel/refusal.js';
import { isSameText } from '#ledger/kernel/text.js';
import { LAST_DATE, type CivilDate } from '#money/civil-date.js';
import type { ChangeRules } from '#rulebooks/frame/capabilities/changes.js';
import { capabilityOf } from '#rulebooks/frame/capability.js';
import { entryInForce, requireEntry, type Parameter, type ParameterSet } from '#rulebooks/frame/parameters/parameters.js';
import { parametersInForce, publishedData, readParameterFile } from '#rulebooks/frame/parameters/publication.js';
import type { Rulebook } from '#rulebooks/frame/rulebook.js';
import { publishParameters, standingPublication } from '../intake/publish-parameters.js';
import { basisEffect, changeSums, termsEffect } from './change-effect.js';
import type { BasesSource } from './portfolio-bases.js';

export interface AnnounceChange {
  readonly kind: ChangeKind;
  /** A parameters file (CONTRACT: input files) with the parameters of the basis, or of the terms, alone. */
  readonly document: JsonObject;
  /** Whether it moves payouts so much that the members must be told. */
  readonly material: boolean;
  readonly reference: string;
  /** Who has been told already. */
  readonly notified: { readonly [to in Notified]?: CivilDate | undefined };
}

/**
 * ParametersPublished, BasisChanged or TermsChanged, and a ChangeNotified for each notice. Announced before: only the notices
 * that are new. Refuses what `readParameterFile` and `publishParameters` refuse, NOT_APPLICABLE, NOT_OF_THE_BASIS or
 * NOT_OF_THE_TERMS, RETROACTIVE_CHANGE, ALREADY_PUBLISHED, CHANGE_ALREADY_ANNOUNCED, MISSING_PARAMETER (there is no basis that
 * could change), ROW_WITHOUT_EFFECT, NOTHING_CHANGES, NOTIFIED_IN_FUTURE, ALREADY_NOTIFIED and PARTICIPANT_NOT_COUNTED.
 */
export async function announceChange(
  command: AnnounceChange,
  fund: FundState,
  rulebook: Rulebook,
  source: BasesSource,
  today: CivilDate,
): Promise<readonly DecidedFundEvent[]> {
  const { kind, document, material, reference } = command;
  const rules = capabilityOf(rulebook, 'changes', { decision: `change-${kind}` });
  const file = readParameterFile(document, rulebook);
  const { announced, parameters } = file;
  refuseOthers(kind, parameters, rules);
  const from = parameters.flatMap(({ entries }) => entries.map((entry) => entry.from)).sort()[0] as CivilDate;
  if (from < announced) {
    refuse(
      'RETROACTIVE_CHANGE',
      `the rows begin on ${from}, before the announcement on ${announced}; a new ` +
        `${kind === 'basis' ? 'basis takes' : 'version of the terms takes'} effect on the day of its announcement at ` +
        'the earliest',
      { from, announced },
    );
  }
  const stands = standingPublication(file, fund);
  if (stands !== undefined) return noticesOf(standingChange(command, stands, fund), command, today);
  const stream = fundStream(source.fundId);
  const published = publishParameters({ fundId: source.fundId, document, today: () => today }, fund);
  if (published.status === 'refused') throw new Refused(published.refusal);
  const { key: publicationKey } = published.value.find(({ type }) => type === 'ParametersPublished') as DecidedFundEvent;
  const publication: Publication = { eventId: eventId(stream, publicationKey), announced, recordedAt: '', parameters: publishedData(file) };
  refuseIdle(
    kind,
    parameters,
    rules,
    parametersInForce(rulebook, fund, undefined),
    parametersInForce(rulebook, { ...fund, publications: [...fund.publications, publication] }, undefined),
  );
  const on = wholeFrom(parameters, rules);
  const sums = await changeSums(source, kind, on, publication);
  const said = {
    announced,
    publication: publication.eventId,
    parameters: [...new Set(parameters.map(({ name }) => name))],
    material,
    reference,
    currency: rulebook.currency,
  };
  const key = `change:${kind}:${publication.eventId}`;
  const change: DecidedFundEvent =
    kind === 'basis'
      ? { type: 'BasisChanged', effectiveDate: from, key, data: { ...said, effect: basisEffect(on, sums) } }
      : { type: 'TermsChanged', effectiveDate: from, key, data: { ...said, effect: termsEffect(on, sums) } };
  return [...published.value, change, ...noticesOf({ id: eventId(stream, key), notices: [] }, command, today)];
}

/** The day by which every parameter of the change has begun to count. */
function wholeFrom(parameters: readonly Parameter[], { countsFrom }: ChangeRules): CivilDate {
  const firsts = new Map<string, CivilDate>();
  for (const { name, entries } of parameters) {
    for (const { from } of entries) {
      const day = countsFrom(from) as CivilDate; // every row counts, or the change would have been refused
      if (day < (firsts.get(name) ?? LAST_DATE)) firsts.set(name, day);
    }
  }
  return [...firsts.values()].sort().at(-1) as CivilDate;
}

function refuseOthers(kind: ChangeKind, parameters: readonly Parameter[], { parameters: of, others }: ChangeRules): void {
  const [own, other] = kind === 'basis' ? ([of.basis, of.terms] as const) : ([of.terms, of.basis] as const);
  for (const { name } of parameters) {
    if (own.includes(name)) continue;
    const instead = other.includes(name)
      ? `it belongs to ${kind === 'basis' ? 'the terms (change-terms)' : 'the calculation basis (change-basis)'}`
      : others;
    refuse(
      kind === 'basis' ? 'NOT_OF_THE_BASIS' : 'NOT_OF_THE_TERMS',
      `${name} is no parameter of the ${kind === 'basis' ? 'calculation basis' : 'terms'} (${own.join(', ')}); ${instead}`,
      { parameter: name },
    );
  }
}

/** The change that published these rows before; refuses where it was announced otherwise, or was no change. */
function standingChange({ kind, material, reference }: AnnounceChange, publication: Publication, fund: FundState): AnnouncedChange {
  const standing = fund.changes.find((change) => change.publication === publication.eventId);
  if (standing === undefined) {
    return refuse(
      'ALREADY_PUBLISHED',
      `these rows were published as announced on ${publication.announced}, without a change of ${kind}; what stands is ` +
        'not announced again',
      { announced: publication.announced },
    );
  }
  if (standing.material !== material || !isSameText(standing.reference, reference)) {
    refuse('CHANGE_ALREADY_ANNOUNCED', `this change was announced as ${standing.material ? 'material' : 'not material'}, by ` +
      `${JSON.stringify(standing.reference)}; what was announced stands`, { change: standing.id });
  }
  return standing;
}

/** Every row must count, and something must change by one of them. */
function refuseIdle(
  kind: ChangeKind,
  parameters: readonly Parameter[],
  { countsFrom }: ChangeRules,
  before: ParameterSet,
  after: ParameterSet,
): void {
  let changes = false;
  for (const { name, entries } of parameters) {
    for (const { from, to, value } of entries) {
      const day = countsFrom(from) ?? withoutEffect(name, from, 'no month begins after it');
      const stands = kind === 'basis' ? requireEntry(before, name, day) : entryInForce(before, name, day);
      const counts = entryInForce(after, name, day);
      if ((to !== undefined && day > to) || counts === undefined || canonicalText(counts.value) !== canonicalText(value)) {
        withoutEffect(
          name,
          from,
          `on ${day} it has ended, a later publication lies over it, or it is illustrative and a better value stands`,
        );
      }
      changes ||= stands === undefined || canonicalText(stands.value) !== canonicalText(value);
    }
  }
  if (!changes) refuse('NOTHING_CHANGES', `the ${kind} is the same before and after: every row has the value that stands already`);
}

function withoutEffect(parameter: string, from: CivilDate, why: string): never {
  return refuse('ROW_WITHOUT_EFFECT', `${parameter} from ${from} would never count: ${why}`, { parameter, from });
}

function noticesOf(
  { id, notices }: Pick<AnnouncedChange, 'id' | 'notices'>,
  { notified, reference }: AnnounceChange,
  today: CivilDate,
): readonly DecidedFundEvent[] {
  return NOTIFIED.flatMap((to) => {
    const on = notified[to];
    return on === undefined ? [] : noticeOf({ id, notices }, { to, on, reference }, today);
  });
}

export interface NotifyChange {
  /** Id of the change. */
  readonly change: string;
  readonly to: Notified;
  readonly on: CivilDate;
  readonly reference: string;
}

/** Refuses UNKNOWN_CHANGE, NOTIFIED_IN_FUTURE and ALREADY_NOTIFIED (on another day). Nothing where it is recorded. */
export function notifyChange({ change, ...notice }: NotifyChange, fund: FundState, today: CivilDate): readonly DecidedFundEvent[] {
  const known = fund.changes.find(({ id }) => id === change);
  if (known === undefined) {
    const there =
      fund.changes.length === 0
        ? 'the fund has announced none'
        : `there are ${fund.changes.map(({ id, kind, announced }) => `${id} (${kind}, ${announced})`).join(', ')}`;
    return refuse('UNKNOWN_CHANGE', `no change has the id ${change}; ${there}`, { change });
  }
  return noticeOf(known, notice, today);
}

function noticeOf(
  { id, notices }: Pick<AnnouncedChange, 'id' | 'notices'>,
  { to, on, reference }: Omit<NotifyChange, 'change'>,
  today: CivilDate,
): readonly DecidedFundEvent[] {
  if (on > today) {
    refuse('NOTIFIED_IN_FUTURE', `a notice to the ${to} on ${on} lies after today, ${today}; record it once it has been given`, { to, on });
  }
  const standing = notices.find((notice) => notice.to === to);
  if (standing !== undefined) {
    if (standing.on === on) return [];
    refuse('ALREADY_NOTIFIED', `the notice to the ${to} is recorded as given on ${standing.on}; a recorded notice stands`, {
      to,
      on: standing.on,
    });
  }
  return [{ type: 'ChangeNotified', effectiveDate: on, key: `notified:${id}:${to}`, data: { change: id, to, on, reference } }];
}

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
import { refuse, Refused, type Refusals } from '#ledger/kernel/refusal.js';
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

/** `own`: the parameters of the kind; the other one may belong to the other kind of change. */
interface NotOfKind {
  readonly parameter: string;
  readonly own: readonly string[];
  readonly belongsTo: 'other-kind' | 'none';
}

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    RETROACTIVE_CHANGE: { readonly kind: ChangeKind; readonly from: string; readonly announced: string };
    NOT_OF_THE_BASIS: NotOfKind;
    NOT_OF_THE_TERMS: NotOfKind;
    ROW_WITHOUT_EFFECT: {
      readonly parameter: string;
      readonly from: string;
      readonly because: 'no-month-begins-after-it' | 'another-value-stands';
      readonly on?: string;
    };
    /** `ofScheme`: what changes the scheme in words; its parties are told of it by `scheme-notice`. */
    UNKNOWN_CHANGE: {
      readonly change: string;
      readonly known: readonly { readonly id: string; readonly kind: ChangeKind; readonly announced: string }[];
      readonly ofScheme: readonly { readonly id: string; readonly from: string }[];
    };
    ALREADY_PUBLISHED: { readonly announced: string; readonly kind: ChangeKind };
    CHANGE_ALREADY_ANNOUNCED: { readonly change: string; readonly material: boolean; readonly reference: string };
    NOTHING_CHANGES: { readonly kind: ChangeKind };
    NOTIFIED_IN_FUTURE: { readonly to: 'supervisor' | 'members'; readonly on: string; readonly today: string };
    ALREADY_NOTIFIED: { readonly to: 'supervisor' | 'members'; readonly on: string };
  }
}

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
    refuse('RETROACTIVE_CHANGE', { kind, from, announced });
  }
  const stands = standingPublication(file, fund);
  if (stands !== undefined) return noticesOf(standingChange(command, stands, fund), command, today);
  const stream = fundStream(source.fundId);
  const published = publishParameters({ fundId: source.fundId, document, today: () => today }, fund);
  if (published.status === 'refused') throw new Refused(published.refusal);
  const { key: publicationKey } = published.value.find(({ type }) => type === 'ParametersPublished') as DecidedFundEvent;
  const publication: Publication = {
    ...{ eventId: eventId(stream, publicationKey), scheme: file.scheme, announced, recordedAt: '', parameters: publishedData(file) },
    revision: fund.lastRevision + 1,
  };
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

function refuseOthers(kind: ChangeKind, parameters: readonly Parameter[], { parameters: of }: ChangeRules): void {
  const [own, other] = kind === 'basis' ? ([of.basis, of.terms] as const) : ([of.terms, of.basis] as const);
  for (const { name } of parameters) {
    if (own.includes(name)) continue;
    refuse(kind === 'basis' ? 'NOT_OF_THE_BASIS' : 'NOT_OF_THE_TERMS', {
      parameter: name,
      own,
      belongsTo: other.includes(name) ? 'other-kind' : 'none',
    });
  }
}

/** The change that published these rows before; refuses where it was announced otherwise, or was no change. */
function standingChange({ kind, material, reference }: AnnounceChange, publication: Publication, fund: FundState): AnnouncedChange {
  const standing = fund.changes.find((change) => change.publication === publication.eventId);
  if (standing === undefined) {
    return refuse('ALREADY_PUBLISHED', { announced: publication.announced, kind });
  }
  if (standing.material !== material || !isSameText(standing.reference, reference)) {
    refuse('CHANGE_ALREADY_ANNOUNCED', {
      change: standing.id,
      material: standing.material,
      reference: standing.reference,
    });
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
      const day = countsFrom(from) ?? withoutEffect(name, from, 'no-month-begins-after-it');
      const stands = kind === 'basis' ? requireEntry(before, name, day) : entryInForce(before, name, day);
      const counts = entryInForce(after, name, day);
      if ((to !== undefined && day > to) || counts === undefined || canonicalText(counts.value) !== canonicalText(value)) {
        withoutEffect(name, from, 'another-value-stands', day);
      }
      changes ||= stands === undefined || canonicalText(stands.value) !== canonicalText(value);
    }
  }
  if (!changes) refuse('NOTHING_CHANGES', { kind });
}

function withoutEffect(parameter: string, from: CivilDate, because: Refusals['ROW_WITHOUT_EFFECT']['because'], on?: CivilDate): never {
  return refuse('ROW_WITHOUT_EFFECT', { parameter, from, because, ...(on === undefined ? {} : { on }) });
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
    return refuse('UNKNOWN_CHANGE', {
      change,
      known: fund.changes.map(({ id, kind, announced }) => ({ id, kind, announced })),
      ofScheme: fund.schemeChanges.map(({ eventId: id, from }) => ({ id, from })),
    });
  }
  return noticeOf(known, notice, today);
}

function noticeOf(
  { id, notices }: Pick<AnnouncedChange, 'id' | 'notices'>,
  { to, on, reference }: Omit<NotifyChange, 'change'>,
  today: CivilDate,
): readonly DecidedFundEvent[] {
  if (on > today) {
    refuse('NOTIFIED_IN_FUTURE', { to, on, today });
  }
  const standing = notices.find((notice) => notice.to === to);
  if (standing !== undefined) {
    if (standing.on === on) return [];
    refuse('ALREADY_NOTIFIED', { to, on: standing.on });
  }
  return [{ type: 'ChangeNotified', effectiveDate: on, key: `notified:${id}:${to}`, data: { change: id, to, on, reference } }];
}

/** A change of a scheme in words, announced, and the notices of it to its parties (nl-pob VII). */
import type { DeclaredDecision, FundDecision } from '#ledger/fund/decisions.js';
import { dayProblem } from '#ledger/fund/deciding/days.js';
import type { SchemeNotice } from '#ledger/fund/changes/events.js';
import type { DecidedFundEvent } from '#ledger/fund/events.js';
import { NO_CHANGE, refused } from '#ledger/kernel/decision.js';
import { isSameText } from '#ledger/kernel/text.js';
import { capabilityOf } from '#rulebooks/frame/capability.js';
import type { DecidingFund } from './rights-decisions.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    SCHEME_CHANGE_ALREADY_ANNOUNCED: {
      readonly from: string;
      readonly announced: string;
      readonly what: string;
      readonly reference: string;
    };
    /** `known`: the days from which it changes. */
    SCHEME_NOT_CHANGED: { readonly from: string; readonly known: readonly string[] };
    NOTICE_BEFORE_ANNOUNCEMENT: { readonly from: string; readonly on: string; readonly announced: string };
    SCHEME_NOTICE_ALREADY_GIVEN: {
      readonly from: string;
      readonly to: SchemeNotice['to'];
      readonly on: string;
      readonly reference: string;
    };
  }
}

type SchemeCommand = Extract<DeclaredDecision, { readonly decision: 'scheme-change' | 'scheme-notice' }>;
type Command<Name extends SchemeCommand['decision']> = Extract<SchemeCommand, { readonly decision: Name }>;

export function isOnScheme(command: { readonly decision: string }): command is SchemeCommand {
  return command.decision === 'scheme-change' || command.decision === 'scheme-notice';
}

/** Refuses NOT_APPLICABLE, DECISION_IN_FUTURE and what each does. */
export function decideOnScheme(command: SchemeCommand, deciding: DecidingFund): FundDecision {
  return command.decision === 'scheme-change' ? announceSchemeChange(command, deciding) : giveNotice(command, deciding);
}

/**
 * TermsChanged on the day of its announcement, with who has to be told by when; a day has one change. What parameters it moves is
 * published as ever. Refuses SCHEME_CHANGE_ALREADY_ANNOUNCED (with other words).
 */
function announceSchemeChange(
  { from, announced, what, reference }: Command<'scheme-change'>,
  { fund, rulebook, today }: DecidingFund,
): FundDecision {
  const law = capabilityOf(rulebook, 'notices', { decision: 'scheme-change' });
  const problem = dayProblem(announced, today);
  if (problem !== undefined) return problem;
  const known = fund.schemeChanges.find((change) => change.from === from);
  if (known !== undefined) {
    const isSame = known.announced === announced && isSameText(known.what, what) && isSameText(known.reference, reference);
    const { announced: day, what: said, reference: rests } = known;
    return isSame ? NO_CHANGE : refused('SCHEME_CHANGE_ALREADY_ANNOUNCED', { from, announced: day, what: said, reference: rests });
  }
  const data = { announced, from, what, reference, tell: law.schemeChange(from) };
  return decided({ type: 'TermsChanged', effectiveDate: announced, key: `scheme-change:${from}`, data });
}

/**
 * ChangeNotified on its day. The CAO parties are shown a scheme before the board takes it, so that theirs may lie before the announcement;
 * participants are told of a scheme that has changed, and before its announcement there is none (VII; assumption). From then on they may be
 * told before it applies. Refuses SCHEME_NOT_CHANGED, NOTICE_BEFORE_ANNOUNCEMENT and SCHEME_NOTICE_ALREADY_GIVEN (on another day).
 */
function giveNotice({ from, to, on, reference }: Command<'scheme-notice'>, { fund, rulebook, today }: DecidingFund): FundDecision {
  capabilityOf(rulebook, 'notices', { decision: 'scheme-notice' });
  const problem = dayProblem(on, today);
  if (problem !== undefined) return problem;
  const change = fund.schemeChanges.find((one) => one.from === from);
  if (change === undefined) return refused('SCHEME_NOT_CHANGED', { from, known: fund.schemeChanges.map((one) => one.from) });
  const given = fund.schemeNotices.find((one) => one.change === change.eventId && one.to === to);
  if (given !== undefined) {
    return given.on === on ? NO_CHANGE : refused('SCHEME_NOTICE_ALREADY_GIVEN', { from, to, on: given.on, reference: given.reference });
  }
  if (to === 'participants' && on < change.announced) {
    return refused('NOTICE_BEFORE_ANNOUNCEMENT', { from, on, announced: change.announced });
  }
  const data = { change: change.eventId, to, on, reference };
  return decided({ type: 'ChangeNotified', effectiveDate: on, key: `notified:${change.eventId}:${to}`, data });
}

function decided(event: DecidedFundEvent): FundDecision {
  return { status: 'decided', events: [event] };
}

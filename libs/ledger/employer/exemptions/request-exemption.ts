/** A request for exemption, and the decision on it: by the articles, or by the board where they leave it free (V.1–V.6). */
import { formatMinor, type Currency } from '#money/amount.js';
import type { CivilDate } from '#money/civil-date.js';
import { NO_CHANGE, placedUnderKey, placeUnderKey, refused, type Decision, type StandingFact } from '../../kernel/decision.js';
import type { Decided } from '../../kernel/event.js';
import { comparableText } from '../../kernel/text.js';
import { employerAmountProblem, employerDayProblem, referenceTaken } from '../deciding/context.js';
import type { ExemptionKind, JudgedRequest, StatedExemptionFacts } from '../law/exemption.js';
import type { Exemption, ExemptionCondition, ExemptionEventData } from './events.js';
import { exemptionOf, unknownExemption, type ExemptionContext } from './known-exemption.js';

type Told = Decision<Decided<ExemptionEventData>>;

declare module '../../kernel/refusal.js' {
  interface Refusals {
    DECISION_BEFORE_REQUEST: { readonly employerId: string; readonly decidedOn: string; readonly requestedOn: string };
    EXEMPTION_ALREADY_DECIDED: { readonly employerId: string; readonly request: string; readonly decidedOn: string };
    /** The choice of the board on an exemption; the rate of an indexation; the reference of an emergency regulation. */
    DECISION_REQUIRED:
      | { readonly employerId: string; readonly article: string }
      | { readonly date: string }
      | { readonly field: string };
    /** What is required and not met; nothing where all is, so that it is granted. */
    CHOICE_NOT_FREE: { readonly employerId: string; readonly article: string; readonly failed: readonly string[] };
    COMPENSATION_NOT_ALLOWED: { readonly employerId: string; readonly article: string };
  }
}

export interface RequestExemption {
  readonly kind: ExemptionKind;
  readonly requestedOn: CivilDate;
  readonly from: CivilDate;
  readonly facts: StatedExemptionFacts;
  readonly reference: string;
  /** Only for these; undefined for all employees. */
  readonly participants: readonly string[] | undefined;
}

/** ExemptionRequested on its day. Refuses what `employerDayProblem` does, NOT_APPLICABLE and EXEMPTION_ALREADY_REQUESTED. */
export function requestExemption(command: RequestExemption, context: ExemptionContext): Told {
  const { kind, requestedOn, from, facts, reference, participants } = command;
  const { id, law, standing } = context;
  const problem = employerDayProblem('requestedOn', requestedOn, context);
  if (problem !== undefined) return problem;
  law.exemptions.judge(kind, facts, requestedOn); // of a scheme that knows exemptions
  const data: ExemptionEventData['ExemptionRequested'] = {
    kind,
    requestedOn,
    from,
    facts: facts as ExemptionEventData['ExemptionRequested']['facts'],
    reference,
    ...(participants === undefined ? {} : { participants }),
  };
  return placedUnderKey<Decided<ExemptionEventData>>(
    { type: 'ExemptionRequested', effectiveDate: requestedOn, key: requestKey(reference), data },
    standing,
    () => referenceTaken('EXEMPTION_ALREADY_REQUESTED', reference, id),
  );
}

/** Of requests and of exemptions that come over: a reference is one exemption. */
export function requestKey(reference: string): string {
  return `exemption:${JSON.stringify(comparableText(reference))}`;
}

export interface DecideOnRequest {
  /** Reference of the request. */
  readonly request: string;
  readonly decidedOn: CivilDate;
  readonly reference: string;
  /** Of the board, where the articles leave it free. */
  readonly choice: 'grant' | 'refuse' | undefined;
  /** V.6.2: until when the information that was asked for is due. */
  readonly informationDue: CivilDate | undefined;
  /** V.6.3: whether another provider is there already. */
  readonly otherProvider: 'yes' | 'no';
  /** V.6.1: what the fund attaches for a good execution of the law. */
  readonly generalCondition: string | undefined;
  /** V.6.4 */
  readonly compensationMinor: number | undefined;
  readonly currency: Currency | undefined;
}

/**
 * ExemptionGranted or ExemptionRefused on the day of the decision: the articles say which, save for V.5. Refuses what
 * `employerDayProblem` does, UNKNOWN_EXEMPTION, DECISION_BEFORE_REQUEST, EXEMPTION_ALREADY_DECIDED, DECISION_REQUIRED, CHOICE_NOT_FREE
 * and COMPENSATION_NOT_ALLOWED.
 */
export function decideOnRequest(command: DecideOnRequest, context: ExemptionContext): Told {
  const { request, decidedOn, choice } = command;
  const { id: employerId, employer, law } = context;
  const problem = employerDayProblem('decidedOn', decidedOn, context);
  if (problem !== undefined) return problem;
  const asked = exemptionOf(employer, request);
  if (asked?.requestedOn === undefined) return unknownExemption(request, employerId);
  const { key, stands } = placeUnderKey(`exemption-decision:${JSON.stringify(comparableText(asked.reference))}`, context.standing, (known) =>
    isSameDecision(command, known),
  );
  if (stands !== undefined) return isSameDecision(command, stands) ? NO_CHANGE : otherDecision(command, stands, employerId);
  if (decidedOn < asked.requestedOn) {
    return refused('DECISION_BEFORE_REQUEST', { employerId, decidedOn, requestedOn: asked.requestedOn });
  }
  const judged = law.exemptions.judge(asked.kind, asked.facts, asked.requestedOn);
  const boardProblem = choiceProblem(judged, choice, employerId) ?? compensationProblem(judged, command, context);
  if (boardProblem !== undefined) return boardProblem;
  const isGranted = judged.decision === 'GRANT' || (judged.decision === 'DISCRETION' && choice === 'grant');
  const decided = { effectiveDate: decidedOn, key };
  const event: Decided<ExemptionEventData> = isGranted
    ? { ...decided, type: 'ExemptionGranted', data: granted(command, asked, judged, context) }
    : { ...decided, type: 'ExemptionRefused', data: turnedDown(command, asked, judged) };
  return { status: 'decided', events: [event] };
}

function turnedDown(
  { choice, decidedOn, reference }: DecideOnRequest,
  { reference: request, kind }: Exemption,
  { article, failed, performanceTest }: JudgedRequest,
): ExemptionEventData['ExemptionRefused'] {
  const rest = { ...(performanceTest === undefined ? {} : { performanceTest }), ...(choice === 'refuse' ? { choice } : {}) };
  return { request, kind, article, failed, decidedOn, reference, ...rest };
}

function isSameDecision({ decidedOn, reference }: DecideOnRequest, { data }: StandingFact): boolean {
  return data['decidedOn'] === decidedOn && data['reference'] === reference;
}

function otherDecision({ request }: DecideOnRequest, { data }: StandingFact, employerId: string): Told {
  return refused('EXEMPTION_ALREADY_DECIDED', { employerId, request, decidedOn: String(data['decidedOn']) });
}

/** V.5 alone leaves the board free. */
function choiceProblem(
  { decision, failed, article }: JudgedRequest,
  choice: DecideOnRequest['choice'],
  employerId: string,
): Told | undefined {
  if (decision === 'DISCRETION') {
    return choice === undefined ? refused('DECISION_REQUIRED', { employerId, article }) : undefined;
  }
  const follows = decision === 'GRANT' ? 'grant' : 'refuse';
  if (choice === undefined || choice === follows) return undefined;
  return refused('CHOICE_NOT_FREE', { employerId, article, failed: [...failed] });
}

function compensationProblem(
  { conditions, article }: JudgedRequest,
  { compensationMinor, currency }: DecideOnRequest,
  context: ExemptionContext,
): Told | undefined {
  if (compensationMinor === undefined) return undefined;
  if (conditions.includes('MAY:COMPENSATION_6.4')) {
    return employerAmountProblem(compensationMinor, currency ?? context.law.currency, context);
  }
  return refused('COMPENSATION_NOT_ALLOWED', { employerId: context.id, article });
}

function granted(
  command: DecideOnRequest,
  { reference: request, kind, from, participants }: Exemption,
  judged: JudgedRequest,
  { law }: ExemptionContext,
): ExemptionEventData['ExemptionGranted'] {
  const { decidedOn, reference, choice, compensationMinor } = command;
  const { article, performanceTest } = judged;
  return {
    request,
    kind,
    article,
    from,
    conditions: judged.conditions.flatMap((code) => conditionOf(code, command, law.exemptions.otherProvisionBy(decidedOn))),
    decidedOn,
    reference,
    ...(participants === undefined ? {} : { participants }),
    ...(compensationMinor === undefined ? {} : { compensation: { amount: formatMinor(compensationMinor), currency: law.currency } }),
    ...(performanceTest === undefined ? {} : { performanceTest }),
    ...(choice === 'grant' ? { choice } : {}),
  };
}

/** What must be attached is; what may be, where the board does so. */
function conditionOf(code: string, command: DecideOnRequest, otherProvisionBy: CivilDate): readonly ExemptionCondition[] {
  const { informationDue, otherProvider, generalCondition, compensationMinor } = command;
  switch (code) {
    case 'MAY:GENERAL_6.1':
      return generalCondition === undefined ? [] : [{ code, text: generalCondition }];
    case 'MAY:COMPENSATION_6.4':
      return compensationMinor === undefined ? [] : [{ code }];
    case 'MUST:INFORMATION_6.2':
      return [{ code, ...(informationDue === undefined ? {} : { due: informationDue }) }];
    case 'MUST:OTHER_PROVISION_6.3':
      return [{ code, ...(otherProvider === 'yes' ? {} : { due: otherProvisionBy }) }];
    default:
      return [{ code }];
  }
}

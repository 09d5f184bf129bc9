/**
 * What the fund would have said: a participant's answer under other rules, or with reports that would have arrived in time.
 * Decided by the same functions as the real ones, on the events that are known at the coordinates; marked, and never stored.
 */
import type { JournalReader } from '#journal/port.js';
import { fundStream, participantStream } from '#ledger/subjects.js';
import type { EventToAppend, RecordedEvent } from '#ledger/kernel/envelope.js';
import type { JsonObject, JsonValue } from '#ledger/kernel/json.js';
import type { Enrolment } from '#ledger/participant/enrolment/events.js';
import { isKnown } from '#ledger/kernel/selection.js';
import { atLine, refuse, Refused, type InFile } from '#ledger/kernel/refusal.js';
import { todayOf } from '#money/clock.js';
import type { Instant } from '#money/civil-date.js';
import { answerOf, type Answer } from '#projections/answer.js';
import { knowledgeOf, resolveCoordinates, type AskedCoordinates, type Coordinates } from '#projections/coordinates.js';
import { readWhole } from '#journal/read-whole.js';
import { foldParticipant } from '#projections/participant-fold.js';
import { viewer, type AskedQuestion, type View } from '#projections/view.js';
import { PARTICIPANT } from '#portfolio/participant.js';
import { foldFund, readFund, rulesInForce, supposing, type RulesInForce } from '#portfolio/rules-in-force.js';
import { employerLaw } from '#rulebooks/frame/employer-law.js';
import { layer } from '#rulebooks/frame/parameters/parameters.js';
import { reconcile } from '#rulebooks/frame/reconcile.js';
import { toAppend } from '../batch/stamp.js';
import type { InputRow } from '../formats/input.js';
import { inOrderOfCorrection } from '../intake/correction-order.js';
import { employerDirectory } from '../intake/employer-directory.js';
import { worksOf } from '../intake/works.js';
import { fundsOf } from '../intake/funds.js';
import { subjectOfRow } from '../formats/rows.js';
import { participantBefore } from '../intake/participant-session.js';
import { planCarefully } from '../intake/plan.js';
import { sessionOf, type SubjectSession } from '../intake/subject-session.js';
import { knownSchemes, settlementBy } from '../intake/schemes.js';
import { asSupposed, markOfRules, type NamedFile, type WhatIfMark } from './mark.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    /** `kind`: of the subject that the row is about; its id stands under its own name. */
    OTHER_PARTICIPANT: { readonly kind: string; readonly asked: string; readonly [id: string]: JsonValue | undefined };
  }
}

export interface Hypothesis {
  /** A parameters file, laid over all that the fund has published. */
  readonly rules?: (NamedFile & { readonly document: JsonObject }) | undefined;
  /** Rows of the input formats, in their order. */
  readonly reports?: (NamedFile & { readonly rows: readonly InputRow[] }) | undefined;
}

export interface WhatIfRequest<Question extends object, Shown extends object> {
  readonly journal: JournalReader;
  readonly clock: () => Instant;
  readonly projection: View<Question, Shown>;
  readonly question: AskedQuestion<Question> | undefined;
  readonly participantId: string;
  readonly coordinates: AskedCoordinates;
  readonly hypothesis: Hypothesis;
}

/**
 * Refuses what the answer itself refuses, what `readParameterFile` refuses, OTHER_PARTICIPANT, and every refusal of a row
 * with its file and line: a hypothesis that could not have happened has no answer.
 */
export async function askWhatIf<Question extends object, Shown extends object>(
  request: WhatIfRequest<Question, Shown>,
): Promise<WhatIfAnswer<Shown>> {
  return (await askWhatIfBeside(request, request.projection)).answer;
}

export type WhatIfAnswer<Shown extends object> = Answer<Shown & { readonly whatIf: WhatIfMark }>;

/** The same, and another view of the participant supposed: what a page of the answer is made from. */
export async function askWhatIfBeside<Question extends object, Shown extends object, Beside extends object>(
  request: WhatIfRequest<Question, Shown>,
  besideView: View<object, Beside>,
): Promise<{ readonly answer: WhatIfAnswer<Shown>; readonly beside: Beside }> {
  const { journal, clock, participantId, hypothesis } = request;
  const head = await journal.head();
  const all = await readWhole(journal, participantStream(participantId));
  const { fundId } = PARTICIPANT.homeOf(all[0] ?? PARTICIPANT.refuseUnknown(participantId));
  const coordinates = resolveCoordinates(request.coordinates, head, clock, await readFund(journal, fundId));
  const { enrolment, lastPosition } = foldParticipant(participantId, all, coordinates);
  const standingRules = await rulesAt(journal, enrolment, coordinates);
  const supposed = hypothesis.rules === undefined ? [] : asSupposed(hypothesis.rules, standingRules.rulebook);
  const rules = supposed.length === 0 ? standingRules : supposing(standingRules, layer(standingRules.parameters, supposed));
  const known = all.filter((event) => isKnown(event, knowledgeOf(coordinates)));
  const session = sessionOf({ kind: 'participant', id: participantId }, known);
  const events = await assumed(session, request, rules);
  const standing = [...known, ...asIfKnown(session.stream, known, events, coordinates, clock())];
  const state = foldParticipant(participantId, standing, { ...coordinates, knownAt: LAST_KNOWN });
  const whatIf: WhatIfMark = {
    rules: named(hypothesis.rules),
    reports: named(hypothesis.reports),
    parameters: markOfRules(supposed, standingRules.parameters),
    events: events.map(({ type, effectiveDate, data }) => ({ type, effectiveDate, data })),
  };
  const show = viewer({ id: participantId, state, coordinates, rules }, request.question);
  return { answer: answerOf({ ...show(request.projection), whatIf }, coordinates, rules, lastPosition), beside: show(besideView) };
}

/** All of `standing` counts: what is not known was left out before. */
const LAST_KNOWN = '9999-12-31T23:59:59.999Z';

function named(file: NamedFile | undefined): NamedFile | null {
  return file === undefined ? null : { file: file.file, sha256: file.sha256 };
}

/** The rules and decisions that count at the coordinates. */
async function rulesAt(
  journal: JournalReader,
  { fundId, scheme }: Enrolment,
  { rulesKnownAt, ...coordinates }: Coordinates,
): Promise<RulesInForce> {
  const decided = (await readWhole(journal, fundStream(fundId))).filter(
    (event) => event.type === 'ParametersPublished' || isKnown(event, knowledgeOf({ ...coordinates, rulesKnownAt })),
  );
  return rulesInForce(scheme, foldFund(decided), rulesKnownAt);
}

/** A request, as far as what it supposes goes. */
type Supposing = Omit<WhatIfRequest<object, object>, 'projection' | 'question'>;

/** The rows decided one after another, and what follows from them and from the rules by the scheme's correction policy. */
async function assumed(session: SubjectSession, request: Supposing, rules: RulesInForce): Promise<readonly EventToAppend[]> {
  const { hypothesis, clock } = request;
  const rows = hypothesis.reports === undefined ? [] : await reported(session, request, rules, hypothesis.reports);
  const due = reconcile(rules.rulebook, participantBefore(session, {}), rules.fund, rules.parameters, todayOf(clock, rules.fund));
  return [...rows, ...due.map((event) => toAppend(session.stream, event, { actor: 'what-if', correlationId: 'what-if' }))];
}

async function reported(
  session: SubjectSession,
  { journal, clock, participantId }: Supposing,
  { rulebook, parameters }: RulesInForce,
  { file, sha256, rows }: NonNullable<Hypothesis['reports']>,
): Promise<readonly EventToAppend[]> {
  const now = clock();
  const schemes = {
    ...knownSchemes([rulebook]),
    settlement: async () => settlementBy(rulebook, parameters),
    employerLaw: async () => employerLaw(rulebook, parameters),
  };
  const context = {
    journal,
    schemes,
    funds: fundsOf(journal, schemes, clock),
    employers: employerDirectory(journal, schemes.employerLaw),
    now,
    actor: 'what-if',
    batchId: 'what-if',
    file,
    sha256,
    replacing: true,
  };
  const read = rows.map((input) => {
    const where: InFile = { inFile: file, line: input.line };
    if (input.parsed.status === 'refused') throw new Refused(atLine(input.parsed.refusal, where));
    const row = input.parsed.value;
    const { kind, id } = subjectOfRow(row);
    if (kind !== 'participant' || id !== participantId) {
      refuse('OTHER_PARTICIPANT', { [`${kind}Id`]: id, kind, asked: participantId, ...where });
    }
    return { input, row };
  });
  const plan = await planCarefully(session, worksOf(inOrderOfCorrection(read, ({ row }) => row)), context);
  for (const { work, outcome } of plan.rows) {
    if (outcome.status === 'refused') {
      throw new Refused(atLine(outcome.refusal, { inFile: file, line: work.input.line }));
    }
  }
  return plan.events;
}

/** As they would stand behind what is known. */
function asIfKnown(
  stream: string,
  known: readonly RecordedEvent[],
  events: readonly EventToAppend[],
  { knownAt }: Coordinates,
  now: Instant,
): readonly RecordedEvent[] {
  const position = known.at(-1)?.position ?? 0n;
  const recordedAt = typeof knownAt === 'string' ? knownAt : now;
  return events.map(({ id, type, schemaVersion, effectiveDate, actor, data, source }, index) => ({
    id,
    stream,
    revision: known.length + index,
    position: position + BigInt(index + 1),
    type,
    schemaVersion,
    effectiveDate,
    recordedAt,
    actor,
    data,
    ...(source === undefined ? {} : { source }),
  }));
}

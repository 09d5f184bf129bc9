/** Every write on the command bus: what is wanted, and one way from its decision to the journal. */
import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { fundStream, streamOf } from '#ledger/subjects.js';
import type { RoutedEvent } from '#ledger/kernel/decision.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import type { JsonObject } from '#ledger/kernel/json.js';
import { declaredFact, type FactName, type FactSubject, type FactValues } from '#ledger/declared-facts.js';
import { NOTHING_RESTS } from '#ledger/employer/resting.js';
import { notAffiliated } from '#ledger/employer/affiliation/report-headcount.js';
import { unknownFund } from '#ledger/fund/facts.js';
import type { Enrolment } from '#ledger/participant/enrolment/events.js';
import { unknownParticipant } from '#ledger/participant/unknown.js';
import type { Outcome, Refusal } from '#ledger/kernel/refusal.js';
import { todayOf, type KeepsDays } from '#money/clock.js';
import type { CivilDate } from '#money/civil-date.js';
import { foldFund, readFund, rulesFromJournal, type RulesSource } from '#portfolio/rules-in-force.js';
import { dueAfter, employersOfAnnulled } from '#reprocessing/fan-out/annul-event.js';
import { restingElsewhere } from '#reprocessing/fan-out/resting-elsewhere.js';
import type { FundCommand } from '#reprocessing/fan-out/declare.js';
import { employerDirectory, employerNamed, type EmployerDirectory } from '#reprocessing/intake/employer-directory.js';
import { annulmentByTwo, stepOfTwo, writtenByTwo } from '#reprocessing/second-person/by-two.js';
import { employerLaw } from '#rulebooks/frame/employer-law.js';
import { DEPENDENCIES, type ApiDependencies, type WriteDependencies } from '../dependencies.js';
import { fail } from '../http/problem.js';
import { stepDecided, type WantedStep } from '../transfers/decided.js';
import { transferPlace } from '../transfers/readings.js';
import { METRICS, type Metrics } from '../operations/metrics.js';
import { personOf } from '../reprocessing/person.js';
import type { PublishParameters } from './decisions.js';
import { outcomeOf } from './outcome-of.js';
import { writeOnce, type Intent, type WriteOutcome } from './write-once.js';

/** How the caller wants it written. */
export interface WriteTerms {
  /** What the caller sent: the key stands for exactly this. */
  readonly body: JsonObject;
  readonly idempotencyKey: string;
  /** As the proxy names it; undefined where it names nobody. */
  readonly person: string | undefined;
  /** The revisions that `If-Match` names; undefined where any will do. */
  readonly revisions: readonly number[] | undefined;
}

/** A fact of a subject, as its declaration names it. */
export interface WantedFact {
  readonly name: FactName;
  /** Of the subject. */
  readonly id: string;
  readonly values: object;
}

/** What is to be written: a fact of a subject, parameters that a fund publishes, a decision that it takes, a step of a transfer. */
export type Wanted =
  | ({ readonly kind: 'fact' } & WantedFact)
  | ({ readonly kind: 'parameters' } & PublishParameters)
  | { readonly kind: 'decision'; readonly fundId: string; readonly decision: FundCommand }
  | ({ readonly kind: 'transfer' } & WantedStep);

export class WriteCommand extends Command<WriteOutcome> {
  readonly wanted: Wanted;
  readonly terms: WriteTerms;

  constructor(wanted: Wanted, terms: WriteTerms) {
    super();
    this.wanted = wanted;
    this.terms = terms;
  }
}

/** What is answered where the subject of a fact has no stream. */
const UNKNOWN: { readonly [subject in FactSubject]: (id: string) => Refusal } = {
  participant: unknownParticipant,
  employer: notAffiliated,
  fund: unknownFund,
};

/** What a write is, before anybody's terms: where it goes and how it is decided. */
type Decided = Pick<Intent, 'operation' | 'stream' | 'decide' | 'alongside'>;

@CommandHandler(WriteCommand)
export class WriteHandler implements ICommandHandler<WriteCommand> {
  private readonly dependencies: ApiDependencies;
  private readonly writes: WriteDependencies;
  private readonly metrics: Metrics;
  private readonly rules: RulesSource;

  constructor(@Inject(DEPENDENCIES) dependencies: ApiDependencies, @Inject(METRICS) metrics: Metrics) {
    if (dependencies.writes === undefined) throw new Error('an API without decisions has no writer');
    this.dependencies = dependencies;
    this.writes = dependencies.writes;
    this.metrics = metrics;
    this.rules = rulesFromJournal(dependencies.journal);
  }

  async execute({ wanted, terms }: WriteCommand): Promise<WriteOutcome> {
    const { journal, rolesAreOn = false } = this.writes;
    const actor = personOf(terms.person, this.dependencies.actor, rolesAreOn);
    // Two persons who ask for the same ask for two things: a key stands for one of them.
    const body = rolesAreOn && isAskedByTwo(wanted) ? { ...terms.body, person: actor } : terms.body;
    const outcome = await writeOnce(journal, { ...this.decidedBy(wanted, actor), ...terms, body, actor, today: this.today() });
    if (outcome.replayed) return outcome;
    if (outcome.status === 'refused') this.metrics.commandsRefused.inc({ code: outcome.refusal.code });
    else for (const { type } of outcome.written.events) this.metrics.eventsAppended.inc({ type });
    return outcome;
  }

  private decidedBy(wanted: Wanted, actor: string): Decided {
    const { decisions, funds } = this.writes;
    switch (wanted.kind) {
      case 'fact':
        return this.factDecided(wanted, actor);
      case 'parameters': {
        const { fundId, document, establish } = wanted;
        const decide: Decided['decide'] = async (events) =>
          decisions.publishParameters({ fundId, document, establish }, { events, today: this.dayAt });
        return { operation: 'publishParameters', stream: fundStream(fundId), decide };
      }
      case 'decision': {
        const { fundId, decision } = wanted;
        const decide: Decided['decide'] = async (events) => outcomeOf(await funds.decide(fundId, decision, foldFund(events)));
        return { operation: 'decideForFund', stream: fundStream(fundId), decide };
      }
      case 'transfer':
        return stepDecided(wanted, transferPlace(this.dependencies), actor);
      default:
        return unreachable(wanted);
    }
  }

  private factDecided(wanted: WantedFact, actor: string): Decided {
    const { operation, subject, secondPerson } = declaredFact(wanted.name);
    const stream = streamOf(subject, wanted.id);
    const decide: Decided['decide'] = (events) => this.decideFact(wanted, events);
    const needed = this.writes.rolesAreOn === true ? secondPerson : undefined;
    switch (needed) {
      case undefined:
        return { operation, stream, decide };
      case 'asks-for-the-same':
        return { operation, stream, decide: async (events) => this.byTwo(wanted, actor, await decide(events)) };
      case 'approves-a-plan':
        return fail('ROLES_ARE_ON');
      default:
        return unreachable(needed);
    }
  }

  /** What the first person asks for is recorded; what the second asks for is written. */
  private async byTwo(
    { name, id, values }: WantedFact,
    actor: string,
    decided: Outcome<readonly RoutedEvent[]>,
  ): Promise<Outcome<readonly RoutedEvent[]>> {
    if (decided.status === 'refused' || decided.value.length === 0) return decided;
    const { eventId, reason } = values as FactValues<'annulment'>;
    const asking = { actor, reason, today: this.today() };
    const asked = annulmentByTwo({ kind: declaredFact(name).subject, id }, eventId);
    const step = await stepOfTwo(this.dependencies.journal, asked, asking, decided.value.length);
    if (step.status === 'refused') return step;
    return { status: 'done', value: writtenByTwo(step.value, decided.value) };
  }

  private async decideFact(wanted: WantedFact, events: readonly RecordedEvent[]): Promise<Outcome<readonly RoutedEvent[]>> {
    const { decisions } = this.writes;
    const { founds, subject, looksElsewhere } = declaredFact(wanted.name);
    if (founds === true) {
      return decisions.found(wanted, { events, fundOf: (fundId) => readFund(this.dependencies.journal, fundId) });
    }
    const [first] = events;
    if (first === undefined) return { status: 'refused', refusal: UNKNOWN[subject](wanted.id) };
    // Every first fact names the scheme and the fund; all published rules of the fund count.
    const { fundId, scheme } = first.data as Enrolment;
    const rules = await this.rules.rulesFor(fundId, scheme, undefined);
    const today = this.dayAt(rules.fund);
    const { journal } = this.dependencies;
    const elsewhere = looksElsewhere === true ? await restingElsewhere(journal, wanted.id) : NOTHING_RESTS;
    const recorded = decisions.record(wanted, { events, today, rules, employerOf: await this.employersNamed(wanted, events), elsewhere });
    return wanted.name === 'annulment' ? this.settled(wanted, recorded, events) : recorded;
  }

  /** An annulment with what it leaves due to its participant, unless it is told not to. */
  private async settled(
    { id, values }: WantedFact,
    annulled: Outcome<readonly RoutedEvent[]>,
    events: readonly RecordedEvent[],
  ): Promise<Outcome<readonly RoutedEvent[]>> {
    const { settle } = values as FactValues<'annulment'>;
    if (annulled.status === 'refused' || annulled.value.length === 0 || settle === 'no') return annulled;
    const { journal, clock } = this.dependencies;
    const due = await dueAfter(annulled.value, {
      journal,
      rules: this.rules,
      participantId: id,
      events,
      clock,
    });
    return due.status === 'refused' ? due : { status: 'done', value: [...annulled.value, ...due.value] };
  }

  /** The employer that a fact rests on, where it names one. */
  private async employersNamed(
    { name, values }: WantedFact,
    events: readonly RecordedEvent[],
  ): Promise<EmployerDirectory['employerOf']> {
    if (name === 'annulment') {
      const { eventId } = values as FactValues<'annulment'>;
      return (await employersOfAnnulled(this.dependencies.journal, this.rules, events, eventId)).employerOf;
    }
    const employers = employerDirectory(this.dependencies.journal, async (fundId, scheme) => {
      const { rulebook, parameters } = await this.rules.rulesFor(fundId, scheme, undefined);
      return employerLaw(rulebook, parameters);
    });
    await employers.load(employerNamed(name, values));
    return employers.employerOf;
  }

  /** Of the request: its record belongs to no fund. */
  private today(): CivilDate {
    return todayOf(this.dependencies.clock);
  }

  /** What is decided of a fund, its participants and employers goes by the day there. */
  private readonly dayAt = (fund: KeepsDays): CivilDate => todayOf(this.dependencies.clock, fund);
}

/** Whether where roles are on a second person asks for the same. */
function isAskedByTwo(wanted: Wanted): boolean {
  if (wanted.kind === 'transfer') return wanted.step.step === 'forward';
  return wanted.kind === 'fact' && declaredFact(wanted.name).secondPerson === 'asks-for-the-same';
}

function unreachable(wanted: never): never {
  throw new Error(`no write ${JSON.stringify(wanted)}`);
}

/** The writes on the command bus: each command names its decision; one way leads them all to the journal. */
import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Journal } from '#journal/port.js';
import { fundStream, streamOf } from '#ledger/subjects.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import type { FundState } from '#ledger/fund/state.js';
import type { JsonObject } from '#ledger/kernel/json.js';
import { declaredFact, type FactName, type FactSubject } from '#ledger/declared-facts.js';
import { notAffiliated } from '#ledger/employer/affiliation/report-headcount.js';
import type { Enrolment } from '#ledger/participant/enrolment/events.js';
import { refusal, type Outcome, type Refusal } from '#ledger/kernel/refusal.js';
import type { CivilDate } from '#money/civil-date.js';
import { foldFund, readFund, rulesFromJournal, type RulesSource } from '#portfolio/rules-in-force.js';
import type { FundCommand } from '#reprocessing/fan-out/declare.js';
import { DEPENDENCIES, type ApiDependencies, type FundWrites } from '../dependencies.js';
import { fail } from '../http/problem.js';
import { METRICS, type Metrics } from '../operations/metrics.js';
import { personOf } from '../reprocessing/person.js';
import type { RoutedEvent, Decisions, PublishParameters } from './decisions.js';
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

export class RecordFactCommand extends Command<WriteOutcome> {
  readonly wanted: WantedFact;
  readonly terms: WriteTerms;

  constructor(wanted: WantedFact, terms: WriteTerms) {
    super();
    this.wanted = wanted;
    this.terms = terms;
  }
}

export class PublishParametersCommand extends Command<WriteOutcome> {
  readonly command: PublishParameters;
  readonly terms: WriteTerms;

  constructor(command: PublishParameters, terms: WriteTerms) {
    super();
    this.command = command;
    this.terms = terms;
  }
}

/** The way from a decision to the journal. */
class Writer {
  readonly decisions: Decisions;
  readonly funds: FundWrites;
  readonly rolesAreOn: boolean;
  private readonly journal: Journal;
  private readonly dependencies: ApiDependencies;
  private readonly metrics: Metrics;
  private readonly rules: RulesSource;

  constructor(@Inject(DEPENDENCIES) dependencies: ApiDependencies, @Inject(METRICS) metrics: Metrics) {
    if (dependencies.writes === undefined) throw new Error('an API without decisions has no writer');
    this.decisions = dependencies.writes.decisions;
    this.funds = dependencies.writes.funds;
    this.rolesAreOn = dependencies.writes.rolesAreOn ?? false;
    this.journal = dependencies.writes.journal;
    this.dependencies = dependencies;
    this.metrics = metrics;
    this.rules = rulesFromJournal(dependencies.journal);
  }

  /** All published rules of the fund that a subject belongs to. */
  rulesOf({ fundId, scheme }: Pick<Enrolment, 'fundId' | 'scheme'>): ReturnType<RulesSource['rulesFor']> {
    return this.rules.rulesFor(fundId, scheme, undefined);
  }

  today(): CivilDate {
    return this.dependencies.clock().slice(0, 10);
  }

  fundOf(fundId: string): Promise<FundState> {
    return readFund(this.dependencies.journal, fundId);
  }

  async write(intent: Pick<Intent, 'operation' | 'stream' | 'decide'>, terms: WriteTerms): Promise<WriteOutcome> {
    const actor = personOf(terms.person, this.dependencies.actor, this.rolesAreOn);
    const outcome = await writeOnce(this.journal, { ...intent, ...terms, actor, today: this.today() });
    if (outcome.replayed) return outcome;
    if (outcome.status === 'refused') this.metrics.commandsRefused.inc({ code: outcome.refusal.code });
    else for (const { type } of outcome.written.events) this.metrics.eventsAppended.inc({ type });
    return outcome;
  }
}

/** What is answered where the subject of a fact has no stream. */
const UNKNOWN: { readonly [subject in FactSubject]: (id: string) => Refusal } = {
  participant: (participantId) =>
    refusal('UNKNOWN_PARTICIPANT', `the ledger has no participant ${participantId}; enrol it first`, { participantId }),
  employer: notAffiliated,
};

@CommandHandler(RecordFactCommand)
class RecordFactHandler implements ICommandHandler<RecordFactCommand> {
  private readonly writer: Writer;

  constructor(@Inject(Writer) writer: Writer) {
    this.writer = writer;
  }

  execute({ wanted, terms }: RecordFactCommand): Promise<WriteOutcome> {
    const { operation, subject } = declaredFact(wanted.name);
    if (this.writer.rolesAreOn && wanted.name === 'correction') {
      fail('ROLES_ARE_ON', 'a correction is settled on the word of one person here, and roles are on: send it as a reprocessing, which another person approves');
    }
    return this.writer.write({ operation, stream: streamOf(subject, wanted.id), decide: (events) => this.decide(wanted, events) }, terms);
  }

  private async decide(wanted: WantedFact, events: readonly RecordedEvent[]): Promise<Outcome<readonly RoutedEvent[]>> {
    const { decisions } = this.writer;
    const today = this.writer.today();
    const { founds, subject } = declaredFact(wanted.name);
    if (founds === true) {
      return decisions.found(wanted, { events, today, fundOf: (fundId) => this.writer.fundOf(fundId) });
    }
    const [first] = events;
    if (first === undefined) return { status: 'refused', refusal: UNKNOWN[subject](wanted.id) };
    // Every first fact names the scheme and the fund.
    return decisions.record(wanted, { events, today, rules: await this.writer.rulesOf(first.data as unknown as Enrolment) });
  }
}

@CommandHandler(PublishParametersCommand)
class PublishParametersHandler implements ICommandHandler<PublishParametersCommand> {
  private readonly writer: Writer;

  constructor(@Inject(Writer) writer: Writer) {
    this.writer = writer;
  }

  execute({ command, terms }: PublishParametersCommand): Promise<WriteOutcome> {
    return this.writer.write(
      {
        operation: 'publishParameters',
        stream: fundStream(command.fundId),
        decide: async (events) => this.writer.decisions.publishParameters(command, { events, today: this.writer.today() }),
      },
      terms,
    );
  }
}

export class DecideForFundCommand extends Command<WriteOutcome> {
  readonly fundId: string;
  readonly decision: FundCommand;
  readonly terms: WriteTerms;

  constructor(fundId: string, decision: FundCommand, terms: WriteTerms) {
    super();
    this.fundId = fundId;
    this.decision = decision;
    this.terms = terms;
  }
}

@CommandHandler(DecideForFundCommand)
class DecideForFundHandler implements ICommandHandler<DecideForFundCommand> {
  private readonly writer: Writer;

  constructor(@Inject(Writer) writer: Writer) {
    this.writer = writer;
  }

  execute({ fundId, decision, terms }: DecideForFundCommand): Promise<WriteOutcome> {
    return this.writer.write(
      {
        operation: 'decideForFund',
        stream: fundStream(fundId),
        decide: async (events) => outcomeOf(await this.writer.funds.decide(fundId, decision, foldFund(events))),
      },
      terms,
    );
  }
}

export const COMMAND_HANDLERS = [Writer, RecordFactHandler, PublishParametersHandler, DecideForFundHandler];

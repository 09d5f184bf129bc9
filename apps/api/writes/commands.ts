/** The writes on the command bus: each command names its decision; one way leads them all to the journal. */
import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Journal } from '#journal/port.js';
import { fundStream, participantStream } from '#ledger/subjects.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import type { FundState } from '#ledger/fund/state.js';
import type { JsonObject } from '#ledger/kernel/json.js';
import type { Enrolment } from '#ledger/participant/state.js';
import { Refused, refusal, type Outcome } from '#ledger/kernel/refusal.js';
import type { CivilDate } from '#money/civil-date.js';
import { foldFund, readFund, rulesFromJournal, type RulesSource } from '#projections/rules-in-force.js';
import type { FundCommand } from '#reprocessing/fan-out/declare.js';
import { DEPENDENCIES, type ApiDependencies, type FundWrites } from '../dependencies.js';
import { METRICS, type Metrics } from '../operations/metrics.js';
import type {
  AnnulEvent,
  CorrectIncome,
  DecidedEvent,
  Decisions,
  EnrolParticipant,
  ParticipantContext,
  PublishParameters,
  ReceiveContribution,
  ReportIncome,
} from './decisions.js';
import { writeOnce, type Intent, type WriteOutcome } from './write-once.js';

/** How the caller wants it written. */
export interface WriteTerms {
  /** What the caller sent: the key stands for exactly this. */
  readonly body: JsonObject;
  readonly idempotencyKey: string;
  /** The revisions that `If-Match` names; undefined where any will do. */
  readonly revisions: readonly number[] | undefined;
}

/** What is wanted of one participant who is enrolled. */
type OfParticipant =
  | { readonly operation: 'reportIncome'; readonly command: ReportIncome }
  | { readonly operation: 'receiveContribution'; readonly command: ReceiveContribution }
  | { readonly operation: 'correctIncome'; readonly command: CorrectIncome }
  | { readonly operation: 'annulEvent'; readonly command: AnnulEvent };

export class EnrolParticipantCommand extends Command<WriteOutcome> {
  readonly command: EnrolParticipant;
  readonly terms: WriteTerms;

  constructor(command: EnrolParticipant, terms: WriteTerms) {
    super();
    this.command = command;
    this.terms = terms;
  }
}

export class ParticipantCommand extends Command<WriteOutcome> {
  readonly participantId: string;
  readonly wanted: OfParticipant;
  readonly terms: WriteTerms;

  constructor(participantId: string, wanted: OfParticipant, terms: WriteTerms) {
    super();
    this.participantId = participantId;
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
  private readonly journal: Journal;
  private readonly dependencies: ApiDependencies;
  private readonly metrics: Metrics;
  private readonly rules: RulesSource;

  constructor(@Inject(DEPENDENCIES) dependencies: ApiDependencies, @Inject(METRICS) metrics: Metrics) {
    if (dependencies.writes === undefined) throw new Error('an API without decisions has no writer');
    this.decisions = dependencies.writes.decisions;
    this.funds = dependencies.writes.funds;
    this.journal = dependencies.writes.journal;
    this.dependencies = dependencies;
    this.metrics = metrics;
    this.rules = rulesFromJournal(dependencies.journal);
  }

  /** All published rules of the fund of an enrolment. */
  rulesOf({ fundId, scheme }: Enrolment): ReturnType<RulesSource['rulesFor']> {
    return this.rules.rulesFor(fundId, scheme, undefined);
  }

  today(): CivilDate {
    return this.dependencies.clock().slice(0, 10);
  }

  fundOf(fundId: string): Promise<FundState> {
    return readFund(this.dependencies.journal, fundId);
  }

  async write(intent: Pick<Intent, 'operation' | 'stream' | 'decide'>, terms: WriteTerms): Promise<WriteOutcome> {
    const outcome = await writeOnce(this.journal, { ...intent, ...terms, actor: this.dependencies.actor, today: this.today() });
    if (outcome.replayed) return outcome;
    if (outcome.status === 'refused') this.metrics.commandsRefused.inc({ code: outcome.refusal.code });
    else for (const { type } of outcome.written.events) this.metrics.eventsAppended.inc({ type });
    return outcome;
  }
}

@CommandHandler(EnrolParticipantCommand)
class EnrolParticipantHandler implements ICommandHandler<EnrolParticipantCommand> {
  private readonly writer: Writer;

  constructor(@Inject(Writer) writer: Writer) {
    this.writer = writer;
  }

  execute({ command, terms }: EnrolParticipantCommand): Promise<WriteOutcome> {
    return this.writer.write(
      {
        operation: 'enrolParticipant',
        stream: participantStream(command.participantId),
        decide: async (events) =>
          this.writer.decisions.enrolParticipant(command, { events, today: this.writer.today(), fund: await this.writer.fundOf(command.fundId) }),
      },
      terms,
    );
  }
}

@CommandHandler(ParticipantCommand)
class ParticipantCommandHandler implements ICommandHandler<ParticipantCommand> {
  private readonly writer: Writer;

  constructor(@Inject(Writer) writer: Writer) {
    this.writer = writer;
  }

  execute({ participantId, wanted, terms }: ParticipantCommand): Promise<WriteOutcome> {
    return this.writer.write(
      {
        operation: wanted.operation,
        stream: participantStream(participantId),
        decide: (events) => this.decide(participantId, wanted, events),
      },
      terms,
    );
  }

  private async decide(
    participantId: string,
    wanted: OfParticipant,
    events: readonly RecordedEvent[],
  ): Promise<Outcome<readonly DecidedEvent[]>> {
    const enrolled = events[0];
    if (enrolled === undefined) {
      return { status: 'refused', refusal: refusal('UNKNOWN_PARTICIPANT', `the ledger has no participant ${participantId}; enrol it first`, { participantId }) };
    }
    const rules = await this.writer.rulesOf(enrolled.data as unknown as Enrolment);
    return decideOf(this.writer.decisions, wanted, { participantId, events, rules, today: this.writer.today() });
  }
}

function decideOf(
  decisions: Decisions,
  wanted: OfParticipant,
  context: ParticipantContext,
): Outcome<readonly DecidedEvent[]> {
  switch (wanted.operation) {
    case 'reportIncome':
      return decisions.reportIncome(wanted.command, context);
    case 'receiveContribution':
      return decisions.receiveContribution(wanted.command, context);
    case 'correctIncome':
      return decisions.correctIncome(wanted.command, context);
    case 'annulEvent':
      return decisions.annulEvent(wanted.command, context);
    default:
      return unreachable(wanted);
  }
}

function unreachable(wanted: never): never {
  throw new Error(`no decision for ${JSON.stringify(wanted)}`);
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
        decide: async (events) => {
          try {
            return { status: 'done', value: await this.writer.funds.decide(fundId, decision, foldFund(events)) };
          } catch (error) {
            if (error instanceof Refused) return { status: 'refused', refusal: error.refusal };
            throw error;
          }
        },
      },
      terms,
    );
  }
}

export const COMMAND_HANDLERS = [Writer, EnrolParticipantHandler, ParticipantCommandHandler, PublishParametersHandler, DecideForFundHandler];

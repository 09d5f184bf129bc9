/** The read models of one participant, on the query bus. */
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { participantStream } from '#ledger/subjects.js';
import { accountProjection, type AccountQuestion } from '#projections/account/projection.js';
import type { Answer } from '#projections/answer.js';
import type { AskedCoordinates } from '#projections/coordinates.js';
import { coverageProjection } from '#projections/coverage/projection.js';
import type { Projection } from '#projections/projection.js';
import { windowsProjection, type WindowsQuestion } from '#projections/windows/projection.js';
import { DEPENDENCIES, type ApiDependencies } from '../dependencies.js';

/** An answer, and the revision of the participant's stream just before it was made: what `If-Match` compares. */
export interface Reading {
  readonly revision: number | undefined;
  readonly answer: Answer<object>;
}

interface Questions {
  readonly coverage: undefined;
  readonly windows: WindowsQuestion;
  readonly account: AccountQuestion;
}

const PROJECTIONS: { readonly [name in keyof Questions]: Projection<Questions[name], object> } = {
  coverage: coverageProjection,
  windows: windowsProjection,
  account: accountProjection,
};

export class ReadModelQuery<Name extends keyof Questions = keyof Questions> extends Query<Reading> {
  readonly model: Name;
  readonly participantId: string;
  readonly asked: AskedCoordinates;
  readonly question: Questions[Name];

  constructor(model: Name, participantId: string, asked: AskedCoordinates, question: Questions[Name]) {
    super();
    this.model = model;
    this.participantId = participantId;
    this.asked = asked;
    this.question = question;
  }
}

@QueryHandler(ReadModelQuery)
class ReadModelHandler implements IQueryHandler<ReadModelQuery> {
  private readonly dependencies: ApiDependencies;

  constructor(@Inject(DEPENDENCIES) dependencies: ApiDependencies) {
    this.dependencies = dependencies;
  }

  execute({ model, participantId, asked, question }: ReadModelQuery): Promise<Reading> {
    const projection = PROJECTIONS[model] as Projection<unknown, object>;
    return readingOf(this.dependencies, participantId, () => this.dependencies.live.ask(projection, participantId, asked, question));
  }
}

export class ExplainFigureQuery extends Query<Reading> {
  readonly participantId: string;
  readonly figure: string;
  readonly asked: AskedCoordinates;

  constructor(participantId: string, figure: string, asked: AskedCoordinates) {
    super();
    this.participantId = participantId;
    this.figure = figure;
    this.asked = asked;
  }
}

@QueryHandler(ExplainFigureQuery)
class ExplainFigureHandler implements IQueryHandler<ExplainFigureQuery> {
  private readonly dependencies: ApiDependencies;

  constructor(@Inject(DEPENDENCIES) dependencies: ApiDependencies) {
    this.dependencies = dependencies;
  }

  execute({ participantId, figure, asked }: ExplainFigureQuery): Promise<Reading> {
    return readingOf(this.dependencies, participantId, () => this.dependencies.live.explain(participantId, figure, asked));
  }
}

export class ParticipantHistoryQuery extends Query<Reading> {
  readonly participantId: string;
  readonly asked: AskedCoordinates;

  constructor(participantId: string, asked: AskedCoordinates) {
    super();
    this.participantId = participantId;
    this.asked = asked;
  }
}

@QueryHandler(ParticipantHistoryQuery)
class ParticipantHistoryHandler implements IQueryHandler<ParticipantHistoryQuery> {
  private readonly dependencies: ApiDependencies;

  constructor(@Inject(DEPENDENCIES) dependencies: ApiDependencies) {
    this.dependencies = dependencies;
  }

  execute({ participantId, asked }: ParticipantHistoryQuery): Promise<Reading> {
    return readingOf(this.dependencies, participantId, () => this.dependencies.live.history(participantStream(participantId), asked));
  }
}

async function readingOf(
  { journal }: ApiDependencies,
  participantId: string,
  answer: () => Promise<Answer<object>>,
): Promise<Reading> {
  // The revision first: an event that lands between the two makes a later If-Match fail, never pass unseen.
  const head = await journal.streamHead(participantStream(participantId));
  return { revision: head?.revision, answer: await answer() };
}

export const PARTICIPANT_QUERY_HANDLERS = [ReadModelHandler, ExplainFigureHandler, ParticipantHistoryHandler];

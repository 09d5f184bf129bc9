/** The read models of one participant, on the query bus. */
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { participantStream } from '#ledger/subjects.js';
import type { Answer } from '#projections/answer.js';
import type { AskedCoordinates } from '#projections/coordinates.js';
import { viewNamed } from '#projections/views/views.js';
import { DEPENDENCIES, type ApiDependencies } from '../dependencies.js';

/** An answer, and the revision of the subject's stream just before it was made: what `If-Match` compares. */
export interface Reading {
  readonly revision: number | undefined;
  readonly answer: Answer<object>;
}

/** Parameters of a view, by name; what is left out takes its default. */
type Question = { readonly [parameter: string]: number | undefined } | undefined;

/** `model`: the name of a view of participants. */
export class ReadModelQuery extends Query<Reading> {
  readonly model: string;
  readonly participantId: string;
  readonly asked: AskedCoordinates;
  readonly question: Question;

  constructor(model: string, participantId: string, asked: AskedCoordinates, question: Question) {
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
    return readingOf(this.dependencies, participantStream(participantId), () => this.dependencies.live.ask(viewNamed(model), participantId, asked, question));
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
    return readingOf(this.dependencies, participantStream(participantId), () => this.dependencies.live.explain(participantId, figure, asked));
  }
}

/** The history of any subject's stream. */
export class HistoryQuery extends Query<Reading> {
  readonly stream: string;
  readonly asked: AskedCoordinates;

  constructor(stream: string, asked: AskedCoordinates) {
    super();
    this.stream = stream;
    this.asked = asked;
  }
}

@QueryHandler(HistoryQuery)
class HistoryHandler implements IQueryHandler<HistoryQuery> {
  private readonly dependencies: ApiDependencies;

  constructor(@Inject(DEPENDENCIES) dependencies: ApiDependencies) {
    this.dependencies = dependencies;
  }

  execute({ stream, asked }: HistoryQuery): Promise<Reading> {
    return readingOf(this.dependencies, stream, () => this.dependencies.live.history(stream, asked));
  }
}

async function readingOf(
  { journal }: ApiDependencies,
  stream: string,
  answer: () => Promise<Answer<object>>,
): Promise<Reading> {
  // The revision first: an event that lands between the two makes a later If-Match fail, never pass unseen.
  const head = await journal.streamHead(stream);
  return { revision: head?.revision, answer: await answer() };
}

export const PARTICIPANT_QUERY_HANDLERS = [ReadModelHandler, ExplainFigureHandler, HistoryHandler];

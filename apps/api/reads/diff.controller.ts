/** GET /v1/participants/{id}/diff: why a participant's figures moved between two coordinates. */
import { Controller, Get, Inject, Param, Query, UseInterceptors } from '@nestjs/common';
import { Query as BusQuery, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { Answer } from '#projections/answer.js';
import type { AskedCoordinates } from '#projections/coordinates.js';
import { COORDINATES_TEXT, readCoordinates } from '#projections/coordinates-text.js';
import { diffParticipant, type DiffView } from '#projections/diff/diff.js';
import { DEPENDENCIES, type ApiDependencies } from '../dependencies.js';
import { MinPositionField, TextField } from '../http/fields.js';
import { ReachJournalPosition } from '../http/reach-position.js';
import { Answers, COORDINATE_PROBLEMS } from '../openapi/answers.js';
import { ParticipantPath } from './coordinates.js';

class DiffQueryString {
  @TextField(200, { description: `Coordinates that the figures move from: ${COORDINATES_TEXT}.`, example: 'asOf=2009-12-31,knownAt=4711' })
  readonly from!: string;

  @TextField(200, { optional: true, description: 'Coordinates that they move to, written alike. Default: now.', example: 'asOf=2009-12-31' })
  readonly to?: string;

  @MinPositionField()
  readonly minPosition?: string;
}

class DiffQuery extends BusQuery<Answer<DiffView>> {
  readonly participantId: string;
  readonly from: AskedCoordinates;
  readonly to: AskedCoordinates;

  constructor(participantId: string, from: AskedCoordinates, to: AskedCoordinates) {
    super();
    this.participantId = participantId;
    this.from = from;
    this.to = to;
  }
}

@QueryHandler(DiffQuery)
export class DiffHandler implements IQueryHandler<DiffQuery> {
  private readonly dependencies: ApiDependencies;

  constructor(@Inject(DEPENDENCIES) dependencies: ApiDependencies) {
    this.dependencies = dependencies;
  }

  execute({ participantId, from, to }: DiffQuery): Promise<Answer<DiffView>> {
    const { journal, clock } = this.dependencies;
    return diffParticipant(journal, clock, participantId, from, to);
  }
}

@ApiTags('participants')
@UseInterceptors(ReachJournalPosition)
@Controller('v1/participants')
export class DiffController {
  private readonly queries: QueryBus;

  constructor(@Inject(QueryBus) queries: QueryBus) {
    this.queries = queries;
  }

  @Get(':id/diff')
  @Answers({
    id: 'readDiff',
    summary: 'Why figures moved between two coordinates: each movement split by cause, adding up exactly, with the events',
    schema: 'Diff',
    problems: [...COORDINATE_PROBLEMS, 'INVALID_COORDINATES', 'UNREADABLE_EVENT', 'UNKNOWN_PARTICIPANT'],
  })
  diff(@Param() { id }: ParticipantPath, @Query() { from, to }: DiffQueryString): Promise<Answer<DiffView>> {
    return this.queries.execute(new DiffQuery(id, readCoordinates(from), to === undefined ? {} : readCoordinates(to)));
  }
}

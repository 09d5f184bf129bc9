/** GET /v1/participants, and of one of them: where a figure comes from, and why figures moved. */
import { Controller, Get, Headers, Inject, Param, Query, Res, UseGuards } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Answer } from '#projections/answer.js';
import { readCoordinates } from '#projections/coordinates-text.js';
import { COORDINATES_TEXT } from '#words/english-readings.js';
import type { DiffView } from '#projections/diff/diff.js';
import { MinPositionField, TextField } from '../http/fields.js';
import { ReachJournalPosition } from '../http/reach-position.js';
import { Answers, COORDINATE_PROBLEMS, LIST_PROBLEMS, ReadingAnswers, SUBJECT_PROBLEMS } from '../openapi/answers.js';
import { ReadQuery } from '../readings.js';
import { answered } from './answered.js';
import { askedCoordinates, ExplainQuery } from './coordinates.js';
import type { ListedParticipant } from './journal-lists.js';
import { PageQuery, type Page } from './lists.js';
import { ParticipantPath } from './subject-paths.js';

class DiffQuery {
  @TextField(200, { description: `Coordinates that the figures move from: ${COORDINATES_TEXT}.`, example: 'asOf=2009-12-31,knownAt=4711' })
  readonly from!: string;

  @TextField(200, {
    optional: true,
    description: 'Coordinates that they move to, written alike. Default: now.',
    example: 'asOf=2009-12-31',
  })
  readonly to?: string;

  @MinPositionField()
  readonly minPosition?: string;
}

@ApiTags('participants')
@UseGuards(ReachJournalPosition)
@Controller('v1/participants')
export class ParticipantReadingsController {
  private readonly queries: QueryBus;

  constructor(@Inject(QueryBus) queries: QueryBus) {
    this.queries = queries;
  }

  @Get()
  @Answers({ id: 'listParticipants', summary: 'Participants of the ledger', schema: 'Participants', problems: LIST_PROBLEMS })
  list(@Query() page: PageQuery): Promise<Page<ListedParticipant>> {
    return this.queries.execute(new ReadQuery('participants', page));
  }

  @Get(':id/explain')
  @ReadingAnswers({
    id: 'explainFigure',
    summary: 'Where a figure comes from: formula, article, parameters, events',
    schema: 'Explanation',
    subject: 'participant',
    problems: [...SUBJECT_PROBLEMS, 'UNKNOWN_PARTICIPANT', 'UNKNOWN_FIGURE'],
  })
  async explain(
    @Param() { id: participantId }: ParticipantPath,
    @Query() query: ExplainQuery,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<object | undefined> {
    const of = { participantId, figure: query.figure, asked: askedCoordinates(query) };
    return answered(await this.queries.execute(new ReadQuery('explanation', of)), known, response);
  }

  @Get(':id/diff')
  @Answers({
    id: 'readDiff',
    summary: 'Why figures moved between two coordinates: each movement split by cause, adding up exactly, with the events',
    schema: 'Diff',
    problems: [...COORDINATE_PROBLEMS, 'INVALID_COORDINATES', 'UNREADABLE_EVENT', 'UNKNOWN_PARTICIPANT'],
  })
  diff(@Param() { id: participantId }: ParticipantPath, @Query() { from, to }: DiffQuery): Promise<Answer<DiffView>> {
    const of = { participantId, from: readCoordinates(from), to: to === undefined ? {} : readCoordinates(to) };
    return this.queries.execute(new ReadQuery('movement', of));
  }
}

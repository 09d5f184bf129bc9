/** GET /v1/participants and the read models of one of them. */
import { Controller, Get, Headers, Inject, Param, Query, Res, UseInterceptors } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { participantStream } from '#ledger/subjects.js';
import { ReachJournalPosition } from '../http/reach-position.js';
import { Answers, LIST_PROBLEMS, ParticipantAnswers } from '../openapi/answers.js';
import { answered } from './answered.js';
import { AccountQuery, CoordinatesQuery, ExplainQuery, ParticipantPath, WindowsQuery, askedCoordinates } from './coordinates.js';
import { ListParticipantsQuery, type ListedParticipant } from './list-queries.js';
import { PageQuery, type Page } from './lists.js';
import { ExplainFigureQuery, HistoryQuery, ReadModelQuery } from './participant-queries.js';

@ApiTags('participants')
@UseInterceptors(ReachJournalPosition)
@Controller('v1/participants')
export class ParticipantReadingsController {
  private readonly queries: QueryBus;

  constructor(@Inject(QueryBus) queries: QueryBus) {
    this.queries = queries;
  }

  @Get()
  @Answers({ id: 'listParticipants', summary: 'Participants of the ledger', schema: 'Participants', problems: LIST_PROBLEMS })
  list(@Query() page: PageQuery): Promise<Page<ListedParticipant>> {
    return this.queries.execute(new ListParticipantsQuery(page));
  }

  @Get(':id/coverage')
  @ParticipantAnswers({ id: 'readCoverage', summary: 'Coverage overview: value, benefits, assumptions', schema: 'Coverage' })
  async coverage(
    @Param() { id }: ParticipantPath,
    @Query() query: CoordinatesQuery,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<object | undefined> {
    const reading = await this.queries.execute(new ReadModelQuery('coverage', id, askedCoordinates(query), undefined));
    return answered(reading, known, response);
  }

  @Get(':id/windows')
  @ParticipantAnswers({ id: 'readWindows', summary: 'Correction windows, by income year', schema: 'Windows', problems: ['NOT_APPLICABLE'] })
  async windows(
    @Param() { id }: ParticipantPath,
    @Query() query: WindowsQuery,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<object | undefined> {
    const correctionYear = query.correctionYear === undefined ? undefined : Number(query.correctionYear);
    const reading = await this.queries.execute(new ReadModelQuery('windows', id, askedCoordinates(query), { correctionYear }));
    return answered(reading, known, response);
  }

  @Get(':id/account')
  @ParticipantAnswers({ id: 'readAccount', summary: 'Annual account; opening and lines add up to closing', schema: 'Account' })
  async account(
    @Param() { id }: ParticipantPath,
    @Query() query: AccountQuery,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<object | undefined> {
    const reading = await this.queries.execute(new ReadModelQuery('account', id, askedCoordinates(query), { year: Number(query.year) }));
    return answered(reading, known, response);
  }

  @Get(':id/history')
  @ParticipantAnswers({ id: 'readHistory', summary: 'Every event of the participant, in recorded order', schema: 'History', problems: ['UNKNOWN_STREAM'] })
  async history(
    @Param() { id }: ParticipantPath,
    @Query() query: CoordinatesQuery,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<object | undefined> {
    return answered(await this.queries.execute(new HistoryQuery(participantStream(id), askedCoordinates(query))), known, response);
  }

  @Get(':id/explain')
  @ParticipantAnswers({ id: 'explainFigure', summary: 'Where a figure comes from: formula, article, parameters, events', schema: 'Explanation', problems: ['UNKNOWN_FIGURE'] })
  async explain(
    @Param() { id }: ParticipantPath,
    @Query() query: ExplainQuery,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<object | undefined> {
    return answered(await this.queries.execute(new ExplainFigureQuery(id, query.figure, askedCoordinates(query))), known, response);
  }
}

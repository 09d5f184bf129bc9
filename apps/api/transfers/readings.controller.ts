/** GET /v1/transfers, and what is known of each beside the views of its own stream. */
import { Controller, Get, Headers, Inject, Param, Query, Res, UseGuards, UseInterceptors } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { PortfolioWork } from '../http/portfolio-work.js';
import { ReachJournalPosition } from '../http/reach-position.js';
import { Answers, COORDINATE_PROBLEMS, ReadingAnswers, SUBJECT_PROBLEMS } from '../openapi/answers.js';
import { answered } from '../reads/answered.js';
import { askedCoordinates, CoordinatesQuery } from '../reads/coordinates.js';
import { TransferPath } from '../reads/subject-paths.js';
import { ReadQuery } from '../readings.js';
import { TransferParticipantPath, TransfersQuery } from './bodies.js';

const PROBLEMS = [...SUBJECT_PROBLEMS, 'UNKNOWN_TRANSFER', 'NOT_APPLICABLE'];
const EVIDENCE = ['EVIDENCE_MISSING', 'EVIDENCE_ALTERED'];
const subject = 'transfer';
type Answered = Promise<object | undefined>;

@ApiTags('transfers')
@UseGuards(ReachJournalPosition)
@Controller('v1/transfers')
export class TransferReadingsController {
  private readonly queries: QueryBus;

  constructor(@Inject(QueryBus) queries: QueryBus) {
    this.queries = queries;
  }

  @Get()
  @Answers({
    id: 'listTransfers',
    summary: 'Collective transfers, where each stands and what has to come by when',
    schema: 'TransferList',
    problems: COORDINATE_PROBLEMS,
  })
  list(@Query() { state, ...query }: TransfersQuery): Promise<object> {
    return this.queries.execute(new ReadQuery('transfers', { asked: askedCoordinates(query), state }));
  }

  @Get(':id')
  @UseInterceptors(PortfolioWork)
  @ReadingAnswers({
    id: 'readTransfer',
    summary: 'The dossier of a transfer; of now, with whose rights have moved since its snapshot',
    schema: 'Dossier',
    subject,
    problems: [...PROBLEMS, 'TOO_MANY_PORTFOLIO_READS'],
  })
  async dossier(
    @Param() { id }: TransferPath,
    @Query() query: CoordinatesQuery,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Answered {
    return answered(
      await this.queries.execute(new ReadQuery('transferDossier', { transferId: id, asked: askedCoordinates(query) })),
      known,
      response,
    );
  }

  @Get(':id/proof')
  @ReadingAnswers({
    id: 'readTransferProof',
    summary: 'The proof that a completed transfer lost nothing, from its events',
    schema: 'TransferProof',
    subject,
    problems: [...PROBLEMS, ...EVIDENCE, 'NOT_COMPLETED'],
  })
  async proof(
    @Param() { id }: TransferPath,
    @Query() query: CoordinatesQuery,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Answered {
    return answered(
      await this.queries.execute(new ReadQuery('transferProof', { transferId: id, asked: askedCoordinates(query) })),
      known,
      response,
    );
  }

  @Get(':id/snapshot')
  @UseInterceptors(PortfolioWork)
  @ReadingAnswers({
    id: 'readTransferSnapshot',
    summary: 'The snapshot of a transfer, and whose rights have moved since, by what is known now',
    schema: 'TransferSnapshot',
    subject,
    problems: [...PROBLEMS, ...EVIDENCE, 'NO_SNAPSHOT', 'TOO_MANY_PORTFOLIO_READS'],
  })
  async snapshot(
    @Param() { id }: TransferPath,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Answered {
    return answered(await this.queries.execute(new ReadQuery('transferSnapshot', { transferId: id })), known, response);
  }

  @Get(':id/statements/:participantId')
  @ReadingAnswers({
    id: 'readTransferStatement',
    summary: 'What a completed transfer did to one participant of the sender',
    schema: 'TransferStatement',
    subject,
    problems: [...PROBLEMS, 'NOT_COMPLETED', 'UNKNOWN_PARTICIPANT'],
  })
  async statement(
    @Param() { id, participantId }: TransferParticipantPath,
    @Query() query: CoordinatesQuery,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Answered {
    return answered(
      await this.queries.execute(new ReadQuery('transferStatement', { transferId: id, participantId, asked: askedCoordinates(query) })),
      known,
      response,
    );
  }
}

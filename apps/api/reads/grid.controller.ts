/** GET /v1/participants/{id}/grid: one figure over two axes of time. */
import { Controller, Get, Inject, Param, Query, UseGuards, UseInterceptors } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { parseInstant } from '#money/civil-date.js';
import type { Answer } from '#projections/answer.js';
import type { GridView } from '#projections/grid/grid.js';
import { CountTextField, DateField, InstantField, MinPositionField, TextField } from '../http/fields.js';
import { PortfolioWork } from '../http/portfolio-work.js';
import { ReachJournalPosition } from '../http/reach-position.js';
import { Answers, COORDINATE_PROBLEMS } from '../openapi/answers.js';
import { ReadQuery } from '../readings.js';
import { ParticipantPath } from './subject-paths.js';

/** Places on each axis: 60 where none are asked for. */
const [STEPS, MOST_STEPS] = [60, 120];

class GridQueryString {
  @TextField(200, {
    description:
      '`account.closing` (the value: of the account of the value date’s year), `coverage.value`, a benefit by the name ' +
      'that the coverage gives it, `account.YEAR.opening`, `account.YEAR.closing`, `account.YEAR.` and a line, ' +
      '`rights.closing`, `rights.YEAR.` and a line, or ' +
      '`windows.CORRECTION-YEAR.total` (or `premiumDelta` and so on).',
    example: 'account.closing',
  })
  readonly figure!: string;

  @DateField({
    optional: true,
    description: 'First value date. Default: the first day on which an event of the participant takes effect.',
    example: '2000-01-01',
  })
  readonly from?: string;

  @DateField({ optional: true, description: 'Last value date. Default: today.', example: '2010-12-31' })
  readonly to?: string;

  @InstantField({ optional: true, description: 'First knowledge time. Default: when the ledger came to know the participant.' })
  readonly knownFrom?: string;

  @InstantField({ optional: true, description: 'Last knowledge time. Default: all that the journal holds.' })
  readonly knownTo?: string;

  @InstantField({ optional: true, description: 'Rules and parameters announced by then, for all cells. Default: all published.' })
  readonly rulesKnownAt?: string;

  @CountTextField(MOST_STEPS, { optional: true, description: `Places on each axis, at most; from 1 to ${MOST_STEPS}. Default: ${STEPS}.` })
  readonly steps?: string;

  @MinPositionField()
  readonly minPosition?: string;
}

@ApiTags('participants')
@UseGuards(ReachJournalPosition)
@UseInterceptors(PortfolioWork)
@Controller('v1/participants')
export class GridController {
  private readonly queries: QueryBus;

  constructor(@Inject(QueryBus) queries: QueryBus) {
    this.queries = queries;
  }

  @Get(':id/grid')
  @Answers({
    id: 'readGrid',
    summary: 'One figure over value dates and knowledge times, with what changes where',
    description:
      'Each cell is, to the byte, what the figure’s own answer says at that value date and knowledge time. It takes a ' +
      'place of the requests that go through the whole portfolio.',
    schema: 'Grid',
    problems: [
      ...COORDINATE_PROBLEMS,
      'EMPTY_RANGE',
      'UNREADABLE_EVENT',
      'EVENT_NOT_FOLDABLE',
      'UNKNOWN_PARTICIPANT',
      'UNKNOWN_FIGURE',
      'TOO_MANY_PORTFOLIO_READS',
    ],
  })
  grid(@Param() { id: participantId }: ParticipantPath, @Query() query: GridQueryString): Promise<Answer<GridView>> {
    const { figure, from, to, knownFrom, knownTo, rulesKnownAt, steps } = query;
    const instant = (text: string | undefined): string | undefined => (text === undefined ? undefined : parseInstant(text));
    const times = { knownFrom: instant(knownFrom), knownTo: instant(knownTo), rulesKnownAt: instant(rulesKnownAt) };
    const asked = { figure, from, to, ...times, steps: steps === undefined ? STEPS : Number(steps) };
    return this.queries.execute(new ReadQuery('grid', { participantId, asked }));
  }
}

/** GET /v1/funds/{id}/liabilities: over all its participants, by the law's formulas. */
import { Controller, Get, Inject, Param, Query, UseGuards, UseInterceptors } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { parseDecimal } from '#money/decimal.js';
import type { Answer } from '#projections/answer.js';
import type { FundLiabilitiesView } from '#projections/fund-liabilities/fund-liabilities.js';
import { SignedAmountField, YearTextField } from '../http/fields.js';
import { PortfolioWork } from '../http/portfolio-work.js';
import { ReachJournalPosition } from '../http/reach-position.js';
import { Answers, COORDINATE_PROBLEMS } from '../openapi/answers.js';
import { ReadQuery } from '../readings.js';
import { askedCoordinates, CoordinatesQuery } from './coordinates.js';
import { FundPath } from './subject-paths.js';

class FundLiabilitiesQuery extends CoordinatesQuery {
  @YearTextField({ description: 'At the end of this year; the value date is its 31 December unless asOf says otherwise.', example: 2005 })
  readonly year!: string;

  @SignedAmountField({
    optional: true,
    description: 'The fund of smoothing parts a year before (negative: a claim): it is rolled forward.',
    example: '410000000.00',
  })
  readonly previousFund?: string;

  @SignedAmountField({ optional: true, description: 'The liabilities a year before. Default: computed.', example: '2310000000.00' })
  readonly previousLiabilities?: string;
}

@ApiTags('funds')
@UseGuards(ReachJournalPosition)
@UseInterceptors(PortfolioWork)
@Controller('v1/funds')
export class FundLiabilitiesController {
  private readonly queries: QueryBus;

  constructor(@Inject(QueryBus) queries: QueryBus) {
    this.queries = queries;
  }

  @Get(':id/liabilities')
  @Answers({
    id: 'readFundLiabilities',
    summary: 'Liabilities of a fund at the end of a year over all participants, and its fund of smoothing parts rolled forward',
    description:
      'It takes a place of the requests that go through the whole portfolio. Parts that lack a parameter are named in `missing`.',
    schema: 'FundLiabilities',
    problems: [
      ...COORDINATE_PROBLEMS,
      'UNKNOWN_FUND',
      'NOT_APPLICABLE',
      'INCOMPLETE_LIABILITIES',
      'MISSING_PARAMETER',
      'UNREADABLE_EVENT',
      'TOO_MANY_PORTFOLIO_READS',
    ],
  })
  liabilities(@Param() { id: fundId }: FundPath, @Query() query: FundLiabilitiesQuery): Promise<Answer<FundLiabilitiesView>> {
    const { year, previousFund, previousLiabilities } = query;
    const decimal = (text: string | undefined) => (text === undefined ? undefined : parseDecimal(text));
    const before = { previousFund: decimal(previousFund), previousLiabilities: decimal(previousLiabilities) };
    return this.queries.execute(
      new ReadQuery('fundLiabilities', { fundId, year: Number(year), asked: askedCoordinates(query), ...before }),
    );
  }
}

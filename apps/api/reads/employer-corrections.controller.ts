/** GET /v1/employers/{id}/corrections: what changed in its premiums since they were charged. */
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { CorrectionsList } from '#reprocessing/invoicing/corrections-list.js';
import { DateField } from '../http/fields.js';
import { Answers } from '../openapi/answers.js';
import { ReadQuery } from '../readings.js';
import { EmployerPath } from './subject-paths.js';

class CorrectionsQuery {
  @DateField({ optional: true, description: 'As it would be decided on that day. Default: today.', example: '2019-07-01' })
  readonly on?: string;
}

@ApiTags('employers')
@Controller('v1/employers')
export class EmployerCorrectionsController {
  private readonly queries: QueryBus;

  constructor(@Inject(QueryBus) queries: QueryBus) {
    this.queries = queries;
  }

  @Get(':id/corrections')
  @Answers({
    id: 'readEmployerCorrections',
    summary: 'What changed in the premiums of an employer since they were charged, by month, and what becomes of it',
    description:
      'On the next invoice, waiting for a decision (article 4.9), lapsed (2.11), held back by an estimate (4.3), or decided to stay: ' +
      'as now known, and nothing is written.',
    schema: 'EmployerCorrections',
    problems: ['EMPLOYER_NOT_AFFILIATED', 'NOT_APPLICABLE', 'MISSING_PARAMETER', 'UNREADABLE_EVENT'],
  })
  corrections(@Param() { id: employerId }: EmployerPath, @Query() { on }: CorrectionsQuery): Promise<CorrectionsList> {
    return this.queries.execute(new ReadQuery('employerCorrections', { employerId, on }));
  }
}

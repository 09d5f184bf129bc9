/** POST /v1/participants/{id}/{view}/what-if: any view of a participant, supposing other rules or other reports. Nothing is stored. */
import { Body, Controller, HttpCode, Inject, Param, Post, Query, UseGuards } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsObject, IsOptional, ValidateNested } from 'class-validator';
import { declaredFact, FACT_NAMES } from '#ledger/declared-facts.js';
import { asJson, type JsonObject } from '#ledger/kernel/json.js';
import type { Answer } from '#projections/answer.js';
import type { AnyView } from '#projections/view.js';
import { VIEWS } from '#projections/views/views.js';
import { declareRoute } from '../http/declared-route.js';
import { ReachJournalPosition } from '../http/reach-position.js';
import { Answers, SUBJECT_PROBLEMS } from '../openapi/answers.js';
import { capitalized } from '../openapi/capitalized.js';
import { supposedSchemaOf } from '../openapi/view-schemas.js';
import { ReadQuery } from '../readings.js';
import { ParametersBody } from '../writes/bodies.js';
import { askedCoordinates, type CoordinatesQuery } from './coordinates.js';
import { ParticipantPath } from './subject-paths.js';
import { askedParameters, viewQuery } from './view-query.js';

/** A supposition is about one participant; more rows are a reprocessing. */
const MOST_REPORTS = 1_000;

class SuppositionBody {
  @ApiProperty({
    type: ParametersBody,
    required: false,
    description: 'Parameters that lie over all that the fund has published, whatever their status.',
  })
  @IsOptional()
  @IsObject({ message: 'rules must be what a parameters file holds' })
  @ValidateNested()
  @Type(() => ParametersBody)
  readonly rules?: ParametersBody;

  @ApiProperty({
    type: 'array',
    required: false,
    items: { $ref: '#/components/schemas/SupposedReport' },
    description: 'Rows of one kind of input file, by their columns: contributions, incomes, corrections, transfers, pensions …',
  })
  @IsOptional()
  @IsArray({ message: 'reports must be a list' })
  @ArrayMinSize(1, { message: 'reports must hold at least one row' })
  @ArrayMaxSize(MOST_REPORTS, { message: `reports must hold at most ${MOST_REPORTS} rows` })
  @IsObject({ each: true, message: 'reports must be objects, with the columns of an input file' })
  readonly reports?: readonly JsonObject[];
}

@ApiTags('participants')
@UseGuards(ReachJournalPosition)
@Controller('v1/participants')
export class SuppositionsController {
  readonly queries: QueryBus;

  constructor(@Inject(QueryBus) queries: QueryBus) {
    this.queries = queries;
  }
}

const OWN_PROBLEMS = [
  ...['UNKNOWN_PARTICIPANT', 'NOT_APPLICABLE', 'NOTHING_SUPPOSED', 'OTHER_PARTICIPANT'],
  ...['INVALID_PARAMETER_FILE', 'INVALID_PARAMETER', 'UNKNOWN_PARAMETER', 'INVALID_JSON', 'BODY_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'],
];
/** What a row is refused with where it is read. */
const ROW_PROBLEMS = [
  ...[
    'UNKNOWN_COLUMN',
    'MISSING_COLUMN',
    'MISSING_FIELD',
    'INVALID_FIELD',
    'INVALID_AMOUNT',
    'AMOUNT_TOO_LARGE',
    'INVALID_CURRENCY',
    'INVALID_DATE',
  ],
  ...[
    'INVALID_YEAR',
    'INVALID_PERIOD',
    'INVALID_IDENTIFIER',
    'INVALID_TEXT',
    'TEXT_TOO_LONG',
    'INVALID_NUMBER',
    'INVALID_COUNT',
    'INVALID_DECIMAL',
  ],
  ...['INVALID_VALUE', 'INVALID_COVERAGE', 'INVALID_DIRECTION', 'INVALID_FREQUENCY', 'OUT_OF_RANGE', 'INVALID_EVENT_ID'],
];
/** And where it is decided. */
const FACT_PROBLEMS = FACT_NAMES.map(declaredFact).filter(({ subject }) => subject === 'participant').flatMap(({ refuses }) => refuses);

for (const view of VIEWS) if (view.subject.kind === 'participant') addRoute(view);

function addRoute({ name, question, refuses = [] }: AnyView): void {
  const operation = `suppose${capitalized(name)}`;
  const method = function (
    this: SuppositionsController,
    { id }: ParticipantPath,
    query: CoordinatesQuery,
    { rules, reports }: SuppositionBody,
  ): Promise<Answer<object>> {
    const supposed = { rules: rules === undefined ? undefined : asJson({ ...rules }), reports };
    const asked = { asked: askedCoordinates(query), parameters: askedParameters(question, query) };
    return this.queries.execute(new ReadQuery('supposition', { view: name, id, ...asked, ...supposed }));
  };
  const told = {
    id: operation,
    summary: `What the fund would have said of the ${name}, under other rules or with reports that would have come in time`,
    description: 'Marked by `whatIf`, which names what is supposed and what it stands in the place of. Nothing is stored.',
    schema: supposedSchemaOf(name),
    problems: [...new Set([...SUBJECT_PROBLEMS, ...OWN_PROBLEMS, ...ROW_PROBLEMS, ...FACT_PROBLEMS, ...refuses])],
  };
  declareRoute(SuppositionsController, {
    operation,
    method,
    parameters: [[Param(), ParticipantPath], [Query(), viewQuery(name, question)], [Body(), SuppositionBody]],
    decorators: [HttpCode(200), Post(`:id/${name}/what-if`), Answers(told)],
  });
}

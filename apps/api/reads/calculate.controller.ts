/** /v1/calculate: operations of the rulebooks on a JSON input, without a ledger; the same function as the command line. */
import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import type { JsonObject, JsonValue } from '#ledger/kernel/json.js';
import type { Operation } from '#rulebooks/frame/operation.js';
import { OPERATIONS } from '#rulebooks/operations.js';
import { TextField } from '../http/fields.js';
import { Answers, REFUSED_BY_OPERATION } from '../openapi/answers.js';
import { ref } from '../openapi/ref.js';
import { ReadQuery } from '../readings.js';

class OperationPath {
  @TextField(100, { description: 'Name of the operation, as GET /v1/calculate lists them.', example: 'fi.annualPremium' })
  readonly op!: string;
}

type OperationListed = Pick<Operation, 'name' | 'article' | 'summary' | 'input' | 'output'>;

@ApiTags('calculate')
@Controller('v1/calculate')
export class CalculateController {
  private readonly queries: QueryBus;

  constructor(@Inject(QueryBus) queries: QueryBus) {
    this.queries = queries;
  }

  @Get()
  @Answers({
    id: 'listOperations',
    summary: 'All operations, with the schemas of their input and output',
    schema: 'Operations',
    problems: [],
  })
  list(): { readonly operations: readonly OperationListed[] } {
    return {
      operations: [...OPERATIONS.values()].map(({ name, article, summary, input, output }) => ({ name, article, summary, input, output })),
    };
  }

  @Post(':op')
  @HttpCode(200)
  @ApiBody({ schema: ref('CalculationInput') as object, description: 'The input of the operation that the path names.', required: true })
  @Answers({
    id: 'calculate',
    summary: 'One calculation of the law on a JSON input',
    schema: 'CalculationOutput',
    problems: [
      ...['INVALID_INPUT', 'INVALID_JSON', 'UNKNOWN_OPERATION', 'BODY_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE', 'MISSING_PARAMETER'],
      ...['TOO_MANY_CALCULATIONS', REFUSED_BY_OPERATION],
    ],
  })
  calculate(@Param() { op }: OperationPath, @Body() input: unknown): Promise<JsonObject> {
    return this.queries.execute(new ReadQuery('calculation', { operation: op, input: (input ?? {}) as JsonValue }));
  }
}

/** POST /v1/alm-runs and GET /v1/alm-runs/{runId}/events: a study is asked for, made in the background, and recorded. */
import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsObject } from 'class-validator';
import type { Request, Response } from 'express';
import { readText } from '#ledger/facts/field.js';
import { documentFault, type JsonObject } from '#ledger/kernel/json.js';
import { documentFaultInWords } from '#words/english-files.js';
import type { ToldRefusal } from '#words/said.js';
import { DEPENDENCIES, LIMITS, type ApiDependencies, type ApiLimits } from '../dependencies.js';
import { DigestField, IdentifierField, TextField } from '../http/fields.js';
import { fail } from '../http/problem.js';
import { toldOverHttp } from '../http/what-to-do.js';
import { sendEvents } from '../http/state-events.js';
import { invalidRequest } from '../http/validation.js';
import { ActorHeader, Answers } from '../openapi/answers.js';
import { LIFECYCLE, type Lifecycle } from '../operations/lifecycle.js';
import { personOf } from '../reprocessing/person.js';
import { isStudyAtRest, type Studies, type StudyState } from './running.js';

class BeginStudyBody {
  @IdentifierField({ description: 'The fund that records it.', example: 'nl-pob' })
  readonly fundId!: string;

  @TextField(500, { description: 'What the study is for.', example: 'minutes 3' })
  readonly reference!: string;

  @ApiProperty({
    oneOf: [{ $ref: '#/components/schemas/AlmRunInput' }],
    description: 'regimeA, regimeB, variants, years, scenarios, seed, premiumBasis, params, birthYears; what is left out has its default.',
    example: { scenarios: 200, seed: 7 },
  })
  @IsObject({ message: 'input must be an object' })
  readonly input!: JsonObject;
}

class StudyPath {
  @DigestField({ description: 'Id of the run, as it was told when it was asked for.' })
  readonly runId!: string;
}

@ApiTags('funds')
@Controller('v1/alm-runs')
export class StudiesController {
  private readonly dependencies: ApiDependencies;
  private readonly limits: ApiLimits;
  private readonly lifecycle: Lifecycle;

  constructor(
    @Inject(DEPENDENCIES) dependencies: ApiDependencies,
    @Inject(LIMITS) limits: ApiLimits,
    @Inject(LIFECYCLE) lifecycle: Lifecycle,
  ) {
    this.dependencies = dependencies;
    this.limits = limits;
    this.lifecycle = lifecycle;
  }

  @Post()
  @HttpCode(202)
  @ActorHeader
  @Answers({
    id: 'beginAlmRun',
    summary: 'Begin a study, which is recorded on the stream of its fund once it is made',
    description: 'The same input again is the same run: it tells where that is. Needs no Idempotency-Key.',
    schema: 'AlmRunState',
    status: 202,
    headers: { Location: 'Where the report will stand.' },
    problems: [
      ...['INVALID_REQUEST', 'INVALID_JSON', 'INVALID_INPUT', 'BODY_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE', 'ACTOR_REQUIRED'],
      ...['UNKNOWN_FUND', 'MISSING_PARAMETER', 'STUDY_TOO_LARGE', 'TOO_MANY_CALCULATIONS'],
    ],
  })
  async begin(
    @Body() { fundId, reference, input }: BeginStudyBody,
    @Headers('x-accrual-actor') person: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ToldState> {
    const fault = documentFault(input);
    if (fault !== undefined) throw invalidRequest([{ field: 'input', message: `input ${documentFaultInWords(fault)}` }]);
    const { actor, writes } = this.dependencies;
    const wanted = { fundId, input, reference: readText(reference, 'reference') };
    const state = await this.studies().begin({ ...wanted, actor: personOf(person, actor, writes?.rolesAreOn === true) });
    response.setHeader('Location', `/v1/alm-runs/${state.runId}`);
    return shown(state);
  }

  @Get(':runId/events')
  @Answers({
    id: 'almRunEvents',
    summary: 'Progress as server-sent events; ends once the study is recorded, or has failed',
    description: 'Each event is named `state` and its data is an AlmRunState. Comments in between keep the connection.',
    media: ['text/event-stream'],
    problems: ['INVALID_REQUEST', 'UNKNOWN_RUN'],
  })
  events(@Param() { runId }: StudyPath, @Req() request: Request, @Res() response: Response): void {
    const studies = this.studies();
    studies.watch(runId, () => undefined)();
    sendEvents({
      ...{ request, response, heartbeatMilliseconds: this.limits.heartbeatMilliseconds, isAtRest: isStudyAtRest },
      watch: (told) => studies.watch(runId, told),
      shown,
      streams: this.lifecycle.streams,
    });
  }

  private studies(): Studies {
    return this.dependencies.writes?.studies ?? fail('UNKNOWN_ROUTE', { lacks: 'studies' });
  }
}

type ToldState = Omit<StudyState, 'problem'> & { readonly problem: ToldRefusal | null };

function shown(state: StudyState): ToldState {
  return { ...state, problem: state.problem === null ? null : toldOverHttp(state.problem) };
}

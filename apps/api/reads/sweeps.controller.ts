/**
 * GET /v1/sweeps/{model}: a read model of the whole portfolio, as lines that come while it is computed. A route for each model that
 * a sweep offers; what it asks follows from the model's description.
 */
import { Controller, Get, Inject, Query, Res, UseGuards, UseInterceptors } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { jsonPosition } from '#projections/answer.js';
import { sweep, type SweepReader, type SweepReport } from '#projections/run/sweep/sweep.js';
import { FLAT_VIEWS, type FlatView } from '#projections/views/views.js';
import { DEPENDENCIES, LIMITS, type ApiDependencies, type ApiLimits } from '../dependencies.js';
import { declareRoute } from '../http/declared-route.js';
import { LongRequest } from '../http/deadline.js';
import { ChoiceField, IdentifierField } from '../http/fields.js';
import { PortfolioWork } from '../http/portfolio-work.js';
import { ReachJournalPosition } from '../http/reach-position.js';
import { Answers, COORDINATE_PROBLEMS } from '../openapi/answers.js';
import { capitalized } from '../openapi/capitalized.js';
import { askedCoordinates, CoordinatesQuery } from './coordinates.js';
import { abortAfter } from './portfolio-readings.js';
import { askedParameters, viewQuery } from './view-query.js';

const FORMATS = ['ndjson', 'csv'] as const;
const TYPES = { ndjson: 'application/x-ndjson', csv: 'text/csv' } as const;

class SweepQuery extends CoordinatesQuery {
  @ChoiceField(FORMATS, {
    optional: true,
    description: 'ndjson: a line for each answer, then one that counts them. csv: rows with a header. Default: ndjson.',
    example: 'ndjson',
  })
  readonly format?: (typeof FORMATS)[number];

  @IdentifierField({ optional: true, description: 'Only this fund.', example: 'fi-kapl' })
  readonly fundId?: string;
}

const DESCRIPTION =
  'Lines of NDJSON are answers as the routes of one subject give them, and `{"refused": {id, code, message}}` for a ' +
    'subject that has none; the last line is ' +
  '`{"sweep": {…}}` with the coordinates, the numbers and the digest over the answers’ digests: without it something ' +
    'is missing. The same numbers come as HTTP ' +
  'trailers, for CSV too. It takes a place of the requests that go through the whole portfolio.';

@ApiTags('sweeps')
@UseGuards(ReachJournalPosition)
@UseInterceptors(PortfolioWork)
@Controller('v1/sweeps')
export class SweepsController {
  readonly dependencies: ApiDependencies;
  readonly limits: ApiLimits;

  constructor(@Inject(DEPENDENCIES) dependencies: ApiDependencies, @Inject(LIMITS) limits: ApiLimits) {
    this.dependencies = dependencies;
    this.limits = limits;
  }
}

for (const view of FLAT_VIEWS) addRoute(view);

function addRoute(view: FlatView): void {
  const operation = `sweep${capitalized(view.name)}`;
  const method = function (this: SweepsController, query: SweepQuery, response: Response): Promise<void> {
    return answerSweep(this, view, query, response);
  };
  const told = {
    id: operation,
    summary: `The whole portfolio: ${view.summary.charAt(0).toLowerCase()}${view.summary.slice(1).replace(/\.$/, '')}`,
    description: DESCRIPTION,
    media: Object.values(TYPES),
    problems: [...COORDINATE_PROBLEMS, 'TOO_MANY_PORTFOLIO_READS'],
  };
  declareRoute(SweepsController, {
    operation,
    method,
    parameters: [[Query(), viewQuery(view.name, view.question, SweepQuery, true)], [Res(), Object]],
    decorators: [LongRequest(), Get(view.name), Answers(told)],
  });
}

async function answerSweep(
  { dependencies, limits }: SweepsController,
  view: FlatView,
  query: SweepQuery,
  response: Response,
): Promise<void> {
  const { journal, clock, portfolio } = dependencies;
  const { format = 'ndjson', fundId } = query;
  const write = writerTo(response, TYPES[format]);
  const into: SweepReader = {
    format,
    lines: write,
    rejects: (refused) =>
      format === 'csv' ? Promise.resolve() : write(refused.map((one) => `${JSON.stringify({ refused: one })}\n`).join('')),
  };
  const question = askedParameters(view.question, query);
  const asked = { model: view.name, coordinates: askedCoordinates(query), question, fundId, into };
  const report = await sweep({ journal, clock, ...portfolio, ...asked, alsoHere: false, signal: abortAfter(limits.uploadMilliseconds) });
  if (format === 'ndjson') await write(`${JSON.stringify({ sweep: shown(report) })}\n`);
  else await write('');
  const { answers, rejected, notApplicable, digest } = report;
  response.addTrailers({
    'Accrual-Answers': String(answers),
    'Accrual-Refused': String(rejected),
    'Accrual-Not-Applicable': String(notApplicable),
    'Accrual-Digest': digest,
  });
  response.end();
}

const TRAILERS = 'Accrual-Answers, Accrual-Refused, Accrual-Not-Applicable, Accrual-Digest';

/** The head goes out with the first line: what is refused before is a problem document. Waits for a caller who reads slowly. */
function writerTo(response: Response, type: string): (text: string) => Promise<void> {
  return async (text) => {
    if (!response.headersSent) {
      response.status(200).setHeader('Content-Type', `${type}; charset=utf-8`).setHeader('Trailer', TRAILERS);
      response.flushHeaders();
    }
    if (text === '' || response.write(text) || response.closed) return;
    await new Promise<void>((resolve) => {
      const goOn = (): void => {
        response.off('drain', goOn).off('close', goOn);
        resolve();
      };
      response.once('drain', goOn).once('close', goOn);
    });
  };
}

function shown({
  coordinates: { asOf, knownAt, rulesKnownAt },
  position,
  model,
  answers,
  rejected,
  notApplicable,
  events,
  digest,
}: SweepReport): object {
  const known = typeof knownAt === 'bigint' ? jsonPosition(knownAt) : knownAt;
  return {
    model,
    asOf,
    knownAt: known,
    rulesKnownAt: rulesKnownAt ?? null,
    position: jsonPosition(position),
    answers,
    refused: rejected,
    notApplicable,
    events,
    digest,
  };
}

/**
 * GET /v1/{subjects}/{id}/…: every view of a subject, and its history. Routes, what they ask and their place in OpenAPI follow from
 * the views' descriptions.
 */
import { Controller, Get, Headers, Inject, Param, Query, Res, UseGuards } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { SubjectKind } from '#ledger/subjects.js';
import type { AnyView } from '#projections/view.js';
import { VIEWS } from '#projections/views/views.js';
import { declareRoute } from '../http/declared-route.js';
import { ReachJournalPosition } from '../http/reach-position.js';
import { capitalized } from '../openapi/capitalized.js';
import { COORDINATE_PROBLEMS, ReadingAnswers, SUBJECT_PROBLEMS } from '../openapi/answers.js';
import { schemaNameOf } from '../openapi/view-schemas.js';
import { ReadQuery } from '../readings.js';
import { answered } from './answered.js';
import type { Reading } from './answers.js';
import { askedCoordinates, CoordinatesQuery } from './coordinates.js';
import { SUBJECT_PATHS } from './subject-paths.js';
import { askedParameters, viewQuery } from './view-query.js';

@UseGuards(ReachJournalPosition)
@Controller('v1')
export class SubjectReadingsController {
  readonly queries: QueryBus;

  constructor(@Inject(QueryBus) queries: QueryBus) {
    this.queries = queries;
  }
}

interface ReadingRoute {
  readonly operation: string;
  readonly subject: SubjectKind;
  readonly path: string;
  readonly summary: string;
  readonly schema: string;
  readonly problems: readonly string[];
  readonly query: new () => CoordinatesQuery;
  readonly ask: (queries: QueryBus, id: string, query: CoordinatesQuery) => Promise<Reading>;
}

for (const [subject, path] of Object.entries(SUBJECT_PATHS) as readonly (readonly [SubjectKind, new () => object])[]) {
  for (const view of VIEWS.filter((each) => each.subject.kind === subject)) addRoute(routeOf(view), path);
  addRoute(historyOf(subject), path);
}

function routeOf({ name, subject: { kind: subject }, summary, question, refuses = [], ...view }: AnyView): ReadingRoute {
  return {
    operation: `read${capitalized(name)}`,
    subject,
    path: name,
    summary: summary.replace(/\.$/, ''),
    schema: schemaNameOf({ name, subject: { kind: subject }, ...view }),
    problems: [...SUBJECT_PROBLEMS, unknown(subject), 'NOT_APPLICABLE', ...refuses],
    query: viewQuery(name, question),
    ask: (queries, id, query) =>
      queries.execute(
        new ReadQuery('view', { view: name, id, asked: askedCoordinates(query), parameters: askedParameters(question, query) }),
      ),
  };
}

function historyOf(subject: SubjectKind): ReadingRoute {
  return {
    operation: subject === 'participant' ? 'readHistory' : `read${capitalized(subject)}History`,
    subject,
    path: 'history',
    summary: `Every event of the ${subject}, in recorded order`,
    schema: 'History',
    problems: [...COORDINATE_PROBLEMS, 'UNREADABLE_EVENT', 'NOT_YET_KNOWN', 'BEFORE_FIRST_EVENT', 'UNKNOWN_STREAM'],
    query: CoordinatesQuery,
    ask: (queries, id, query) => queries.execute(new ReadQuery('history', { subject, id, asked: askedCoordinates(query) })),
  };
}

function unknown(subject: SubjectKind): string {
  return `UNKNOWN_${subject.toUpperCase()}`;
}

function addRoute({ operation, subject, path, query, ask, ...told }: ReadingRoute, pathOf: new () => object): void {
  const method = async function (
    this: SubjectReadingsController,
    { id }: { readonly id: string },
    asked: CoordinatesQuery,
    known: string | undefined,
    response: Response,
  ): Promise<object | undefined> {
    return answered(await ask(this.queries, id, asked), known, response);
  };
  declareRoute(SubjectReadingsController, {
    operation,
    method,
    parameters: [[Param(), pathOf], [Query(), query], [Headers('if-none-match'), Object], [Res({ passthrough: true }), Object]],
    decorators: [
      Get(`${subject}s/:id/${path}`),
      ReadingAnswers({ ...told, id: operation, subject }),
      ApiTags(`${subject}s`),
    ],
  });
}

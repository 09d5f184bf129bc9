/** What is asked of a view in a query string: the coordinates, and its own parameters. */
import type { AnyView, QuestionParameter } from '#projections/view.js';
import { YearTextField } from '../http/fields.js';
import { capitalized } from '../openapi/capitalized.js';
import { CoordinatesQuery } from './coordinates.js';

type Question = AnyView['question'];

function parametersOf(question: Question): readonly (readonly [string, QuestionParameter])[] {
  return Object.entries(question as { readonly [parameter: string]: QuestionParameter });
}

/** `takesDefaults`: nothing has to be named, as where the whole portfolio is asked. `base`: what is asked beside. */
export function viewQuery<Query extends CoordinatesQuery = CoordinatesQuery>(
  view: string,
  question: Question,
  base: new () => Query = CoordinatesQuery as new () => Query,
  takesDefaults = false,
): new () => Query {
  const parameters = parametersOf(question);
  if (parameters.length === 0) return base;
  const name = `${capitalized(view)}${base.name}`;
  const query = { [name]: class extends (base as new () => CoordinatesQuery) {} }[name] as new () => Query;
  for (const [parameter, { about, otherwise, isNamed }] of parameters) {
    const optional = takesDefaults || !isNamed;
    const description = `${capitalized(about)}.${optional ? ` Default: ${otherwise}.` : ''}`;
    YearTextField({ description, optional, example: 2021 })(query.prototype as object, parameter);
  }
  return query;
}

/** The parameters as asked; what is left out takes its default. */
export function askedParameters(question: Question, query: object): { readonly [parameter: string]: number | undefined } {
  const given = query as { readonly [parameter: string]: string | undefined };
  return Object.fromEntries(
    parametersOf(question).map(([parameter]) => [parameter, given[parameter] === undefined ? undefined : Number(given[parameter])]),
  );
}

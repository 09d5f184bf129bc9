/** The figures of a participant as trees, down to the events: each is told by what made it for the views. */
import type { CivilDate } from '#money/civil-date.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import type { FigureSources } from '../../frame/capabilities/figures.js';
import { lifeFigure, lifeFigureNames } from '../../frame/granted-pensions.js';
import type { Figure } from '../../frame/figures/figure.js';
import type { ParameterSet } from '../../frame/parameters/parameters.js';
import { ledgerValue, valueFigure } from './account.js';
import { coverageOf, coverageView, LIFE_ARTICLES } from './coverage.js';

export function explainFigure(name: string, { state, asOf, parameters, events }: FigureSources): Figure | undefined {
  const sources = { state, parameters, events };
  if (name === 'coverage.value') return ledgerValue(sources).tell();
  const account = valueFigure(name, sources);
  if (account !== undefined) return account.tell();
  const life = lifeFigure(state, name, asOf, LIFE_ARTICLES);
  return life ?? coverageOf(sources, asOf).benefits.find(({ benefit }) => benefit.figure === name)?.tell();
}

/** Names that `explainFigure` knows. */
export function figureNames(state: ParticipantState, asOf: CivilDate, parameters: ParameterSet): readonly string[] {
  return [
    ...new Set([
      ...coverageView(state, asOf, parameters).benefits.map(({ figure }) => figure),
      ...lifeFigureNames(state, asOf),
      'coverage.value',
      'account.YEAR.LINE',
    ]),
  ];
}

/**
 * A fund's figure by its name, as a tree: of its policy, its indexation and what its board accounts for, each under the place where an
 * answer shows it; of its balances; an event of its stream.
 */
import type { Clock } from '#money/clock.js';
import type { JournalReader } from '#journal/port.js';
import type { PolicyVariant } from '#rulebooks/frame/capabilities/policy.js';
import { told } from '#rulebooks/frame/figures/explained.js';
import { figureNamed, namesOf, type FigureAreas } from '#rulebooks/frame/figures/figure-areas.js';
import { eventIdsOf, unknownFigure, type Figure } from '#rulebooks/frame/figures/figure.js';
import type { Answer } from '../answer.js';
import type { AskedCoordinates } from '../coordinates.js';
import { EVENT_NAME, eventFigure } from '../explain/event-figure.js';
import { trialBalanceFigures } from '../explain/trial-balance-figures.js';
import { historyView, type HistoryEntry } from '../history/projection.js';
import { fundAt, type FundAt } from './fund-at.js';
import { supposed } from './fund-evaluations.js';
import { premiumBasisFigures } from './fund-premium-basis.js';

export interface FundExplanationView {
  readonly fundId: string;
  /** Rules as they might be, where the question supposes some; never stored. */
  readonly variant: PolicyVariant | null;
  readonly figure: Figure;
  /** The events that the tree names, with their place in the source files. */
  readonly events: readonly HistoryEntry[];
}

export interface FundFigureQuestion {
  readonly figure: string;
  readonly variant?: PolicyVariant | undefined;
  /** Flat, effective a year: for what cash flows are worth. */
  readonly marketRate?: string | undefined;
}

/** Refuses UNKNOWN_FUND, UNKNOWN_FIGURE, UNKNOWN_VARIANT, INVALID_RATE and MISSING_PARAMETER. */
export async function fundExplanation(
  journal: JournalReader,
  clock: Clock,
  fundId: string,
  asked: AskedCoordinates,
  question: FundFigureQuestion,
): Promise<Answer<FundExplanationView>> {
  const at = await fundAt(journal, clock, fundId, asked);
  return at.answer(explanationAt(fundId, at, question));
}

/** Of a fund at its coordinates, not yet an answer. */
export function explanationAt(fundId: string, at: FundAt, question: FundFigureQuestion): FundExplanationView {
  const history = historyView('', at.events, at.coordinates).events;
  const figure = figureOf(question, at, history);
  const ids = eventIdsOf(figure);
  const events = history.filter(({ id }) => ids.has(id));
  return { fundId, variant: supposed(question.variant ?? {}), figure, events };
}

function figureOf(question: FundFigureQuestion, at: FundAt, history: readonly HistoryEntry[]): Figure {
  const { figure: name } = question;
  if (name.startsWith('history.')) return eventFigure(name, history) ?? unknownFigure(name, [EVENT_NAME]);
  const areas = fundFigures(at, question);
  if (areas[name.split('.', 1)[0] as string] === undefined) return unknownFigure(name, [...namesOf(areas), EVENT_NAME]);
  return figureNamed(name, areas);
}

/** What the fund's scheme has, by area. */
export function fundFigures(
  { fund, rules: { rulebook, parameters }, counted, policy: policyAt }: Pick<FundAt, 'fund' | 'rules' | 'counted' | 'policy'>,
  { variant = {}, marketRate }: Omit<FundFigureQuestion, 'figure'>,
): FigureAreas {
  const { policy, rightsPolicy, accountability } = rulebook.capabilities;
  const ofPolicy = (): FigureAreas => {
    const { policy: rules, funding } = policyAt();
    return rules.figures(fund, parameters, funding, { variant, marketRate });
  };
  return {
    ...(policy === undefined ? {} : { ...ofPolicy(), 'premium-basis': () => premiumBasisFigures(fund, parameters) }),
    ...rightsPolicy?.figures(fund, parameters),
    ...accountability?.figures(fund, parameters),
    'trial-balance': () => new Map(trialBalanceFigures(counted).map((figure) => [figure.name, told(() => figure)])),
  };
}

/** A participant's figure by its name: what the ledger itself knows in every scheme, else what the scheme's rulebook does. */
import type { CivilDate } from '#money/civil-date.js';
import type { FundState } from '#ledger/fund/state.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import { unknownFigure, type Figure } from '#rulebooks/frame/figures/figure.js';
import type { HistoryEntry } from '../history/projection.js';
import type { RulesInForce } from '#portfolio/rules-in-force.js';
import { EVENT_NAME, eventFigure } from './event-figure.js';
import { trialBalanceFigures } from './trial-balance-figures.js';

export interface ExplainContext {
  readonly state: ParticipantState;
  /** Those the state is folded from: in effect at the coordinates. */
  readonly counted: readonly RecordedEvent[];
  /** With the annulled ones. */
  readonly history: readonly HistoryEntry[];
  readonly asOf: CivilDate;
  readonly rules: Pick<RulesInForce, 'rulebook' | 'parameters'>;
  /** As it was known at the coordinates. */
  readonly fund: () => FundState;
}

/** Refuses UNKNOWN_FIGURE, listing the names there are: of the trial balance alone where one of its figures is asked for. */
export function explainByName(name: string, { state, counted, history, asOf, rules, fund }: ExplainContext): Figure {
  const { rulebook, parameters } = rules;
  const [area] = name.split('.', 1);
  if (area === 'trial-balance') {
    const balances = trialBalanceFigures(counted);
    return balances.find((one) => one.name === name) ?? unknownFigure(name, namesOf(balances));
  }
  if (area === 'history') return eventFigure(name, history) ?? unknownFigure(name, [EVENT_NAME]);
  const { figures } = rulebook.capabilities;
  const figure = figures?.explain(name, { state, asOf, parameters, events: counted, fund });
  if (figure !== undefined) return figure;
  const names = figures?.names(state, asOf, parameters) ?? [];
  return unknownFigure(name, [...names, ...namesOf(trialBalanceFigures(counted)), EVENT_NAME]);
}

function namesOf(figures: readonly Figure[]): readonly string[] {
  return figures.map(({ name }) => name);
}

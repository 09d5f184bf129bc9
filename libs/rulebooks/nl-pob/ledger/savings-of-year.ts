/** The annual account of an objector's savings (section 9): deposits, interest, what was voided and what was paid out. */
import type { AccountLineKind } from '#ledger/participant/account/account.js';
import type { ParticipantEventType } from '#ledger/participant/events.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { yearOf } from '#money/civil-date.js';
import { accountFigure, accountOfYear, type AccountLaw } from '../../frame/annual-account.js';
import type { AccountOf } from '../../frame/capabilities/account.js';
import type { FigureSources } from '../../frame/capabilities/figures.js';
import { explained, type Explained } from '../../frame/figures/explained.js';

interface SavingsLine {
  readonly kind: AccountLineKind;
  readonly type: ParticipantEventType;
  readonly formula: string;
  readonly article: string;
}

/** What a transfer pays for a right is no savings, and in none of them. */
const LINES: readonly SavingsLine[] = [
  { kind: 'contributions', type: 'SavingsDeposited', formula: 'Σ deposits that count from a day of the year', article: 'VI.6' },
  { kind: 'interest', type: 'SavingsInterestCredited', formula: 'Σ interest credited in the year', article: 'VI.7' },
  { kind: 'adjustments', type: 'SavingsVoided', formula: 'the balance that was voided', article: 'VI.10' },
  { kind: 'benefits', type: 'SavingsPaidOut', formula: 'the balance that was paid out', article: 'VI.7, VI.8' },
];

function lawOf(events: readonly RecordedEvent[]): AccountLaw {
  return {
    kinds: LINES.map(({ kind }) => kind),
    unit: 'EUR',
    article: 'VI.6–VI.10',
    lineOf: (year, kind, minor) =>
      explained(minor, () => {
        const { type, formula, article } = LINES.find((line) => line.kind === kind) as SavingsLine;
        const own = events.filter((event) => event.type === type && yearOf(event.effectiveDate) === year);
        return { name: `account.${year}.${kind}`, unit: 'EUR', formula, article, events: own.map(({ id }) => id) };
      }),
  };
}

export const savingsOfYear: AccountOf = (state, year) => accountOfYear(state, year, lawOf([]));

/** `account.YEAR.PART`; undefined for another name. */
export function savingsFigure(figure: string, { state, events }: FigureSources): Explained<number> | undefined {
  return accountFigure(figure, state, lawOf(events));
}

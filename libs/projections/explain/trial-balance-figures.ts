/** The trial balance of a participant as trees: each account's balance down to the events that post to it. */
import { formatMinor, sumMinor } from '#money/amount.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { asTheyStand } from '#ledger/participant/incomes/income-versions.js';
import { postingsOf } from '#ledger/postings.js';
import type { Figure } from '#rulebooks/frame/figures/figure.js';
import { addCounted, emptyBalances } from '../trial-balance/accumulate.js';
import { trialBalanceView, type TrialBalanceAccount, type TrialBalanceTotal } from '../trial-balance/view.js';
import { DOUBLE_ENTRY, sideText } from './event-figure.js';

/** All accounts and totals, in the order of the trial balance. `counted`: the events in effect at the coordinates. */
export function trialBalanceFigures(counted: readonly RecordedEvent[]): readonly Figure[] {
  const balances = emptyBalances();
  addCounted(balances, counted);
  const { accounts, totals } = trialBalanceView(balances, []);
  const standing = asTheyStand(counted);
  return [...accounts.map((one) => accountFigure(one, standing)), ...totals.map((one) => totalFigure(one, accounts))];
}

/**
 * `trial-balance.participants:pension-rights.DKK-per-year`: a commodity's blanks are hyphens, so that a shell and an address take the
 * name as it is.
 */
function figureName(account: string, commodity: string): string {
  return `trial-balance.${account}.${commodity.replaceAll(' ', '-')}`;
}

function accountFigure(sum: TrialBalanceAccount, counted: readonly RecordedEvent[]): Figure {
  return { ...balanceFigure(figureName(sum.account, sum.commodity), sum), inputs: counted.flatMap((event) => movementFigures(event, sum)) };
}

/** Zero: its accounts, each of which has its own name to be taken apart by. */
function totalFigure(sum: TrialBalanceTotal, accounts: readonly TrialBalanceAccount[]): Figure {
  const own = accounts.filter(({ commodity }) => commodity === sum.commodity);
  const inputs = own.map((one): Figure => {
    const name = figureName(one.account, one.commodity);
    return { ...balanceFigure(name, one), note: `${name} takes it apart` };
  });
  return { ...balanceFigure(figureName('total', sum.commodity), sum), inputs };
}

function balanceFigure(name: string, { commodity, debit, credit, balance }: TrialBalanceTotal): Figure {
  return {
    name,
    value: balance,
    unit: commodity,
    formula: `balance = debit ${debit} − credit ${credit}`,
    article: DOUBLE_ENTRY,
    parameters: [],
    inputs: [],
    events: [],
  };
}

/** What an event moves on the account; none where it posts nothing to it. */
function movementFigures(event: RecordedEvent, { account, commodity }: TrialBalanceAccount): readonly Figure[] {
  const postings = postingsOf(event).filter((one) => one.account === account && one.commodity === commodity);
  if (postings.length === 0) return [];
  return [
    {
      name: `${event.type} ${event.effectiveDate}`,
      value: formatMinor(sumMinor(postings, ({ amountMinor }) => amountMinor)),
      unit: commodity,
      formula: postings.map(({ amountMinor }) => sideText(amountMinor)).join(', '),
      article: DOUBLE_ENTRY,
      parameters: [],
      inputs: [],
      events: [event.id],
    },
  ];
}

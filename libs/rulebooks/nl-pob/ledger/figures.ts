/** What a participant is covered for, and the figures of rights and premium taken apart, down to the events. */
import type { OwnPayment } from '#ledger/participant/premiums/events.js';
import { ownAccount, ownEmployers, type OwnDebt } from '#ledger/participant/premiums/own-account.js';
import { savingsBalanceMinor, type BookedSavings } from '#ledger/participant/savings/events.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import { addMinor, formatMinor, sumMinor } from '#money/amount.js';
import { endOfYear, type CivilDate } from '#money/civil-date.js';
import type { CoverageOf } from '../../frame/capabilities/coverage.js';
import type { FigureSources, ParticipantFigures } from '../../frame/capabilities/figures.js';
import { explained, type Explained } from '../../frame/figures/explained.js';
import { usesInForce, type ParameterSet } from '../../frame/parameters/parameters.js';
import { bookedFigure, bookedInBrief, rightNames } from './booked-figures.js';
import { RIGHTS_UNIT } from './moved-right.js';
import { reportedSalary } from './salary-series.js';
import { savingsFigure } from './savings-of-year.js';

const PENSION = 'coverage.old-age-pension';
const SAVINGS = 'coverage.savings';
const VOLUNTARY = 'voluntary-premium.';

const ACCRUED = { currency: 'EUR', basis: 'accrued', condition: null, validUntil: null } as const;

/** Rights are accrued pension by the year; money of the participant are savings alone (VI.7). */
export const rightsCoverage: CoverageOf = (state) => {
  const savingsMinor = savingsBalanceMinor(state);
  const pensionMinor = state.pensionRightsYearlyMinor;
  return {
    value: formatMinor(savingsMinor),
    benefits: [
      ...(pensionMinor === 0
        ? []
        : [{ ...ACCRUED, benefit: 'old-age-pension', amount: formatMinor(pensionMinor), frequency: 'yearly' as const, figure: PENSION }]),
      ...(savingsMinor === 0
        ? []
        : [{ ...ACCRUED, benefit: 'savings', amount: formatMinor(savingsMinor), frequency: 'lump-sum' as const, figure: SAVINGS }]),
    ],
    assumptions: [],
    notes: [],
  };
};

export const FIGURES: ParticipantFigures = {
  explain: (name, sources) => {
    const { state, asOf, parameters } = sources;
    if (name === PENSION) return pension(sources).tell();
    if (name === SAVINGS) return savings(state, parameters).tell();
    const account = savingsFigure(name, sources);
    if (account !== undefined) return account.tell();
    const right = bookedFigure(name, sources);
    if (right !== undefined) return right.tell();
    const owing = ownEmployers(state).find((employerId) => `${VOLUNTARY}${employerId}` === name);
    if (owing !== undefined) return ownPremium(state, owing, asOf).tell();
    const [, employerId = '', month = ''] = /^premium\.(.+)\.(\d{4}-\d{2})$/.exec(name) ?? [];
    return premium(state, employerId, month, parameters)?.tell();
  },
  isOfEmployersBooks: (name) => name.startsWith('premium.') || name.startsWith(VOLUNTARY),
  names: (state) => [
    PENSION,
    ...(state.deposits.length === 0 ? [] : [SAVINGS, 'account.YEAR.LINE']),
    ...rightNames(state),
    'premium.EMPLOYER.MONTH',
    ...ownEmployers(state).map((employerId) => `${VOLUNTARY}${employerId}`),
  ],
};

function pension(sources: FigureSources): Explained<number> {
  const { state } = sources;
  return explained(state.pensionRightsYearlyMinor, () => ({
    name: PENSION,
    unit: RIGHTS_UNIT,
    formula: 'sum of all that accrued and of what decisions moved',
    article: 'pension regulations; VIII',
    inputs: [...bookedInBrief(sources), ...state.rightsTransferred.map(transferFigure)],
  }));
}

/** Deposits and interest, less what was paid out or voided. */
function savings(state: ParticipantState, parameters: ParameterSet): Explained<number> {
  const booked = [...state.bookedSavings.values()].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
  return explained(savingsBalanceMinor(state), () => ({
    name: SAVINGS,
    unit: 'EUR',
    formula: 'deposits + interest − payout − what was voided',
    article: 'VI.6–VI.10',
    inputs: [
      ...state.deposits.map(({ account, employerId, invoice, amountMinor: minor, eventId }) =>
        explained(minor, () => ({
          name: `savings.${account}.deposit.${employerId}.${invoice}`,
          unit: 'EUR',
          formula: 'savings charged by the invoice, once it is paid',
          article: 'VI.6',
          events: [eventId],
        })),
      ),
      ...booked.map((one) => bookedSavingsFigure(one, parameters)),
    ],
  }));
}

function bookedSavingsFigure(one: BookedSavings, parameters: ParameterSet): Explained<number> {
  const { account, kind, year, amountMinor: minor, rate, eventIds } = one;
  const returned = year === undefined ? [] : usesInForce(parameters, ['fundReturn'], endOfYear(year - 2));
  return explained(kind === 'interest' ? minor : -minor, () => ({
    name: `savings.${account}.${kind}${year === undefined ? '' : `.${year}`}`,
    unit: 'EUR',
    formula: kind === 'interest' ? 'opening · rate · m / 12 + Σ deposit · rate · max(0, m − month) / 12' : 'the balance',
    article: kind === 'void' ? 'VI.10' : 'VI.7',
    parameters: returned,
    events: eventIds,
    note: rate === undefined ? undefined : `rate ${rate}: the return of two years before less 0.005, rounded down to a multiple of 0.0025`,
  }));
}

function transferFigure({ on, amountMinor }: ParticipantState['rightsTransferred'][number]): Explained<number> {
  return explained(amountMinor, () => ({
    name: `rights.transfer.${on}`,
    unit: RIGHTS_UNIT,
    formula: 'as transferred',
    article: 'Pension Act, article 84',
  }));
}

/** Below zero where more was paid than has been charged. */
function ownPremium(state: ParticipantState, employerId: string, asOf: CivilDate): Explained<number> {
  const { debts, payments } = ownAccount(state, employerId, asOf);
  const chargedMinor = sumMinor(debts, (debt) => debt.chargedMinor);
  const paidMinor = sumMinor(payments, ({ amountMinor }) => amountMinor);
  return explained(addMinor(chargedMinor, -paidMinor), () => ({
    name: `${VOLUNTARY}${employerId}`,
    unit: 'EUR',
    formula: 'charged by invoices − paid',
    article: '2.9',
    inputs: [...debts.map((debt) => ownInvoice(employerId, debt)), ...payments.map((payment) => ownPayment(employerId, payment))],
  }));
}

function ownInvoice(employerId: string, { invoice, lines, chargedMinor, leftMinor }: OwnDebt): Explained<number> {
  return explained(chargedMinor, () => ({
    name: `${VOLUNTARY}${employerId}.charged.${invoice}`,
    unit: 'EUR',
    formula: 'premium of both chapters, or savings in their place, of its months',
    article: '2.9, VI.6',
    events: lines.map(({ eventId }) => eventId),
    note: leftMinor === 0 ? 'nothing is left to pay' : `${formatMinor(leftMinor)} is left to pay`,
  }));
}

function ownPayment(employerId: string, { eventId, receivedOn, amountMinor, named }: OwnPayment): Explained<number> {
  return explained(-amountMinor, () => ({
    name: `${VOLUNTARY}${employerId}.paid.${receivedOn}`,
    unit: 'EUR',
    formula: '− what was paid',
    article: '2.9',
    events: [eventId],
    note: named === undefined ? 'it pays what was charged first' : `it pays ${named} first`,
  }));
}

function premium(state: ParticipantState, employerId: string, month: string, parameters: ParameterSet): Explained<number> | undefined {
  const charges = state.premiums.get(employerId)?.charged.filter((one) => one.month === month) ?? [];
  if (charges.length === 0) return undefined;
  const holding = reportedSalary(state.salaries.get(employerId)?.entries ?? [], month);
  const salary = state.salaries.get(employerId)?.entries.find(({ from }) => from === holding?.from);
  const total = sumMinor(charges, ({ premiumMinor, aoPremiumMinor }) => addMinor(premiumMinor, aoPremiumMinor));
  return explained(total, () => ({
    name: `premium.${employerId}.${month}`,
    unit: 'EUR',
    formula: 'what was charged of premiumRate · S · p / 12 · (1 − φ) and, without φ, aoPremiumRate · S · p / 12',
    article: '2.1, 3.1',
    parameters: usesInForce(parameters, ['premiumRate', 'aoPremiumRate', 'participantRate', 'franchise'], `${month}-01`),
    inputs: charges.map(({ invoice, premiumMinor, aoPremiumMinor, eventId }) =>
      explained(addMinor(premiumMinor, aoPremiumMinor), () => ({
        name: `invoice ${invoice}`,
        unit: 'EUR',
        formula: `premium ${formatMinor(premiumMinor)}, disability premium ${formatMinor(aoPremiumMinor)}`,
        article: '2.4',
        events: [eventId],
      })),
    ),
    events: salary === undefined ? [] : [salary.eventId],
    note:
      holding === undefined
        ? 'no salary holds in this month'
        : `S ${holding.fullTimeSalary}, p ${holding.partTimeFactor}, φ ${holding.premiumFreeShare}`,
  }));
}

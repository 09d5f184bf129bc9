/** What a participant is covered for, and the figures of rights and premium taken apart, down to the events. */
import type { BookedRight, RightsKey } from '#ledger/participant/rights/booked-rights.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import { addMinor, formatMinor } from '#money/amount.js';
import { endOfYear, startOfYear, yearOf } from '#money/civil-date.js';
import type { CoverageOf } from '../../frame/capabilities/coverage.js';
import type { ParticipantFigures } from '../../frame/capabilities/figures.js';
import { explained, type Explained } from '../../frame/figures/explained.js';
import { usesBetween, usesInForce, type ParameterSet } from '../../frame/parameters/parameters.js';
import { reportedSalary } from './salary-series.js';

const PENSION = 'coverage.old-age-pension';
const UNIT = 'EUR per year';

/** Rights are accrued pension by the year; money of the participant there is none. */
export const rightsCoverage: CoverageOf = (state) => ({
  value: '0.00',
  benefits:
    state.pensionRightsYearlyMinor === 0
      ? []
      : [
          {
            benefit: 'old-age-pension',
            amount: formatMinor(state.pensionRightsYearlyMinor),
            currency: 'EUR',
            frequency: 'yearly',
            basis: 'accrued',
            condition: null,
            validUntil: null,
            figure: PENSION,
          },
        ],
  assumptions: [],
  notes: [],
});

export const FIGURES: ParticipantFigures = {
  explain: (state, name, _asOf, parameters) => {
    if (name === PENSION) return pension(state, parameters).tell();
    const right = [...state.bookedRights.values()].find((booked) => nameOfRight(booked) === name);
    if (right !== undefined) return rightFigure(state, right, parameters).tell();
    const [, employerId = '', month = ''] = /^premium\.(.+)\.(\d{4}-\d{2})$/.exec(name) ?? [];
    return premium(state, employerId, month, parameters)?.tell();
  },
  names: (state) => [PENSION, ...[...state.bookedRights.values()].map(nameOfRight), 'premium.EMPLOYER.MONTH'],
};

function pension(state: ParticipantState, parameters: ParameterSet): Explained<number> {
  const booked = [...state.bookedRights.values()].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
  return explained(state.pensionRightsYearlyMinor, () => ({
    name: PENSION,
    unit: UNIT,
    formula: 'sum of all that accrued and of what decisions moved',
    article: 'pension regulations; VIII',
    inputs: [...booked.map((one) => rightFigure(state, one, parameters)), ...state.rightsTransferred.map(transferFigure)],
  }));
}

function transferFigure({ on, amountMinor }: ParticipantState['rightsTransferred'][number]): Explained<number> {
  return explained(amountMinor, () => ({
    name: `rights.transfer.${on}`,
    unit: UNIT,
    formula: 'as transferred',
    article: 'Pension Act, article 84',
  }));
}

/** `rights.accrual.2018`, `rights.indexation.2019`, `rights.catch-up.2021.missed.2019`. */
function nameOfRight({ key: { kind, of, catchUp }, on }: Pick<BookedRight, 'key' | 'on'>): string {
  const year = kind === 'accrual' ? of : String(yearOf(on));
  return `rights.${kind}.${year}${catchUp === undefined ? '' : `.${catchUp.kind}.${catchUp.ofYear}`}`;
}

const FORMULAS: { readonly [kind in RightsKey['kind']]: readonly [formula: string, article: string] } = {
  accrual: ['Σ over the months of accrualRate · max(0, S − F) · p / 12', 'pension regulations'],
  indexation: ['posted(sum of rights after) − posted(sum before), tranches of earlier years', 'VIII'],
  reduction: ['posted(sum of rights after) − posted(sum before), tranches of earlier years', 'IX'],
  'catch-up': ['posted(sum of rights after) − posted(sum before), tranches that had been there', 'VIII'],
};

function rightFigure(state: ParticipantState, booked: BookedRight, parameters: ParameterSet): Explained<number> {
  const { key, amountMinor, right, eventIds, adjustedMinor } = booked;
  const [formula, article] = FORMULAS[key.kind];
  return explained(amountMinor, () => ({
    name: nameOfRight(booked),
    unit: UNIT,
    formula,
    article,
    rounding: 'half-up to 0.01 when posted',
    parameters:
      key.kind === 'accrual'
        ? usesBetween(parameters, ['accrualRate', 'franchise'], startOfYear(Number(key.of)), endOfYear(Number(key.of)))
        : [],
    events: key.kind === 'accrual' ? [...salaryEventsOf(state, key.of), ...eventIds] : [key.of, ...eventIds],
    note: told(right, adjustedMinor),
  }));
}

function told(right: string | undefined, adjustedMinor: number): string | undefined {
  const parts = [
    ...(right === undefined ? [] : [`unrounded ${right}`]),
    ...(adjustedMinor === 0 ? [] : [`of which ${formatMinor(adjustedMinor)} was derived again after its first booking`]),
  ];
  return parts.length === 0 ? undefined : parts.join('; ');
}

/** The entries of all series that may have held in a year. */
function salaryEventsOf({ salaries }: ParticipantState, year: string): readonly string[] {
  return [...salaries.values()].flatMap(({ entries }) => entries.filter(({ from }) => from <= `${year}-12`).map(({ eventId }) => eventId));
}

function premium(state: ParticipantState, employerId: string, month: string, parameters: ParameterSet): Explained<number> | undefined {
  const charges = state.premiums.get(employerId)?.charged.filter((one) => one.month === month) ?? [];
  if (charges.length === 0) return undefined;
  const holding = reportedSalary(state.salaries.get(employerId)?.entries ?? [], month);
  const salary = state.salaries.get(employerId)?.entries.find(({ from }) => from === holding?.from);
  const total = charges.reduce((sum, { premiumMinor, aoPremiumMinor }) => addMinor(sum, addMinor(premiumMinor, aoPremiumMinor)), 0);
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

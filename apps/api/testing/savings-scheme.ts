/** A scheme made for the tests of the API: what comes in adds up, and one parameter has two periods. */
import { formatMinor } from '#money/amount.js';
import { Decimal } from '#money/decimal.js';
import { ACCOUNT_LINE_KINDS, emptyLines } from '#ledger/participant/account/account.js';
import { refuse } from '#ledger/kernel/refusal.js';
import { parameterSet } from '#rulebooks/frame/parameters/parameters.js';
import type { Operation } from '#rulebooks/frame/operation.js';
import type { WindowYear } from '#rulebooks/frame/capabilities/windows.js';
import type { Rulebook } from '#rulebooks/frame/rulebook.js';

export const double: Operation = {
  name: 'savings.double',
  article: 'section 1',
  summary: 'twice an amount',
  input: {
    type: 'object',
    properties: { amount: { type: 'string', pattern: '^\\d+(\\.\\d+)?$' } },
    required: ['amount'],
    additionalProperties: false,
  },
  output: { type: 'object', properties: { amount: { type: 'string' } }, required: ['amount'] },
  calculate: ({ amount }) => {
    const exact = new Decimal(amount as string).times(2);
    if (exact.gt(1_000_000)) refuse('AMOUNT_OUT_OF_RANGE', { amount: exact.toFixed(), most: '1000000' });
    return { amount: exact.toFixed() };
  },
};

const none = '0.00';

export const savings: Rulebook = {
  id: 'savings',
  version: '1',
  title: 'Savings, for tests',
  currency: 'DKK',
  facts: {
    incomes: true,
    incomeFields: ['coverage'],
    contributions: true,
    openingValue: true,
    transfers: true,
    pensionPayments: true,
    employers: false,
    pensions: ['old-age-pension', 'disability-pension'],
  },
  parameters: {
    official: parameterSet('savings', [
      {
        name: 'rate',
        unit: 'fraction per year',
        entries: [
          { from: '2000-01-01', to: '2009-12-31', value: '0.05', reference: 'section 2', status: 'official', announced: '1999-12-01' },
          { from: '2010-01-01', value: '0.03', reference: 'section 2', status: 'official', announced: '2009-12-01' },
        ],
      },
    ]),
    publishable: [
      {
        name: 'rate',
        unit: 'fraction per year',
        check: (value) => (typeof value === 'string' && /^0\.\d+$/.test(value) ? undefined : { fault: 'kind', wanted: 'decimal-text' }),
      },
    ],
  },
  capabilities: {
    corrections: { kind: 'as-if-original', derive: () => [] },
    coverage: (state) => ({
      value: formatMinor(state.balanceMinor),
      benefits: [
        {
          benefit: 'old-age-pension',
          amount: formatMinor(state.balanceMinor),
          currency: 'DKK',
          frequency: 'lump-sum',
          basis: 'guaranteed',
          condition: null,
          validUntil: null,
          figure: 'value',
        },
      ],
      assumptions: [],
      notes: [],
    }),
    account: (state, year) => {
      const opening = [...state.lines].filter(([of]) => of < year).reduce((sum, [, lines]) => sum + sumOf(lines), 0);
      const lines = state.lines.get(year) ?? emptyLines();
      return {
        year,
        opening: formatMinor(opening),
        lines: ACCOUNT_LINE_KINDS.map((kind) => ({ kind, amount: formatMinor(lines[kind]) })),
        closing: formatMinor(opening + sumOf(lines)),
      };
    },
    windows: (state, correctionYear) => ({
      correctionYear,
      windowFrom: correctionYear - 8,
      windowTo: correctionYear - 1,
      years: [...state.incomes].map(([incomeYear, employers]): WindowYear => {
        const versions = [...employers.values()].flatMap(({ employerId, versions: all }) =>
          all.map((version) => ({ employerId, version })),
        );
        return {
          incomeYear,
          status: 'open',
          lastCorrectionYear: incomeYear + 8,
          closesOn: `${incomeYear + 8}-12-31`,
          income: {
            reported: formatMinor(versions[0]?.version.amountMinor ?? 0),
            current: formatMinor(versions.at(-1)?.version.amountMinor ?? 0),
          },
          premium: none,
          smoothingPart: none,
          versions: versions.map(({ employerId, version: { amountMinor: minor, recordedAt, correctedOn, eventId, reason } }) => ({
            employerId,
            amount: formatMinor(minor),
            recordedAt,
            correctedOn: correctedOn ?? null,
            eventId,
            reason: reason ?? null,
          })),
          settlements: [],
        };
      }),
      totals: { premiumDelta: none, premiumInterest: none, smoothingDelta: none, smoothingInterest: none, total: none },
    }),
    figures: {
      explain: (name, { state }) =>
        name === 'value'
          ? {
              name,
              value: formatMinor(state.balanceMinor),
              unit: 'DKK',
              formula: 'sum of contributions and transfers',
              article: 'section 1',
              parameters: [],
              inputs: [],
              events: state.transfers.map(({ eventId }) => eventId),
            }
          : undefined,
      names: () => ['value'],
    },
  },
};

function sumOf(lines: Readonly<Record<string, number>>): number {
  return Object.values(lines).reduce((sum, minor) => sum + minor, 0);
}

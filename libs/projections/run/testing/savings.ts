/** A scheme made for the tests of the runners: small sums, a dated parameter, and a fault in the law on demand. */
import { formatMinor } from '#money/amount.js';
import { ACCOUNT_LINE_KINDS, emptyLines } from '#ledger/participant/account/account.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import { refuse } from '#ledger/kernel/refusal.js';
import { parameterSet, requireDecimal } from '#rulebooks/frame/parameters/parameters.js';
import type { WindowYear } from '#rulebooks/frame/capabilities/windows.js';
import type { Rulebook } from '#rulebooks/frame/rulebook.js';

const NONE = '0.00';

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
        entries: [{ from: '2000-01-01', value: '0.05', reference: 'section 2', status: 'official', announced: '1999-12-01' }],
      },
    ]),
    publishable: [{ name: 'rate', unit: 'fraction per year', check: () => undefined }],
  },
  capabilities: {
    corrections: { kind: 'as-if-original', derive: () => [] },
    coverage: (state, asOf, parameters) => {
      if (participantIdOf(state).startsWith('fault')) throw new TypeError('a fault in the law');
      const rate = requireDecimal(parameters, 'rate', asOf);
      return {
        value: formatMinor(state.balanceMinor),
        benefits:
          state.balanceMinor === 0
            ? []
            : [
                {
                  benefit: 'old-age-pension',
                  amount: formatMinor(state.balanceMinor),
                  currency: 'DKK',
                  frequency: 'lump-sum',
                  basis: 'guaranteed',
                  // a text to be quoted
                  condition:
                    state.disabilities.length === 0
                      ? null
                      : { code: 'in-payment', since: `"${state.disabilities.at(-1)?.beganOn ?? ''}", disabled` },
                  validUntil: null,
                  figure: 'value',
                },
              ],
        assumptions: [{ name: 'rate', value: rate.toFixed(), from: '2000-01-01', reference: 'section 2', status: 'official' }],
        notes: [],
      };
    },
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
    windows: (state, correctionYear) => {
      if (participantIdOf(state).startsWith('windowless')) refuse('NOT_APPLICABLE', { scheme: 'savings', lacks: 'windows' });
      return {
        correctionYear,
        windowFrom: correctionYear - 8,
        windowTo: correctionYear - 1,
        years: [...state.incomes.keys()].sort((a, b) => a - b).map((year) => windowYear(state, year, correctionYear)),
        totals: { premiumDelta: NONE, premiumInterest: NONE, smoothingDelta: NONE, smoothingInterest: NONE, total: NONE },
      };
    },
  },
};

function participantIdOf(state: ParticipantState): string {
  return state.enrolment?.participantId ?? '';
}

function windowYear(state: ParticipantState, incomeYear: number, correctionYear: number): WindowYear {
  const employers = [...(state.incomes.get(incomeYear)?.values() ?? [])];
  const lastOf = incomeYear + 8;
  return {
    incomeYear,
    status: correctionYear > lastOf ? 'closed' : correctionYear > incomeYear ? 'open' : 'not-yet',
    lastCorrectionYear: lastOf,
    closesOn: `${lastOf}-12-31`,
    income: {
      reported: formatMinor(employers.reduce((sum, { versions }) => sum + (versions[0]?.amountMinor ?? 0), 0)),
      current: formatMinor(employers.reduce((sum, { versions }) => sum + (versions.at(-1)?.amountMinor ?? 0), 0)),
    },
    premium: NONE,
    smoothingPart: NONE,
    versions: employers.flatMap(({ employerId, versions }) =>
      versions.map((version) => ({
        employerId,
        amount: formatMinor(version.amountMinor),
        recordedAt: version.recordedAt,
        correctedOn: version.correctedOn ?? null,
        eventId: version.eventId,
        reason: version.reason ?? null,
      })),
    ),
    settlements: [],
  };
}

function sumOf(lines: Readonly<Record<string, number>>): number {
  return Object.values(lines).reduce((sum, minor) => sum + minor, 0);
}

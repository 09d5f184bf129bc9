/** The coverage overview: premiums charged, and the funded old-age pension (section 8) where its parameters are published. */
import { formatMinor } from '#money/amount.js';
import { endOfYear, startOfYear, yearOf, type CivilDate } from '#money/civil-date.js';
import { exactText } from '#money/decimal.js';
import { roundPosted } from '#money/rounding.js';
import { attempt } from '#ledger/kernel/refusal.js';
import { factsAfterDeath } from '#ledger/participant/loose-facts.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import { postedFigure } from '../../frame/figures/explained.js';
import { deathBy, disabilityNotes, grantedBenefit, grantedPensions } from '../../frame/granted-pensions.js';
import { usesInForce, type ParameterSet } from '../../frame/parameters/parameters.js';
import type { Assumption, Benefit, CoverageView } from '../../frame/capabilities/coverage.js';
import type { Note } from '../../frame/capabilities/statements.js';
import type { FundedPensionDetail } from '../../frame/capabilities/funded-pension.js';
import { indexNumber } from '../funded-pension/index-number.js';
import { premiumsUpTo } from './account.js';
import { insuredOf } from './insured-of.js';
import { fundedPensionOf, type LedgerPension } from './pension.js';

/** The last year whose end has come: figures at the end of v are known from 31 December of v on. */
export function lastCompleteYear(asOf: CivilDate): number {
  return asOf.endsWith('-12-31') ? yearOf(asOf) : yearOf(asOf) - 1;
}

export function coverageView(state: ParticipantState, asOf: CivilDate, parameters: ParameterSet): CoverageView {
  const year = lastCompleteYear(asOf);
  const pension = attempt(() => fundedPensionOf(state, year, parameters));
  const diedOn = deathBy(state, asOf);
  const granted = grantedPensions(state, asOf).map((one) => grantedBenefit(state, one, asOf));
  const notes: Note[] = [
    { code: 'value-is-what-was-charged' },
    ...(diedOn === undefined ? [] : [{ code: 'no-own-pension-after-death', diedOn } as const]),
    ...disabilityNotes(state, asOf),
    ...factsAfterDeath(state),
  ];
  const value = formatMinor(premiumsUpTo(state, asOf, parameters).value);
  if (diedOn !== undefined) return { value, benefits: granted, assumptions: [], notes };
  if (pension.status === 'refused') {
    notes.push({ code: 'pension-not-shown', why: pension.refusal });
    return { value, benefits: granted, assumptions: [], notes };
  }
  const benefit: Benefit = {
    benefit: 'old-age-pension',
    amount: postedFigure(pension.value.explained).value,
    currency: 'EUR',
    frequency: 'yearly',
    basis: 'accrued',
    condition: { code: 'funded-part', year },
    validUntil: null,
    figure: 'coverage.old-age-pension',
  };
  return {
    value,
    benefits: [benefit, ...granted],
    fundedPension: detailOf(state, year, pension.value, parameters),
    assumptions: assumptionsOf(year, pension.value, parameters),
    notes,
  };
}

function detailOf(state: ParticipantState, year: number, pension: LedgerPension, parameters: ParameterSet): FundedPensionDetail {
  const { k, bases, terms, incomes } = pension;
  const byBase = new Map(terms.map((term) => [term.base, term]));
  return {
    year,
    index: terms.length === 0 ? null : exactText(indexNumber(parameters, yearOf(insuredOf(state).birthDate), year)),
    conversion: terms.some(({ converted }) => converted) ? String(k) : null,
    incomes: incomes.map(({ year: incomeYear, employerId, amount }, place) => {
      const [base, term] = [bases[place], byBase.get(place)];
      if (base === undefined) throw new Error('every income has its base');
      return {
        year: incomeYear,
        employerId,
        amount: roundPosted(amount),
        counted: base.counted ? roundPosted(base.amount) : '0.00',
        reason: base.reason,
        pension: term === undefined ? '0' : exactText(term.yearly),
        converted: term?.converted ?? false,
      };
    }),
  };
}

/** What the pension rests on beside the decree's own tables. */
function assumptionsOf(year: number, { terms, incomes }: LedgerPension, parameters: ParameterSet): readonly Assumption[] {
  const uses = [
    ...(incomes.some((income) => income.year < 2005) ? usesInForce(parameters, ['incomeLimitBefore2005'], startOfYear(2004)) : []),
    ...(year < 2005 ? [] : usesInForce(parameters, ['annualIncomeThreshold'], endOfYear(year))),
    ...usesInForce(parameters, ['indexFactor'], endOfYear(year)),
    ...(terms.some(({ converted }) => converted) ? usesInForce(parameters, ['mortality1996'], startOfYear(1996)) : []),
  ];
  return uses.map(({ name, entry: { value, from, reference, status } }) => ({
    name: name.slice(name.indexOf('.') + 1),
    value: typeof value === 'string' ? value : JSON.stringify(value),
    from,
    reference,
    status,
  }));
}

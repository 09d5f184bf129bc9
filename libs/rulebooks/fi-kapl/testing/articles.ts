/** Every article and formula of the rulebook that a case must touch. The cases in `cases/` name them by id. */

export interface Article {
  readonly id: string;
  readonly title: string;
  /** Place in decree 800/2005; `rulebook` where the decree is silent and the rulebook decides. */
  readonly source: string;
}

export const ARTICLES: readonly Article[] = [
  { id: 'posting', title: 'Rounding half-up to 0.01 when an amount is posted', source: 'rulebook, section 1' },
  { id: 'age', title: 'Age reached on the birthday of the year', source: 'Annex 1, 2.2' },
  { id: 'calculation-rate', title: 'Calculation rate b1', source: 'Annex 1, section 1' },
  { id: 'accumulation', title: 'Accumulation between two days', source: 'Annex 1, section 1; rulebook, section 4' },
  { id: 'mortality', title: 'Mortality with the shift b2 of the cohort', source: 'Annex 1, section 1' },
  { id: 'technical-interest', title: 'Technical interest i0', source: 'Annex 1, section 1 and 2.3' },
  { id: 'income-base', title: 'Income base of the annual premium, its threshold', source: 'Annex 1, 2.1' },
  { id: 'annual-premium', title: 'Annual premium', source: 'Annex 1, 2.1, formula (1); Annex 2.2' },
  { id: 'smoothing-part', title: 'Smoothing part of the annual premium', source: 'Annex 1, 2.2, formula (2)' },
  { id: 'smoothing-table', title: 'Smoothing coefficients by sex and age', source: 'Annex 2.1' },
  { id: 'fund', title: 'Fund of the smoothing parts', source: 'Annex 1, 2.3, formula (3)' },
  { id: 'fund-2005', title: 'Fund of the smoothing parts in 2005', source: 'Annex 1, 2.3, formula (3), exception' },
  { id: 'claim', title: 'A negative fund is a claim', source: 'Annex 1, 2.3' },
  { id: 'excess-interest', title: 'What the liabilities earn above the technical interest', source: 'Annex 1, 2.3, ΔR' },
  { id: 'index-raises', title: 'Cost of the index raise of the year', source: 'Annex 1, 2.3' },
  { id: 'total-liabilities', title: 'Liabilities in all', source: 'Annex 1, 2.3, formula (4)' },
  { id: 'old-age-pensions', title: 'Old-age pensions in payment', source: 'Annex 1, 2.3, formula (5)' },
  { id: 'future-old-age-pensions', title: 'Future old-age pensions', source: 'Annex 1, 2.3, formula (6)' },
  { id: 'future-disability', title: 'Future disability pensions', source: 'Annex 1, 2.3, formula (7); Annex 2.2' },
  { id: 'disability-pensions', title: 'Disability pensions in payment', source: 'Annex 1, 2.3, formula (8)' },
  { id: 'early-retirement-pensions', title: 'Individual early retirement pensions in payment', source: 'Annex 1, 2.3, formula (9)' },
  { id: 'future-early-retirement', title: 'Future individual early retirement', source: 'Annex 1, 2.3, formula (10); Annex 2.2' },
  { id: 'unemployment-pensions', title: 'Unemployment pensions in payment', source: 'Annex 1, 2.3, formula (11)' },
  { id: 'future-unemployment', title: 'Future unemployment pensions', source: 'Annex 1, 2.3, formula (12); Annex 2.2' },
  { id: 'funded-pension', title: 'Funded pension', source: 'Annex 1, 2.3' },
  { id: 'funded-pension-before-1994', title: 'Funded pension of a pension taken before 1994', source: 'Annex 1, 2.3' },
  { id: 'conversion-factor', title: 'Conversion k(x, s) from the bases of 1996', source: 'Annex 1, 2.3' },
  { id: 'pension-taken', title: 'Year the old-age pension is taken', source: 'Annex 1, 2.3' },
  { id: 'pension-income-birth', title: 'Income base B: born on 1 July 1912 or later', source: 'Annex 1, 2.3' },
  { id: 'pension-income-apl', title: 'Income base B: cover under APL', source: 'Annex 1, 2.3' },
  { id: 'pension-income-disability', title: 'Income base B: years with a disability pension', source: 'Annex 1, 2.3' },
  { id: 'pension-income-before-23', title: 'Income base B: earned before 23', source: 'Annex 1, 2.3' },
  { id: 'pension-income-from-55', title: 'Income base B: from the year of the 55th birthday', source: 'Annex 1, 2.3' },
  { id: 'pension-income-limit', title: 'Income base B: limit of the year', source: 'Annex 1, 2.3' },
  { id: 'index', title: 'Index J', source: 'Annex 2.3' },
  { id: 'index-factor', title: "Index factor J'", source: 'Annex 2.4' },
  { id: 'corrections', title: 'Corrections of incomes: premium and smoothing part with interest', source: 'Annex 1, 2.4' },
  { id: 'correction-window', title: 'The last eight years preceding the correction year', source: 'Annex 1, 2.4' },
  { id: 'correction-coverage', title: 'Corrected incomes: cover under APL', source: 'Annex 1, 2.4' },
  { id: 'index-corrections', title: 'Corrections of the index terms', source: 'Annex 1, 2.4, second part' },
];

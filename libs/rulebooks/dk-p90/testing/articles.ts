/** Every section of the rulebook that a case must touch. The cases in `cases/` name them by id. */

export interface Article {
  readonly id: string;
  readonly title: string;
  /** Place in PenSam's assumption document of 2022-10-01; `rulebook` where the document is silent and the rulebook decides. */
  readonly source: string;
}

export const ARTICLES: readonly Article[] = [
  { id: 'posting', title: 'Rounding half-up to 0.01 when an amount is posted', source: 'rulebook, section 1' },
  { id: 'in-force', title: 'A month uses the row in force on its first day', source: 'rulebook, section 1' },
  { id: 'missing-parameter', title: 'No row in force is an error that names parameter and day', source: 'rulebook, section 1' },
  { id: 'demo-set', title: 'The labelled demo set counts on request only', source: 'rulebook, section 8' },
  { id: 'largest-remainder', title: 'Allocation to the øre by largest remainder', source: 'rulebook, section 1' },
  { id: 'scheme-value', title: 'Scheme value: the basis of a lifelong monthly pension', source: 'body, Værdien af din pensionsordning' },
  { id: 'annual-account', title: 'Annual account of a calendar year', source: 'body, Regnskab for din pension; rulebook, section 6' },
  { id: 'coverage-overview', title: 'Coverage overview', source: 'body, Dækningsoversigt' },
  { id: 'assumption-version', title: 'The assumption document in force when the letter was received', source: 'body, footnote 1' },
  { id: 'calculation-basis', title: 'Calculation basis: 3 % for the whole period', source: 'appendices A and C' },
  { id: 'expected-basis', title: 'Expected rates by year', source: 'appendix A' },
  { id: 'mortality', title: 'Law of mortality', source: 'rulebook, section 3; appendix C' },
  { id: 'annuity-factor', title: 'Annuity factor, monthly in advance', source: 'rulebook, section 3' },
  { id: 'projection-start', title: 'Start of a projection', source: 'rulebook, section 4' },
  { id: 'retirement-date', title: 'Retirement date', source: 'body, alderspension; rulebook, section 4' },
  { id: 'contributing', title: 'Contributing or paid-up, by the latest month', source: 'body, alderspension' },
  { id: 'wage-growth', title: 'The contribution rises with wages every 1 January', source: 'body, alderspension; rulebook, section 4' },
  {
    id: 'projection',
    title: 'Monthly projection of the value, never below zero',
    source: 'body, omkostninger og forrentning; rulebook, section 4',
  },
  { id: 'special-bonus-payout', title: 'Special bonus provisions in the expected payout', source: 'body; appendix C' },
  { id: 'purchasing-power', title: "Payout in today's purchasing power", source: 'body, købekraft' },
  { id: 'linked-covers', title: 'Disability and spouse pension follow the old-age pension', source: 'body, forsikringer' },
  { id: 'group-cover', title: 'Group insurance while contributing', source: 'body, gruppeforsikringer' },
  { id: 'group-cover-minimum', title: 'Group insurance: contribution of a certain size', source: 'body, gruppeforsikringer' },
  { id: 'group-cover-run-off', title: 'Group insurance: one more year', source: 'body, gruppeforsikringer' },
  { id: 'group-cover-expiry', title: 'Group insurance: expiry by age', source: 'body, gruppeforsikringer' },
  { id: 'surplus', title: 'A surplus fills the buffer and releases a bonus', source: 'appendix B' },
  { id: 'deficit', title: 'A deficit takes the buffer, then crediting, last the value', source: 'appendix B' },
  { id: 'emergency', title: 'Emergency regulation before the year end', source: 'appendix B' },
  { id: 'special-bonus', title: 'Special bonus provisions follow each year, never smoothed', source: 'body; appendix C' },
  { id: 'basis-change', title: 'Change of the calculation basis', source: 'appendix B; terms, sections 33 and 34' },
  { id: 'terms-change', title: 'Change of terms: covers may change or lapse', source: 'appendix B; terms, section 37' },
];

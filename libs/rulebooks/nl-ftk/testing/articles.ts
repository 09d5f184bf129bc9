/** Every rule of the rulebook that a case must touch. The cases in `cases/` name them by id. */

export interface Article {
  readonly id: string;
  readonly title: string;
  /** Place in the CPB note of 5 December 2014; `rulebook` where the note is silent and the rulebook decides. */
  readonly source: string;
}

export const ARTICLES: readonly Article[] = [
  { id: 'regimes', title: 'The rules of a day', source: 'section 2' },
  { id: 'accrual', title: 'Accrual and retirement age', source: 'section 2, Witteveen framework' },
  { id: 'indexation-scale', title: 'Indexation by a scale from 105 %', source: 'sections 2 and 4; rulebook, section 2' },
  { id: 'old-plan', title: 'Recovery plan of fifteen years', source: 'section 2; rulebook, section 2' },
  { id: 'cut-to-minimum', title: 'Minimum capital within three years', source: 'section 2; rulebook, section 2' },
  { id: 'full-catch-up', title: 'Catching up with the full surplus', source: 'section 4; rulebook, section 2' },
  { id: 'durable-indexation', title: 'Indexation that lasts: a tenth of what lies above 110 %', source: 'section 2' },
  { id: 'recovery-plan', title: 'Recovery plan of ten years, new every year', source: 'section 2' },
  { id: 'plan-cut', title: 'A gap of the plan spread evenly', source: 'section 2' },
  { id: 'required-capital', title: 'Required capital', source: 'section 2' },
  { id: 'minimum-capital', title: 'Five successive years below the minimum capital', source: 'section 2' },
  { id: 'catch-up', title: 'Catching up with a fifth of the surplus', source: 'section 2' },
  { id: 'ten-cuts', title: 'Ten unconditional cuts at once in the liabilities', source: 'section 2' },
  { id: 'recovery-path', title: 'The path that a plan expects', source: 'section 2; rulebook, section 6' },
  { id: 'variants', title: 'Variants of the rules', source: 'section 4' },
  { id: 'curve', title: 'Curve that approaches an ultimate rate', source: 'section 2; rulebook, section 3' },
  { id: 'ultimate-rate', title: 'Ultimate forward rate', source: 'section 2' },
  { id: 'premium-curve', title: 'Premium on the curve', source: 'section 2; rulebook, section 3' },
  { id: 'premium-average', title: 'Premium on the average of ten years', source: 'section 2; rulebook, section 3' },
  { id: 'premium-expected-return', title: 'Premium on the expected real return', source: 'section 2; rulebook, section 3' },
  { id: 'scenario', title: 'Scenarios of the economy', source: 'rulebook, section 4' },
  { id: 'study', title: 'Asset-liability study', source: 'sections 3 and 4; rulebook, section 4' },
  { id: 'evaluations', title: 'Yearly evaluations, carried forward and as now known', source: 'section 2; rulebook, section 8' },
  { id: 'board-indexation', title: 'Limits of an indexation', source: 'section 2; rulebook, section 8' },
  { id: 'board-reduction', title: 'The cut of a plan is the least', source: 'section 2; rulebook, section 8' },
  { id: 'board-catch-up', title: 'Limits of catching up', source: 'section 2; rulebook, section 8' },
  { id: 'board-ten-cuts', title: 'A series of ten cuts, scheduled and falling due', source: 'section 2; rulebook, section 8' },
  { id: 'recovery-plan-set', title: 'Recovery plan with its end and its cuts', source: 'section 2; rulebook, section 8' },
  { id: 'premium-basis', title: 'Basis of the premium: how long fixed, what at least', source: 'section 2; rulebook, section 8' },
  { id: 'net-profit', title: 'Net profit by birth year', source: 'section 4; rulebook, section 4' },
];

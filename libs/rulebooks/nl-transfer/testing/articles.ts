/** Every rule that a case must touch. The cases in `cases/` name them by id. */

interface Article {
  readonly id: string;
  readonly title: string;
  /** Answer of the minister's letter of 15 February 2022; `rulebook` where the letter is silent and the rulebook decides. */
  readonly source: string;
}

export const ARTICLES: readonly Article[] = [
  { id: 'receiver', title: 'Providers that may receive a collective transfer', source: 'Answers 1, 6, 8' },
  { id: 'organ', title: 'Which body speaks for the participants', source: 'Answers 1, 9' },
  { id: 'advice', title: "Accountability body: advice, and the board's response", source: 'Answers 1, 9' },
  { id: 'approval', title: 'Stakeholder body: approval', source: 'Answers 1, 9' },
  { id: 'works-council', title: 'Works council: consent to a change of the scheme', source: 'Answer 5' },
  { id: 'proposal', title: 'What a proposal holds', source: 'rulebook, section 3' },
  { id: 'assessment', title: 'Equivalence and balance before the organs', source: 'Answer 9' },
  { id: 'order', title: 'Order of steps and of days', source: 'rulebook, section 3' },
  { id: 'notice', title: 'Notice to the supervisor, in time', source: 'Answers 1, 9; Pension Act 83, 84' },
  { id: 'prohibition', title: 'Prohibition within the review', source: 'Answers 1, 4, 9' },
  { id: 'clearance', title: 'Review over without a prohibition', source: 'Answer 1' },
  { id: 'completion', title: 'Completion on the transfer date', source: 'rulebook, section 3' },
  { id: 'withdrawal', title: 'The board withdraws the proposal', source: 'rulebook, section 3' },
  { id: 'actuarial-equivalence', title: 'Actuarial equivalence, participant by participant', source: 'Answer 9; rulebook, section 4' },
  { id: 'collective-equivalence', title: 'Collective equivalence', source: 'Answer 9; rulebook, section 4' },
  { id: 'balance', title: 'Balance between groups', source: 'Answers 1, 9; rulebook, section 4' },
  { id: 'missing-parameter', title: 'No value is a refusal that names parameter and day', source: 'rulebook, section 1' },
  { id: 'all-or-nothing', title: 'Either all postings or none', source: 'rulebook, section 5' },
  { id: 'value-split', title: 'The value split by largest remainder', source: 'rulebook, section 5' },
  { id: 'converted-right', title: 'Rights closed and opened at the conversion', source: 'rulebook, section 5' },
  { id: 'statement', title: 'What a participant is told', source: 'Answers 1, 9; rulebook, section 5' },
  { id: 'sector', title: 'The sector in figures', source: 'Answers 6, 8' },
];

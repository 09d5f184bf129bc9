/** The pensions that an event may name. Which of them a scheme grants, its rulebook says. */

/** Names of the coverage overview, and of the pensions that the cost division of KAPL knows (fi-kapl section 9). */
export const PENSION_BENEFITS = [
  'old-age-pension',
  'disability-pension',
  'individual-early-retirement',
  'unemployment-pension',
  'spouse-pension',
  'child-pension',
] as const;

export const OLD_AGE = 'old-age-pension';
export const DISABILITY = 'disability-pension';

const SURVIVORS: ReadonlySet<string> = new Set(['spouse-pension', 'child-pension']);

/** Paid to others after the participant's death; all other pensions end with it. */
export function isForSurvivors(benefit: string): boolean {
  return SURVIVORS.has(benefit);
}

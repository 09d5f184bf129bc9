/** Puts the test scheme in the place of the law, before anything that asks the registry is loaded. */
import { jest } from '@jest/globals';
import { Refused, refusal } from '#ledger/kernel/refusal.js';
import { savings } from './savings.js';

/** Of the one scheme there is. */
function rulebookOf(scheme: string): typeof savings {
  if (scheme === savings.id) return savings;
  throw new Refused(refusal('UNKNOWN_SCHEME', { scheme, known: [] }));
}

jest.unstable_mockModule('#rulebooks/registry.js', () => ({
  RULEBOOKS: [savings],
  findRulebook: (scheme: string) => (scheme === savings.id ? savings : undefined),
  rulebookOf,
  rulebookWithLaw: rulebookOf,
}));

jest.unstable_mockModule('#rulebooks/by-scheme.js', async () => {
  const { rulebookOf } = await import('#rulebooks/registry.js');
  return { loadRulebook: async (scheme: string) => rulebookOf(scheme) };
});

export const { openStandingModels } = await import('../open-standing.js');
export const { sweep } = await import('../sweep/sweep.js');
export { portfolioDigest } from './portfolio-digest.js';
export const { trialBalance } = await import('../../trial-balance/trial-balance.js');
export const { liveRunner } = await import('../live.js');
export const { coverageProjection } = await import('../../coverage/projection.js');
export const { windowsProjection } = await import('../../windows/projection.js');
export const { worklistProjection } = await import('../../worklist/projection.js');
export const { accountProjection } = await import('../../account/projection.js');

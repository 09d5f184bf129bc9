/** Which lane an event goes in, and where it stands on a line of time whose idle gaps are drawn shorter. */
export const LANES = ['facts', 'decisions', 'entitlements', 'corrections', 'annulments'] as const;
export type Lane = (typeof LANES)[number];

const LANE_OF: Readonly<Record<string, Lane>> = {
  EventAnnulled: 'annulments',
  IncomeCorrected: 'corrections',
  CorrectionSettled: 'corrections',
  CorrectionTimeBarred: 'corrections',
  AdjustmentPosted: 'corrections',
  InterestCredited: 'entitlements',
  BonusAllocated: 'entitlements',
  SpecialBonusShareStated: 'entitlements',
  CostCharged: 'entitlements',
  RiskPremiumCharged: 'entitlements',
  RightsAccrued: 'entitlements',
  IndexationGranted: 'entitlements',
  BenefitReduced: 'decisions',
  ReductionRestored: 'decisions',
  PensionStarted: 'decisions',
  PensionEnded: 'decisions',
};

/** What is not decided, booked or corrected came from outside. */
export function laneOf(type: string): Lane {
  return LANE_OF[type] ?? 'facts';
}

const DAY_MS = 86_400_000;
/** A gap longer than this is drawn by its logarithm. */
const LONG_GAP_DAYS = 90;

/** Place of each day, from 0 to 1; `days` are sorted, each once. */
export function placesOfDays(days: readonly string[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  let at = 0;
  let before: number | undefined;
  for (const day of days) {
    const now = Date.parse(`${day}T00:00:00Z`) / DAY_MS;
    if (before !== undefined) {
      const gap = now - before;
      at += gap <= LONG_GAP_DAYS ? gap : LONG_GAP_DAYS * (1 + Math.log2(gap / LONG_GAP_DAYS) / 2);
    }
    places.set(day, at);
    before = now;
  }
  for (const [day, place] of places) places.set(day, at === 0 ? 0.5 : place / at);
  return places;
}

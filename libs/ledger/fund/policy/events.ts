/** What the fund reports and decides of its policy; participants' rights follow from the decisions, by the scheme that keeps them. */
import type { CivilDate, Instant } from '#money/civil-date.js';
import { FIRST_VERSION, type DataOf, type EventDefinitions, type Recorded } from '../../kernel/event.js';
import type { FoldByCopy } from '../../kernel/fold.js';
import * as is from '../../kernel/schema.js';
import { CATCH_UP_KINDS } from '../../participant/rights/booked-rights.js';

/** What a premium is computed with: market rates, their average of ten years, or the return that the fund expects. */
export const PREMIUM_BASES = ['RTS', 'averageRTS', 'expectedReturn'] as const;

const DECISION = { ...FIRST_VERSION, movesRules: false };

/** What was granted of what had been reduced or missed, oldest first. */
const applied = is.record({ kind: is.oneOf(...CATCH_UP_KINDS), ofYear: is.year, rate: is.decimal });

export const POLICY_EVENTS = {
  IndexationDecided: {
    ...DECISION,
    schema: is.record(
      { on: is.date, rate: is.decimal, reference: is.text },
      /** How the rate stands to what the rules allow; `missed`: what may be caught up later. */
      {
        ...{ ambition: is.decimal, sustainable: is.decimal, maxRate: is.decimal, bindingRule: is.text, missed: is.decimal },
        /** Where the year is evaluated by the rules of funding: the year, and what they proposed. */
        ...{ evaluation: is.year, proposed: is.decimal },
      },
    ),
  },
  /** The rates stand in the publication beside it; a cap that they pass is a finding and cuts nothing (nl-pob 2.10). */
  PremiumRatesDecided: {
    ...DECISION,
    schema: is.record({
      from: is.date,
      announced: is.date,
      reportYear: is.year,
      actuaryHeard: is.yesOrNo,
      caoApproval: is.yesOrNo,
      premiumRate: is.decimal,
      aoPremiumRate: is.decimal,
      participantRate: is.decimal,
      costCoveringRate: is.decimal,
      capStatus: is.oneOf('RENEGOTIATE', 'ABOVE_CAP', 'BELOW_COST_COVERING', 'OK'),
      reference: is.text,
    }),
  },
  CatchUpDecided: {
    ...DECISION,
    schema: is.record(
      { on: is.date, budget: is.decimal, applied: is.list(applied), factor: is.decimal, reference: is.text },
      /** Where the year is evaluated by the rules of funding: the year, what its backlog owed, and what they let the board give back. */
      { evaluation: is.year, owed: is.decimal, allowed: is.decimal },
    ),
  },
  /** Ten equal cuts on the next ten starts of a year, unconditional: each is booked by a reduction that names this. */
  TenCutsScheduled: {
    ...DECISION,
    schema: is.record({
      year: is.year,
      cut: is.decimal,
      cumulative: is.decimal,
      years: is.list(is.year),
      liabilitiesAfter: is.decimal,
      /** What it was computed on: the flows, their value before, the assets, and the curve. */
      flows: is.eventReference,
      liabilities: is.decimal,
      assets: is.decimal,
      marketRate: is.decimal,
      ufr: is.decimal,
      reference: is.text,
    }),
  },
  PremiumBasisSet: {
    ...DECISION,
    schema: is.record(
      {
        from: is.date,
        basis: is.oneOf(...PREMIUM_BASES),
        planReturn: is.decimal,
        loading: is.decimal,
        premiumRate: is.decimal,
        minimumWage: is.decimal,
        minimumPrice: is.decimal,
        reference: is.text,
      },
      { fixedUntil: is.date, averageRate: is.decimal, bondReturn: is.decimal, equityReturn: is.decimal },
    ),
  },
} satisfies EventDefinitions;

export type PolicyEventData = DataOf<typeof POLICY_EVENTS>;

/** What a decision says of itself: no figure is computed with it. */
export interface DecisionGrounds {
  readonly reference: string;
  readonly reason?: string;
  /** By the rules of funding: the year whose evaluation asked for it or allowed it. */
  readonly evaluation?: number;
  /** The rule that bound it. */
  readonly rule?: string;
  /** The series of ten cuts that it is one of. */
  readonly schedule?: string;
}

/** What a fund decided that moves rights, each on its day. Rates are decimal text. `grounds`: none of what is only supposed. */
export type RightsDecision = { readonly id: string; readonly on: CivilDate; readonly grounds?: DecisionGrounds } & (
  | { readonly kind: 'indexation'; readonly granted: string; readonly missed: string }
  | { readonly kind: 'reduction'; readonly rate: string }
  | { readonly kind: 'catch-up'; readonly applied: readonly is.TypeOf<typeof applied>[] }
);

/** The events of the policy with their ids and when the ledger came to know them, by their days. */
interface OfPolicy<T extends keyof PolicyEventData> {
  readonly eventId: string;
  readonly recordedAt: Instant;
  readonly position: bigint;
  readonly data: PolicyEventData[T];
}

export interface PolicySlice {
  readonly indexations: readonly OfPolicy<'IndexationDecided'>[];
  readonly catchUps: readonly OfPolicy<'CatchUpDecided'>[];
  readonly tenCuts: readonly OfPolicy<'TenCutsScheduled'>[];
  readonly premiumBases: readonly OfPolicy<'PremiumBasisSet'>[];
  readonly premiumRates: readonly OfPolicy<'PremiumRatesDecided'>[];
}

export function initialPolicy(): PolicySlice {
  return { indexations: [], catchUps: [], tenCuts: [], premiumBases: [], premiumRates: [] };
}

function ofPolicy<T extends keyof PolicyEventData>({ id, recordedAt, position, data }: Recorded<PolicyEventData, T>): OfPolicy<T> {
  return { eventId: id, recordedAt, position, data } as OfPolicy<T>;
}

export const foldPolicy: FoldByCopy<PolicyEventData, PolicySlice> = {
  PremiumRatesDecided: ({ premiumRates }, event) => ({ premiumRates: [...premiumRates, ofPolicy(event)] }),
  IndexationDecided: ({ indexations }, event) => ({ indexations: [...indexations, ofPolicy(event)] }),
  CatchUpDecided: ({ catchUps }, event) => ({ catchUps: [...catchUps, ofPolicy(event)] }),
  TenCutsScheduled: ({ tenCuts }, event) => ({ tenCuts: [...tenCuts, ofPolicy(event)] }),
  PremiumBasisSet: ({ premiumBases }, event) => ({ premiumBases: [...premiumBases, ofPolicy(event)] }),
};

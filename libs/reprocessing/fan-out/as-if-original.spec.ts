/**
 * The law of the as-if-original policy: after reprocessing, every balance equals that of a ledger in which the facts had
 * been right from the start. Random histories of one dk-p90 participant: contributions in time and late, corrections,
 * corrections of corrections, annulments and the fund's decisions, reconciled at random moments.
 */
import fc from 'fast-check';
import { eventId } from '#journal/event-id.js';
import { fundStream, participantStream } from '#ledger/subjects.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import type { DecidedFundEvent } from '#ledger/fund/events.js';
import type { DecidedParticipantEvent, ParticipantEvent } from '#ledger/participant/events.js';
import { evolveFund, INITIAL_FUND, type FundState } from '#ledger/fund/state.js';
import { annulmentKey } from '#ledger/kernel/annulment.js';
import type { Decision, Standing } from '#ledger/kernel/decision.js';
import type { FactContext } from '#ledger/participant/deciding/terms.js';
import { annul } from '#ledger/participant/annul.js';
import { receiveContribution, replaceContribution } from '#ledger/participant/contributions/receive-contribution.js';
import { evolveParticipant, initialParticipant, type ParticipantState } from '#ledger/participant/state.js';
import { eventsInEffect } from '#ledger/kernel/selection.js';
import { endOfYear, formatPeriod, lastOfMonth, LAST_DATE } from '#money/civil-date.js';
import { parameterSet, type Parameter, type ParameterSet } from '#rulebooks/frame/parameters/parameters.js';
import { reconcile } from '#rulebooks/frame/reconcile.js';
import { rulebookOf } from '#rulebooks/registry.js';

const RULEBOOK = rulebookOf('dk-p90');
const STREAM = participantStream('P1');
const FIRST_YEAR = 2001;
const LAST_YEAR = 2004;
const RUNS = 2_000;

function parameter(name: string, value: string): Parameter {
  return {
    name,
    unit: 'DKK per month',
    entries: [
      { from: '1990-01-01', to: undefined, value, reference: 'test', status: 'illustrative', announced: '1990-01-01', note: undefined },
    ],
  };
}

const PARAMETERS: ParameterSet = parameterSet('dk-p90', [
  parameter('adminFee', '40'),
  parameter('riskPremium', '60'),
  parameter('groupPremium', '150'),
]);

/** A ledger of one participant and one fund, in memory. */
class Ledger {
  readonly events: RecordedEvent[] = [];
  fund: FundState = INITIAL_FUND;
  private fundRevision = 0;

  constructor() {
    const data = {
      participantId: 'P1',
      scheme: 'dk-p90',
      fundId: 'dk-p90',
      birthDate: '1960-02-29',
      sex: 'female',
      enrolledOn: '2001-01-01',
    };
    this.append([{ type: 'ParticipantEnrolled', effectiveDate: '2001-01-01', key: 'enrolled', data } as DecidedParticipantEvent]);
  }

  append(decided: readonly DecidedParticipantEvent[]): void {
    for (const { type, effectiveDate, key, data } of decided)
      this.events.push(recorded(STREAM, this.events.length, key, type, effectiveDate, data));
  }

  decideForFund({ type, effectiveDate, key, data }: DecidedFundEvent): void {
    this.fund = evolveFund(this.fund, recorded(fundStream('dk-p90'), this.fundRevision, key, type, effectiveDate, data));
    this.fundRevision += 1;
  }

  state(asOf = LAST_DATE): ParticipantState {
    let state = initialParticipant();
    for (const event of eventsInEffect(this.events, { asOf })) state = evolveParticipant(state, event);
    return state;
  }

  reconcile(): number {
    const due = reconcile(RULEBOOK, this.state(), this.fund, PARAMETERS, '2010-01-01');
    this.append(due);
    return due.length;
  }

  context(): FactContext & { readonly idOf: (key: string) => string } {
    const standing: Standing = (key) => {
      const id = eventId(STREAM, key);
      const found = this.events.find((event) => event.id === id);
      if (found === undefined) return undefined;
      const annulled = this.events.some((event) => event.id === eventId(STREAM, annulmentKey(id)));
      return { type: found.type, effectiveDate: found.effectiveDate, data: found.data, annulled, sameFile: false };
    };
    const terms = {
      scheme: 'dk-p90',
      currency: 'DKK' as const,
      facts: {
        incomes: false,
        contributions: true,
        openingValue: true,
        transfers: true,
        pensionPayments: true,
        employers: false,
        pensions: ['old-age-pension', 'disability-pension', 'spouse-pension'],
      },
    };
    return {
      participantId: 'P1',
      enrolment: { birthDate: '1960-02-29', fundId: 'dk-p90' },
      diedOn: undefined,
      terms,
      today: '2010-01-01',
      standing,
      idOf: (key) => eventId(STREAM, key),
    };
  }

  take(decision: Decision<DecidedParticipantEvent>): void {
    if (decision.status === 'decided') this.append(decision.events);
  }
}

function recorded(stream: string, revision: number, key: string, type: string, effectiveDate: string, data: object): RecordedEvent {
  return {
    id: eventId(stream, key),
    stream,
    revision,
    position: BigInt(revision + 1),
    type,
    schemaVersion: 1,
    effectiveDate,
    recordedAt: '2010-01-01T00:00:00.000Z',
    actor: 'test',
    data: data as RecordedEvent['data'],
  };
}

type Step =
  | { readonly do: 'contribute' | 'replace'; readonly month: number; readonly employer: string; readonly amountMinor: number }
  | { readonly do: 'annul'; readonly nth: number }
  | { readonly do: 'reconcile' };

const month = fc.integer({ min: FIRST_YEAR * 12, max: LAST_YEAR * 12 + 11 });
const amount = { month, employer: fc.constantFrom('E1', 'E2'), amountMinor: fc.integer({ min: 0, max: 2_000_000 }) };
const fact: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('contribute' as const), ...amount }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('replace' as const), ...amount }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('annul' as const), nth: fc.nat({ max: 20 }) }) },
  { weight: 2, arbitrary: fc.constant({ do: 'reconcile' as const }) },
);

/** The fund's decisions, in their order; each with the number of facts before it. */
const allotment = fc.record({ total: fc.integer({ min: 1, max: 900_000 }), spread: fc.integer({ min: 1, max: 9 }), raised: fc.boolean() });
const decisions = fc.record({
  rates: fc.array(fc.integer({ min: -50, max: 120 }), { minLength: 4, maxLength: 4 }),
  bonuses: fc.array(fc.option(allotment), { minLength: 4, maxLength: 4 }),
  cut: fc.option(fc.record({ rate: fc.integer({ min: 1, max: 300 }), month })),
});
type Decisions = typeof decisions extends fc.Arbitrary<infer T> ? T : never;

function fundEvents({ rates, bonuses, cut }: Decisions): readonly DecidedFundEvent[] {
  const events: DecidedFundEvent[] = rates.flatMap((rate, index): readonly DecidedFundEvent[] => {
    const year = FIRST_YEAR + index;
    const share = bonuses[index];
    const closed = [
      {
        type: 'InterestRateDeclared' as const,
        effectiveDate: endOfYear(year),
        key: `interest:${year}`,
        data: { year, rate: (rate / 1000).toString(), reference: 'test' },
      },
      { type: 'YearClosed' as const, effectiveDate: endOfYear(year), key: `closed:${year}`, data: { year, reference: 'test' } },
    ];
    if (share === null || share === undefined) return closed;
    const decided = {
      total: (share.total / 100).toFixed(2),
      keySum: String(share.spread * 5_000_000),
      ...(share.raised ? { raisedFrom: { remainder: '2500000', lastId: 'P1' } } : {}),
    };
    const kind = index % 2 === 0 ? ('bonus' as const) : ('deduction' as const);
    const data = {
      year,
      group: 'R1',
      result: eventId(STREAM, 'result'),
      kind,
      by: 'value' as const,
      allotment: decided,
      currency: 'DKK' as const,
    };
    return [...closed, { type: 'BonusDeclared', effectiveDate: endOfYear(year), key: `allotted:${year}`, data }];
  });
  if (cut === null) return events;
  const on = lastOfMonth(cut.month);
  return [
    ...events,
    {
      type: 'ReductionDecided',
      effectiveDate: on,
      key: 'cut',
      data: { on, rate: (cut.rate / 1000).toString(), reason: 'test', reference: 'test' },
    },
  ];
}

function perform(ledger: Ledger, step: Step): void {
  if (step.do === 'reconcile') {
    ledger.reconcile();
    return;
  }
  if (step.do === 'annul') {
    const facts = ledger.events.filter(({ type }) => type === 'ContributionReceived');
    const chosen = facts[step.nth % Math.max(1, facts.length)];
    if (chosen !== undefined)
      ledger.take(
        annul(
          { eventId: chosen.id, reason: 'test' },
          { participantId: 'P1', events: ledger.events as unknown as ParticipantEvent[], employerOf: () => undefined },
        ),
      );
    return;
  }
  const command = {
    period: formatPeriod(step.month),
    employerId: step.employer,
    amountMinor: step.amountMinor,
    currency: 'DKK' as const,
    receivedOn: lastOfMonth(step.month),
  };
  ledger.take(step.do === 'contribute' ? receiveContribution(command, ledger.context()) : replaceContribution(command, ledger.context()));
}

/** The ledger in which the surviving facts were there from the start, and every decision came after them. */
function asIfOriginal(ledger: Ledger, events: readonly DecidedFundEvent[]): Ledger {
  const other = new Ledger();
  const facts = eventsInEffect(ledger.events, { asOf: LAST_DATE }).filter(({ type }) => type === 'ContributionReceived');
  facts.forEach(({ type, effectiveDate, data }, index) =>
    other.append([{ type, effectiveDate, key: `fact:${index}`, data } as unknown as DecidedParticipantEvent]),
  );
  for (const event of events) other.decideForFund(event);
  other.reconcile();
  return other;
}

function balances(ledger: Ledger): readonly number[] {
  return Array.from({ length: LAST_YEAR - FIRST_YEAR + 2 }, (_, index) => ledger.state(endOfYear(FIRST_YEAR + index)).balanceMinor);
}

function booked(ledger: Ledger): readonly (readonly [string, number])[] {
  return [...ledger.state().booked]
    .map(([key, { amountMinor }]): [string, number] => [key, amountMinor])
    .filter(([, minor]) => minor !== 0)
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

it('after reprocessing, every balance is that of a ledger whose facts were right from the start', () => {
  fc.assert(
    fc.property(
      fc.array(fact, { minLength: 1, maxLength: 25 }),
      decisions,
      fc.array(fc.nat({ max: 25 }), { minLength: 13, maxLength: 13 }),
      (facts, decided, places) => {
        const ledger = new Ledger();
        const events = fundEvents(decided);
        // Decisions keep their order and fall anywhere among the facts.
        const at = places.slice(0, events.length).sort((a, b) => a - b);
        let next = 0;
        for (const [index, step] of facts.entries()) {
          for (; next < events.length && (at[next] as number) <= index; next += 1) ledger.decideForFund(events[next] as DecidedFundEvent);
          perform(ledger, step);
        }
        for (; next < events.length; next += 1) ledger.decideForFund(events[next] as DecidedFundEvent);
        ledger.reconcile();
        const original = asIfOriginal(ledger, events);
        expect(balances(ledger)).toEqual(balances(original));
        expect(booked(ledger)).toEqual(booked(original));
        expect(ledger.reconcile()).toBe(0);
      },
    ),
    { numRuns: RUNS },
  );
});

it('a late contribution moves the interest booked on it: by hand', () => {
  // 2001 at 12 %, closed. 1 200.00 for January comes late. j = 1.12^(1/12) − 1; from the end of January it bears interest for
  // 11 months: 1200 · (1.12^(11/12) − 1) = 1200 · 0.1094718… = 131.366… The group premium of January, 150, bears it likewise:
  // 150 · 0.1094718 = 16.4208…; together (1200 − 150) · 0.1094718 = 114.945… → see the difference of the two bookings.
  const ledger = new Ledger();
  for (const event of fundEvents({ rates: [120, 0, 0, 0], bonuses: [null, null, null, null], cut: null })) ledger.decideForFund(event);
  ledger.reconcile();
  const before = new Map(booked(ledger));
  perform(ledger, { do: 'contribute', month: FIRST_YEAR * 12, employer: 'E1', amountMinor: 120_000 });
  ledger.reconcile();
  const after = new Map(booked(ledger));
  const moved = (kind: string): number => {
    const key = [...after.keys()].find((text) => text.startsWith(`${kind}:${FIRST_YEAR}`)) as string;
    return (after.get(key) as number) - (before.get(key) ?? 0);
  };
  expect(moved('insurance')).toBe(-15_000);
  const exact = 1050 * (1.12 ** (11 / 12) - 1);
  expect(Math.abs(moved('interest') / 100 - exact)).toBeLessThanOrEqual(0.01); // two roundings of half a cent each
  expect(ledger.events.filter(({ type }) => type === 'AdjustmentPosted').map(({ effectiveDate }) => effectiveDate)).toContain('2001-12-31');
});

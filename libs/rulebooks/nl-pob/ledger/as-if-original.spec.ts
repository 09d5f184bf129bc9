/**
 * Law: after reprocessing, charges and rights equal those of books in which the salaries had been right from the start, save what 2.11,
 * 4.3 and 4.9 hold back, which is listed to the cent. Over random histories of reports, corrections, estimates, final invoices,
 * decisions, exemptions and lapses.
 */
import fc from 'fast-check';
import { addMonths, formatPeriod } from '#money/civil-date.js';
import type { Employment, Month, PremiumParts, PremiumSlot } from '../../frame/capabilities/invoicing.js';
import { chargeDue, monthsBetween } from './charges-due.js';
import { minus, NO_PREMIUM, plus, slotText, premiumSumOf, totalMinor } from './premium-parts.js';
import { PENSION_RIGHTS } from './pension-rights.js';
import { openBooks, PARAMETERS, type Books } from './testing/books.js';

const FIRST = 2018 * 12;
const MONTHS = 30;
const month = (index: number): Month => formatPeriod(FIRST + index);
const day = (index: number, of: string): string => `${month(index)}-${of}`;

const salary = fc.record({
  fullTimeSalary: fc.integer({ min: 0, max: 9_000_000 }).map((cents) => (cents / 100).toFixed(2)),
  partTimeFactor: fc.constantFrom('1', '0.8', '0.75', '0.5555', '0.1'),
  premiumFreeShare: fc.constantFrom('0', '0', '0', '0.5', '1', '0.333'),
});
const at = fc.integer({ min: 0, max: MONTHS - 1 });

/** One entry of a series: as first reported, late perhaps, and what it is corrected to, in some later months. */
const entry = fc.record({
  from: at,
  reportedAfter: fc.integer({ min: 0, max: 8 }),
  reported: salary,
  corrections: fc.array(fc.record({ after: fc.integer({ min: 0, max: 40 }), to: salary }), { maxLength: 2 }),
});
const span = fc.record({
  from: at,
  length: fc.integer({ min: 1, max: 12 }),
  after: fc.integer({ min: 0, max: 10 }),
  kind: fc.constantFrom('exempt', 'objector', 'voluntary'),
});
const estimate = fc.record({
  from: at,
  length: fc.integer({ min: 1, max: 4 }),
  after: fc.integer({ min: 1, max: 4 }),
  set: salary,
  deliveredAfter: fc.integer({ min: 0, max: 3 }),
  replacedAfter: fc.option(fc.integer({ min: 0, max: 6 })),
});
const decision = fc.record({
  year: fc.constantFrom(2018, 2019),
  choice: fc.constantFrom('change', 'keep'),
  at: fc.integer({ min: 12, max: MONTHS + 40 }),
});

const history = fc.record({
  people: fc.array(
    fc.record({
      series: fc.uniqueArray(entry, { minLength: 1, maxLength: 4, selector: ({ from }) => from }),
      spans: fc.array(span, { maxLength: 2 }),
      estimates: fc.array(estimate, { maxLength: 1 }),
    }),
    { minLength: 1, maxLength: 2 },
  ),
  finals: fc.subarray([2018, 2019]),
  decisions: fc.array(decision, { maxLength: 3 }),
});
type History = typeof history extends fc.Arbitrary<infer H> ? H : never;

interface Action {
  readonly at: number;
  readonly make: (books: Books) => void;
}

/** What comes in month by month, before that month's invoices. */
function actionsOf({ people, decisions }: History): readonly Action[] {
  const actions: Action[] = [];
  people.forEach(({ series, spans, estimates }, person) => {
    const id = `p${person}`;
    for (const { from, reportedAfter, reported, corrections } of series) {
      actions.push({ at: from + reportedAfter, make: (books) => books.report(id, month(from), reported.fullTimeSalary, reported) });
      for (const { after, to } of corrections)
        actions.push({ at: from + reportedAfter + after, make: (books) => books.correct(id, month(from), to) });
    }
    for (const { from, length, after, kind } of spans) {
      actions.push({
        at: from + after,
        make: (books) => books.exempt(id, kind as 'exempt', { from: month(from), to: month(from + length - 1) }),
      });
    }
    for (const { from, length, after, set, deliveredAfter, replacedAfter } of estimates) {
      const name = `estimate ${id}`;
      const row = { estimate: name, from: month(from), to: month(from + length - 1), delivered: false, ...set };
      actions.push({ at: from + after, make: (books) => books.estimate(id, row) });
      actions.push({ at: from + after + deliveredAfter, make: (books) => books.deliver(name) });
      if (replacedAfter === null) continue;
      const replacedAt = from + after + deliveredAfter + replacedAfter;
      actions.push({ at: replacedAt, make: (books) => void books.replace(name, day(replacedAt, '05')) });
    }
  });
  for (const { year, choice, at: when } of decisions) {
    actions.push({
      at: when,
      make: (books) => void books.decide(year, choice as 'keep', day(when, '05'), month(Math.min(when, MONTHS) - 1)),
    });
  }
  return actions;
}

const LAST = MONTHS + 45;

/** Invoices of every month in its turn, finals in February, and after the last month corrections, decisions and lapses. */
function play(events: History): Books {
  const books = openBooks();
  const actions = actionsOf(events);
  for (let now = 0; now <= LAST; now += 1) {
    for (const { make } of actions.filter((action) => action.at === now)) make(books);
    const year = Number(month(now).slice(0, 4)) - 1;
    if (now % 12 === 1 && events.finals.includes(year)) books.final(`final ${year}`, year, day(now, '07'));
    // after the last month of salaries an invoice a quarter goes on settling what changes
    if (now < MONTHS || now % 3 === 0) books.invoice(month(now), month(Math.min(now, MONTHS - 1)), day(now, '08'));
  }
  return books;
}

/** The facts as now known, known from the start: no estimate, nothing booked. */
function original(employment: Employment): Employment {
  return { ...employment, estimates: [], charged: [], lapsed: [], settled: [] };
}

function bySlot(charges: readonly (PremiumSlot & PremiumParts)[]): ReadonlyMap<string, PremiumParts> {
  const slots = new Map<string, PremiumParts>();
  for (const charge of charges) slots.set(slotText(charge), plus(slots.get(slotText(charge)) ?? NO_PREMIUM, charge));
  return slots;
}

const RUNS = 200;

it('charges equal those of the right salaries, save what is listed as held back (property)', () => {
  let held = 0;
  fc.assert(
    fc.property(history, (events) => {
      const books = play(events);
      const [on, through] = [day(LAST, '20'), month(MONTHS - 1)];
      const found = books.differences(on, through);
      // everything that may be charged has been
      expect(found.filter(({ status }) => status === 'next-invoice')).toEqual([]);
      for (const employment of books.employments.values()) {
        const mine = found.filter(({ participantId }) => participantId === employment.participantId);
        held += mine.length;
        const is = bySlot([...employment.charged, ...mine.map((one) => ({ ...one, ...one.difference }))]);
        const right = original(employment);
        const should = bySlot(monthsBetween(month(0), through).flatMap((one) => chargeDue(right, one, PARAMETERS)?.charge ?? []));
        for (const slot of new Set([...is.keys(), ...should.keys()])) {
          expect([slot, minus(is.get(slot) ?? NO_PREMIUM, should.get(slot) ?? NO_PREMIUM)]).toEqual([slot, NO_PREMIUM]);
        }
      }
    }),
    { numRuns: RUNS },
  );
  expect(held).toBeGreaterThan(RUNS / 4); // some are held back indeed
}, 300_000);

it('what is held back is held back by its article (property)', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(history, (events) => {
      const books = play(events);
      const on = day(LAST, '20');
      for (const one of books.differences(on, month(MONTHS - 1))) {
        const year = Number(one.month.slice(0, 4));
        seen.add(one.status);
        if (one.status === 'lapsed-2.11') {
          expect([one.debtor, Math.sign(totalMinor(one.difference)), `${year + 3}-12-31` < on]).toEqual(['employer', -1, true]);
        }
        if (one.status === 'awaits-4.9' || one.status === 'kept') expect(events.finals).toContain(year);
        if (one.status === 'estimate') expect(books.employments.get(one.participantId)?.estimates).not.toEqual([]);
      }
      // what lapses is recorded once
      books.lapse(on, month(MONTHS - 1));
      expect(books.lapse(on, month(MONTHS - 1))).toBe(0);
    }),
    { numRuns: RUNS },
  );
  expect([...seen].sort()).toEqual(['awaits-4.9', 'estimate', 'kept', 'lapsed-2.11']);
}, 300_000);

it('invoices add up to what was charged, and what was never late bears no interest (property)', () => {
  fc.assert(
    fc.property(history, (events) => {
      const books = play(events);
      const charged = premiumSumOf(
        [...books.employments.values()].flatMap((one) => one.charged.filter(({ debtor }) => debtor === 'employer')),
      );
      const invoiced = [...books.invoices.values()];
      expect(invoiced.reduce((total, { totalMinor: amount }) => total + amount, 0)).toBe(totalMinor(charged));
      expect(invoiced.reduce((total, { recoverableMinor }) => total + recoverableMinor, 0)).toBe(charged.recoverableMinor);
      for (const invoice of invoiced) expect(invoice.dueOn > invoice.sentOn && invoice.dueOn.endsWith('-15')).toBe(true);
    }),
    { numRuns: RUNS / 2 },
  );
}, 300_000);

it('rights follow the facts as now known, whatever binds the employer (property)', () => {
  const rates = fc.record({
    granted: fc.constantFrom('0', '0.008', '0.0125'),
    missed: fc.constantFrom('0', '0.004'),
    cut: fc.option(fc.constantFrom('0.005', '0.01')),
  });
  fc.assert(
    fc.property(history, fc.array(rates, { minLength: 3, maxLength: 3 }), fc.integer({ min: 0, max: LAST }), (events, decided, until) => {
      const decisions = decided.flatMap(({ granted, missed, cut }, index) => {
        const on = `${2019 + index}-01-01`;
        return [
          { kind: 'indexation', id: `i${index}`, on, granted, missed } as const,
          ...(cut === null ? [] : [{ kind: 'reduction', id: `r${index}`, on, rate: cut } as const]),
          ...(index === 0
            ? []
            : [{ kind: 'catch-up', id: `c${index}`, on, applied: [{ kind: 'missed', ofYear: 2018 + index, rate: '0.002' }] } as const]),
        ];
      });
      const rightsOf = (employment: Employment): ReturnType<typeof PENSION_RIGHTS.rights> => {
        const accruals = [2018, 2019, 2020].map((year) => ({
          year,
          right: PENSION_RIGHTS.accrual([employment], year, month(MONTHS - 1), PARAMETERS),
        }));
        return PENSION_RIGHTS.rights(accruals, decisions, '2021-12-31');
      };
      const early = openBooks();
      for (const { make, at: when } of [...actionsOf(events)].sort((a, b) => a.at - b.at)) if (when <= until) make(early);
      for (const employment of play(events).employments.values()) {
        const booked = early.employments.get(employment.participantId);
        const before = booked === undefined ? [] : rightsOf(booked).bookings;
        const now = rightsOf(employment);
        expect(now.totalMinor).toBe(rightsOf(original(employment)).totalMinor);
        const differences = PENSION_RIGHTS.rightsDifferences(now.bookings, before);
        const sum = [...before, ...differences].reduce((total, { amountMinor }) => total + amountMinor, 0);
        expect(sum).toBe(now.totalMinor);
        const after = [...before, ...differences.map(({ key, on, amountMinor }) => ({ key, on, amountMinor }))];
        expect(PENSION_RIGHTS.rightsDifferences(now.bookings, after)).toEqual([]);
      }
    }),
    { numRuns: RUNS },
  );
}, 300_000);

it('payments reach every invoice once, and interest derived again needs no second adjustment (property)', () => {
  const payment = fc.record({ after: fc.integer({ min: 0, max: MONTHS + 20 }), cents: fc.integer({ min: 1, max: 400_000 }) });
  fc.assert(
    fc.property(history, fc.array(payment, { maxLength: 8 }), (events, payments) => {
      const books = play({ ...events, decisions: [] });
      const paid = payments.map(({ after, cents }) => ({ on: day(after, '20'), cents })).sort((a, b) => (a.on < b.on ? -1 : 1));
      let credit = 0;
      for (const { on, cents } of paid) credit += books.pay(on, cents);
      const asOf = addMonths(day(LAST, '20'), 12);
      let [received, surplus] = [0, 0];
      for (const invoice of books.invoices.keys()) {
        const { credits } = books.receivable(invoice);
        received += credits.reduce((total, { amountMinor }) => total + amountMinor, 0);
        const balance = books.balance(invoice, asOf);
        surplus += books.receivable(invoice).amountMinor >= 0 ? balance.surplusMinor : 0;
        const interest = balance.charges.reduce((total, { amountMinor }) => total + amountMinor, 0);
        const due = Math.max(0, books.receivable(invoice).amountMinor) + interest;
        expect(balance.baseMinor).toBe(due - credits.reduce((total, { amountMinor }) => total + amountMinor, 0));
      }
      expect([received + credit, surplus]).toEqual([paid.reduce((total, { cents }) => total + cents, 0), 0]);
    }),
    { numRuns: RUNS / 4 },
  );
}, 300_000);

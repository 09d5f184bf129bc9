/**
 * Law, over random histories: exemptions of the employer, for all or for some, and of conscientious objectors, told late, withdrawn and
 * ended, among invoices and payments. Charges, rights and savings come to those of a ledger in which all of it had been known from the
 * start; every commodity balances on every day, and a second run finds nothing.
 */
import fc from 'fast-check';
import { withdrawExemption } from '#ledger/employer/exemptions/change-exemption.js';
import { decideOnRequest, requestExemption } from '#ledger/employer/exemptions/request-exemption.js';
import { reportSalary } from '#ledger/participant/salaries/report-salary.js';
import { savingsBalanceMinor } from '#ledger/participant/savings/events.js';
import { endObjection, objectToInsurance, type ObjectionContext } from '#ledger/participant/savings/object.js';
import type { DecidedEvent } from '#ledger/kernel/decision.js';
import { INITIAL_FUND } from '#ledger/fund/state.js';
import { addMinor } from '#money/amount.js';
import { formatPeriod } from '#money/civil-date.js';
import { termsOfEmployer } from '#rulebooks/frame/employments.js';
import { givenParameters, layer } from '#rulebooks/frame/parameters/parameters.js';
import { savingsDue } from '#rulebooks/frame/savings-due.js';
import { LedgerInMemory, PARAMETERS, RULEBOOK, TODAY } from './ledger-in-memory.js';

const FIRST = 2018 * 12;
const MONTHS = 14;
const month = (index: number): string => formatPeriod(FIRST + index);
const day = (index: number, of = '01'): string => `${month(index)}-${of}`;
const RETURNS = Array.from({ length: 12 }, (_, index) => ({
  from: `${2014 + index}-12-31`,
  to: `${2014 + index}-12-31`,
  value: ['0.1337', '0.0049', '0.0868', '-0.02'][index % 4] as string,
}));
const RULES = { rulebook: RULEBOOK, fund: INITIAL_FUND, parameters: layer(PARAMETERS, givenParameters({ fundReturn: RETURNS })) };
const PEOPLE = ['a', 'b'] as const;

const exemption = fc.record({
  for: fc.constantFrom<readonly string[] | undefined>(undefined, ['a'], ['b'], ['a', 'b']),
  from: fc.nat(MONTHS - 2),
  fromDay: fc.constantFrom('01', '15'),
  toldAfter: fc.integer({ min: 0, max: 10 }),
  ended: fc.option(
    fc.record({ after: fc.integer({ min: 0, max: 12 }), day: fc.constantFrom('01', '20'), toldAfter: fc.integer({ min: 0, max: 6 }) }),
    { nil: undefined },
  ),
});
const objection = fc.record({
  who: fc.constantFrom(...PEOPLE),
  from: fc.nat(MONTHS - 2),
  toldAfter: fc.nat(6),
  endedAfter: fc.option(fc.integer({ min: 1, max: 12 }), { nil: undefined }),
});
const history = fc.record({
  exemptions: fc.array(exemption, { maxLength: 3 }),
  objections: fc.uniqueArray(objection, { maxLength: 2, selector: ({ who }) => who }),
  salaries: fc.tuple(fc.integer({ min: 1_400_000, max: 8_000_000 }), fc.integer({ min: 1_400_000, max: 8_000_000 })),
  unpaid: fc.subarray(Array.from({ length: MONTHS }, (_, index) => index), { maxLength: 4 }),
  asOf: fc.nat(MONTHS + 8),
});
type History = typeof history extends fc.Arbitrary<infer H> ? H : never;

interface Action {
  readonly at: number;
  readonly make: (ledger: LedgerInMemory) => void;
}

function exempt(one: History['exemptions'][number], index: number): readonly Action[] {
  const { from, fromDay, toldAfter, ended, for: participants } = one;
  const at = from + toldAfter;
  const facts = { employerRequest: true, caoBinding: false, separateSchemeWithUnions: true, jointRequest: true };
  const reference = `letter ${index}`;
  const decided = {
    request: reference,
    decidedOn: day(at, '02'),
    reference: `board ${index}`,
    choice: undefined,
    informationDue: undefined,
    otherProvider: 'yes',
    generalCondition: undefined,
    compensationMinor: undefined,
    currency: undefined,
  } as const;
  const granted: Action = {
    at,
    make: (ledger) => {
      ledger.ofEmployer('E', (context) =>
        requestExemption({ kind: 'ownCao', requestedOn: day(at, '02'), from: day(from, fromDay), facts, reference, participants }, context),
      );
      ledger.ofEmployer('E', (context) => decideOnRequest(decided, context));
    },
  };
  if (ended === undefined) return [granted];
  const last = from + ended.after + (ended.after === 0 && ended.day < fromDay ? 1 : 0);
  const told = Math.max(at, last) + ended.toldAfter;
  const withdrawn = {
    exemption: reference,
    cause: 'grounds-gone',
    from: day(last, ended.day),
    decidedOn: day(told, '03'),
    reference: `board w${index}`,
    condition: undefined,
  } as const;
  return [granted, { at: told, make: (ledger) => ledger.ofEmployer('E', (context) => withdrawExemption(withdrawn, context)) }];
}

function object({ who, from, toldAfter, endedAfter }: History['objections'][number]): readonly Action[] {
  const at = from + toldAfter;
  const told = (ledger: LedgerInMemory, decide: (context: ObjectionContext) => ReturnType<typeof objectToInsurance>): void =>
    ledger.tell(who, (context) => decide(context as unknown as ObjectionContext));
  const granted: Action = {
    at,
    make: (ledger) =>
      told(ledger, (context) =>
        objectToInsurance({ requestedOn: day(at), from: day(from), declaration: 'yes', reference: 'board', condition: undefined }, context),
      ),
  };
  if (endedAfter === undefined) return [granted];
  const on = from + endedAfter;
  return [
    granted,
    {
      at: Math.max(at, on),
      make: (ledger) => told(ledger, (context) => endObjection({ cause: 'objections-gone', on: day(on), reference: 'board' }, context)),
    },
  ];
}

function saved(ledger: LedgerInMemory): number {
  const employers = { E: termsOfEmployer(ledger.employer()) };
  let events = 0;
  for (const id of PEOPLE) {
    const due = savingsDue(RULES, { state: ledger.participant(id), employers }, TODAY);
    ledger.append(`participant-${id}`, due as readonly DecidedEvent[]);
    events += due.length;
  }
  return events;
}

/** `late`: what is told comes when it does; else all of it before the first invoice. */
function play({ exemptions, objections, salaries, unpaid }: History, late: boolean): LedgerInMemory {
  const ledger = new LedgerInMemory();
  PEOPLE.forEach((id, index) => {
    const data = {
      participantId: id,
      scheme: 'nl-pob',
      fundId: 'nl-pob',
      birthDate: '1970-01-01',
      sex: 'female',
      enrolledOn: '2018-01-01',
    };
    ledger.append(`participant-${id}`, [{ type: 'ParticipantEnrolled', effectiveDate: '2018-01-01', key: 'enrolled', data }]);
    const salary = {
      employerId: 'E',
      from: '2018-01',
      fullTimeSalaryMinor: salaries[index] as number,
      currency: 'EUR',
      partTimeFactor: '1',
      premiumFreeShare: '0',
      reportedOn: '2018-01-02',
    } as const;
    ledger.tell(id, (context) => reportSalary(salary, context));
  });
  const actions = [...exemptions.flatMap(exempt), ...objections.flatMap(object)];
  if (!late) for (const { make } of [...actions].sort((a, b) => a.at - b.at)) make(ledger);
  for (let now = 0; now < MONTHS + 8; now += 1) {
    if (late) for (const { make } of actions.filter(({ at }) => at === now)) make(ledger);
    ledger.run({ kind: 'monthly', month: month(now), sentOn: day(now, '08') });
    const sent = ledger.employer().invoices.at(-1)?.data;
    const total = sent?.invoice === month(now) && !unpaid.includes(now) ? Math.round(Number(sent.total) * 100) : 0;
    if (total > 0) ledger.pay({ amountMinor: total, receivedOn: day(now + 1, '10'), reference: `paid ${now}`, invoice: month(now) });
    if (late && now % 5 === 0) {
      ledger.interest(day(now, '28'));
      ledger.rights();
      saved(ledger);
    }
  }
  if (late) for (const { make } of actions.filter(({ at }) => at >= MONTHS + 8)) make(ledger);
  ledger.run({ kind: 'monthly', month: month(MONTHS + 24), sentOn: day(MONTHS + 24, '08') });
  ledger.interest(day(MONTHS + 24, '28'));
  ledger.rights();
  saved(ledger);
  return ledger;
}

/** What each participant's months came to, by premium and savings. */
function charged(ledger: LedgerInMemory): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { participantId, employment } of ledger.books().employed) {
    for (const { month: of, as, premiumMinor, aoPremiumMinor } of employment.charged) {
      const key = `${participantId} ${of} ${as}`;
      sums.set(key, addMinor(sums.get(key) ?? 0, addMinor(premiumMinor, aoPremiumMinor)));
    }
  }
  return new Map([...sums].filter(([, minor]) => minor !== 0).sort());
}

it('whenever exemptions and objections are told, charges, rights and savings come to the same, and balance on every day (property)', () => {
  fc.assert(
    fc.property(history, (events) => {
      const [ledger, original] = [play(events, true), play(events, false)];
      expect(charged(ledger)).toEqual(charged(original));
      for (const id of PEOPLE) {
        const [one, other] = [ledger.participant(id), original.participant(id)];
        expect(one.pensionRightsYearlyMinor).toBe(other.pensionRightsYearlyMinor);
        expect(savingsBalanceMinor(one)).toBe(
          0 -
            (ledger.trialBalance().get('participants:savings EUR') ?? 0) -
            savingsBalanceMinor(ledger.participant(id === 'a' ? 'b' : 'a')),
        );
        // an exempt month is charged nothing
        for (const { from, to, participants } of termsOfEmployer(ledger.employer()).exempt) {
          const inside = (of: string): boolean =>
            from <= of && (to === undefined || of <= to) && (participants === undefined || participants.includes(id));
          expect([...charged(ledger).keys()].filter((key) => key.startsWith(`${id} `) && inside(key.slice(2, 9)))).toEqual([]);
        }
      }
      ledger.trialBalance(day(events.asOf, '15'));
      expect([saved(ledger), ledger.rights(), ledger.interest(day(MONTHS + 24, '28'))]).toEqual([0, 0, 0]);
    }),
    { numRuns: 15 },
  );
});

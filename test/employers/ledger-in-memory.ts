/**
 * The streams of employers and participants in memory, kept by the ledger's own decisions: what tests of the law over histories play
 * on.
 */
import { readFileSync } from 'node:fs';
import { eventId } from '#journal/event-id.js';
import { recordPayment, type RecordPayment } from '#ledger/employer/invoices/record-payment.js';
import { creditAndInterest } from '#ledger/employer/invoices/accrue-interest.js';
import { annulOfEmployer, type EmployerAnnulContext } from '#ledger/employer/annul.js';
import { NOTHING_RESTS } from '#ledger/employer/resting.js';
import type { EmployerEvent, EmployerState } from '#ledger/employer/state.js';
import { annulmentKey } from '#ledger/kernel/annulment.js';
import { eventsInEffect } from '#ledger/kernel/selection.js';
import type { LedgerEvent } from '#ledger/event.js';
import { INITIAL_FUND } from '#ledger/fund/state.js';
import type { DecidedEvent, Decision, Standing } from '#ledger/kernel/decision.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import type { JsonObject } from '#ledger/kernel/json.js';
import type { SalaryContext } from '#ledger/participant/salaries/salary-problems.js';
import type { ParticipantState } from '#ledger/participant/state.js';
import { postingsOf } from '#ledger/postings.js';
import { stateOf } from '#ledger/subjects.js';
import { addMinor } from '#money/amount.js';
import { LAST_DATE } from '#money/civil-date.js';
import type { AffiliatedState } from '#portfolio/employer.js';
import type { RulesInForce } from '#portfolio/rules-in-force.js';
import { compose, type InvoiceCommand } from '#reprocessing/invoicing/compose.js';
import type { EmployerBooks } from '#reprocessing/invoicing/employer-books.js';
import { employerLaw } from '#rulebooks/frame/employer-law.js';
import { employmentAt, termsOfEmployer } from '#rulebooks/frame/employments.js';
import { layer } from '#rulebooks/frame/parameters/parameters.js';
import { readParameterFile } from '#rulebooks/frame/parameters/publication.js';
import { rightsDue } from '#rulebooks/frame/rights-due.js';
import { rulebookOf } from '#rulebooks/registry.js';
import { said } from '#words/said.js';
import type { View } from '#projections/view.js';

export const RULEBOOK = rulebookOf('nl-pob');
const PUBLISHED = readParameterFile(JSON.parse(readFileSync('test/samples/nl-pob/illustrative.json', 'utf8')) as JsonObject, RULEBOOK);
export const PARAMETERS = layer(RULEBOOK.parameters.official, PUBLISHED.parameters);
const LAW = employerLaw(RULEBOOK, PARAMETERS);
/** The day of every decision. */
export const TODAY = '2025-03-01';

const INDEXATIONS = ['2019', '2020', '2021'].map((year, index) => ({
  eventId: `00000000-0000-4000-8000-00000000000${index}`,
  recordedAt: TODAY,
  position: 1n,
  data: { on: `${year}-01-01`, rate: ['0.008', '0', '0.0125'][index] as string, reference: 'board' },
}));

export type Telling = SalaryContext & { readonly state: ParticipantState; readonly occurrence: number };

export class LedgerInMemory {
  readonly streams = new Map<string, RecordedEvent[]>();
  private position = 0n;

  constructor(employerIds: readonly string[] = ['E']) {
    for (const employerId of employerIds) {
      const data = { employerId, scheme: 'nl-pob', fundId: 'nl-pob', kind: 'mandatory', affiliatedOn: '2018-01-01' };
      this.append(`employer-${employerId}`, [{ type: 'EmployerAffiliated', effectiveDate: '2018-01-01', key: 'affiliated', data }]);
    }
  }

  append(stream: string, events: readonly DecidedEvent[]): void {
    const stands = this.streams.get(stream) ?? [];
    this.streams.set(stream, stands);
    for (const { type, effectiveDate, key, data } of events) {
      this.position += 1n;
      const id = eventId(stream, key);
      expect([key, stands.some((one) => one.id === id)]).toEqual([key, false]); // a key stands once
      stands.push({
        id,
        stream,
        revision: stands.length,
        position: this.position,
        type,
        schemaVersion: 1,
        effectiveDate,
        recordedAt: TODAY,
        actor: 'test',
        data,
      });
    }
  }

  participants(): readonly string[] {
    return [...this.streams.keys()]
      .flatMap((stream) => (stream.startsWith('participant-') ? [stream.slice('participant-'.length)] : []))
      .sort();
  }

  participant(id: string): ParticipantState {
    return stateOf('participant', this.streams.get(`participant-${id}`) ?? [], { asOf: LAST_DATE });
  }

  employer(id = 'E', asOf = LAST_DATE): EmployerState {
    return stateOf('employer', this.streams.get(`employer-${id}`) ?? [], { asOf });
  }

  private standing(stream: string): Standing {
    return (key) => {
      const events = this.streams.get(stream) ?? [];
      const found = events.find((one) => one.id === eventId(stream, key));
      if (found === undefined) return undefined;
      return { ...found, annulled: events.some(({ id }) => id === eventId(stream, annulmentKey(found.id))), sameFile: false };
    };
  }

  private take(stream: string, decision: Decision): void {
    if (decision.status === 'refused') throw new Error(said(decision.refusal));
    if (decision.status === 'decided') this.append(stream, decision.events);
  }

  /** A fact about a participant, by its decision. */
  tell(id: string, decide: (context: Telling) => Decision): void {
    const stream = `participant-${id}`;
    const terms = { scheme: 'nl-pob', currency: 'EUR' as const, facts: RULEBOOK.facts };
    const context = {
      participantId: id,
      enrolment: { birthDate: '1970-01-01', fundId: 'nl-pob' },
      diedOn: undefined,
      terms,
      today: TODAY,
      standing: this.standing(stream),
      state: this.participant(id),
      occurrence: 1,
      employerOf: (employerId: string) => ({ employer: this.employer(employerId), law: LAW }),
    };
    this.take(stream, decide(context as unknown as Telling));
  }

  /** A fact about an employer, by its decision. */
  ofEmployer(id: string, decide: (context: EmployerAnnulContext) => Decision): void {
    const stream = `employer-${id}`;
    const employer = this.employer(id) as AffiliatedState;
    this.take(
      stream,
      decide({
        id,
        employer,
        events: (this.streams.get(stream) ?? []) as unknown as readonly EmployerEvent[],
        elsewhere: NOTHING_RESTS,
        today: TODAY,
        standing: this.standing(stream),
        law: LAW,
        idOf: (key: string) => eventId(stream, key),
        employerOf: () => undefined,
      }),
    );
  }

  annul(eventId: string, id = 'E'): void {
    this.ofEmployer(id, (context) => annulOfEmployer({ eventId, reason: 'entered by mistake' }, context));
  }

  pay(payment: Omit<RecordPayment, 'currency'>, id = 'E'): void {
    this.ofEmployer(id, (context) => recordPayment({ ...payment, currency: 'EUR' }, context));
  }

  books(employerId = 'E'): EmployerBooks {
    const employer = this.employer(employerId);
    const terms = termsOfEmployer(employer);
    const employed = this.participants().map((participantId) => ({
      participantId,
      revision: 0,
      employment: employmentAt(participantId, employerId, this.participant(participantId), terms),
    }));
    return { employerId, revision: 0, employer, terms, employed };
  }

  run(command: InvoiceCommand, employerId = 'E'): void {
    const composed = compose(command, this.books(employerId), { rulebook: RULEBOOK, parameters: PARAMETERS });
    if (composed.status !== 'decided') return;
    if (composed.events.employer.length > 0) this.append(`employer-${employerId}`, composed.events.employer);
    for (const { participantId, events } of composed.events.participants) this.append(`participant-${participantId}`, events);
  }

  /** How many events it came to. */
  interest(to: string, employerId = 'E'): number {
    const events = creditAndInterest(this.employer(employerId), to, LAW);
    this.append(`employer-${employerId}`, events);
    return events.length;
  }

  /** How many events it came to. */
  rights(): number {
    let changed = 0;
    const employers = [...this.streams.keys()].flatMap((stream) =>
      stream.startsWith('employer-') ? [stream.slice('employer-'.length)] : [],
    );
    const terms = Object.fromEntries(employers.map((id) => [id, termsOfEmployer(this.employer(id))]));
    for (const id of this.participants()) {
      const due = rightsDue(
        { rulebook: RULEBOOK, fund: { ...INITIAL_FUND, indexations: INDEXATIONS }, parameters: PARAMETERS },
        { participantId: id, state: this.participant(id), employers: terms },
        TODAY,
      );
      this.append(`participant-${id}`, due as readonly DecidedEvent[]);
      changed += due.length;
    }
    return changed;
  }

  view<Question extends object, Shown extends object>(
    view: View<Question, Shown, AffiliatedState>,
    asOf: string,
    question: Question,
    id = 'E',
  ): Shown {
    const rules = { rulebook: RULEBOOK, parameters: PARAMETERS } as RulesInForce;
    const coordinates = { asOf, knownAt: TODAY, rulesKnownAt: TODAY } as never;
    const also = (): never => {
      throw new Error('no view of an employer rests on another');
    };
    return view.view({ id, state: this.employer(id, asOf) as AffiliatedState, coordinates, rules, question, also });
  }

  /** Balances of the accounts by `asOf`, those of zero left out; each commodity adds up to zero. */
  trialBalance(asOf = LAST_DATE): ReadonlyMap<string, number> {
    const [balances, totals] = [new Map<string, number>(), new Map<string, number>()];
    const add = (sums: Map<string, number>, key: string, minor: number): void => void sums.set(key, addMinor(sums.get(key) ?? 0, minor));
    for (const event of [...this.streams.values()].flatMap((events) => eventsInEffect(events, { asOf }))) {
      for (const { account, commodity, amountMinor } of postingsOf(event as unknown as LedgerEvent)) {
        add(balances, `${account} ${commodity}`, amountMinor);
        add(totals, commodity, amountMinor);
      }
    }
    expect([...totals].filter(([, minor]) => minor !== 0)).toEqual([]);
    return new Map([...balances].filter(([, minor]) => minor !== 0).sort());
  }
}

/** Movements split by cause, on events by hand and under the law of both schemes. */
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import type { JsonObject } from '#ledger/kernel/json.js';
import { attempt } from '#ledger/kernel/refusal.js';
import { amountMinor, formatMinor } from '#money/amount.js';
import { dkP90 } from '#rulebooks/dk-p90/ledger/rulebook.js';
import { fiKapl } from '#rulebooks/fi-kapl/ledger/rulebook.js';
import { layer, type ParameterSet } from '#rulebooks/frame/parameters/parameters.js';
import { readParameterFile } from '#rulebooks/frame/parameters/publication.js';
import type { Rulebook } from '#rulebooks/frame/rulebook.js';
import { capabilityOf } from '#rulebooks/frame/capability.js';
import { foldParticipant } from '../participant-fold.js';
import { movements, type MovedFigure } from './diff.js';
import { walk } from './walk.js';

function published(rulebook: Rulebook, file: string): ParameterSet {
  const document = JSON.parse(readFileSync(resolve('test/samples', file), 'utf8')) as JsonObject;
  return layer(rulebook.parameters.official, readParameterFile(document, rulebook).parameters);
}
const DK = published(dkP90, 'dk-p90/illustrative.json');
const FI = published(fiKapl, 'fi-kapl/illustrative-1997-2013.json');

const uuid = (revision: number): string => `00000000-0000-4000-8000-${revision.toString(16).padStart(12, '0')}`;

interface Told {
  readonly type: string;
  readonly on: string;
  readonly data: object;
  readonly causedBy?: number;
}

/** A stream of these events: revision n at position n + 1, recorded on one day after the other. */
function stream(...told: readonly Told[]): readonly RecordedEvent[] {
  return told.map(({ type, on, data, causedBy }, revision) => ({
    id: uuid(revision),
    stream: 'participant-P',
    revision,
    position: BigInt(revision + 1),
    type,
    schemaVersion: 1,
    effectiveDate: on,
    recordedAt: `2023-01-01T${String(Math.floor(revision / 60)).padStart(2, '0')}:${String(revision % 60).padStart(2, '0')}:00.000Z`,
    actor: 'tester',
    source: { file: 'facts.csv', line: revision + 2, sha256: '0'.repeat(64) },
    ...(causedBy === undefined ? {} : { causationId: uuid(causedBy) }),
    data: data as JsonObject,
  }));
}

const enrolled = (scheme: string, on: string): Told => ({
  type: 'ParticipantEnrolled',
  on,
  data: { participantId: 'P', scheme, fundId: scheme, birthDate: '1970-05-20', sex: 'female', enrolledOn: on },
});
const contribution = (on: string, amount: string): Told => ({
  type: 'ContributionReceived',
  on,
  data: { period: on.slice(0, 7), amount, currency: 'DKK', employerId: 'K', receivedOn: on },
});
const income = (incomeYear: number, amount: string, employerId = 'E'): Told => ({
  type: 'IncomeReported',
  on: `${incomeYear}-12-31`,
  data: { incomeYear, employerId, amount, currency: 'EUR', coverage: 'kapl' },
});
const annulled = (revision: number, on: string): Told => ({
  type: 'EventAnnulled',
  on,
  data: { annuls: uuid(revision), reason: 'recorded twice' },
});
const interest = (on: string, amount: string): Told => ({
  type: 'InterestCredited',
  on,
  data: { decision: uuid(999), year: Number(on.slice(0, 4)), rate: '0.02', amount, currency: 'DKK' },
});

interface At {
  readonly asOf: string;
  readonly position: number;
  readonly parameters?: ParameterSet;
}

function diff(rulebook: Rulebook, events: readonly RecordedEvent[], from: At, to: At, correctionYear = 2022) {
  const end = ({ asOf, position, parameters = rulebook === dkP90 ? DK : FI }: At) => ({
    coordinates: { asOf, knownAt: BigInt(position), rulesKnownAt: undefined },
    parameters,
  });
  return movements(rulebook, walk(events, end(from), end(to)), correctionYear);
}

/** Figure → its movement, then each cause with the lines of its events. */
function told(moved: readonly MovedFigure[], only: RegExp): object {
  const causes = (figure: MovedFigure) =>
    figure.causes.map(({ cause, amount, events }) => [cause, amount, ...events.map(({ source }) => source?.line)]);
  return Object.fromEntries(
    moved.filter(({ figure }) => only.test(figure)).map((figure) => [figure.figure, [figure.movement, ...causes(figure)]]),
  );
}

describe('dk-p90: a year, with what came late', () => {
  // Line n + 2 of the file holds revision n.
  const events = stream(
    enrolled('dk-p90', '2020-01-01'),
    contribution('2021-11-30', '1000.00'),
    contribution('2021-12-15', '200.00'), // late: line 4
    contribution('2022-06-30', '300.00'), // in time: line 5
    contribution('2020-12-15', '50.00'), // late, of another year: line 6
    {
      type: 'AdjustmentPosted',
      on: '2021-12-31',
      data: {
        entitlement: { decision: uuid(999), kind: 'interest', period: '2021' },
        before: '0.00',
        after: '1.25',
        amount: '1.25',
        currency: 'DKK',
      },
    },
    interest('2022-12-31', '24.50'),
    { type: 'CostCharged', on: '2022-12-31', data: { decision: uuid(998), year: 2022, months: 1, amount: '40.00', currency: 'DKK' } },
  );
  const { moved, notes } = diff(dkP90, events, { asOf: '2021-12-31', position: 2 }, { asOf: '2022-12-31', position: 8 });

  it('names each cause with its own events', () => {
    // 200.00 + 50.00 + 1.25 + 300.00 + 24.50 − 40.00 = 535.75
    expect(told(moved, /^coverage.value$/)).toEqual({
      'coverage.value': [
        '535.75',
        ['late contribution', '250.00', 4, 6],
        ['adjustment of interest', '1.25', 7],
        ['contribution', '300.00', 5],
        ['interest', '24.50', 8],
        ['administration', '-40.00', 9],
      ],
    });
    expect(moved.find(({ figure }) => figure === 'coverage.value')).toMatchObject({ from: '1000.00', to: '1535.75' });
    expect(moved.find(({ figure }) => figure === 'coverage.value')?.causes[1]?.events).toEqual([
      {
        id: uuid(5),
        type: 'AdjustmentPosted',
        effectiveDate: '2021-12-31',
        recordedAt: '2023-01-01T00:05:00.000Z',
        source: { file: 'facts.csv', line: 7, sha256: '0'.repeat(64) },
      },
    ]);
  });

  it('puts each line of the account down to the events of its year', () => {
    expect(told(moved, /^account/)).toEqual({
      'account.2020.contributions': ['50.00', ['late contribution', '50.00', 6]],
      'account.2021.adjustments': ['1.25', ['adjustment of interest', '1.25', 7]],
      'account.2021.contributions': ['200.00', ['late contribution', '200.00', 4]],
      'account.2022.administration': ['-40.00', ['administration', '-40.00', 9]],
      'account.2022.contributions': ['300.00', ['contribution', '300.00', 5]],
      'account.2022.interest': ['24.50', ['interest', '24.50', 8]],
    });
  });

  it('says what could not be told at an end', () => {
    expect(notes).toEqual([
      expect.stringMatching(/^At the first coordinates benefits cannot be told and count as 0\.00: MISSING_PARAMETER: dk-p90\./),
    ]);
  });
});

describe('the way', () => {
  const events = stream(enrolled('dk-p90', '2020-01-01'), contribution('2022-03-31', '100.00'), contribution('2022-05-31', '50.00'));
  const value = /^coverage.value$/;

  it('is the same backwards, with the opposite sign: a fact of a later day is not late', () => {
    const [early, late] = [{ asOf: '2022-02-01', position: 2 }, { asOf: '2022-06-30', position: 3 }];
    expect(told(diff(dkP90, events, early, late).moved, value)).toEqual({ 'coverage.value': ['150.00', ['contribution', '150.00', 3, 4]] });
    expect(told(diff(dkP90, events, late, early).moved, value)).toEqual({
      'coverage.value': ['-150.00', ['contribution', '-150.00', 3, 4]],
    });
    // What is learnt (line 4) counts at neither end.
    expect(told(diff(dkP90, events, { asOf: '2022-04-30', position: 2 }, { asOf: '2022-02-01', position: 3 }).moved, value)).toEqual({
      'coverage.value': ['-100.00', ['contribution', '-100.00', 3]],
    });
  });

  it('begins at 0.00 before the enrolment takes effect, and says so', () => {
    const { moved, notes } = diff(dkP90, events, { asOf: '2019-12-31', position: 3 }, { asOf: '2022-03-31', position: 3 });
    expect(moved.find(({ figure }) => figure === 'coverage.value')).toMatchObject({ from: '0.00', to: '100.00', movement: '100.00' });
    expect(notes).toEqual([
      expect.stringContaining('At the first coordinates the ledger does not know the participant, or the enrolment has not taken effect'),
    ]);
    expect(diff(dkP90, events, { asOf: '2022-03-31', position: 3 }, { asOf: '2022-03-31', position: 0 }).notes).toEqual([
      expect.stringContaining('At the second coordinates'),
    ]);
  });

  it('between one place and itself nothing moves', () => {
    const here = { asOf: '2022-06-30', position: 3 };
    const { moved, unmoved } = diff(dkP90, events, here, here);
    expect(moved).toEqual([]);
    expect(unmoved).toContainEqual({ figure: 'coverage.value', amount: '150.00' });
  });

  it('time alone moves the forecast, and nothing else does', () => {
    const saved = stream(enrolled('dk-p90', '2020-01-01'), contribution('2022-03-31', '500000.00'));
    const { moved, unmoved } = diff(dkP90, saved, { asOf: '2022-07-15', position: 2 }, { asOf: '2022-09-15', position: 2 });
    expect(unmoved).toContainEqual({ figure: 'coverage.value', amount: '500000.00' });
    expect(moved.map(({ figure }) => figure)).toContain('coverage.old-age-pension.expected');
    expect(new Set(moved.flatMap(({ causes }) => causes.map(({ cause }) => cause)))).toEqual(new Set(['passage of time']));
  });
});

describe('annulments', () => {
  const events = stream(enrolled('dk-p90', '2020-01-01'), contribution('2022-03-31', '100.00'), annulled(1, '2022-03-31'));

  it('one that is learnt takes the fact away again', () => {
    const { moved } = diff(dkP90, events, { asOf: '2022-04-30', position: 2 }, { asOf: '2022-04-30', position: 3 });
    expect(told(moved, /^coverage.value$/)).toEqual({ 'coverage.value': ['-100.00', ['annulment', '-100.00', 4]] });
  });

  it('what is annulled at both ends never comes in with its day', () => {
    expect(diff(dkP90, events, { asOf: '2022-02-15', position: 3 }, { asOf: '2022-02-28', position: 3 }).moved).toEqual([]);
    expect(
      told(diff(dkP90, events, { asOf: '2022-02-15', position: 3 }, { asOf: '2022-04-30', position: 3 }).moved, /value|account/),
    ).toEqual({});
  });

  it('nor does it stand beside a fact of the same day that counts', () => {
    const both = stream(
      enrolled('dk-p90', '2020-01-01'),
      contribution('2022-03-31', '100.00'),
      annulled(1, '2022-03-31'),
      contribution('2022-03-31', '70.00'),
    );
    expect(told(diff(dkP90, both, { asOf: '2022-02-15', position: 4 }, { asOf: '2022-04-30', position: 4 }).moved, /value/)).toEqual({
      'coverage.value': ['70.00', ['contribution', '70.00', 5]],
    });
  });
});

describe('fi-kapl: a correction (section 14, worked example 3)', () => {
  const settled = {
    kind: 'correction',
    correction: uuid(2),
    incomeYear: 2003,
    correctionYear: 2009,
    incomeBefore: '18000.00',
    incomeAfter: '19250.50',
    currency: 'EUR',
    rulebook: 'fi-kapl',
  };
  const events = stream(
    enrolled('fi-kapl', '1999-01-01'),
    income(2003, '18000.00'),
    {
      type: 'IncomeCorrected',
      on: '2009-10-02',
      data: {
        incomeYear: 2003,
        employerId: 'E',
        before: '18000.00',
        after: '19250.50',
        currency: 'EUR',
        coverageBefore: 'kapl',
        coverageAfter: 'kapl',
        reason: 'audit',
        correctedOn: '2009-10-02',
        supersedes: uuid(1),
      },
    },
    {
      type: 'CorrectionSettled',
      on: '2009-10-02',
      causedBy: 2,
      data: {
        ...settled,
        premiumDelta: '267.61',
        premiumInterest: '98.76',
        smoothingDelta: '198.45',
        smoothingInterest: '73.24',
        total: '366.37',
      },
    },
  );

  it('moves the premiums charged, the year’s totals and the lines of the account', () => {
    const { moved, unmoved, notes } = diff(fiKapl, events, { asOf: '2009-12-31', position: 2 }, { asOf: '2009-12-31', position: 4 }, 2009);
    const by = (amount: string) => [amount, ['income correction', amount, 4, 5]];
    expect(told(moved, /./)).toEqual({
      'coverage.value': by('366.37'), // 267.61 + 98.76
      'windows.2009.premiumDelta': by('267.61'),
      'windows.2009.premiumInterest': by('98.76'),
      'windows.2009.smoothingDelta': by('198.45'),
      'windows.2009.smoothingInterest': by('73.24'),
      'windows.2009.total': by('366.37'),
      'account.2009.adjustments': by('267.61'),
      'account.2009.interest': by('98.76'),
    });
    expect(moved[2]).toMatchObject({ figure: 'coverage.value', from: '3852.00', to: '4218.37' }); // 0.214 · 18 000
    expect(unmoved).toContainEqual({ figure: 'account.2009.contributions', amount: '0.00' });
    expect(notes).toEqual([]);
  });

  it('a parameter that is published moves the figures that wait for it, and the note says which', () => {
    const { moved, notes } = diff(
      fiKapl,
      events,
      { asOf: '2009-12-31', position: 4, parameters: fiKapl.parameters.official },
      { asOf: '2009-12-31', position: 4 },
      2009,
    );
    const value = moved.find(({ figure }) => figure === 'coverage.value');
    // Parameters come in by name; the premium of 2003 needs the threshold and the coefficient, which is the later of the two.
    expect(value).toMatchObject({
      from: '0.00',
      to: '4218.37',
      causes: [{ cause: 'parameter annualPremiumCoefficient', amount: '4218.37', events: [] }],
    });
    expect(notes.map((note) => note.slice(0, 46))).toEqual(
      [
        'At the first coordinates account lines cannot b',
        'At the first coordinates settlements cannot be ',
        'At the first coordinates benefits cannot be tol',
      ].map((note) => note.slice(0, 46)),
    );
  });
});

const months = (first: number, count: number) =>
  fc.nat(count - 1).map((month) => `${first + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-15`);
const amounts = fc.integer({ min: 1, max: 5_000_000 }).map(formatMinor);

/** Random events of a saver or of an earner; every so often an earlier one is annulled. */
function histories(scheme: 'dk-p90' | 'fi-kapl'): fc.Arbitrary<readonly RecordedEvent[]> {
  const fact =
    scheme === 'dk-p90'
      ? fc.oneof(
          fc.tuple(months(2020, 36), amounts).map(([on, amount]) => contribution(on, amount)),
          fc.tuple(months(2020, 36), amounts).map(([on, amount]) => interest(on, amount)),
        )
      : fc
          .tuple(fc.integer({ min: 1998, max: 2012 }), amounts, fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F'))
          .map(([year, amount, employer]) => income(year, amount, employer));
  return fc.array(fc.record({ fact, annuls: fc.option(fc.nat(), { nil: undefined, freq: 5 }) }), { maxLength: 12 }).map((all) => {
    const told: Told[] = [enrolled(scheme, scheme === 'dk-p90' ? '2020-03-01' : '1998-01-01')];
    const gone = new Set<number>([0]);
    for (const { fact: next, annuls } of all) {
      const which = annuls === undefined ? 0 : annuls % told.length;
      if (gone.has(which)) told.push(next);
      else {
        gone.add(which).add(told.length);
        told.push(annulled(which, (told[which] as Told).on));
      }
    }
    return stream(...told);
  });
}

const places = (scheme: 'dk-p90' | 'fi-kapl') =>
  fc.record({ asOf: scheme === 'dk-p90' ? months(2020, 40) : months(1997, 200), share: fc.nat(100), official: fc.boolean() });

describe.each([
  ['dk-p90', dkP90, DK],
  ['fi-kapl', fiKapl, FI],
] as const)('%s, random histories between random coordinates', (scheme, rulebook, parameters) => {
  const atPlace = (
    events: readonly RecordedEvent[],
    { asOf, share, official }: { asOf: string; share: number; official: boolean },
  ): At & { parameters: ParameterSet } => ({
    asOf,
    position: Math.round((events.length * share) / 100),
    parameters: official ? rulebook.parameters.official : parameters,
  });
  const coverageAt = (events: readonly RecordedEvent[], { asOf, position, parameters: set }: At & { parameters: ParameterSet }) =>
    attempt(() =>
      capabilityOf(rulebook, 'coverage')(
        foldParticipant('P', events, { asOf, knownAt: BigInt(position), rulesKnownAt: undefined }),
        asOf,
        set,
      ),
    );

  it('the causes make the movement between what the coverage says at both ends; the way back is the same with the other sign', () => {
    fc.assert(
      fc.property(histories(scheme), places(scheme), places(scheme), (events, first, second) => {
        const [from, to] = [atPlace(events, first), atPlace(events, second)];
        const there = diff(rulebook, events, from, to);
        const ends = [from, to].map((place) => coverageAt(events, place));
        for (const { figure, from: begins, to: stands, movement, causes } of there.moved) {
          expect(amountMinor(stands) - amountMinor(begins)).toBe(amountMinor(movement));
          expect(causes.reduce((sum, { amount }) => sum + amountMinor(amount), 0)).toBe(amountMinor(movement));
          const [told, then] = ends.map((end) =>
            end.status === 'refused'
              ? undefined
              : [
                  ['coverage.value', end.value.value] as const,
                  ...end.value.benefits.map((benefit) => [benefit.figure, benefit.amount] as const),
                ].find(([name]) => name === figure)?.[1],
          );
          if (told !== undefined) expect(begins).toBe(told);
          if (then !== undefined) expect(stands).toBe(then);
        }
        for (const { cause, events: late } of there.moved.flatMap(({ causes }) => causes)) {
          if (cause.startsWith('late'))
            expect(late.filter(({ effectiveDate }) => effectiveDate > from.asOf || effectiveDate > to.asOf)).toEqual([]);
        }
        if (from.asOf !== to.asOf || from.position !== to.position) {
          const flip = (amount: string) => formatMinor(-amountMinor(amount));
          const back = diff(rulebook, events, to, from);
          expect(back.moved.map(({ figure, movement, causes }) => [figure, movement, causes])).toEqual(
            there.moved.map(({ figure, movement, causes }) => [
              figure,
              flip(movement),
              causes.map(({ amount, ...rest }) => ({ ...rest, amount: flip(amount) })),
            ]),
          );
        }
      }),
      { numRuns: 250 },
    );
  });
});

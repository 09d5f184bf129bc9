/** Which events an answer counts: known by then, in effect by then, not annulled, by value date and then by revision. */
import fc from 'fast-check';
import type { RecordedEvent } from './envelope.js';
import { eventsInEffect, type Selection } from './selection.js';
import { recorder, uuid } from '../testing/recorded.js';

function stream(): readonly RecordedEvent[] {
  const record = recorder('participant-p');
  const paid = (on: string) =>
    record('ContributionReceived', on, { period: on.slice(0, 7), amount: '1.00', currency: 'DKK', employerId: 'E', receivedOn: on });
  return [
    paid('2005-03-31'), // 1
    paid('2005-01-31'), // 2, late
    paid('2005-03-31'), // 3
    record('EventAnnulled', '2005-01-31', { annuls: uuid(2), reason: 'twice' }), // 4
    paid('2005-02-28'), // 5
  ] as unknown as readonly RecordedEvent[];
}
const counted = (selection: Selection): readonly number[] => eventsInEffect(stream(), selection).map(({ revision }) => revision + 1);

it.each<[string, Selection, readonly number[]]>([
  ['all: the annulled event and its annulment are both left out', { asOf: '2005-12-31' }, [5, 1, 3]],
  ['up to a value date, inclusive', { asOf: '2005-02-28' }, [5]],
  ['up to the day before', { asOf: '2005-02-27' }, []],
  ['as known before the annulment', { asOf: '2005-12-31', positionUpTo: 3n }, [2, 1, 3]],
  ['as known at an instant, inclusive', { asOf: '2005-12-31', recordedUpTo: '2020-01-01T00:03:00.000Z' }, [2, 1, 3]],
  ['as known an instant before', { asOf: '2005-12-31', recordedUpTo: '2020-01-01T00:02:59.999Z' }, [2, 1]],
  ['both limits hold at once', { asOf: '2005-12-31', recordedUpTo: '2020-01-01T00:05:00.000Z', positionUpTo: 1n }, [1]],
  ['before anything was known', { asOf: '2005-12-31', positionUpTo: 0n }, []],
])('%s', (_what, selection, expected) => {
  expect(counted(selection)).toEqual(expected);
});

it('a known annulment counts even where its own value date lies behind the question', () => {
  const record = recorder('participant-p');
  const events = [
    record('DisabilityBegan', '2005-01-31', { beganOn: '2005-01-31', decidedOn: '2005-02-01' }),
    record('EventAnnulled', '2006-01-31', { annuls: uuid(1), reason: 'never was' }),
  ] as unknown as readonly RecordedEvent[];
  expect(eventsInEffect(events, { asOf: '2005-12-31' })).toEqual([]);
});

it('agrees with filter and sort (property)', () => {
  const day = fc.integer({ min: 1, max: 28 }).map((number) => `2005-01-${String(number).padStart(2, '0')}`);
  fc.assert(
    fc.property(fc.array(day, { maxLength: 100 }), day, fc.nat(100), (days, asOf, upTo) => {
      const record = recorder('participant-p');
      const events = days.map((on) => record('ParticipantDied', on, { diedOn: on })) as unknown as readonly RecordedEvent[];
      const expected = events
        .filter(({ effectiveDate, position }) => effectiveDate <= asOf && position <= BigInt(upTo))
        .map(({ effectiveDate, revision }) => `${effectiveDate} ${String(revision).padStart(3, '0')}`)
        .sort();
      expect(
        eventsInEffect(events, { asOf, positionUpTo: BigInt(upTo) }).map(
          ({ effectiveDate, revision }) => `${effectiveDate} ${String(revision).padStart(3, '0')}`,
        ),
      ).toEqual(expected);
    }),
    { numRuns: 1000 },
  );
});

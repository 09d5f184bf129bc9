import type { RecordedEvent } from '../../kernel/envelope.js';
import { asTheyStand, versionAfter, versionBefore, withVersion } from './income-versions.js';

interface Placed {
  readonly eventId: string;
  readonly revision: number;
  readonly supersedes: string | undefined;
  readonly correctedOn: string | undefined;
}

const version = (eventId: string, revision: number, correctedOn?: string, supersedes?: string): Placed => ({
  eventId,
  revision,
  correctedOn,
  supersedes,
});
const report = version('report', 0);
const standing = (...versions: readonly Placed[]): readonly string[] =>
  versions.reduce<readonly Placed[]>((placed, one) => withVersion(placed, one), []).map(({ eventId }) => eventId);

describe('a version takes its place right after the one that it supersedes', () => {
  const barred = version('barred', 1, '2012-05-01', 'report');
  const late = version('late', 2, '2010-05-01', 'report'); // recorded after it, of an earlier day
  const later = version('later', 3, '2010-07-01', 'late');

  it.each<[string, readonly Placed[], readonly string[]]>([
    ['one after another', [report, version('a', 1, '2009-01-01', 'report'), version('b', 2, '2010-01-01', 'a')], ['report', 'a', 'b']],
    ['between two that stand', [report, barred, late], ['report', 'late', 'barred']],
    ['and the next one after that', [report, barred, late, later], ['report', 'late', 'later', 'barred']],
    ['by value date, as a fold reads them', [report, late, later, barred], ['report', 'late', 'later', 'barred']],
    ['corrections of the running year before their report', [version('o', 2, '2003-11-01', 'report'), report], ['report', 'o']],
    // As the program booked before it kept the order: each superseded the one recorded last, whatever its day.
    [
      'an older journal stands as it was recorded',
      [report, version('old', 2, '2009-01-01', 'new'), version('new', 1, '2010-01-01', 'report')],
      ['report', 'new', 'old'],
    ],
    [
      'without the one that it supersedes, too',
      [report, version('old', 2, '2009-01-01', 'new'), version('older', 3, '2008-01-01', 'old')],
      ['report', 'old', 'older'],
    ],
  ])('%s', (_what, versions, expected) => {
    expect(standing(...versions)).toEqual(expected);
  });

  it('a correction changes what is in force just before its day, and meets what was settled on a later one', () => {
    const versions = [report, version('a', 1, '2009-05-01', 'report'), version('b', 2, '2010-05-01', 'a')];
    expect(versionBefore(versions, '2009-04-30')).toBe(versions[0]);
    expect(versionBefore(versions, '2009-05-01')).toBe(versions[1]);
    expect(versionBefore(versions, '2011-01-01')).toBe(versions[2]);
    expect(versionAfter(versions, '2009-04-30', () => true)).toBe(versions[2]);
    expect(versionAfter(versions, '2009-04-30', ({ eventId }) => eventId === 'a')).toBe(versions[1]);
    expect(versionAfter(versions, '2010-05-01', () => true)).toBeUndefined();
  });
});

describe('asTheyStand', () => {
  const event = (id: string, revision: number, type: string, data: object): RecordedEvent =>
    ({ id, revision, type, stream: 'participant-P', data: { incomeYear: 2003, employerId: 'E', ...data } }) as unknown as RecordedEvent;
  const reported = event('r', 0, 'IncomeReported', { amount: '18000.00' });
  const barred = event('z', 1, 'IncomeCorrected', { before: '18000.00', after: '20000.00', supersedes: 'r' });
  const late = event('x', 2, 'IncomeCorrected', { before: '18000.00', after: '19000.00', supersedes: 'r' });

  it('a correction moves what the one before it left: 18,000 to 19,000 to 20,000', () => {
    const moved = asTheyStand([reported, late, barred]).map(({ data }) => [data['before'] ?? null, data['after'] ?? data['amount']]);
    expect(moved).toEqual([[null, '18000.00'], ['18000.00', '19000.00'], ['19000.00', '20000.00']]);
  });

  it('leaves alone what stands as it was recorded', () => {
    const other = event('y', 3, 'IncomeCorrected', { employerId: 'F', before: '1.00', after: '2.00', supersedes: 's' });
    const events = [reported, barred, other];
    expect(asTheyStand(events)).toBe(events);
  });
});

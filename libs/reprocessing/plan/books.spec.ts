import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { booksMoved, standBeside } from './books.js';

const event = (id: string, revision: number, type: string, data: object): RecordedEvent =>
  ({
    ...{ id, revision, type, stream: 'participant-P', effectiveDate: '2003-12-31' },
    data: { incomeYear: 2003, employerId: 'E', currency: 'EUR', ...data },
  }) as unknown as RecordedEvent;

const reported = event('r', 0, 'IncomeReported', { amount: '18000.00' });
const other = event('o', 1, 'IncomeReported', { employerId: 'F', amount: '500.00' });
const barred = event('z', 2, 'IncomeCorrected', { before: '18000.00', after: '20000.00', supersedes: 'r' });
const late = event('x', 3, 'IncomeCorrected', { before: '18000.00', after: '19000.00', supersedes: 'r' });
const next = event('n', 3, 'IncomeCorrected', { before: '20000.00', after: '21000.00', supersedes: 'z' });
const stream = [reported, other, barred];

const moved = (events: readonly RecordedEvent[], beside: readonly string[]): number =>
  booksMoved(events, (id) => stream.find((one) => one.id === id), beside).reduce((sum, { movedMinor }) => sum + movedMinor, 0);

describe('what stands beside corrections', () => {
  it('is nothing where each follows the last one: 20,000.00 to 21,000.00 moves 1,000.00', () => {
    expect(standBeside([next], stream)).toEqual([]);
    expect(moved([next], [])).toBe(1_000_00);
  });

  it('is every version of the income that another takes its place in: 18,000.00, 19,000.00, 20,000.00 moves nothing in all', () => {
    expect(standBeside([late], stream)).toEqual(['r', 'z']);
    // The late one moves 1,000.00, and the barred one behind it 1,000.00 in place of 2,000.00.
    expect(moved([late], ['r', 'z'])).toBe(0);
  });

  it('leaves out what was annulled before', () => {
    const annulled = event('a', 3, 'EventAnnulled', { annuls: 'z' });
    expect(standBeside([late], [...stream, annulled])).toEqual(['r']);
    expect(moved([late], ['r'])).toBe(1_000_00);
  });

  it('is nothing for events that correct no income, and must be there', () => {
    expect(standBeside([event('c', 3, 'ContributionReceived', { amount: '1.00' })], stream)).toEqual([]);
    expect(() => moved([late], ['r', 'gone'])).toThrow('the event gone, which the plan rests on, is not in the journal');
  });
});

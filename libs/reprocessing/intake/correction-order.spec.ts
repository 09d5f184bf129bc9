import type { InputBatch } from '../formats/input.js';
import type { Row } from '../formats/rows.js';
import { correctionsInOrder, inOrderOfCorrection } from './correction-order.js';

const row = (participantId: string, from: string, correctedOn: string, reason: string): Row =>
  ({
    record: 'salary-correction',
    participantId,
    employerId: 'E1',
    from,
    fullTimeSalaryMinor: 1,
    currency: 'EUR',
    reason,
    correctedOn,
    partTimeFactor: '1',
    premiumFreeShare: '0',
  }) as unknown as Row;

const ROWS = [
  row('a', '2018-03', '2018-06-03', 'third'),
  row('b', '2018-03', '2018-06-05', 'other'),
  row('a', '2018-03', '2018-06-01', 'first'),
  row('a', '2018-05', '2018-07-01', 'of May'),
  row('a', '2018-03', '2018-06-02', 'second'),
  row('a', '2018-03', '2018-06-03', 'third, again'),
];
const reasons = (rows: readonly Row[]): readonly string[] => rows.map((one) => (one as { readonly reason: string }).reason);

it('corrections of salaries stand in order of their days, those of one day as the file has them', () => {
  const ofA = ROWS.filter((one) => (one as { readonly participantId: string }).participantId === 'a');
  expect(reasons(inOrderOfCorrection(ofA, (one) => one))).toEqual(['first', 'second', 'third', 'third, again', 'of May']);
});

it.each([
  ['a file that is held', 20_000],
  ['a large one, read again', 2],
])('rows of a salary wait for its last one: %s', async (_which, rowsHeld) => {
  async function* batches(): AsyncIterable<InputBatch> {
    for (let at = 0; at < ROWS.length; at += 2) {
      yield {
        rows: ROWS.slice(at, at + 2).map((value, index) => ({ line: at + index + 2, parsed: { status: 'done', value } })),
      } as unknown as InputBatch;
    }
  }
  const found: Row[] = [];
  for await (const { rows } of correctionsInOrder(batches(), () => Promise.resolve(batches()), rowsHeld)) {
    for (const { parsed } of rows) if (parsed.status === 'done') found.push(parsed.value);
  }
  expect(reasons(found)).toEqual(['other', 'of May', 'first', 'second', 'third', 'third, again']);
});

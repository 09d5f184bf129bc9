import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { csvCell, splitRecord } from './csv-record.js';

const cell = fc.string({ unit: fc.constantFrom('a', '1', '"', ',', ' ', '\n', 'ä', '.'), maxLength: 6 });

it('reads what it writes, as csv-parse does (property)', () => {
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1, maxLength: 6 }), (cells) => {
      const text = cells.map(csvCell).join(',');
      expect(splitRecord(text)).toEqual({ status: 'split', cells });
      if (text !== '') expect(parse(text)).toEqual([cells]);
    }),
    { numRuns: 2000 },
  );
});

it('splits nothing that csv-parse refuses (property)', () => {
  const text = fc.string({ unit: fc.constantFrom('a', '"', ',', 'b'), minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(text, (line) => {
      const split = splitRecord(line);
      let known: unknown;
      try {
        [known] = parse(line) as unknown[];
      } catch {
        known = undefined;
      }
      expect(split.status === 'split' ? split.cells : undefined).toEqual(known);
    }),
    { numRuns: 5000 },
  );
});

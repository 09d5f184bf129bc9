import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { canonicalText, type JsonObject, type JsonValue } from '#ledger/kernel/json.js';
import { eventLineReader, UnreadableLine } from './event-lines.js';

/** What `JSON.parse` makes of it, or the kind of error. */
function outcome(read: () => unknown): unknown {
  try {
    return { event: read() };
  } catch (error) {
    return { error: (error as Error).name };
  }
}

/** The same members in the same order; an own `constructor` or `__proto__` is a member like any other. */
function expectSame(actual: unknown, expected: unknown): void {
  const shown = (value: unknown): string =>
    JSON.stringify(value, (_, member: unknown) => (typeof member === 'bigint' ? String(member) : member));
  expect(shown(actual)).toBe(shown(expected));
  expect(isDeepStrictEqual(actual, expected)).toBe(true);
}

/** The slow way. */
function parsed(text: string): RecordedEvent {
  const start = text.indexOf('{');
  return { ...(JSON.parse(text.slice(start)) as RecordedEvent), position: BigInt(text.slice(0, start)) };
}

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('', 'K002', '"', '\\', '},"effectiveDate":"2020-01-01","id":"x', '\u0000', '\u2028', 'Ærø', '450.01', '-0'),
);
const name = fc.oneof(
  fc.constantFrom('amount', 'effectiveDate', 'type', 'data', '__proto__', 'a"b', '10', 'constructor'),
  fc.string({ minLength: 1, maxLength: 4 }),
);
const number = fc.oneof(
  fc.nat(),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(0, 999_999_999_999_999, 1e15, 2 ** 53, 1e21),
);
const value = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    text,
    number,
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(name, tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value;
/** Few sets of members, so that kinds are met again. */
const plainData = fc
  .constantFrom(['amount', 'currency', 'period'], ['amount', 'year'], ['amount', 'currency'])
  .chain((names) =>
    fc
      .tuple(...names.map(() => fc.oneof({ weight: 4, arbitrary: text }, { weight: 2, arbitrary: number })))
      .map((values) => Object.fromEntries(names.map((member, at) => [member, values[at]]))),
  );
const data = fc.oneof({ weight: 5, arbitrary: plainData }, fc.dictionary(name, value, { maxKeys: 4, noNullPrototype: true }));
const optional = (arbitrary: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> => fc.option(arbitrary, { nil: undefined });
const source = fc.oneof(
  { weight: 4, arbitrary: fc.record({ file: text, line: fc.nat(), sha256: text }) },
  fc.record({ file: text, line: fc.nat(), sha256: text, sheet: text }),
);
const event = fc.record({
  actor: text,
  causationId: optional(text),
  correlationId: optional(text),
  data,
  effectiveDate: fc.constantFrom('1985-03-01', '2024-12-31'),
  id: fc.constantFrom('a82fd5d5-a5bd-8cc0-ae1a-164a0371e436', 'a82fd5d5-a5bd-8cc0-ae1a-164a0371e437'),
  migratedAt: optional(fc.constant('2026-01-01T00:00:00.000Z')),
  recordedAt: fc.constant('2025-01-15T10:00:00.000Z'),
  revision: fc.nat(),
  schemaVersion: fc.constantFrom(1, 2),
  source: optional(source),
  stream: fc.constantFrom('participant-1', 'fund-dk-p90'),
  type: fc.constantFrom('ContributionReceived', 'InterestCredited', 'AccountCorrected', 'Odd "type"'),
});
/** Lines without their break. */
const row = fc
  .tuple(fc.nat(), event)
  .map(([position, envelope]) => `${position}${canonicalText(JSON.parse(JSON.stringify(envelope)) as JsonValue)}`);

/** A reader that is handed one line after another. */
function readerOfOne(): (row: string) => RecordedEvent {
  const read = eventLineReader();
  return (each) => {
    const taken: RecordedEvent[] = [];
    try {
      read(`\n${each}`, (event) => void taken.push(event));
    } catch (error) {
      throw error instanceof UnreadableLine ? error.cause : error;
    }
    expect(taken).toHaveLength(1);
    return taken[0] as RecordedEvent;
  };
}

describe('the reader of lines', () => {
  it('reads what JSON.parse reads, whatever texts came before', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 12 }), (rows) => {
        const read = readerOfOne();
        for (const each of rows) expectSame(read(each), parsed(each));
        const together: RecordedEvent[] = [];
        const text = rows.map((each) => `\n${each}`).join('');
        let end = 0;
        eventLineReader()(text, (event, from, to) => {
          expect(from).toBe(end);
          end = to;
          together.push(event);
        });
        expect(end).toBe(text.length);
        for (const [at, each] of rows.entries()) expectSame(together[at], parsed(each));
      }),
      { numRuns: 2_000 },
    );
  });

  it('agrees with JSON.parse on altered texts, and on what is no JSON', () => {
    const alteration = fc.tuple(
      fc.nat(),
      fc.nat(3),
      fc.oneof(fc.constantFrom('"', '\\', '{', '}', ',', ':', '0', '-', '1e3', '\t', 'x', ' ', '"a":1,'), fc.string({ maxLength: 3 })),
    );
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 4 }),
        fc.array(alteration, { minLength: 1, maxLength: 12 }),
        (rows, alterations) => {
          const read = readerOfOne();
          for (const each of rows) read(each);
          for (const [where, removed, inserted] of alterations) {
            const original = rows[where % rows.length] as string;
            // The position before the body is SQLite's own number.
            const start = original.indexOf('{') + 1;
            const at = start + (where % (original.length - start + 1));
            const altered = original.slice(0, at) + inserted + original.slice(at + removed);
            expectSame(
              outcome(() => read(altered)),
              outcome(() => parsed(altered)),
            );
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('a body that has a line break is not of this ledger, and names its position', () => {
    const body =
      '{"actor":"x","data":{},"effectiveDate":"1985-03-01","id":"1","recordedAt":"2","revision":0,"schemaVersion":1,' +
        '"stream":"s","type":"T"}';
    const taken: bigint[] = [];
    expect(() =>
      eventLineReader()(`\n7${body}\n8${body.replace(',"id"', ',\n"id"')}`, ({ position }) => void taken.push(position)),
    ).toThrow(expect.objectContaining({ position: 8 }));
    expect(taken).toEqual([7n]);
  });

  it('has an end to the making of kinds', () => {
    const read = readerOfOne();
    for (let member = 0; member < 1_000; member += 1) {
      const text = `7{"actor":"x","data":{"m${member}":"1"},"effectiveDate":"1985-03-01","id":"1","recordedAt":"2","revision":0,` +
        '"schemaVersion":1,"stream":"s","type":"T"}';
      expect(read(text).data).toStrictEqual({ [`m${member}`]: '1' } satisfies JsonObject);
    }
  });
});

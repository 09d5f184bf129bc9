import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { canonicalText, type JsonObject, type JsonValue } from '#ledger/kernel/json.js';
import { eventId } from './event-id.js';
import { chainLink, CHAIN_START, chainWalk, envelopeText, hex, leafHash, type EnvelopeFields } from './hash-chain.js';

const EVENT: EnvelopeFields = {
  id: '6fa459ea-ee8a-8ca4-894e-db77e160355e',
  stream: 'participant-1',
  revision: 0,
  type: 'IncomeReported',
  schemaVersion: 1,
  effectiveDate: '2020-12-31',
  recordedAt: '2026-01-01T12:00:00.000Z',
  actor: 'importer',
  data: { b: 1, a: 'x' },
};

/** Canonical text, or the fact that there is none. */
function orThrown(write: () => string): string | undefined {
  try {
    return write();
  } catch {
    return undefined;
  }
}

describe('the hashed text', () => {
  it('is the envelope in canonical order', () => {
    expect(envelopeText(EVENT)).toBe(
      '{"actor":"importer","data":{"a":"x","b":1},"effectiveDate":"2020-12-31","id":"6fa459ea-ee8a-8ca4-894e-db77e160355e",' +
        '"recordedAt":"2026-01-01T12:00:00.000Z","revision":0,"schemaVersion":1,"stream":"participant-1","type":"IncomeReported"}',
    );
  });

  it('equals the canonical text of the whole envelope, for any data', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string(),
      fc.constantFrom('\ud800', '\\ud800', '10', '9', '__proto__', 'toJSON', '"', '€', ''),
    );
    const json = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        text,
        fc.double(),
        fc.integer(),
        fc.boolean(),
        fc.constantFrom(null, undefined, -0, Number.NaN),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(text, tie('value'), { maxKeys: 6, noNullPrototype: true }),
      ),
    })).value;
    const data = fc.dictionary(text, json, { maxKeys: 8, noNullPrototype: true }) as fc.Arbitrary<JsonObject>;
    const source = fc.option(fc.record({ file: text, line: fc.nat(), sha256: text, sheet: text }), { nil: undefined });
    const optional = fc.option(text, { nil: undefined });
    fc.assert(
      fc.property(data, source, text, optional, optional, fc.nat(), (data, source, actor, causationId, correlationId, revision) => {
        const event = { ...EVENT, data, source, actor, causationId, correlationId, revision };
        expect(orThrown(() => envelopeText(event))).toBe(orThrown(() => canonicalText(event as unknown as JsonValue)));
      }),
      { numRuns: 2_000 },
    );
  });

  it('has no room for instances of classes', () => {
    expect(() => envelopeText({ ...EVENT, data: { on: new Date(0) } as unknown as JsonObject })).toThrow('Date');
  });
});

describe('the chain', () => {
  const sha256 = (...parts: readonly Uint8Array[]): string => createHash('sha256').update(Buffer.concat(parts)).digest('hex');

  it('links leaves as the design says', () => {
    const [first, second] = ['{"a":"ä"}', '{"b":1}'];
    const leaves = [first, second].map((text) => Buffer.from(sha256(Buffer.from([0]), Buffer.from(text)), 'hex'));
    const one = Buffer.from(sha256(Buffer.alloc(32), leaves[0] as Buffer), 'hex');
    const two = sha256(one, leaves[1] as Buffer);
    expect(hex(leafHash(first))).toBe((leaves[0] as Buffer).toString('hex'));
    expect(hex(chainLink(chainLink(CHAIN_START, leafHash(first)), leafHash(second)))).toBe(two);
    const walk = chainWalk();
    walk.startAfter(CHAIN_START);
    expect(hex(walk.next(first))).toBe(one.toString('hex'));
    expect(hex(walk.next(second))).toBe(two);
  });

  it('gives another link for the same events in another order', () => {
    const linkOf = (...ids: readonly string[]): string => {
      const walk = chainWalk();
      walk.startAfter(CHAIN_START);
      return ids.map((id) => hex(walk.next(envelopeText({ ...EVENT, id })))).at(-1) ?? '';
    };
    const [a, b] = [eventId('participant-1', 'a'), eventId('participant-1', 'b')];
    expect(linkOf(a, b)).not.toBe(linkOf(b, a));
  });
});

/** The digest of an answer: of what it says, not of where that is stored. */
import { createHash } from 'node:crypto';
import { canonicalText } from '#ledger/kernel/json.js';
import { answerDigest, answerOf } from './answer.js';

const AT = { asOf: '2022-12-31', rulesKnownAt: undefined };
const view = (place: number, amount = '1.00', inData = 1) => ({
  amount,
  events: [{ id: 'a', position: place, data: { position: inData, knownAt: 7 } }],
  since: { knownAt: place, asOf: '2021-12-31' },
});
const digest = (...args: Parameters<typeof answerOf>): string => answerOf(...args).digest;

it('is the same wherever the journal is stored, and another where the answer says something else', () => {
  const one = digest(view(3), { ...AT, knownAt: 5n }, undefined, 3n);
  expect(digest(view(30_000), { ...AT, knownAt: 50_000n }, undefined, 30_000n)).toBe(one);
  expect(digest(view(3, '1.01'), { ...AT, knownAt: 5n }, undefined, 3n)).not.toBe(one);
  // What an event says is covered, whatever its fields are called.
  expect(digest(view(3, '1.00', 2), { ...AT, knownAt: 5n }, undefined, 3n)).not.toBe(one);
  // An instant is part of what the answer says.
  const at = digest(view(3), { ...AT, knownAt: '2022-12-31T00:00:00.000Z' }, undefined, 3n);
  expect(new Set([one, at, digest(view(3), { ...AT, knownAt: '2022-12-30T00:00:00.000Z' }, undefined, 3n)]).size).toBe(3);
});

it('is the SHA-256 of the canonical form that is left, and is found again in an answer that was kept', () => {
  const answer = answerOf(view(3), { ...AT, knownAt: 5n }, undefined, 3n);
  const left = {
    amount: '1.00',
    events: [{ id: 'a', data: { position: 1, knownAt: 7 } }],
    since: { asOf: '2021-12-31' },
    asOf: '2022-12-31',
    rulesKnownAt: null,
    rulebook: null,
    digestVersion: 2,
  };
  expect(answer.digest).toBe(createHash('sha256').update(canonicalText(left)).digest('hex'));
  expect(answerDigest(JSON.parse(JSON.stringify(answer)) as object)).toBe(answer.digest);
});

it('of an answer without a version covers its positions too, as it was made', () => {
  const kept = { amount: '1.00', position: 3, knownAt: 5 };
  expect(answerDigest({ ...kept, digest: 'x' })).toBe(
    createHash('sha256').update('{"amount":"1.00","knownAt":5,"position":3}').digest('hex'),
  );
});

/** The end-to-end example of the specification's section 9, to the cent, by the law's functions alone. */
import fc from 'fast-check';
import { formatMinor } from '#money/amount.js';
import { attempt } from '#ledger/kernel/refusal.js';
import type {
  ProofInput,
  SnapshotRow,
  TransferDossier,
  TransferMovement,
  TransferStep,
} from '../../frame/capabilities/collective-transfer.js';
import { COLLECTIVE_TRANSFER as rules } from './collective-transfer.js';

const row = (participantId: string, group: string, oldRight: string, value: string): SnapshotRow => ({
  participantId, group, oldRight, newRight: oldRight, factor: '60', value, objected: false,
});
const FIRST = [row('a', 'active', '1000.10', '60000'), row('b', 'deferred', '2000.33', '120000'), row('c', 'pensioner', '500.00', '33900')];
const SECOND = [FIRST[0] as SnapshotRow, row('b', 'deferred', '2010.33', '120600'), FIRST[2] as SnapshotRow];
const rightsOf = (rows: readonly SnapshotRow[]): ReadonlyMap<string, string> =>
  new Map(rows.map(({ participantId, oldRight }) => [participantId, oldRight]));

const step = (type: string, date: string, facts: TransferStep['facts'] = {}): TransferStep => ({ type, date, facts });
const passed = { actuarialEquivalence: true, collectiveEquivalence: true, balance: true };
const STEPS = [
  step('snapshot', '2022-01-10', { rightsSnapshot: 'first' }),
  step('assess', '2022-02-01', passed),
  step('organ', '2022-03-01', { positive: false }),
  step('boardResponse', '2022-03-15'),
  step('snapshot', '2022-03-21', { rightsSnapshot: 'second' }),
  step('assess', '2022-03-22', passed),
  step('organ', '2022-03-25', { positive: true }),
  step('notify', '2022-03-31'),
  step('lapse', '2022-07-01'),
];
const dossier = (count: number): TransferDossier => ({
  terms: { organ: 'accountabilityBody', schemeChange: false, transferDate: '2022-07-01', reviewMonths: 3 },
  proposal: step('propose', '2022-01-10', { reason: 'liquidation', transferValue: '250000.00', receiverAgreement: 'agreed' }),
  steps: STEPS.slice(0, count),
});

it('the states, the second snapshot bringing the proposal back', () => {
  const { history, reviewEnds } = rules.process(dossier(9));
  expect(history).toEqual([
    'DRAFT',
    'PROPOSED',
    'ASSESSED',
    'CONSULTED',
    'CONSULTED',
    'PROPOSED',
    'ASSESSED',
    'CONSULTED',
    'NOTIFIED',
    'CLEARED',
  ]);
  expect(reviewEnds).toBe('2022-06-30');
});

it('after the notice no snapshot helps', () => {
  const outcome = attempt(() =>
    rules.process({ ...dossier(8), steps: [...STEPS.slice(0, 8), step('snapshot', '2022-04-02', { rightsSnapshot: 'third' })] }),
  );
  expect(outcome).toMatchObject({ status: 'refused', refusal: { code: 'ILLEGAL_TRANSITION', event: 8, state: 'NOTIFIED' } });
});

it('what may come next, and what is owed by when', () => {
  expect(rules.nextSteps(dossier(3)).map(({ step: name, until }) => `${name} ${until}`)).toEqual([
    'boardResponse null', 'notify 2022-04-01', 'snapshot null', 'worksCouncil null', 'withdraw null',
  ]);
  // On a stale snapshot: another one, and after the notice a withdrawal alone, beside what the supervisor does.
  const whenStale = (steps: number) => rules.nextSteps(dossier(steps), true).map(({ step: name }) => name);
  expect([3, 8, 9].map(whenStale)).toEqual([['snapshot', 'withdraw'], ['withdraw', 'prohibit', 'lapse'], ['withdraw']]);
  expect(rules.owed(dossier(3), false)).toEqual([
    { what: 'board-response', latest: '2022-04-01' },
    { what: 'notice', latest: '2022-04-01' },
    { what: 'acceptance', latest: '2022-07-01' },
  ]);
  expect(rules.nextSteps(dossier(8))).toEqual([
    { step: 'prohibit', from: '2022-03-31', until: '2022-06-30' },
    { step: 'lapse', from: '2022-07-01', until: null },
    { step: 'withdraw', from: '2022-03-31', until: null },
  ]);
  expect(rules.owed(dossier(8), true)).toEqual([{ what: 'lapse', latest: '2022-07-01' }]);
  expect(rules.owed(dossier(9), true)).toEqual([{ what: 'completion', latest: '2022-07-01' }]);
  expect(rules.nextSteps({ ...dossier(1), steps: [step('withdraw', '2022-01-11')] })).toEqual([]);
});

it('the rows of a snapshot', () => {
  const rights = rightsOf(FIRST);
  expect(rules.snapshotProblems(FIRST, rights)).toEqual([]);
  const rows = [...FIRST, FIRST[0] as SnapshotRow, { ...row('d', 'active', '1', '1') }, { ...(FIRST[1] as SnapshotRow), objected: true }];
  expect(rules.snapshotProblems([row('c', 'pensioner', '500.01', '1'), ...rows.slice(0, 2), ...rows.slice(3)], rights)).toEqual([
    { code: 'RIGHT_DIFFERS', participantId: 'c', ledger: '500.00', file: '500.01' },
    { code: 'DUPLICATE', participantId: 'a' },
    { code: 'NOT_IN_FUND', participantId: 'd' },
    { code: 'OBJECTED', participantId: 'b' },
  ]);
});

const completion = {
  dossier: dossier(9),
  on: '2022-07-01',
  today: '2022-07-01',
  transferValueMinor: 250_000_00,
  conversion: '1.005',
  snapshot: SECOND,
  rightsNow: rightsOf(SECOND),
  rightsUnrounded: rightsOf(SECOND),
  accepted: ['c', 'a', 'b'],
};

it('a corrected salary makes the snapshot stale', () => {
  expect(rules.stale(FIRST, rightsOf(SECOND))).toEqual(['b']);
  const refused = attempt(() => rules.complete({ ...completion, snapshot: FIRST }));
  // After the notice no snapshot helps any more.
  expect(refused).toMatchObject({
    refusal: { code: 'SNAPSHOT_STALE', participants: ['b'], state: 'CLEARED', helps: 'withdrawal' },
  });
  expect(attempt(() => rules.refuseStale(['b'], 'CONSULTED'))).toMatchObject({
    refusal: { code: 'SNAPSHOT_STALE', participants: ['b'], helps: 'snapshot' },
  });
});

function proofOf(movements: readonly TransferMovement[]): ProofInput {
  return {
    snapshot: SECOND,
    conversion: '1.005',
    out: movements.map(({ participantId, valueMinor, closedRightMinor }) => ({ participantId, valueMinor, rightMinor: closedRightMinor })),
    into: {
      side: 'ledger',
      rows: movements.map(({ participantId, valueMinor, openedRightMinor }) => ({
        participantId,
        valueMinor,
        rightMinor: openedRightMinor,
      })),
    },
    fundTransfersMinor: [0, 0],
  };
}

it('completed: shares, rights and proof', () => {
  const movements = rules.complete(completion);
  // of 214,500: 69,930.0699…, 140,559.4405…, 39,510.4895…; spare cents to a (0.993) and c (0.951)
  expect(
    movements.map(({ participantId, valueMinor, closedRightMinor, openedRightMinor, extraCent }) => [
      participantId,
      ...[valueMinor, closedRightMinor, openedRightMinor].map(formatMinor),
      extraCent,
    ]),
  ).toEqual([
    ['a', '69930.07', '1000.10', '1005.10', true],
    ['b', '140559.44', '2010.33', '2020.38', false],
    ['c', '39510.49', '500.00', '502.50', true],
  ]);
  const proof = rules.proof(proofOf(movements));
  expect(proof).toMatchObject({
    participants: 3,
    closedValueMinor: 250_000_00,
    openedValueMinor: 250_000_00,
    netMinor: 0,
    closedRightsMinor: 3510_43,
    openedRightsMinor: 3527_98,
    holds: true,
    differences: [],
  });
});

it('what does not hold is named', () => {
  const sound = proofOf(rules.complete(completion));
  const rows = sound.into.side === 'ledger' ? sound.into.rows : [];
  const lost = { ...sound, into: { side: 'ledger' as const, rows: rows.slice(1) }, fundTransfersMinor: [0, 69_930_07] };
  expect(rules.proof(lost)).toMatchObject({
    holds: false,
    differences: [
      { what: 'net', participantId: null, expected: '0.00', found: '-69930.07' },
      { what: 'fund:transfers', participantId: null, expected: '0.00', found: '69930.07' },
      { what: 'in', participantId: 'a', expected: '1', found: '0' },
    ],
  });
  const wrong = { ...sound, into: { side: 'ledger' as const, rows: rows.map((one) => ({ ...one, rightMinor: one.rightMinor + 1 })) } };
  expect(rules.proof(wrong).differences.map(({ what, participantId, expected }) => `${what} ${participantId} ${expected}`)).toEqual([
    'right-in a 1005.10',
    'right-in b 2020.38',
    'right-in c 502.50',
  ]);
  const outside = rules.proof({ ...sound, into: { side: 'acceptance file', accepted: ['a', 'b'] } });
  expect(outside).toMatchObject({
    receiverSide: 'acceptance file',
    holds: false,
    differences: [{ what: 'net' }, { what: 'in', participantId: 'c' }],
  });
  expect(rules.proof({ ...sound, into: { side: 'acceptance file', accepted: ['a', 'b', 'c'] } }).holds).toBe(true);
});

it.each([
  ['before the transfer date', { today: '2022-06-30' }, { code: 'TRANSFER_DATE_IN_FUTURE' }],
  ['within the review', { dossier: dossier(8) }, { code: 'NOT_CLEARED', state: 'NOTIFIED' }],
  ['dated before the last step', { on: '2022-06-30' }, { code: 'OUT_OF_ORDER', event: 9, state: 'CLEARED' }],
  ['not accepted', { accepted: ['a', 'b'] }, { code: 'NOTHING_POSTED', reason: 'NOT_ACCEPTED', participants: ['c'] }],
])('not completed: %s', (_, change, refusal) => {
  expect(attempt(() => rules.complete({ ...completion, ...change }))).toMatchObject({ status: 'refused', refusal });
});

it('the opened right comes of the unrounded one, the closed one is what was booked (sections 5.3 and 10)', () => {
  const booked = [row('a', 'active', '38.89', '390.00')];
  const outcome = rules.complete({
    ...completion,
    snapshot: booked,
    rightsNow: rightsOf(booked),
    rightsUnrounded: new Map([['a', '38.8885']]),
    accepted: ['a'],
    conversion: '0.95',
  });
  // 38.8885 · 0.95 = 36.944075; of the posted right it would be 38.89 · 0.95 = 36.9455, 36.95
  expect(outcome).toMatchObject([{ closedRightMinor: 38_89, openedRightMinor: 36_94 }]);
  const proof = proofOf(outcome);
  const out = proof.out.map((moved) => ({ ...moved, unrounded: '38.8885' }));
  expect(rules.proof({ ...proof, snapshot: booked, conversion: '0.95', out })).toMatchObject({ holds: true, openedRightsMinor: 36_94 });
  const outside = { side: 'acceptance file', accepted: ['a'] } as const;
  expect(rules.proof({ ...proof, snapshot: booked, conversion: '0.95', out, into: outside })).toMatchObject({ openedRightsMinor: 36_94 });
  // Recorded before the unrounded right was: it opened what the posted one gives.
  const before = { side: 'ledger', rows: [{ participantId: 'a', valueMinor: 250_000_00, rightMinor: 36_95 }] } as const;
  expect(rules.proof({ ...proof, snapshot: booked, conversion: '0.95', into: before })).toMatchObject({ holds: true });
  expect(rules.proof({ ...proof, snapshot: booked, conversion: '0.95', out, into: before })).toMatchObject({
    holds: false,
    differences: [{ what: 'right-in', participantId: 'a', expected: '36.94', found: '36.95' }],
  });
});

it('a transfer of any values loses no cent, in whatever order the rows stand (property)', () => {
  const rows = fc.uniqueArray(
    fc.record({
      id: fc.integer({ min: 0, max: 99 }),
      value: fc.integer({ min: 1, max: 10_000_000 }),
      right: fc.integer({ min: 0, max: 5_000_000 }),
    }),
    { minLength: 1, maxLength: 40, selector: ({ id }) => id },
  );
  fc.assert(
    fc.property(
      rows,
      fc.integer({ min: 0, max: 100_000_000 }),
      fc.constantFrom('1', '1.005', '0.98765'),
      (all, transferValueMinor, conversion) => {
        const snapshot = all.map(({ id, value, right }) => row(`p${id}`, 'active', formatMinor(right), formatMinor(value)));
        const complete = (ordered: readonly SnapshotRow[]): readonly TransferMovement[] =>
          rules.complete({
            ...completion,
            snapshot: ordered,
            rightsNow: rightsOf(ordered),
            rightsUnrounded: rightsOf(ordered),
            accepted: ordered.map(({ participantId }) => participantId),
            transferValueMinor,
            conversion,
          });
        const movements = complete(snapshot);
        expect(rules.proof({ ...proofOf(movements), snapshot, conversion }).holds).toBe(true);
        expect(movements.reduce((sum, { valueMinor }) => sum + valueMinor, 0)).toBe(transferValueMinor);
        const byId = (a: TransferMovement, b: TransferMovement): number => (a.participantId < b.participantId ? -1 : 1);
        expect([...complete([...snapshot].reverse())].sort(byId)).toEqual([...movements].sort(byId));
      },
    ),
    { numRuns: 1000 },
  );
});

import type { HistoryEntry } from '#projections/history/projection.js';
import type { Figure } from '#rulebooks/frame/figures/figure.js';
import { figureText } from './explanation.js';
import { foldedInputs, sumText, yearsOf } from './folded-figures.js';

const leaf = (name: string, value: string, events: readonly string[] = []): Figure => ({
  name,
  value,
  unit: 'DKK',
  formula: `credit ${value}`,
  article: 'double entry',
  parameters: [],
  inputs: [],
  events,
});

const EVENTS = new Map<string, HistoryEntry>();

/** What an event of the ledger posts. */
function posted(type: string, effectiveDate: string, value: string): Figure {
  const id = `e${EVENTS.size}`;
  const envelope = { stream: 'participant-A', revision: EVENTS.size, position: EVENTS.size + 1, schemaVersion: 1, actor: 'import' };
  EVENTS.set(id, { id, type, effectiveDate, recordedAt: '2021-01-01T00:00:00.000Z', ...envelope, data: {}, annulledBy: null });
  return leaf(`${type} ${effectiveDate}`, value, [id]);
}

const contributions = (count: number): readonly Figure[] =>
  Array.from({ length: count }, (_, index) =>
    posted('ContributionReceived', `${2000 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}-28`, '-100.10'),
  );
const account = (inputs: readonly Figure[]): Figure => ({ ...leaf('trial-balance.value', '-1234.50'), inputs });

it('takes together what rests on events of one type, where the first stood, from four on', () => {
  const [interest, ...three] = [posted('InterestCredited', '2000-12-31', '5.00'), ...contributions(3)] as [Figure, ...Figure[]];
  expect(foldedInputs([interest, ...three], EVENTS).map(({ figure, alike }) => [figure.name, alike])).toEqual(
    [interest, ...three].map(({ name }) => [name, undefined]),
  );
  const four = contributions(4);
  const folded = foldedInputs([four[0] as Figure, interest, ...four.slice(1)], EVENTS);
  expect(folded.map(({ figure, alike }) => [figure.name, alike?.type, alike?.figures.length])).toEqual([
    ['ContributionReceived 2000-01-28', 'ContributionReceived', 4],
    ['InterestCredited 2000-12-31', undefined, undefined],
  ]);
});

it('keeps apart another article, another side, a note, what rests on no event, and figures with parts of their own', () => {
  const [first, second, third, fourth] = contributions(4) as [Figure, Figure, Figure, Figure];
  for (const other of [
    { ...fourth, article: 'section 7' },
    { ...fourth, value: '100.10' },
    { ...fourth, note: 'reversed' },
    { ...fourth, events: [] },
    { ...fourth, inputs: [first] },
    { ...fourth, value: 'P' },
  ]) {
    expect(foldedInputs([first, second, third, other], EVENTS)).toHaveLength(4);
  }
});

it('adds them up exactly, and tells them by year', () => {
  expect(sumText([leaf('a', '0.10'), leaf('b', '0.20')])).toBe('0.30');
  expect(yearsOf(contributions(13), EVENTS).map(([year, figures]) => [year, figures.length])).toEqual([
    ['2000', 12],
    ['2001', 1],
  ]);
});

it('writes an article once, a line each for a few, a line a year for many', () => {
  const few = figureText(account(contributions(5)), EVENTS);
  expect(few.split('\n')).toEqual([
    'trial-balance.value = -1 234.50 DKK',
    '│ formula   credit -1 234.50',
    '│ article   double entry',
    '└─ 5 ContributionReceived, together -500.50 DKK',
    '     article   double entry',
    ...[1, 2, 3, 4, 5].map((month) => `               ContributionReceived 2000-0${month}-28 = -100.10 (import)`),
  ]);
  const many = figureText(account(contributions(240)), EVENTS);
  expect(many.split('\n')).toHaveLength(3 + 2 + 20 + 1); // itself; the title and the article; 20 years; where the rest is
  expect(many).toContain('2019: 12 together -1 201.20 (import)');
});

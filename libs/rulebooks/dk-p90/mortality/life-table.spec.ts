/** Survival (section 3). */
import { Decimal } from '#money/decimal.js';
import type { HazardLaw, MakehamLaw } from '#actuarial/mortality/exact-makeham.js';
import { LAST_AGE_MONTHS, PRESETS, makeham } from './makeham.js';
import { living } from './life-table.js';

const law = (name: string, shift = '0'): MakehamLaw => ({ ...(PRESETS[name] as Omit<MakehamLaw, 'shift'>), shift: new Decimal(shift) });

/** S(x, t), both ages in months. */
const survival = (table: HazardLaw, from: number, to: number): Decimal => living(table, to).div(living(table, from));

it('worked example 1: S(67, 1) of G82M = 0.972028552265', () => {
  expect(survival(makeham(law('G82M')), 804, 816).toFixed(12)).toBe('0.972028552265');
});

it('a shift makes the life younger: S(67, 1) shifted by one year has the aging of 66', () => {
  expect(survival(makeham(law('G82M', '1')), 804, 816).toFixed(20)).toBe(survival(makeham(law('G82M')), 792, 804).toFixed(20));
});

it('survival is a chain and never rises', () => {
  const table = makeham(law('G82K'));
  expect(survival(table, 300, 900).toFixed(20)).toBe(survival(table, 300, 600).times(survival(table, 600, 900)).toFixed(20));
  for (let month = 1; month <= LAST_AGE_MONTHS; month += 1) expect(survival(table, month - 1, month).lte(1)).toBe(true);
});

it('equal numbers give the same law', () => {
  expect(makeham({ ...law('G82M'), shift: new Decimal('0.0') })).toBe(makeham(law('G82M')));
});

it.each([
  ['a negative constant', { a: '-0.1' }],
  ['a hazard no one survives', { b: '20' }],
  ['numbers out of all bounds', { b: '1000' }],
  ['aging out of all bounds', { c: '11' }],
])('refuses %s', (_, over) => {
  const numbers = Object.fromEntries(Object.entries(over).map(([name, value]) => [name, new Decimal(value)]));
  expect(() => makeham({ ...law('G82M'), ...numbers })).toThrow('INVALID_PARAMETER');
});

/** Date coverage: every boundary of the official parameters, the day before, the day and the day after; and the demo set. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { nextDay, previousDay } from '#money/civil-date.js';
import { attempt } from '#ledger/kernel/refusal.js';
import { entryInForce, layer, requireEntry } from '../frame/parameters/parameters.js';
import { DEMO, DEMO_PARAMETERS } from './demo.js';
import { OFFICIAL, OFFICIAL_DOCUMENT, OFFICIAL_PARAMETERS } from './parameters.js';

const value = (name: string, on: string): unknown => entryInForce(OFFICIAL, name, on)?.value;

// Appendix A: what is in force on the day before, the boundary and the day after; undefined is an error that names the day.
it.each([
  ['calculationRate', '1900-01-01', undefined, '0.03', '0.03'],
  ['calculationRate', '2022-01-01', '0.03', '0.03', '0.03'],
  ['calculationRate', '2058-01-01', '0.03', '0.03', '0.03'],
  ['calculationRate', '2199-12-31', '0.03', '0.03', '0.03'],
  ['expectedRate', '2022-01-01', undefined, '0.075', '0.075'],
  ['expectedRate', '2023-01-01', '0.075', '0.075', '0.075'],
  ['expectedRate', '2023-12-31', '0.075', '0.075', '0.06'],
  ['expectedRate', '2024-01-01', '0.075', '0.06', '0.06'],
  ['expectedRate', '2025-01-01', '0.06', '0.05', '0.05'],
  ['expectedRate', '2026-01-01', '0.05', '0.0475', '0.0475'],
  ['expectedRate', '2027-01-01', '0.0475', '0.045', '0.045'],
  ['expectedRate', '2028-01-01', '0.045', '0.0425', '0.0425'],
  ['expectedRate', '2029-01-01', '0.0425', '0.04', '0.04'],
  ['expectedRate', '2042-01-01', '0.04', '0.0375', '0.0375'],
  ['expectedRate', '2046-01-01', '0.0375', '0.035', '0.035'],
  ['expectedRate', '2050-01-01', '0.035', '0.0325', '0.0325'],
  ['expectedRate', '2054-01-01', '0.0325', '0.03', '0.03'],
  ['expectedRate', '2058-01-01', '0.03', '0.0275', '0.0275'],
  ['expectedRate', '2199-12-31', '0.0275', '0.0275', '0.0275'],
  ['accountRate', '2022-01-01', undefined, undefined, undefined],
])('%s around %s', (name, boundary, before, on, after) => {
  expect([previousDay(boundary), boundary, nextDay(boundary)].map((day) => value(name, day))).toEqual([before, on, after]);
});

it('every boundary day has at most one entry, and a day outside names parameter and day', () => {
  for (const { name, entries } of OFFICIAL_PARAMETERS) {
    const bounds = entries.flatMap(({ from, to }) => (to === undefined ? [from] : [from, to]));
    for (const day of bounds.flatMap((bound) => [previousDay(bound), bound, nextDay(bound)])) {
      const inForce = entries.filter(({ from, to }) => from <= day && (to === undefined || to >= day));
      expect(inForce.length).toBeLessThanOrEqual(1);
      const outcome = attempt(() => requireEntry(OFFICIAL, name, day));
      if (inForce.length === 1) expect(outcome).toEqual({ status: 'done', value: inForce[0] });
      else
        expect(outcome).toMatchObject({
          status: 'refused',
          refusal: { code: 'MISSING_PARAMETER', parameter: `dk-p90.${name}`, date: day },
        });
    }
  }
});

it('the rows of appendix A follow one another without a gap', () => {
  for (const { entries } of OFFICIAL_PARAMETERS) {
    entries.slice(1).forEach((entry, index) => expect(previousDay(entry.from)).toBe(entries[index]?.to));
    expect(entries.at(-1)?.to).toBeUndefined();
  }
});

it('official entries say where they stand and were announced with the document', () => {
  for (const entry of OFFICIAL_PARAMETERS.flatMap(({ entries }) => entries)) {
    expect(entry).toMatchObject({ status: 'official', announced: OFFICIAL_DOCUMENT.validFrom });
    expect(entry.reference).toContain('appendix A');
  }
});

describe('the demo set (section 8)', () => {
  it('is labelled, and its sample file holds the same values', () => {
    const path = fileURLToPath(new URL('../../../test/samples/dk-p90/illustrative.json', import.meta.url));
    const file: unknown = JSON.parse(readFileSync(path, 'utf8'));
    const parameters = DEMO_PARAMETERS.map(({ name, unit, entries }) => ({
      name,
      unit,
      entries: entries.map(({ from, value: demoValue, reference, status }) => ({ from, value: demoValue, reference, status })),
    }));
    expect(file).toMatchObject({ scheme: 'dk-p90', announced: '1980-01-01', parameters });
    for (const { entries } of DEMO_PARAMETERS) expect(entries.map(({ status }) => status)).toEqual(['illustrative']);
  });

  it('never hides an official value', () => {
    const set = layer(DEMO, [
      {
        name: 'expectedRate',
        unit: 'x',
        entries: [{ from: '1980-01-01', value: '0.99', reference: 'demo', status: 'illustrative', announced: '1980-01-01' }],
      },
    ]);
    expect(entryInForce(set, 'expectedRate', '2024-06-01')?.value).toBe('0.06');
    expect(entryInForce(set, 'expectedRate', '2021-12-31')?.value).toBe('0.99');
  });
});

import { join } from 'node:path';
import type { BenchCase, Setting } from '../case.js';
import { employerOf, PARTICIPANTS_AN_EMPLOYER, person, prepareEmployers } from '../employers.js';
import { file, plannedWays } from '../planned.js';

/** 20 000 participants of 522 000 events. */
const EVENTS_A_PARTICIPANT = 26.1;
const MONTHS = ['2018-03', '2018-04', '2018-05', '2018-06', '2018-07', '2018-08'];

function rowsOf(events: number): number {
  return Math.max(PARTICIPANTS_AN_EMPLOYER, Math.round(events / EVENTS_A_PARTICIPANT));
}

const correctionsIn = (scratch: string): string => join(scratch, 'corrections.csv');

/** One correction of each participant, of whom half a year has been charged and the rights of some years are due. */
async function prepare({ scratch, events }: Setting): Promise<void> {
  const [people, employers] = [rowsOf(events), Math.ceil(rowsOf(events) / PARTICIPANTS_AN_EMPLOYER)];
  await prepareEmployers(scratch, people, MONTHS);
  const header = 'participantId,employerId,from,fullTimeSalary,currency,reason,correctedOn,partTimeFactor';
  await file(correctionsIn(scratch), header, people, (index) => [
    `${person(index)},${employerOf(index, employers)},2018-03,` + `${31_000 +
      (index % 4_000)}.${String(index % 100).padStart(2, '0')},EUR,agreement,2018-09-01,0.9`,
  ]);
}

export const salaryCorrections: BenchCase = {
  name: 'salary-corrections',
  about: 'a salary of each participant corrected: planned with what becomes of every month’s premium and of the rights, and committed',
  unit: 'corrections',
  journals: () => [],
  ways: plannedWays(prepare, correctionsIn, rowsOf),
  aims: [
    { measure: 'rate', way: 'plan, 2 workers', against: 'raw append', least: 0.03 },
    { measure: 'rate', way: 'commit', against: 'raw append', least: 0.15 },
  ],
};

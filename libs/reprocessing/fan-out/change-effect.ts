/** What a change of basis or terms does, over all participants of a fund. */
import type { BasisEffect, ChangeKind, Paid, TermsEffect } from '#ledger/fund/changes/events.js';
import type { Publication } from '#ledger/fund/rules/events.js';
import { addMinor, formatMinor, minorToDecimal, sumMinor } from '#money/amount.js';
import type { CivilDate } from '#money/civil-date.js';
import { exactText, ONE } from '#money/decimal.js';
import { runPortfolio } from '#portfolio/run-portfolio.js';
import { refuseNotCounted } from '../refusals.js';
import { job, largerChange, smallerChange, type AgeSums, type ChangeSums, type FigureSums } from './change-sums.js';
import type { BasesSource } from './portfolio-bases.js';

/** Refuses PARTICIPANT_NOT_COUNTED where one cannot be: the report would hide what happens to it. */
export async function changeSums(
  { journal, journalUrl, fundId, workers }: BasesSource,
  change: ChangeKind,
  on: CivilDate,
  publication: Publication,
): Promise<ChangeSums> {
  const { position } = await journal.head();
  const data = { change, fundId, on, publication, upTo: position };
  let all: ChangeSums = { participants: 0, ages: [], figures: [], smallest: undefined, largest: undefined };
  for await (const { result } of runPortfolio({ source: { journal, journalUrl }, job, data, subject: 'participant', workers })) {
    const [failed] = result.failed;
    if (failed !== undefined) refuseNotCounted(failed, 'effect-of-change');
    all = together(all, result);
  }
  return all;
}

function together(one: ChangeSums, other: ChangeSums): ChangeSums {
  return {
    participants: one.participants + other.participants,
    ages: merged(one.ages, other.ages, 'fromAge'),
    figures: merged(one.figures, other.figures, 'figure'),
    smallest: other.smallest === undefined ? one.smallest : smallerChange(one.smallest, other.smallest),
    largest: other.largest === undefined ? one.largest : largerChange(one.largest, other.largest),
  };
}

/** Sums of the same name added up, in the order of the names. */
function merged<Sums extends AgeSums | FigureSums>(one: readonly Sums[], other: readonly Sums[], name: keyof Sums): readonly Sums[] {
  const all = new Map(one.map((sums) => [sums[name], sums]));
  for (const sums of other) {
    const known = all.get(sums[name]);
    const before = known as Readonly<Record<string, string | number>> | undefined;
    const add = ([field, number]: [string, string | number]): readonly [string, number][] =>
      typeof number === 'string' || field === name ? [] : [[field, addMinor(number, Number(before?.[field]))]];
    all.set(sums[name], before === undefined ? sums : { ...sums, ...Object.fromEntries(Object.entries(sums).flatMap(add)) });
  }
  return [...all.values()].sort((a, b) => (a[name] < b[name] ? -1 : 1));
}

export function basisEffect(on: CivilDate, { participants, ages, smallest, largest }: ChangeSums): BasisEffect {
  const total = (field: 'valueMinor' | 'oldMinor' | 'newMinor'): number => sumMinor(ages, (age) => age[field]);
  const [oldMinor, newMinor] = [total('oldMinor'), total('newMinor')];
  return {
    on,
    ...paid({ participants, valueMinor: total('valueMinor'), oldMinor, newMinor }),
    ...(oldMinor === 0 ? {} : { change: exactText(minorToDecimal(newMinor).div(minorToDecimal(oldMinor)).minus(ONE)) }),
    ...(smallest === undefined || largest === undefined ? {} : { smallest, largest }),
    ages: ages.map(({ fromAge, ...sums }) => ({ fromAge, ...paid(sums) })),
  };
}

function paid({ participants, valueMinor, oldMinor, newMinor }: Omit<AgeSums, 'fromAge'>): Paid {
  return { participants, value: formatMinor(valueMinor), monthlyOld: formatMinor(oldMinor), monthlyNew: formatMinor(newMinor) };
}

export function termsEffect(on: CivilDate, { participants, figures }: ChangeSums): TermsEffect {
  return {
    on,
    participants,
    figures: figures.map(({ figure, beforeMinor, afterMinor, rising, falling, lapsing }) => ({
      figure,
      before: formatMinor(beforeMinor),
      after: formatMinor(afterMinor),
      rising,
      falling,
      lapsing,
    })),
  };
}

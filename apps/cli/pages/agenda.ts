/** What a fund's board has still to do by the rules of funding, as a page of text. */
import { Decimal } from '#money/decimal.js';
import type { Answer } from '#projections/answer.js';
import type { AgendaView } from '#projections/policy/agenda.js';
import type { PolicyDuty } from '#rulebooks/frame/capabilities/policy.js';
import { textTable } from '../terminal/table.js';
import { coordinateLines } from './coordinates.js';
import { counted } from './counted.js';

const WORDS: { readonly [duty in PolicyDuty['duty']]: (item: PolicyDuty) => readonly [what: string, command: string] } = {
  evaluation: ({ year }) => ['the year is not evaluated', `fund evaluate --year ${year}`],
  cut: ({ dueOn }) => ['the cut of the plan is not decided', `fund reduce --on ${dueOn}`],
  'ten-cuts': ({ year }) => ['the ten cuts are not scheduled', `fund ten-cuts --year ${year}`],
  'scheduled-cut': ({ year, scheduled }) => [`the cut by the series of ${scheduled} is not taken`, `fund scheduled-cut --year ${year}`],
  'tell-cao-parties': ({ year }) => [`a change of the scheme in ${year} is not shown to the CAO parties`, 'fund scheme-notice --to cao-parties'],
  'tell-participants': ({ year }) => [`the participants are not told of a change of the scheme in ${year}`, 'fund scheme-notice --to participants'],
  'recovery-plan': ({ year }) => ['no plan is set below the required capital', `fund recovery-plan --year ${year}`],
};

const HEADS = [{ head: 'due on' }, { head: 'what' }, { head: 'at least', align: 'right' }, { head: 'accrual' }] as const;

export function agendaPage(answer: Answer<AgendaView>): string {
  const { fundId, items } = answer;
  const rows = items.map((item) => {
    const [what, command] = WORDS[item.duty](item);
    return [item.dueOn, what, item.rate === null ? '' : `${new Decimal(item.rate).times(100).toFixed(4)} %`, command];
  });
  return [
    `Fund ${fundId}: ${rows.length === 0 ? 'the rules of funding ask for nothing that is not done' : `${counted(rows.length, 'item')} due`}`,
    ...(rows.length === 0 ? [] : [textTable(HEADS, rows)]),
    coordinateLines(answer),
  ].join('\n\n');
}

/** Exemptions of an employer, and the register of all, as pages of text. */
import type { Answer } from '#projections/answer.js';
import type { ExemptionsAnswer, ListedExemption } from '#projections/employers/exemptions.js';
import { grouped } from '#money/grouped.js';
import { textTable, type TableColumn } from '../../terminal/table.js';
import { coordinateLines } from '../coordinates.js';
import { counted } from '../counted.js';

const COLUMNS: readonly TableColumn[] = [
  { head: 'exemption' },
  { head: 'ground' },
  { head: 'status' },
  { head: 'from' },
  { head: 'until' },
  { head: 'for' },
  { head: 'conditions', least: 24, spare: 1 },
];

export function exemptionsPage(answer: Answer<ExemptionsAnswer>): string {
  const { employerId, exemptions } = answer;
  return [
    `Exemptions of ${employerId}: ${counted(exemptions.length, 'exemption')}`,
    ...(exemptions.length === 0 ? ['None was asked for.'] : [textTable(COLUMNS, exemptions.map(cellsOf))]),
    coordinateLines(answer),
  ].join('\n\n');
}

type Registered = ListedExemption & { readonly employerId: string };

/** Over all employers, in the order given. */
export function exemptionsRegister(items: readonly Registered[]): string {
  if (items.length === 0) return 'No employer has asked for an exemption.';
  return textTable([{ head: 'employer' }, ...COLUMNS], items.map((item) => [item.employerId, ...cellsOf(item)]));
}

function cellsOf(one: ListedExemption): readonly string[] {
  const { exemption, kind, article, status, from, endedFrom, participants } = one;
  return [
    exemption,
    `${article ?? ''} ${kind}`.trim(),
    status,
    from,
    endedFrom === null ? '' : `before ${endedFrom}`,
    participants === null ? 'all' : counted(participants.length, 'participant'),
    told(one),
  ];
}

/** What is not met of a request that was refused; else the conditions and where each stands. */
function told({ failed, conditions, cause, outcome, compensation }: ListedExemption): string {
  return [
    ...(failed.length === 0 ? [] : [`not met: ${failed.join(', ')}`]),
    ...(cause === null ? [] : [cause]),
    ...(outcome === null ? [] : [outcome]),
    ...conditions.map(({ code, text, due, metOn, status }) => {
      const when = metOn === null ? (due === null ? '' : ` ${status === 'overdue' ? 'was due' : 'due'} ${due}`) : ` met ${metOn}`;
      return `${code}${text === null ? '' : ` (${text})`}${when}`;
    }),
    ...(compensation === null ? [] : [`compensation ${grouped(compensation)}`]),
  ].join('; ');
}

/** Pension rights of a scheme that keeps no account: what they come to a year, what moved them, and by year of accrual. */
import type { AnswerCoordinates } from '../api/shapes.js';
import { Provenance } from '../frame/provenance.js';
import { amountText, movementText } from '../parts/amounts.js';
import { addressOf } from '../place/place.js';
import { language, words, type Words } from '../words/words.js';
import { RIGHTS } from './figures.js';

export interface Rights extends AnswerCoordinates {
  readonly participantId: string;
  readonly year: number;
  readonly opening: string;
  readonly lines: readonly { readonly kind: keyof Words['rights']['lines']; readonly amount: string }[];
  readonly closing: string;
  /** Unrounded. */
  readonly tranches: readonly { readonly year: number; readonly right: string }[];
}

export function RightsHeadline({ rights }: { readonly rights: Rights }) {
  const { rights: text, participant } = words();
  return (
    <section class="headline panel">
      <p class="headline-figure">
        <span class="headline-name">{text.title}</span>
        <output data-figure={RIGHTS}>{amountText(rights.closing, language.value)}</output>
        <span class="headline-unit">EUR {participant.per.yearly}</span>
      </p>
      <Provenance of={rights} isMain />
    </section>
  );
}

/** What was derived again, or went over, is told with what it moved. */
const EXPLAINED: ReadonlySet<keyof Words['rights']['lines']> = new Set(['accrual', 'indexation', 'reduction', 'catch-up']);

function explained({ participantId, year }: Rights, kind: string): string {
  return addressOf(['participants', participantId, 'explain'], { figure: `rights.${kind}.${year}` });
}

export function RightsTable({ rights }: { readonly rights: Rights }) {
  const { rights: text, participant } = words();
  const tongue = language.value;
  return (
    <>
      <table>
        <thead>
          <tr>
            <th scope="col">
              {participant.year} {rights.year}
            </th>
            <th scope="col" class="amount">
              {participant.change}
            </th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{participant.opening}</th>
            <td class="amount">{amountText(rights.opening, tongue)}</td>
          </tr>
          {rights.lines.map(({ kind, amount }) => (
            <tr key={kind}>
              <th scope="row">
                {EXPLAINED.has(kind) ? <a href={explained(rights, kind)}>{text.lines[kind]}</a> : text.lines[kind]}
              </th>
              <td class="amount">{movementText(amount, tongue)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{participant.closingBalance}</th>
            <td class="amount">{amountText(rights.closing, tongue)}</td>
          </tr>
        </tfoot>
      </table>
      {rights.tranches.length > 0 && (
        <details>
          <summary>{text.accruedIn} …</summary>
          <table class="narrow">
            <tbody>
              {rights.tranches.map(({ year, right }) => (
                <tr key={year}>
                  <th scope="row">{year}</th>
                  <td class="amount">{right}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
    </>
  );
}

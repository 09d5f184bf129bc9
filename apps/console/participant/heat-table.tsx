/** The same figures as a table: knowledge in rows, the newest first; value dates in columns. */
import type { Grid } from '../api/shapes.js';
import { dateText, knowledgeText } from '../parts/amounts.js';
import { language, words } from '../words/words.js';
import type { HeatPlace } from './heat-map.js';
import { cellText } from './cells.js';

export function HeatTable({ grid, here }: { readonly grid: Grid; readonly here: HeatPlace }) {
  const { participant: text, coordinates, frame } = words();
  const tongue = language.value;
  const rows = grid.known.map((known, row) => ({ known, row })).reverse();
  return (
    <div class="scroll heat-table" tabIndex={0} role="region" aria-label={text.heat}>
      <table>
        <thead>
          <tr>
            <th scope="col">{coordinates.knownAt}</th>
            {grid.values.map((day) => (
              <th key={day} scope="col" class="amount">
                {dateText(day, tongue)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ known, row }) => (
            <tr key={known}>
              <th scope="row">{knowledgeText(known, tongue, frame.position)}</th>
              {grid.values.map((day, column) => (
                <td
                  key={day}
                  class={`amount${grid.illustrative[row]?.[column] === true ? ' hatched' : ''}`}
                  aria-current={here.row === row && here.column === column ? 'true' : undefined}
                >
                  {cellText(grid, column, row, tongue)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

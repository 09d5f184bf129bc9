/** What the second set of rules gives or takes of each generation's net profit (netto profijt), as bars and as a table in one. */
import { words } from '../words/words.js';
import type { Comparison } from './policy.js';
import { ChangeCell } from './share-cells.js';

export function Profits({ comparison: { netProfitChange } }: { readonly comparison: Comparison }) {
  const { policy: text, participant } = words();
  const years = Object.keys(netProfitChange).sort();
  const most = years.reduce((largest, year) => Math.max(largest, Math.abs(Number(netProfitChange[year]))), 0);
  if (years.length === 0) return null;
  return (
    <section class="panel" aria-labelledby="profits-title">
      <h2 id="profits-title">{text.netProfit}</h2>
      <p class="soft small">{text.netProfitHelp}</p>
      <table class="waterfall">
        <thead>
          <tr>
            <th scope="col">{text.born}</th>
            <th scope="col" class="amount">
              {participant.change}
            </th>
            <td class="bar-head" />
          </tr>
        </thead>
        <tbody>
          {years.map((year) => (
            <Bar key={year} year={year} value={netProfitChange[year] as string} most={most} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Bar({ year, value, most }: { readonly year: string; readonly value: string; readonly most: number }) {
  const share = most === 0 ? 0 : (Number(value) / most) * 50;
  return (
    <tr>
      <th scope="row">{year}</th>
      <ChangeCell change={value} />
      <td class="bar" aria-hidden="true">
        <svg viewBox="0 0 100 10" preserveAspectRatio="none">
          <rect class={share >= 0 ? 'up' : 'down'} x={share >= 0 ? 50 : 50 + share} width={Math.abs(share)} y="1" height="8" />
        </svg>
      </td>
    </tr>
  );
}

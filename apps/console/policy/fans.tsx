/** Results of a study by generation: bands of likely outcomes, and lines, each with the same figures as a table. */
import { words } from '../words/words.js';
import type { Outcome } from './study.js';

interface Study {
  readonly regime: string;
  readonly outcome: Outcome;
}

const [WIDTH, HEIGHT, SIDE, FOOT] = [960, 260, 52, 26];

/** From the least to the most of all, with a little room. */
function scaleOf(values: readonly number[]): (value: number) => number {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const room = (most - least) * 0.08 || 0.1;
  return (value) => HEIGHT - FOOT - ((value - least + room) / (most - least + 2 * room)) * (HEIGHT - FOOT - 10);
}

function ticks(values: readonly number[]): readonly number[] {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const step = (most - least) / 4 || 0.1;
  return Array.from({ length: 5 }, (_, index) => least + index * step);
}

export function Bands({ studies }: { readonly studies: readonly Study[] }) {
  const { policy: text } = words();
  const ages = [...new Set(studies.flatMap(({ outcome }) => Object.keys(outcome.pensionResult)))].sort((a, b) => Number(a) - Number(b));
  const values = studies.flatMap(({ outcome }) =>
    Object.values(outcome.pensionResult).flatMap(({ low, high }) => [Number(low), Number(high)]),
  );
  const y = scaleOf(values);
  const group = (WIDTH - SIDE) / Math.max(1, ages.length);
  const wide = Math.min(70, group / (studies.length + 1));
  return (
    <>
      <svg class="fan" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={text.result}>
        <Axis values={values} y={y} />
        {ages.map((age, at) => (
          <g key={age}>
            <text class="year" x={SIDE + group * (at + 0.5)} y={HEIGHT - 6} text-anchor="middle">{`${text.age} ${age}`}</text>
            {studies.map(({ regime, outcome }, index) => {
              const fan = outcome.pensionResult[age];
              if (fan === undefined) return null;
              const x = SIDE + group * (at + 0.5) + (index - studies.length / 2) * wide + 4;
              return (
                <g key={regime} class={`study-${index}`}>
                  <rect
                    class="band"
                    x={x}
                    y={y(Number(fan.high))}
                    width={wide - 8}
                    height={Math.max(1, y(Number(fan.low)) - y(Number(fan.high)))}
                  />
                  <line class="middle" x1={x} x2={x + wide - 8} y1={y(Number(fan.median))} y2={y(Number(fan.median))} />
                </g>
              );
            })}
          </g>
        ))}
      </svg>
      <Key studies={studies} />
      <table class="narrow">
        <thead>
          <tr>
            <th scope="col">{text.age}</th>
            <th scope="col">{text.regime}</th>
            <th scope="col" class="amount">{text.low}</th>
            <th scope="col" class="amount">{text.median}</th>
            <th scope="col" class="amount">{text.high}</th>
          </tr>
        </thead>
        <tbody>
          {ages.flatMap((age) =>
            studies.map(({ regime, outcome }) => {
              const fan = outcome.pensionResult[age];
              return fan === undefined ? null : (
                <tr key={`${age} ${regime}`}>
                  <th scope="row">{age}</th>
                  <td>{regime}</td>
                  <td class="amount">{Number(fan.low).toFixed(3)}</td>
                  <td class="amount">{Number(fan.median).toFixed(3)}</td>
                  <td class="amount">{Number(fan.high).toFixed(3)}</td>
                </tr>
              );
            }),
          )}
        </tbody>
      </table>
    </>
  );
}

export function Lines({ studies }: { readonly studies: readonly Study[] }) {
  const { policy: text } = words();
  const years = [...new Set(studies.flatMap(({ outcome }) => Object.keys(outcome.netProfit)))].map(Number).sort((a, b) => a - b);
  const values = studies.flatMap(({ outcome }) => Object.values(outcome.netProfit).map(Number));
  const y = scaleOf([...values, 0]);
  const [first, last] = [years[0] ?? 0, years.at(-1) ?? 1];
  const x = (year: number): number => SIDE + ((year - first) / Math.max(1, last - first)) * (WIDTH - SIDE - 10);
  const points = ({ netProfit }: Outcome): string =>
    years.flatMap((year) => (netProfit[year] === undefined ? [] : [`${x(year)},${y(Number(netProfit[year]))}`])).join(' ');
  const decades = years.filter((year) => year % 10 === 0);
  return (
    <>
      <svg class="fan" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={text.profit}>
        <Axis values={[...values, 0]} y={y} />
        <line class="zero" x1={SIDE} x2={WIDTH} y1={y(0)} y2={y(0)} />
        {decades.map((year) => (
          <text key={year} class="year" x={x(year)} y={HEIGHT - 6} text-anchor="middle">
            {year}
          </text>
        ))}
        {studies.map(({ regime, outcome }, index) => (
          <polyline key={regime} class={`line study-${index}`} points={points(outcome)} />
        ))}
      </svg>
      <Key studies={studies} />
      <details>
        <summary>{words().participant.asTable}</summary>
        <table class="narrow">
          <thead>
            <tr>
              <th scope="col">{text.born}</th>
              {studies.map(({ regime }) => (
                <th key={regime} scope="col" class="amount">
                  {regime}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {years.map((year) => (
              <tr key={year}>
                <th scope="row">{year}</th>
                {studies.map(({ regime, outcome }) => (
                  <td key={regime} class="amount">
                    {outcome.netProfit[year] === undefined ? '' : Number(outcome.netProfit[year]).toFixed(3)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  );
}

function Axis({ values, y }: { readonly values: readonly number[]; readonly y: (value: number) => number }) {
  return (
    <>
      {ticks(values).map((value) => (
        <g key={value}>
          <line x1={SIDE} x2={WIDTH} y1={y(value)} y2={y(value)} />
          <text class="year" x={SIDE - 8} y={y(value) + 4} text-anchor="end">{value.toFixed(2)}</text>
        </g>
      ))}
    </>
  );
}

function Key({ studies }: { readonly studies: readonly Study[] }) {
  return (
    <p class="heat-legend">
      {studies.map(({ regime }, index) => (
        <span key={regime}>
          <i class={`swatch study-${index}`} aria-hidden="true" /> {regime}
        </span>
      ))}
    </p>
  );
}

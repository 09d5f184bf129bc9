/** The pension result by generation: the likely one first, the range of 95 out of 100 around it, both sets of rules side by side. */
import { WideTable } from '../parts/panel.js';
import { language, words } from '../words/words.js';
import type { StudyBand, Comparison } from './policy.js';
import { percentText } from './shares.js';

const [WIDTH, ROW, SIDE] = [700, 22, 210];

interface FansProps {
  readonly comparison: Comparison;
  readonly regimes: readonly [string, string];
}

export function Fans({ comparison: { A, B }, regimes }: FansProps) {
  const { policy: text } = words();
  const tongue = language.value;
  const ages = Object.keys(A.pensionResult).sort((x, y) => Number(y) - Number(x));
  const bands = ages.flatMap((age) =>
    [A, B].flatMap(({ pensionResult }) => (pensionResult[age] === undefined ? [] : [pensionResult[age]])),
  );
  const most = bands.reduce((largest, { high }) => Math.max(largest, Number(high)), 1);
  return (
    <section class="panel" aria-labelledby="fans-title">
      <h2 id="fans-title">{text.pensionResult}</h2>
      <p class="soft small">{text.pensionResultHelp}</p>
      <svg class="fans" viewBox={`0 0 ${WIDTH} ${ages.length * (2 * ROW + 14) + 24}`} role="img" aria-label={text.pensionResult}>
        {[0, 0.5, 1, 1.5]
          .filter((mark) => mark <= most)
          .map((mark) => (
            <g key={mark}>
              <line
                x1={across(mark, most)}
                x2={across(mark, most)}
                y1="0"
                y2={ages.length * (2 * ROW + 14)}
                class={mark === 1 ? 'whole' : undefined}
              />
              <text x={across(mark, most)} y={ages.length * (2 * ROW + 14) + 16} text-anchor="middle">
                {percentText(String(mark), 0, tongue)}
              </text>
            </g>
          ))}
        {ages.map((age, index) => (
          <g key={age} transform={`translate(0 ${index * (2 * ROW + 14)})`}>
            <text x="0" y={ROW + 4}>
              {text.age(age)}
            </text>
            {[A, B].map(
              ({ pensionResult }, which) =>
                pensionResult[age] !== undefined && (
                  <Fan key={which} name={which === 0 ? 'A' : 'B'} band={pensionResult[age]} y={which * ROW} most={most} />
                ),
            )}
          </g>
        ))}
      </svg>
      <WideTable
        label={text.pensionResult}
        heads={[
          text.generation,
          ...regimes.flatMap((regime, index) => [
            `#${index === 0 ? 'A' : 'B'} · ${regime}: ${text.median}`,
            `#${index === 0 ? 'A' : 'B'} · ${text.range}`,
          ]),
        ]}
      >
        {ages.map((age) => (
          <tr key={age}>
            <th scope="row">{text.age(age)}</th>
            {[A, B].map(({ pensionResult }, which) => (
              <BandCells key={which} band={pensionResult[age]} />
            ))}
          </tr>
        ))}
      </WideTable>
    </section>
  );
}

function across(share: number, most: number): number {
  return SIDE + (share / most) * (WIDTH - SIDE - 24);
}

function Fan({
  name,
  band: { median, low, high },
  y,
  most,
}: {
  readonly name: string;
  readonly band: StudyBand;
  readonly y: number;
  readonly most: number;
}) {
  const [from, middle, to] = [low, median, high].map((each) => across(Number(each), most)) as [number, number, number];
  return (
    <g class={`fan fan-${name}`}>
      <text x={SIDE - 16} y={y + 15}>
        {name}
      </text>
      <rect x={from} y={y + 4} width={to - from} height={ROW - 8} rx="3" />
      <line x1={middle} x2={middle} y1={y + 1} y2={y + ROW - 1} />
    </g>
  );
}

function BandCells({ band }: { readonly band: StudyBand | undefined }) {
  const tongue = language.value;
  if (band === undefined) return <><td /><td /></>;
  return (
    <>
      <td class="amount" title={band.median}><strong>{percentText(band.median, 0, tongue)}</strong></td>
      <td class="amount" title={`${band.low} – ${band.high}`}>{percentText(band.low, 0, tongue)} – {percentText(band.high, 0, tongue)}</td>
    </>
  );
}

/** What funding rules would do to an average fund and its generations: a study that is computed when asked for, and writes nothing. */
import { useState } from 'preact/hooks';
import type { Problem } from '../api/ask.js';
import { Refusal } from '../parts/told.js';
import { asked, change } from '../place/place.js';
import { words } from '../words/words.js';
import { Bands, Lines } from './fans.js';
import { studyOf, type Outcome } from './study.js';

interface Regime {
  readonly regime: string;
  readonly outcome: Outcome;
}

type Computed =
  | { readonly status: 'none' }
  | { readonly status: 'computing' }
  | { readonly status: 'computed'; readonly studies: readonly Regime[] }
  | { readonly status: 'refused'; readonly problem: Problem };

const REGIMES = ['old', 'new'] as const;

export function Policy() {
  const { policy: text } = words();
  const [computed, setComputed] = useState<Computed>({ status: 'none' });
  const size = { years: Number(asked('years') ?? 30), scenarios: Number(asked('scenarios') ?? 200), seed: Number(asked('seed') ?? 1) };
  const regime = asked('regime') ?? 'new';
  const against = asked('against') ?? 'old';
  const compute = async (event: Event): Promise<void> => {
    event.preventDefault();
    setComputed({ status: 'computing' });
    try {
      const wanted = [...new Set([regime, ...(against === 'none' ? [] : [against])])];
      const studies: Regime[] = [];
      for (const each of wanted) studies.push({ regime: each, outcome: await studyOf({ regime: each, ...size }) });
      setComputed({ status: 'computed', studies });
    } catch (problem) {
      setComputed({ status: 'refused', problem: problem as Problem });
    }
  };
  const number = (name: keyof typeof size, most: number) => (
    <label>
      <span>{text[name]}</span>
      <input
        type="number"
        min={1}
        max={most}
        value={size[name]}
        onChange={({ currentTarget }) => change({ [name]: currentTarget.value })}
      />
    </label>
  );
  return (
    <>
      <p class="soft">{text.help}</p>
      <form class="row" onSubmit={(event) => void compute(event)}>
        <label>
          <span>{text.regime}</span>
          <select value={regime} onChange={({ currentTarget }) => change({ regime: currentTarget.value })}>
            {REGIMES.map((each) => <option key={each} value={each}>{each}</option>)}
          </select>
        </label>
        <label>
          <span>{text.against}</span>
          <select value={against} onChange={({ currentTarget }) => change({ against: currentTarget.value })}>
            {[...REGIMES, 'none'].map((each) => <option key={each} value={each}>{each === 'none' ? text.none : each}</option>)}
          </select>
        </label>
        {number('years', 100)}
        {number('scenarios', 2000)}
        {number('seed', 999_999)}
        <button type="submit" disabled={computed.status === 'computing'}>
          {computed.status === 'computing' ? text.computing : text.compute}
        </button>
      </form>
      {computed.status === 'refused' && <Refusal problem={computed.problem} />}
      {computed.status === 'computed' && <Results studies={computed.studies} />}
    </>
  );
}

const PARTS = ['cutProbability', 'anyCutProbability', 'meanCut', 'fundingRatio0', 'meanFundingRatio'] as const;

function Results({ studies }: { readonly studies: readonly Regime[] }) {
  const { policy: text } = words();
  const names = {
    cutProbability: text.cut,
    anyCutProbability: text.everCut,
    meanCut: text.meanCut,
    fundingRatio0: text.ratio0,
    meanFundingRatio: text.ratio,
  };
  return (
    <>
      <p class="mark hatched">{text.illustrative}</p>
      <section class="panel">
        <table class="narrow">
          <thead>
            <tr>
              <th scope="col">{text.regime}</th>
              {studies.map(({ regime }) => <th key={regime} scope="col" class="amount">{regime}</th>)}
            </tr>
          </thead>
          <tbody>
            {PARTS.map((part) => (
              <tr key={part}>
                <th scope="row">{names[part]}</th>
                {studies.map(({ regime, outcome }) => <td key={regime} class="amount">{percent(outcome[part])}</td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <section class="panel" aria-labelledby="result-title">
        <h2 id="result-title">{text.result}</h2>
        <p class="soft small">{text.resultHelp}</p>
        <Bands studies={studies} />
      </section>
      <section class="panel" aria-labelledby="profit-title">
        <h2 id="profit-title">{text.profit}</h2>
        <p class="soft small">{text.profitHelp}</p>
        <Lines studies={studies} />
      </section>
    </>
  );
}

function percent(share: string): string {
  return `${(Number(share) * 100).toFixed(1)} %`;
}

/** A funding policy over scenarios: two sets of rules on the same ones, and what each does to the generations. */
import { useAnswer } from '../api/ask.js';
import { WideTable } from '../parts/panel.js';
import { Told } from '../parts/told.js';
import { asked, change } from '../place/place.js';
import { language, words } from '../words/words.js';
import { Fans } from './fans.js';
import { Profits } from './profits.js';
import { ShareCell } from './share-cells.js';
import { numberText } from './shares.js';

export interface StudyBand {
  readonly median: string;
  readonly low: string;
  readonly high: string;
}

export interface StudyOutcome {
  readonly cutProbability: string;
  readonly meanCut: string;
  readonly anyCutProbability: string;
  readonly fundingRatio0: string;
  readonly meanFundingRatio: string;
  readonly pensionResult: Readonly<Record<string, StudyBand>>;
}

export interface Comparison {
  readonly A: StudyOutcome;
  readonly B: StudyOutcome;
  readonly netProfitChange: Readonly<Record<string, string>>;
}

const REGIMES = ['old', 'new'] as const;
type Regime = (typeof REGIMES)[number];
/** Large enough to be told, small enough to be waited for. */
const SCENARIOS = ['200', '1000', '5000'] as const;
const YEARS = 75;
const BIRTH_YEARS = Array.from({ length: 15 }, (_, index) => 1930 + 5 * index);

export function Policy() {
  const { policy: text } = words();
  const scenarios = SCENARIOS.find((each) => each === asked('scenarios')) ?? SCENARIOS[0];
  const seed = /^\d{1,9}$/.test(asked('seed') ?? '') ? Number(asked('seed')) : 1;
  const [a, b] = [regimeIn('regimeA', 'old'), regimeIn('regimeB', 'new')];
  const question = { regimeA: a, regimeB: b, years: YEARS, scenarios: Number(scenarios), seed, birthYears: BIRTH_YEARS };
  const told = useAnswer<Comparison>('/v1/calculate/ftk.compare', JSON.stringify(question));
  return (
    <>
      <p class="soft">{text.help(String(YEARS))}</p>
      <form class="row no-print" onSubmit={(event) => event.preventDefault()}>
        <Choice name="regimeA" label={text.regimeA} value={a} values={REGIMES} shown={(each) => text.regimes[each]} />
        <Choice name="regimeB" label={text.regimeB} value={b} values={REGIMES} shown={(each) => text.regimes[each]} />
        <Choice
          name="scenarios"
          label={text.scenarios}
          value={scenarios}
          values={SCENARIOS}
          shown={(each) => numberText(each, 0, language.value)}
        />
        <label>
          <span>{text.seed}</span>
          <input
            type="number"
            min={0}
            max={999999999}
            value={seed}
            onChange={({ currentTarget }) => change({ seed: currentTarget.value })}
          />
        </label>
      </form>
      <Told asked={told}>
        {(comparison) => (
          <>
            <RuleFigures comparison={comparison} regimes={[text.regimes[a], text.regimes[b]]} />
            <Fans comparison={comparison} regimes={[text.regimes[a], text.regimes[b]]} />
            <Profits comparison={comparison} />
          </>
        )}
      </Told>
    </>
  );
}

function regimeIn(name: string, otherwise: Regime): Regime {
  return REGIMES.find((each) => each === asked(name)) ?? otherwise;
}

interface ChoiceProps<Value extends string> {
  readonly name: string;
  readonly label: string;
  readonly value: Value;
  readonly values: readonly Value[];
  readonly shown: (value: Value) => string;
}

function Choice<Value extends string>({ name, label, value, values, shown }: ChoiceProps<Value>) {
  return (
    <label>
      <span>{label}</span>
      <select value={value} onChange={({ currentTarget }) => change({ [name]: currentTarget.value })}>
        {values.map((each) => <option key={each} value={each}>{shown(each)}</option>)}
      </select>
    </label>
  );
}

const SHARES = ['cutProbability', 'meanCut', 'anyCutProbability', 'fundingRatio0', 'meanFundingRatio'] as const;

export function RuleFigures({
  comparison: { A, B },
  regimes: [a, b],
}: {
  readonly comparison: Comparison;
  readonly regimes: readonly [string, string];
}) {
  const { policy: text, participant } = words();
  return (
    <section class="panel" aria-labelledby="figures-title">
      <h2 id="figures-title">{text.figures}</h2>
      <WideTable label={text.figures} heads={[participant.figure, `#A · ${a}`, `#B · ${b}`]}>
        {SHARES.map((name) => (
          <tr key={name}>
            <th scope="row">{text[name]}</th>
            <ShareCell share={A[name]} decimals={1} />
            <ShareCell share={B[name]} decimals={1} />
          </tr>
        ))}
      </WideTable>
    </section>
  );
}

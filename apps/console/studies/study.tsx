/** A recorded study whole: what both sets of rules lead to year by year and for each generation, and every assumption with its status. */
import type { ComponentChildren } from 'preact';
import { useAnswer } from '../api/ask.js';
import { countText } from '../parts/amounts.js';
import { Panel, WideTable } from '../parts/panel.js';
import { Told } from '../parts/told.js';
import { addressOf } from '../place/place.js';
import { RuleFigures } from '../policy/policy.js';
import { Profits } from '../policy/profits.js';
import { ChangeCell, ShareCell } from '../policy/share-cells.js';
import { statusText } from '../words/named.js';
import { language, words } from '../words/words.js';
import { FanCells, FanChart, LineChart, type Extent, type Which } from './chart.js';
import type { RulesFigures, StudyReport } from './shapes.js';

interface StudyScreenProps {
  readonly fund: string;
  readonly run: string;
}

export function StudyScreen({ fund, run }: StudyScreenProps) {
  const { studies: text } = words();
  const told = useAnswer<StudyReport>(`/v1/alm-runs/${encodeURIComponent(run)}`);
  return (
    <>
      <p class="row no-print">
        <a class="button plain" href={addressOf(['funds', fund, 'studies'])}>{text.title}</a>
      </p>
      <Told asked={told}>{(report) => <Study report={report} />}</Told>
    </>
  );
}

interface OfReport {
  readonly report: StudyReport;
}

/** Both sets of rules, by the names that the input gives them. */
interface OfBoth extends OfReport {
  readonly names: readonly [string, string];
}

function Study({ report }: OfReport) {
  const { studies: text, coordinates } = words();
  const tongue = language.value;
  const { A, B, input, engine, digest } = report;
  const names = [input.regimeA, input.regimeB].map(rulesText) as [string, string];
  const comparison = { A: A.outcome, B: B.outcome, netProfitChange: B.netProfitChange };
  return (
    <>
      <p class="soft">
        {text.size(countText(input.scenarios, tongue), countText(input.years, tongue), String(input.seed))}{' '}
        {text.basis[input.premiumBasis as 'RTS']} {text.simulated}
      </p>
      <RuleFigures comparison={comparison} regimes={names} />
      <FundingRatios report={report} names={names} />
      <Cuts report={report} names={names} />
      <PensionResults report={report} names={names} />
      <Profits comparison={comparison} />
      <Variants report={report} />
      <Bounds report={report} />
      <Assumptions report={report} />
      <Claims report={report} />
      <p class="provenance" data-digest={digest}>
        <span>{text.engine}: {engine.rulebook} {engine.version}, {text.arithmetic[engine.arithmetic as 'double']}</span>
        <span>{text.study}: <code>{report.runId}</code></span>
        <span>{coordinates.digest}: <code>{digest}</code></span>
      </p>
    </>
  );
}

function rulesText(given: string | object): string {
  const { policy, studies } = words();
  return typeof given === 'string' ? (policy.regimes as Readonly<Record<string, string>>)[given] ?? given : studies.otherRules;
}

const BOTH = ['A', 'B'] as const;
/** Years between the rows of a table, and of the charts' own data all. */
const EVERY = 5;

function fifthYears({ A }: StudyReport): readonly number[] {
  return A.years.flatMap(({ year }, index) => (index % EVERY === 0 ? [year] : []));
}

/** A and B alone: their names stand above each chart, and would not fit a telephone here. */
function heads(first: string, ...figures: readonly string[]): readonly string[] {
  return [first, ...BOTH.flatMap((which) => figures.map((figure) => `#${which}: ${figure}`))];
}

/** Where rich scenarios leave the chart: beyond, they would press everything else flat. */
const MOST_QUARTILES = 1.8;

function FundingRatios({ report, names }: OfBoth) {
  const { studies: text, policy } = words();
  const all = (place: 0 | 3 | 4): readonly number[] =>
    BOTH.flatMap((which) => report[which].years.map(({ fundingRatio }) => Number(fundingRatio[place])));
  const highest = Math.min(Math.max(...all(4)), MOST_QUARTILES * Math.max(...all(3)));
  const y = { from: Math.floor(Math.min(1, ...all(0)) * 5) / 5, to: Math.ceil(highest * 5) / 5 };
  const x = yearsOf(report.A);
  return (
    <Panel id="ratios" title={text.fundingRatio}>
      <p class="soft small">{text.fundingRatioHelp}</p>
      <FanCharts
        title={text.fundingRatio} {...{ names, x, y }}
        of={(which) => {
          const { rules: { vev, mvev }, years } = report[which];
          return {
            points: years.map(({ year, fundingRatio }) => ({ x: year, fan: fundingRatio })),
            levels: [{ at: vev, text: text.required }, { at: mvev, text: text.minimum, isBelow: true }],
          };
        }}
      />
      <WideTable label={text.fundingRatio} heads={heads(text.year, policy.median, policy.range)}>
        {rowsOf(fifthYears(report), (of, which) => <FanCells key={which} fan={yearOf(report[which], of)?.fundingRatio} />)}
      </WideTable>
    </Panel>
  );
}

/** A row for each year of a calendar or of birth, with cells of both sets of rules. */
function rowsOf(years: readonly number[], cells: (of: number, which: Which) => ComponentChildren) {
  return years.map((of) => (
    <tr key={of}>
      <th scope="row">{of}</th>
      {BOTH.map((which) => cells(of, which))}
    </tr>
  ));
}

function yearOf({ years }: RulesFigures, of: number): RulesFigures['years'][number] | undefined {
  return years.find(({ year }) => year === of);
}

function yearsOf({ years }: RulesFigures): Extent {
  const [first, last] = [years[0]?.year ?? 0, years.at(-1)?.year ?? 0];
  return { from: first, to: Math.max(first + 1, last) };
}

type FanChartProps = Parameters<typeof FanChart>[0];

interface FanChartsProps extends Pick<FanChartProps, 'x' | 'y'> {
  readonly title: string;
  readonly names: OfBoth['names'];
  readonly of: (which: Which) => Pick<FanChartProps, 'points' | 'levels'>;
}

/** A figure under each set of rules, side by side. */
function FanCharts({ title, names, of, ...scales }: FanChartsProps) {
  return (
    <div class="study-charts">
      {BOTH.map((which, index) => (
        <figure key={which}>
          <figcaption><Swatch which={which} /> {which} · {names[index]}</figcaption>
          <FanChart label={`${title}: ${names[index]}`} which={which} {...scales} {...of(which)} />
        </figure>
      ))}
    </div>
  );
}

function Swatch({ which }: { readonly which: Which }) {
  return <i class={`line-of of-${which}`} aria-hidden="true" />;
}

function Cuts({ report, names }: OfBoth) {
  const { studies: text } = words();
  const charts = [['cutProbability', text.chance], ['meanCut', text.meanSize]] as const;
  return (
    <Panel id="cuts" title={text.cuts}>
      <p class="soft small">
        {BOTH.map((which, index) => <span key={which} class="legend"><Swatch which={which} /> {which} · {names[index]}</span>)}
      </p>
      <div class="study-charts">
        {charts.map(([figure, title]) => {
          const highest = Math.max(0.01, ...BOTH.flatMap((which) => report[which].years.map((year) => Number(year[figure]))));
          const points = (which: Which) => report[which].years.map((year) => [year.year, Number(year[figure])] as const);
          const lines = BOTH.map((which) => ({ which, points: points(which) }));
          return (
            <figure key={figure}>
              <figcaption>{title}</figcaption>
              <LineChart label={title} lines={lines} x={yearsOf(report.A)} y={{ from: 0, to: highest * 1.05 }} />
            </figure>
          );
        })}
      </div>
      <WideTable label={text.cuts} heads={heads(text.year, text.chance, text.meanSize)}>
        {rowsOf(fifthYears(report), (of, which) => <CutCells key={which} cuts={yearOf(report[which], of)} />)}
      </WideTable>
    </Panel>
  );
}

function CutCells({ cuts }: { readonly cuts: RulesFigures['years'][number] | undefined }) {
  return <><ShareCell share={cuts?.cutProbability} decimals={1} /><ShareCell share={cuts?.meanCut} decimals={1} /></>;
}

/** Of generations that have a pension within the years of the study. */
function PensionResults({ report, names }: OfBoth) {
  const { studies: text, policy } = words();
  const born = report.A.cohorts.map(({ birthYear }) => birthYear);
  if (born.length === 0) return null;
  const highest = Math.max(1, ...BOTH.flatMap((which) => report[which].cohorts.map(({ pensionResult }) => Number(pensionResult[4]))));
  const [x, y] = [{ from: Math.min(...born), to: Math.max(...born) }, { from: 0, to: Math.ceil(highest * 5) / 5 }];
  return (
    <Panel id="results" title={text.pensionResult}>
      <p class="soft small">{policy.pensionResultHelp}</p>
      {born.length > 1 && (
        <FanCharts
          title={text.pensionResult} {...{ names, x, y }}
          of={(which) => ({
            points: report[which].cohorts.map(({ birthYear, pensionResult }) => ({ x: birthYear, fan: pensionResult })),
            levels: [{ at: 1, text: text.fullyIndexed }],
          })}
        />
      )}
      <WideTable label={text.pensionResult} heads={heads(policy.born, policy.median, policy.range)}>
        {rowsOf(born, (of, which) => {
          const fan = report[which].cohorts.find(({ birthYear }) => birthYear === of)?.pensionResult;
          return <FanCells key={which} fan={fan} />;
        })}
      </WideTable>
    </Panel>
  );
}

/** What each variant gives or takes of a generation, beside the second set of rules. */
function Variants({ report: { B, variants } }: OfReport) {
  const { studies: text, policy } = words();
  const born = Object.keys(B.netProfitChange);
  if (variants.length === 0 || born.length === 0) return null;
  const nameOf = (name: string): string => (text.variantNames as Readonly<Record<string, string>>)[name] ?? name;
  return (
    <Panel id="variants" title={text.variants}>
      <p class="soft small">{text.variantsHelp}</p>
      <WideTable label={text.variants} heads={[policy.born, '#B', ...variants.map(({ name }) => `#${nameOf(name)}`)]}>
        {born.map((year) => (
          <tr key={year}>
            <th scope="row">{year}</th>
            {[B, ...variants].map(({ name, netProfitChange }) => <ChangeCell key={name} change={netProfitChange[year]} />)}
          </tr>
        ))}
      </WideTable>
    </Panel>
  );
}

function Bounds({ report: { bounds = [] } }: OfReport) {
  const { studies: text, policy } = words();
  if (bounds.length === 0) return null;
  return (
    <Panel id="bounds" title={text.bounds}>
      <WideTable label={text.bounds} heads={[policy.generation, `#${text.atLeast}`, `#${policy.median}`, text.found]}>
        {bounds.map(({ age, bound, result, breached }) => (
          <tr key={age}>
            <th scope="row">{policy.age(String(age))}</th>
            <ShareCell share={bound} decimals={1} />
            <ShareCell share={result} decimals={1} />
            <td><span class={`mark ${breached ? 'bad' : 'good'}`}>{breached ? text.passed : text.kept}</span></td>
          </tr>
        ))}
      </WideTable>
    </Panel>
  );
}

const MARKS: Readonly<Record<string, string>> = { official: 'good', assumed: 'amber' };

function Assumptions({ report: { assumptions } }: OfReport) {
  const { studies: text, parameters } = words();
  return (
    <Panel id="assumptions" title={text.assumptions}>
      <p class="soft small">{text.assumptionsHelp}</p>
      <WideTable label={text.assumptions} heads={[parameters.name, text.about, parameters.value, parameters.status, parameters.reference]}>
        {assumptions.map(({ name, title, value, status, reference }) => (
          <tr key={name}>
            <th scope="row" class="nowrap"><code>{name}</code></th>
            <td lang="en">{title}</td>
            <td lang="en">{value}</td>
            <td><span class={`mark ${MARKS[status] ?? ''}`}>{statusText(status)}</span></td>
            <td lang="en" class="small">{reference}</td>
          </tr>
        ))}
      </WideTable>
    </Panel>
  );
}

/** The note's sentences are in English, as the study tells them. */
function Claims({ report: { claims } }: OfReport) {
  const { studies: text } = words();
  const heldText = (held: boolean | null): string => (held === null ? text.notReached : held ? text.held : text.notHeld);
  const markOf = (held: boolean | null): string => (held === null ? '' : held ? 'good' : 'bad');
  return (
    <Panel id="claims" title={text.claims}>
      <WideTable label={text.claims} heads={[text.claim, text.found, text.ours]}>
        {claims.map(({ n, text: said, held, ours }) => (
          <tr key={n}>
            <td lang="en">{n}. {said}</td>
            <td><span class={`mark ${markOf(held)}`}>{heldText(held)}</span></td>
            <td lang="en">{ours}</td>
          </tr>
        ))}
      </WideTable>
    </Panel>
  );
}

/** The feasibility tests that a fund's board reported: each result against its bound, the study behind it, and who has been told. */
import { addressOfQuestion, useAnswer } from '../api/ask.js';
import { Provenance } from '../frame/provenance.js';
import { dateText } from '../parts/amounts.js';
import { Panel, WideTable } from '../parts/panel.js';
import { Told } from '../parts/told.js';
import { addressOf, coordinates } from '../place/place.js';
import { ShareCell } from '../policy/share-cells.js';
import { language, words } from '../words/words.js';
import { SHORT_ID, type Accountability, type FeasibilityTest } from './shapes.js';

/** Of a scheme whose board accounts for none there is nothing to show. */
export function FeasibilityTests({ fund }: { readonly fund: string }) {
  const { studies: text } = words();
  const told = useAnswer<Accountability>(addressOfQuestion(`/v1/funds/${encodeURIComponent(fund)}/accountability`, coordinates.value));
  if (told.status === 'refused' && told.problem.code === 'NOT_APPLICABLE') return null;
  return (
    <Panel id="feasibility" title={text.feasibility}>
      <p class="soft small">{text.feasibilityHelp}</p>
      <Told asked={told}>
        {(answer) => (
          <>
            <TestsTable fund={fund} tests={answer.feasibility} />
            <Provenance of={answer} />
          </>
        )}
      </Told>
    </Panel>
  );
}

function TestsTable({ fund, tests }: { readonly fund: string; readonly tests: readonly FeasibilityTest[] }) {
  const { studies: text, funds } = words();
  if (tests.length === 0) return <p class="empty">{text.noFeasibility}</p>;
  const results = [text.expected, text.badWeather].flatMap((result) => [`#${result}`, `#${result}: ${text.atLeast}`]);
  return (
    <WideTable label={text.feasibility} heads={[text.year, ...results, text.found, text.study, text.reference, funds.party]}>
      {tests.map((test) => <TestRow key={test.eventId} fund={fund} test={test} />)}
    </WideTable>
  );
}

function TestRow({ fund, test }: { readonly fund: string; readonly test: FeasibilityTest }) {
  const { studies: text, funds } = words();
  const { year, results, bounds, breached, study, reference, informed, owed } = test;
  return (
    <tr>
      <th scope="row">{year}</th>
      {(['expected', 'badWeather'] as const).flatMap((result) => [
        <ShareCell key={result} share={results[result]} decimals={1} />,
        <ShareCell key={`${result} bound`} share={bounds[result]} decimals={1} />,
      ])}
      <td>
        {breached.length === 0 && <span class="mark good">{text.kept}</span>}
        {breached.map((bound) => (
          <div key={bound}><span class="mark bad">{text.passed}: {bound === 'EXPECTED' ? text.expected : text.badWeather}</span></div>
        ))}
      </td>
      <td>
        {study !== undefined && (
          <>
            <a href={addressOf(['funds', fund, 'studies', study.runId])}><code>{study.runId.slice(0, SHORT_ID)}</code></a>{' '}
            <span class="soft small">{study.rules}, {text.ofAge(String(study.age))}</span>
          </>
        )}
      </td>
      <td>{reference}</td>
      <td>
        {informed.map(({ to, on, eventId }) => (
          <div key={eventId}>{text.parties[to]} <span class="soft small">{funds.toldOn} {dateText(on, language.value)}</span></div>
        ))}
        {owed.map((to) => <div key={to}>{text.parties[to]} <span class="mark amber">{funds.owed}</span></div>)}
      </td>
    </tr>
  );
}

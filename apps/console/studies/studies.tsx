/** The studies that a fund recorded: what each was made with and what for; and the feasibility tests of its board. */
import { addressOfQuestion, useAnswer } from '../api/ask.js';
import { Provenance } from '../frame/provenance.js';
import { countText, dateText } from '../parts/amounts.js';
import { WideTable } from '../parts/panel.js';
import { Told } from '../parts/told.js';
import { addressOf, coordinates } from '../place/place.js';
import { language, words } from '../words/words.js';
import { FeasibilityTests } from './feasibility.js';
import { SHORT_ID, type RecordedStudies } from './shapes.js';

export function StudiesScreen({ fund }: { readonly fund: string }) {
  const { studies: text, funds } = words();
  const told = useAnswer<RecordedStudies>(addressOfQuestion(`/v1/funds/${encodeURIComponent(fund)}/alm-runs`, coordinates.value));
  return (
    <>
      <p class="row no-print">
        <a class="button plain" href={addressOf(['funds', fund])}>{funds.titleOf(fund)}</a>
        <a class="button plain" href={addressOf(['policy'])}>{text.tryOne}</a>
      </p>
      <p class="soft">{text.help}</p>
      <div class="panel">
        <Told asked={told}>
          {(answer) => (
            <>
              <StudiesTable fund={fund} studies={answer} />
              <Provenance of={answer} isMain />
            </>
          )}
        </Told>
      </div>
      <FeasibilityTests fund={fund} />
    </>
  );
}

function StudiesTable({ fund, studies: { runs } }: { readonly fund: string; readonly studies: RecordedStudies }) {
  const { studies: text } = words();
  const tongue = language.value;
  if (runs.length === 0) return <p class="empty">{text.empty}</p>;
  return (
    <WideTable label={text.title} heads={[text.study, text.recordedOn, text.madeOf, text.engine, text.took, text.reference]}>
      {runs.map(({ runId, recordedOn, input, engine, seconds, reference, eventId }) => (
        <tr key={eventId}>
          <th scope="row"><a href={addressOf(['funds', fund, 'studies', runId])}><code>{runId.slice(0, SHORT_ID)}</code></a></th>
          <td class="nowrap">{dateText(recordedOn, tongue)}</td>
          <td>{text.size(countText(input.scenarios, tongue), countText(input.years, tongue), String(input.seed))}</td>
          <td>{engine.rulebook} {engine.version}, {text.arithmetic[engine.arithmetic as 'double']}</td>
          <td class="nowrap">{seconds} s</td>
          <td>{reference}</td>
        </tr>
      ))}
    </WideTable>
  );
}

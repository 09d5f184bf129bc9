/** Correction windows: what closes next over the portfolio, and every year of one participant, with why it is closed. */
import { useState } from 'preact/hooks';
import { addressOfQuestion, useAnswer } from '../api/ask.js';
import { Provenance } from '../frame/provenance.js';
import { amountOfMinor, amountText, dateText, knowledgeText, minorOf, movementText } from '../parts/amounts.js';
import { csvLink } from '../parts/csv.js';
import { WideTable } from '../parts/panel.js';
import { Told } from '../parts/told.js';
import { addressOf, asked, change, coordinates, visit } from '../place/place.js';
import { language, words } from '../words/words.js';
import { changeAsked, ChangeField } from './change-field.js';
import { IfCorrected } from './if-corrected.js';
import type { WindowsAnswer, WindowYear } from './shapes.js';
import { timeUntil } from './time-left.js';
import { Worklist } from './worklist.js';

export function Windows({ participant }: { readonly participant: string | undefined }) {
  const { windows: text } = words();
  return (
    <>
      <Find participant={participant} />
      {participant === undefined ? (
        <section class="panel" aria-labelledby="closing-title">
          <h2 id="closing-title">{text.byClosing}</h2>
          <Worklist />
        </section>
      ) : <OfParticipant key={participant} id={participant} />}
    </>
  );
}

function Find({ participant }: { readonly participant: string | undefined }) {
  const { windows: text, participants } = words();
  const [id, setId] = useState(participant ?? '');
  return (
    <form
      class="row"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        visit(addressOf(id === '' ? ['windows'] : ['windows', id]));
      }}
    >
      <label>
        <span>{text.find}</span>
        <input type="search" spellcheck={false} value={id} onInput={({ currentTarget }) => setId(currentTarget.value.trim())} />
      </label>
      <button type="submit">{participants.open}</button>
      {participant !== undefined && (
        <a class="button plain" href={addressOf(['windows'])}>
          {text.byClosing}
        </a>
      )}
    </form>
  );
}

/** Of income, where the reader has not said how much. */
const ONE_THOUSAND = '1000.00';

function OfParticipant({ id }: { readonly id: string }) {
  const { windows: text, participant } = words();
  const correctionYear = asked('correctionYear');
  const answer = useAnswer<WindowsAnswer>(
    addressOfQuestion(`/v1/participants/${encodeURIComponent(id)}/windows`, { ...coordinates.value, correctionYear }),
  );
  return (
    <section class="panel" aria-labelledby="windows-of">
      <h2 id="windows-of">
        <a href={addressOf(['participants', id])}>{participant.title(id)}</a>
      </h2>
      <Told asked={answer}>
        {(windows) => (
          <>
            <div class="row">
              <label>
                <span>{text.correctionYear}</span>
                <input
                  type="number"
                  min={1000}
                  max={9999}
                  value={windows.correctionYear}
                  onChange={({ currentTarget }) => change({ correctionYear: currentTarget.value })}
                />
              </label>
              <ChangeField otherwise={ONE_THOUSAND} />
              <Csv id={id} windows={windows} />
            </div>
            <Years id={id} windows={windows} />
            <Totals windows={windows} />
            <Provenance of={windows} isMain />
          </>
        )}
      </Told>
    </section>
  );
}

function Csv({ id, windows }: { readonly id: string; readonly windows: WindowsAnswer }) {
  const { asOf, knownAt, rulesKnownAt, position, digest, correctionYear } = windows;
  const heads = [
    ...['participantId', 'incomeYear', 'status', 'closesOn', 'reported', 'current', 'premium', 'smoothingPart', 'versions', 'settled'],
    ...['correctionYear', 'asOf', 'knownAt', 'rulesKnownAt', 'position', 'digest'],
  ];
  const rows = windows.years.map(({ incomeYear, status, closesOn, income, premium, smoothingPart, versions, settlements }) => [
    ...[id, incomeYear, status, closesOn, income.reported, income.current, premium, smoothingPart, versions.length],
    amountOfMinor(settlements.filter(({ timeBarred }) => !timeBarred).reduce((sum, { total }) => sum + minorOf(total), 0)),
    ...[correctionYear, asOf, knownAt, rulesKnownAt, position, digest],
  ]);
  return <a class="button plain" {...csvLink(`windows-${id}-${asOf}.csv`, heads, rows)}>CSV</a>;
}

function Years({ id, windows }: { readonly id: string; readonly windows: WindowsAnswer }) {
  const { windows: text } = words();
  const tongue = language.value;
  const explained = (year: number, figure: string): string =>
    addressOf(['participants', id, 'explain'], { figure: `windows.${year}.${figure}` });
  return (
    <WideTable
      label={text.title}
      heads={[
        ...[text.incomeYear, text.closesOn, `#${text.reported}`, `#${text.current}`, `#${text.premium}`, `#${text.smoothing}`],
        ...[`#${text.settled}`, `#${text.ifCorrected(dateText(windows.asOf, tongue))}`, text.versions],
      ]}
    >
      {windows.years.map((year) => (
        <tr key={year.incomeYear}>
          <th scope="row">
            {year.incomeYear} <span class={year.status === 'open' ? 'mark good' : 'mark'}>{text.status[year.status]}</span>
          </th>
          <td class="nowrap">
            {dateText(year.closesOn, tongue)}
            <br />
            {year.status === 'closed' ? (
              <details class="why">
                <summary>{text.whyClosed}</summary>
                <p class="small article">{text.article(String(year.lastCorrectionYear))}</p>
              </details>
            ) : (
              <span class="soft small">{timeUntil(windows.asOf, year.closesOn, tongue)}</span>
            )}
          </td>
          <td class="amount">{amountText(year.income.reported, tongue)}</td>
          <td class="amount">{amountText(year.income.current, tongue)}</td>
          <td class="amount">
            <a href={explained(year.incomeYear, 'premium')}>{amountText(year.premium, tongue)}</a>
          </td>
          <td class="amount">{amountText(year.smoothingPart, tongue)}</td>
          <td class="amount">
            {year.settlements.map(({ eventId, total, timeBarred, article }) => (
              <div key={eventId}>
                {timeBarred ? (
                  <span class="mark amber" title={article ?? undefined}>
                    {text.timeBarred}
                  </span>
                ) : (
                  movementText(total, tongue)
                )}
              </div>
            ))}
          </td>
          <td class="amount supposed">
            {year.status === 'open' && <IfCorrected id={id} year={year} on={windows.asOf} change={changeAsked() ?? ONE_THOUSAND} />}
          </td>
          <td>
            <Versions year={year} id={id} />
          </td>
        </tr>
      ))}
    </WideTable>
  );
}

function Versions({ year, id }: { readonly year: WindowYear; readonly id: string }) {
  const { windows: text, frame } = words();
  const tongue = language.value;
  if (year.versions.length === 0) return <>0</>;
  return (
    <details>
      <summary>{year.versions.length}</summary>
      <ul class="plain-list">
        {year.versions.map(({ eventId, amount, employerId, recordedAt, correctedOn, reason }) => (
          <li key={eventId}>
            <a href={addressOf(['participants', id], { event: eventId })}>{amountText(amount, tongue)}</a> {employerId}
            <br />
            <span class="soft small">
              {correctedOn === null ? '' : `${text.correctedOn} ${dateText(correctedOn, tongue)} · `}
              {reason === null ? '' : `${reason} · `}
              {knowledgeText(recordedAt, tongue, frame.position)}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Totals({ windows }: { readonly windows: WindowsAnswer }) {
  const { windows: text } = words();
  return (
    <>
      <h3>{text.totals}</h3>
      <table class="narrow">
        <tbody>
          {(['premiumDelta', 'premiumInterest', 'total', 'smoothingDelta', 'smoothingInterest'] as const).map((name) => (
            <tr key={name}>
              <th scope="row">{name === 'total' ? <strong>{text.delta.total}</strong> : text.delta[name]}</th>
              <td class="amount">{movementText(windows.totals[name], language.value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

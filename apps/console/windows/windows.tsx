/** Correction windows: what closes next over the portfolio, and every year of one participant, with why it is closed. */
import { useState } from 'preact/hooks';
import { addressOfQuestion, useAnswer } from '../api/ask.js';
import type { AnswerCoordinates } from '../api/shapes.js';
import { Provenance } from '../frame/provenance.js';
import { amountText, dateText, knowledgeText, movementText } from '../parts/amounts.js';
import { WideTable } from '../parts/panel.js';
import { Told } from '../parts/told.js';
import { addressOf, asked, change, coordinates, visit } from '../place/place.js';
import { language, words } from '../words/words.js';
import { timeUntil } from './time-left.js';
import { Worklist } from './worklist.js';

interface WindowYear {
  readonly incomeYear: number;
  readonly status: 'open' | 'closed' | 'not-yet';
  readonly lastCorrectionYear: number;
  readonly closesOn: string;
  readonly income: { readonly reported: string; readonly current: string };
  readonly premium: string;
  readonly smoothingPart: string;
  readonly versions: readonly {
    readonly amount: string;
    readonly employerId: string;
    readonly recordedAt: string;
    readonly correctedOn: string | null;
    readonly eventId: string;
    readonly reason: string | null;
  }[];
  readonly settlements: readonly {
    readonly eventId: string;
    readonly total: string;
    readonly timeBarred: boolean;
    readonly article: string | null;
  }[];
}

interface WindowsAnswer extends AnswerCoordinates {
  readonly correctionYear: number;
  readonly windowFrom: number;
  readonly windowTo: number;
  readonly years: readonly WindowYear[];
  readonly totals: Readonly<Record<'premiumDelta' | 'premiumInterest' | 'smoothingDelta' | 'smoothingInterest' | 'total', string>>;
}

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

function Years({ id, windows }: { readonly id: string; readonly windows: WindowsAnswer }) {
  const { windows: text } = words();
  const tongue = language.value;
  const explained = (year: number, figure: string): string =>
    addressOf(['participants', id, 'explain'], { figure: `windows.${year}.${figure}` });
  return (
    <WideTable
      label={text.title}
      heads={[
        text.incomeYear,
        text.closesOn,
        `#${text.reported}`,
        `#${text.current}`,
        `#${text.premium}`,
        `#${text.smoothing}`,
        `#${text.settled}`,
        text.versions,
      ]}
    >
      {windows.years.map((year) => (
        <tr key={year.incomeYear}>
          <th scope="row">
            {year.incomeYear} <span class={year.status === 'open' ? 'mark good' : 'mark'}>{text.status[year.status]}</span>
          </th>
          <td>
            {dateText(year.closesOn, tongue)}
            <br />
            {year.status === 'closed' ? (
              <details>
                <summary>{text.whyClosed}</summary>
                <p class="small">{text.article(String(year.lastCorrectionYear))}</p>
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

/** Participant-years that can still be corrected, the one that closes next first. Kept for one day, which it says. */
import type { Page } from '../api/shapes.js';
import { amountText, countText, dateText } from '../parts/amounts.js';
import { csvLink } from '../parts/csv.js';
import { LongList } from '../parts/long-list.js';
import { usePages } from '../parts/pages.js';
import { RefusalNote } from '../parts/told.js';
import { addressOf, asked, change } from '../place/place.js';
import { language, words } from '../words/words.js';
import { timeUntil } from './time-left.js';

export interface OpenYear {
  readonly participantId: string;
  readonly incomeYear: number;
  readonly lastCorrectionYear: number;
  readonly closesOn: string;
  readonly income: string;
  readonly premium: string;
}

type OpenYears = Page<OpenYear> & { readonly asOf: string };

export function Worklist() {
  const { windows: text, participants, frame } = words();
  const { items, first, isWhole, problem, more } = usePages<OpenYear, OpenYears>('/v1/worklist', {});
  const tongue = language.value;
  if (problem !== undefined) return <RefusalNote problem={problem} />;
  if (first === undefined) return <p class="waiting">{frame.waiting}</p>;
  const year = asked('year');
  const listed = year === undefined ? items : items.filter(({ incomeYear }) => String(incomeYear) === year);
  const years = [...new Set(items.map(({ incomeYear }) => incomeYear))].sort();
  return (
    <>
      <p class="soft small">{text.modelDay(dateText(first.asOf, tongue))}</p>
      {items.length === 0 && isWhole && <p class="empty">{text.empty(dateText(first.asOf, tongue))}</p>}
      {items.length > 0 && (
        <>
          <div class="row">
            <label>
              <span>{text.incomeYear}</span>
              <select value={year ?? ''} onChange={({ currentTarget }) => change({ year: currentTarget.value })}>
                <option value="">–</option>
                {years.map((each) => (
                  <option key={each} value={each}>
                    {each}
                  </option>
                ))}
              </select>
            </label>
            <a
              class="button plain"
              {...csvLink(
                `worklist-${first.asOf}.csv`,
                ['participantId', 'incomeYear', 'closesOn', 'lastCorrectionYear', 'income', 'premium', 'asOf', 'position'],
                listed.map((each) => [
                  each.participantId,
                  each.incomeYear,
                  each.closesOn,
                  each.lastCorrectionYear,
                  each.income,
                  each.premium,
                  first.asOf,
                  first.position,
                ]),
              )}
            >
              {text.csv}
            </a>
            <span class="soft small">{frame.rows(countText(listed.length, tongue))}</span>
          </div>
          <LongList
            label={text.byClosing}
            items={listed}
            columns="minmax(110px, 1fr) 100px minmax(120px, 1fr) minmax(120px, 1fr) minmax(110px, 1fr) minmax(110px, 1fr)"
            heads={[participants.id, text.incomeYear, text.closesOn, text.left, `#${text.current}`, `#${text.premium}`]}
            onEnd={isWhole ? undefined : more}
            cells={({ participantId, incomeYear, closesOn, income, premium }) => [
              <a key="id" href={addressOf(['windows', participantId])}>
                {participantId}
              </a>,
              incomeYear,
              dateText(closesOn, tongue),
              timeUntil(first.asOf, closesOn, tongue),
              amountText(income, tongue),
              amountText(premium, tongue),
            ]}
          />
        </>
      )}
    </>
  );
}

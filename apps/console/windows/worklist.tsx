/** Participant-years that can still be corrected, the one that closes next first. Kept for one day, which it says. */
import { amountText, countText, dateText } from '../parts/amounts.js';
import { csvLink } from '../parts/csv.js';
import { LongList } from '../parts/long-list.js';
import { usePages } from '../parts/pages.js';
import { RefusalNote } from '../parts/told.js';
import { addressOf, asked, change } from '../place/place.js';
import { language, words } from '../words/words.js';
import { changeAsked, ChangeField } from './change-field.js';
import { IfListedCorrected } from './if-corrected.js';
import type { OpenYear, OpenYears } from './shapes.js';
import { timeUntil } from './time-left.js';

const YEAR = /^[1-9]\d{3}$/;

export function Worklist() {
  const { windows: text, frame } = words();
  const [year, closing, employer] = [yearAsked('year'), yearAsked('closesIn'), asked('employer')];
  const filter = { incomeYear: year, closesIn: closing, employerId: employer };
  const { items, first, isWhole, problem, more } = usePages<OpenYear, OpenYears>('/v1/worklist', filter);
  const day = first === undefined ? '' : dateText(first.asOf, language.value);
  return (
    <>
      {first !== undefined && <p class="soft small">{text.modelDay(day)}</p>}
      <div class="row">
        <YearField name="year" label={text.incomeYear} />
        <YearField name="closesIn" label={text.closesIn} />
        <label>
          <span>{text.employer}</span>
          <input
            type="search"
            size={14}
            spellcheck={false}
            value={employer ?? ''}
            onChange={({ currentTarget }) => change({ employer: currentTarget.value.trim() })}
          />
        </label>
        <ChangeField />
        {first !== undefined && items.length > 0 && <Csv items={items} of={first} />}
      </div>
      {problem !== undefined && <RefusalNote problem={problem} />}
      {problem === undefined && items.length === 0 && !isWhole && <p class="waiting">{frame.waiting}</p>}
      {problem === undefined && items.length === 0 && isWhole && (
        <p class="empty">{(year ?? closing ?? employer) === undefined ? text.empty(day) : text.noneFits(day)}</p>
      )}
      {first !== undefined && items.length > 0 && <Rows items={items} day={first.asOf} onEnd={isWhole ? undefined : more} />}
    </>
  );
}

function yearAsked(name: string): string | undefined {
  const year = asked(name);
  return year !== undefined && YEAR.test(year) ? year : undefined;
}

function YearField({ name, label }: { readonly name: string; readonly label: string }) {
  return (
    <label>
      <span>{label}</span>
      <input
        type="number"
        min={1000}
        max={9999}
        value={asked(name) ?? ''}
        onChange={({ currentTarget }) => change({ [name]: currentTarget.value })}
      />
    </label>
  );
}

function Csv({ items, of }: { readonly items: readonly OpenYear[]; readonly of: OpenYears }) {
  const { windows: text, frame } = words();
  const heads = ['participantId', 'incomeYear', 'closesOn', 'lastCorrectionYear', 'employers', 'reported', 'income', 'premium', 'versions'];
  const rows = items.map((each) => [
    ...[each.participantId, each.incomeYear, each.closesOn, each.lastCorrectionYear, each.employers.join(' ')],
    ...[each.reported, each.income, each.premium, each.versions, of.asOf, of.position],
  ]);
  return (
    <>
      <a class="button plain" {...csvLink(`worklist-${of.asOf}.csv`, [...heads, 'asOf', 'position'], rows)}>{text.csv}</a>
      <span class="soft small">{frame.rows(items.length, countText(items.length, language.value))}</span>
    </>
  );
}

interface RowsProps {
  readonly items: readonly OpenYear[];
  readonly day: string;
  readonly onEnd: (() => void) | undefined;
}

function Rows({ items, day, onEnd }: RowsProps) {
  const { windows: text, participants } = words();
  const tongue = language.value;
  const supposed = changeAsked();
  return (
    <LongList
      label={text.byClosing}
      items={items}
      columns={
        'minmax(90px, 1fr) 62px minmax(95px, 1fr) minmax(95px, 1fr) minmax(80px, 1fr) minmax(85px, 1fr) minmax(85px, 1fr) ' +
        `minmax(80px, 1fr) 64px${supposed === undefined ? '' : ' minmax(95px, 1fr)'}`
      }
      heads={[
        ...[participants.id, text.incomeYear, text.closesOn, text.left, text.employer, `#${text.reported}`, `#${text.current}`],
        ...[`#${text.premium}`, `#${text.versions}`, ...(supposed === undefined ? [] : [`#${text.ifCorrected(dateText(day, tongue))}`])],
      ]}
      onEnd={onEnd}
      cells={({ participantId, incomeYear, closesOn, employers, reported, income, premium, versions }) => [
        <a key="id" href={addressOf(['windows', participantId])}>{participantId}</a>,
        incomeYear,
        dateText(closesOn, tongue),
        timeUntil(day, closesOn, tongue),
        employers.join(', '),
        ...[reported, income, premium].map((amount) => amountText(amount, tongue)),
        countText(versions, tongue),
        ...(supposed === undefined
          ? []
          : [<IfListedCorrected key={`${participantId} ${incomeYear}`} id={participantId} incomeYear={incomeYear} on={day} change={supposed} />]),
      ]}
    />
  );
}

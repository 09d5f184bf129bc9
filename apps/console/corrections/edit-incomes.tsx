/** One participant's incomes, years by employers: a changed total becomes a row of a file of corrections. */
import { useState } from 'preact/hooks';
import { addressOfQuestion, read, type Problem } from '../api/ask.js';
import { RefusalNote } from '../parts/told.js';
import { words } from '../words/words.js';
import { amountOf, correctionsFile, pastedCells, type EditedRow } from './rows.js';

interface Incomes {
  readonly participantId: string;
  readonly employers: readonly string[];
  /** Year → employer → the last total. */
  readonly years: ReadonlyMap<number, ReadonlyMap<string, string>>;
}

interface WindowsAnswer {
  readonly years: readonly {
    readonly incomeYear: number;
    readonly versions: readonly { readonly employerId: string; readonly amount: string }[];
  }[];
}

async function incomesOf(participantId: string): Promise<Incomes> {
  const { years } = await read<WindowsAnswer>(addressOfQuestion(`/v1/participants/${encodeURIComponent(participantId)}/windows`));
  const totals = new Map(
    years.map(({ incomeYear, versions }) => [incomeYear, new Map(versions.map(({ employerId, amount }) => [employerId, amount]))]),
  );
  const employers = [...new Set(years.flatMap(({ versions }) => versions.map(({ employerId }) => employerId)))].sort();
  return { participantId, employers, years: totals };
}

interface Draft {
  /** `YEAR EMPLOYER` → as typed. */
  readonly totals: Readonly<Record<string, string>>;
  readonly reason: string;
  readonly correctedOn: string;
}

export function EditIncomes({ onRows }: { readonly onRows: (file: Blob, name: string) => void }) {
  const { corrections: text } = words();
  const [id, setId] = useState('');
  const [incomes, setIncomes] = useState<Incomes | undefined>(undefined);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const load = (event: Event): void => {
    event.preventDefault();
    if (id === '') return;
    setProblem(undefined);
    setIncomes(undefined);
    incomesOf(id).then(setIncomes, (refused: unknown) => setProblem(refused as Problem));
  };
  return (
    <>
      <p class="soft">{text.editHelp}</p>
      <form class="row" onSubmit={load}>
        <label>
          <span>{text.participant}</span>
          <input type="text" spellcheck={false} value={id} onInput={({ currentTarget }) => setId(currentTarget.value.trim())} />
        </label>
        <button type="submit" class="plain" disabled={id === ''}>
          {text.load}
        </button>
      </form>
      {problem !== undefined && <RefusalNote problem={problem} />}
      {incomes !== undefined &&
        (incomes.years.size === 0 ? (
          <p class="empty">{text.noIncomes}</p>
        ) : (
          <Totals key={incomes.participantId} incomes={incomes} onRows={onRows} />
        ))}
    </>
  );
}

function Totals({ incomes, onRows }: { readonly incomes: Incomes; readonly onRows: (file: Blob, name: string) => void }) {
  const { corrections: text } = words();
  const [draft, setDraft] = useState<Draft>({ totals: {}, reason: '', correctedOn: new Date().toISOString().slice(0, 10) });
  const changed = changedRows(incomes, draft);
  const isComplete = changed !== undefined && changed.length > 0 && draft.reason.trim() !== '' && draft.correctedOn !== '';
  // A block out of a spreadsheet fills the cells to the right of and below the one it is pasted into; what was never reported stays empty.
  const paste = (event: ClipboardEvent, row: number, column: number): void => {
    const cells = pastedCells(event.clipboardData?.getData('text/plain') ?? '');
    if (cells === undefined) return;
    event.preventDefault();
    const years = [...incomes.years].slice(row, row + cells.length);
    const filled = years.flatMap(([year, totals], down) =>
      (cells[down] ?? []).flatMap((typed, across) => {
        const employer = incomes.employers[column + across];
        return employer === undefined || !totals.has(employer) || typed === '' ? [] : [[`${year} ${employer}`, typed] as const];
      }),
    );
    setDraft({ ...draft, totals: { ...draft.totals, ...Object.fromEntries(filled) } });
  };
  const plan = (event: Event): void => {
    event.preventDefault();
    if (isComplete) onRows(correctionsFile(changed), `console-${incomes.participantId}-${draft.correctedOn}.csv`);
  };
  return (
    <form onSubmit={plan}>
      <div class="scroll">
        <Years incomes={incomes} draft={draft} onDraft={setDraft} onPaste={paste} />
      </div>
      <div class="row">
        <label>
          <span>{text.reason}</span>
          <input
            type="text"
            maxLength={200}
            value={draft.reason}
            onInput={({ currentTarget }) => setDraft({ ...draft, reason: currentTarget.value })}
          />
        </label>
        <label>
          <span>{text.correctedOn}</span>
          <input
            type="date"
            value={draft.correctedOn}
            onInput={({ currentTarget }) => setDraft({ ...draft, correctedOn: currentTarget.value })}
          />
        </label>
        <button type="submit" disabled={!isComplete}>
          {text.plan}
        </button>
        <span class="soft" role="status">
          {changed === undefined ? text.noAmount : text.changed(changed.length)}
        </span>
      </div>
    </form>
  );
}

interface YearsProps {
  readonly incomes: Incomes;
  readonly draft: Draft;
  readonly onDraft: (draft: Draft) => void;
  /** From the cell of that row and column on. */
  readonly onPaste: (event: ClipboardEvent, row: number, column: number) => void;
}

function Years({ incomes, draft, onDraft, onPaste }: YearsProps) {
  const { corrections: text } = words();
  return (
    <table class="edit-incomes">
      <thead>
        <tr>
          <th scope="col">{text.incomeYear}</th>
          {incomes.employers.map((employer) => (
            <th key={employer} scope="col">
              {employer}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {[...incomes.years].map(([year, totals], row) => (
          <tr key={year}>
            <th scope="row">{year}</th>
            {incomes.employers.map((employer, column) => {
              const key = `${year} ${employer}`;
              const before = totals.get(employer);
              // What was never reported is reported first, not corrected.
              if (before === undefined) return <td key={employer} />;
              const value = draft.totals[key] ?? before;
              return (
                <td key={employer}>
                  <input
                    type="text"
                    inputMode="decimal"
                    value={value}
                    aria-label={`${year}, ${employer}`}
                    class={value === before ? undefined : 'edited'}
                    aria-invalid={amountOf(value) === undefined}
                    onPaste={(event) => onPaste(event, row, column)}
                    onInput={({ currentTarget }) => onDraft({ ...draft, totals: { ...draft.totals, [key]: currentTarget.value } })}
                  />
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Undefined where something typed is no amount. */
function changedRows({ participantId, years }: Incomes, { totals, reason, correctedOn }: Draft): readonly EditedRow[] | undefined {
  const rows: EditedRow[] = [];
  for (const [key, typed] of Object.entries(totals)) {
    const [year = '', employerId = ''] = key.split(' ');
    const before = years.get(Number(year))?.get(employerId);
    if (typed.trim() === before) continue;
    const amount = amountOf(typed);
    if (amount === undefined) return undefined;
    if (amount !== before) {
      rows.push({ participantId, incomeYear: Number(year), employerId, amount, currency: 'EUR', reason: reason.trim(), correctedOn });
    }
  }
  return rows;
}

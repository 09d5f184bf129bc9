/** Files of corrections: one comes in by dropping it or by editing incomes here, and all that came are listed. */
import { useRef, useState } from 'preact/hooks';
import { addressOfQuestion, forgetAnswers, upload, useAnswer, type Problem } from '../api/ask.js';
import type { Page } from '../api/shapes.js';
import { mayWrite } from '../frame/session.js';
import { countText, knowledgeText } from '../parts/amounts.js';
import { WideTable } from '../parts/panel.js';
import { RefusalNote, Told } from '../parts/told.js';
import { addressOf, visit } from '../place/place.js';
import { language, words } from '../words/words.js';
import { EditIncomes } from './edit-incomes.js';
import { PasteRows } from './paste-rows.js';
import type { Reprocessing } from './shapes.js';

export function Corrections() {
  const { corrections: text } = words();
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const send = async (file: Blob, name: string): Promise<void> => {
    setProblem(undefined);
    try {
      const type = name.endsWith('.csv') ? 'text/csv' : 'application/x-ndjson';
      const { id } = await upload<Reprocessing>(addressOfQuestion('/v1/reprocessings', { file: name }), file, type);
      forgetAnswers();
      visit(addressOf(['corrections', id]));
    } catch (refused) {
      setProblem(refused as Problem);
    }
  };
  return (
    <>
      {mayWrite.value ? <Drop onFile={(file) => void send(file, file.name)} /> : <p class="soft">{text.readOnly}</p>}
      {problem !== undefined && <RefusalNote problem={problem} />}
      {mayWrite.value && (
        <section class="panel" aria-labelledby="edit-title">
          <h2 id="edit-title">{text.edit}</h2>
          <EditIncomes onRows={(rows, name) => void send(rows, name)} />
          <PasteRows onRows={(rows, name) => void send(rows, name)} />
        </section>
      )}
      <section class="panel" aria-labelledby="files-title">
        <h2 id="files-title">{text.files}</h2>
        <Files />
      </section>
    </>
  );
}

function Drop({ onFile }: { readonly onFile: (file: File) => void }) {
  const { corrections: text } = words();
  const [isOver, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer?.files ?? [];
    if (file !== undefined) onFile(file);
  };
  return (
    <section
      class={isOver ? 'panel drop over' : 'panel drop'}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      aria-labelledby="drop-title"
    >
      <h2 id="drop-title">{text.drop}</h2>
      <p class="soft">{text.dropHelp}</p>
      <input
        ref={input}
        type="file"
        accept=".csv,.ndjson,.jsonl"
        class="visually-hidden"
        tabIndex={-1}
        aria-label={text.choose}
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          if (file !== undefined) onFile(file);
        }}
      />
      <button type="button" onClick={() => input.current?.click()}>
        {text.choose}
      </button>
    </section>
  );
}

function Files() {
  const { corrections: text, frame } = words();
  const tongue = language.value;
  const files = useAnswer<Page<Reprocessing>>(addressOfQuestion('/v1/reprocessings', { limit: 100 }));
  return (
    <Told asked={files}>
      {({ items }) =>
        items.length === 0 ? (
          <p class="empty">{text.noFiles}</p>
        ) : (
          <WideTable label={text.files} heads={[text.file, text.uploadedAt, text.by, `#${text.rows}`, text.status]}>
            {items.map(({ id, file, uploadedAt, uploadedBy, plan, status }) => (
              <tr key={id}>
                <th scope="row">
                  <a href={addressOf(['corrections', id])}>{file}</a>
                </th>
                <td>{knowledgeText(uploadedAt, tongue, frame.position)}</td>
                <td>{uploadedBy}</td>
                <td class="amount">{plan === null ? '' : countText(plan.rows.total, tongue)}</td>
                <td>
                  <span class={status === 'committed' ? 'mark good' : status === 'failed' ? 'mark bad' : 'mark'}>
                    {text.state[status]}
                  </span>
                </td>
              </tr>
            ))}
          </WideTable>
        )
      }
    </Told>
  );
}

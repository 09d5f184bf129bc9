/** Refused rows by line and code, in the file's own words. */
import { useEffect, useState } from 'preact/hooks';
import { askText, type Problem } from '../api/ask.js';
import { LongList } from '../parts/long-list.js';
import { RefusalNote, Said } from '../parts/told.js';
import { words } from '../words/words.js';
import { csvCells } from './read-csv.js';

export function Rejects({ address }: { readonly address: string }) {
  const { corrections: text, frame } = words();
  const [rows, setRows] = useState<readonly (readonly string[])[] | undefined>(undefined);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  useEffect(() => {
    askText(address, 'text/csv').then((csv) => setRows(csvCells(csv)), (refused: unknown) => setProblem(refused as Problem));
  }, [address]);
  if (problem !== undefined) return <RefusalNote problem={problem} />;
  if (rows === undefined) return <p class="waiting">{frame.waiting}</p>;
  const [heads = [], ...refused] = rows;
  const [line, code, message] = ['line', 'code', 'message'].map((name) => heads.indexOf(name)) as [number, number, number];
  const own = heads.map((_, index) => index).filter((index) => ![line, code, message].includes(index));
  return (
    <>
      <LongList
        label={text.refusals}
        items={refused}
        columns="60px minmax(190px, 1fr) minmax(320px, 3fr) minmax(240px, 2fr)"
        heads={[text.lineNumber, text.code, text.message, text.rows]}
        cells={(cells) => [
          cells[line] ?? '',
          <code key="code">{cells[code]}</code>,
          <Said
            key="message"
            code={cells[code] ?? ''}
            message={cells[message] ?? ''}
            details={Object.fromEntries(own.map((index) => [heads[index], cells[index]]))}
          />,
          own.map((index) => cells[index]).join(', '),
        ]}
      />
      <p>
        <a class="button plain" href={address} download>
          {text.rejects}
        </a>
      </p>
    </>
  );
}

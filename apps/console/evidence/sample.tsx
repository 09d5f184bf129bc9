/** Events drawn by a word of the reader's, each proved here, one after the other. */
import { useState } from 'preact/hooks';
import type { Problem } from '../api/ask.js';
import type { ServedCheckpoint } from '../journal/prove.js';
import { countText, dateText } from '../parts/amounts.js';
import { WideTable } from '../parts/panel.js';
import { RefusalNote } from '../parts/told.js';
import { addressOf } from '../place/place.js';
import { language, words } from '../words/words.js';
import { positionsOf, proveAt, type Drawn } from './draw.js';

const SIZE = 20;

export function Sample({ checkpoint }: { readonly checkpoint: ServedCheckpoint }) {
  const { evidence: text } = words();
  const [word, setWord] = useState('');
  const [drawn, setDrawn] = useState<readonly Drawn[]>([]);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const draw = async (submitted: Event): Promise<void> => {
    submitted.preventDefault();
    setBusy(true);
    setDrawn([]);
    setProblem(undefined);
    try {
      for (const position of await positionsOf(checkpoint, word.trim(), SIZE)) {
        const next = await proveAt(position);
        if (next !== undefined) setDrawn((before) => [...before, next]);
      }
    } catch (refused) {
      setProblem(refused as Problem);
    }
    setBusy(false);
  };
  const failed = drawn.filter(({ holds }) => !holds).length;
  const counted = countText(drawn.length, language.value);
  return (
    <>
      <p class="soft small">{text.sampleHelp(String(SIZE))}</p>
      <form class="row" onSubmit={(submitted) => void draw(submitted)}>
        <label>
          <span>{text.word}</span>
          <input
            type="text"
            maxLength={200}
            spellcheck={false}
            value={word}
            onInput={({ currentTarget }) => setWord(currentTarget.value)}
          />
        </label>
        <button type="submit" disabled={isBusy}>{text.draw}</button>
      </form>
      <div role="status">
        {isBusy && <progress aria-label={text.draw} value={drawn.length} max={SIZE} />}
        {!isBusy && drawn.length > 0 && (
          <p class={failed === 0 ? 'verdict good' : 'verdict bad'}>
            {failed === 0 ? text.allHold(counted) : text.someFail(countText(failed, language.value), counted)}
          </p>
        )}
      </div>
      {problem !== undefined && <RefusalNote problem={problem} />}
      {drawn.length > 0 && <DrawnEvents drawn={drawn} />}
    </>
  );
}

function DrawnEvents({ drawn }: { readonly drawn: readonly Drawn[] }) {
  const { event: text, evidence } = words();
  return (
    <WideTable label={evidence.sample} heads={[`#${text.position}`, text.type, text.stream, text.effective, text.proof]}>
      {drawn.map(({ event, holds, said }, index) => (
        <tr key={index}>
          <td class="amount">{event.position}</td>
          <td><a href={addressOf(['journal'], { from: String(event.position), event: event.id })}>{event.type}</a></td>
          <td>{event.stream}</td>
          <td class="nowrap">{dateText(event.effectiveDate, language.value)}</td>
          <td><span class={holds ? 'mark good' : 'mark bad'} title={said}>{holds ? '✓' : said}</span></td>
        </tr>
      ))}
    </WideTable>
  );
}

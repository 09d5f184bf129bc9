/** Before and after of every participant of a plan; a row opens what it is made of. */
import { useEffect, useState } from 'preact/hooks';
import { askText, type Problem } from '../api/ask.js';
import { amountText, movementText } from '../parts/amounts.js';
import { LongList } from '../parts/long-list.js';
import { RefusalNote } from '../parts/told.js';
import { addressOf } from '../place/place.js';
import { language, words } from '../words/words.js';
import type { Movement } from './shapes.js';

export function Movements({ address }: { readonly address: string }) {
  const { corrections: text, frame, participant } = words();
  const [movements, setMovements] = useState<readonly Movement[] | undefined>(undefined);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const [open, setOpen] = useState<string | undefined>(undefined);
  useEffect(() => {
    askText(address, 'application/x-ndjson').then(
      (lines) => setMovements(lines.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Movement)),
      (refused: unknown) => setProblem(refused as Problem),
    );
  }, [address]);
  if (problem !== undefined) return <RefusalNote problem={problem} />;
  if (movements === undefined) return <p class="waiting">{frame.waiting}</p>;
  const tongue = language.value;
  const opened = movements.find(({ participantId }) => participantId === open);
  return (
    <>
      <LongList
        label={text.allMovements}
        items={movements}
        columns="minmax(120px, 1fr) minmax(120px, 1fr) 70px minmax(200px, 2fr)"
        heads={[text.participant, `#${participant.movement}`, '', text.byYear]}
        cells={({ participantId, total, currency, settlements }) => [
          <button
            key="id"
            type="button"
            class="quiet"
            aria-expanded={open === participantId}
            onClick={() => setOpen(open === participantId ? undefined : participantId)}
          >
            {participantId}
          </button>,
          movementText(total, tongue),
          currency,
          settlements.map(({ incomeYear }) => incomeYear).join(', '),
        ]}
      />
      {opened !== undefined && <Opened movement={opened} />}
    </>
  );
}

function Opened({ movement }: { readonly movement: Movement }) {
  const { corrections: text, windows, participant } = words();
  const tongue = language.value;
  return (
    <section class="opened" aria-label={movement.participantId}>
      <h3>
        <a href={addressOf(['participants', movement.participantId])}>{participant.title(movement.participantId)}</a>
      </h3>
      <table>
        <thead>
          <tr>
            <th scope="col">{text.incomeYear}</th>
            <th scope="col" class="amount">
              {text.before}
            </th>
            <th scope="col" class="amount">
              {text.after}
            </th>
            <th scope="col" class="amount">
              {participant.movement}
            </th>
          </tr>
        </thead>
        <tbody>
          {movement.settlements.map(({ incomeYear, incomeBefore, incomeAfter, total, timeBarred }, index) => (
            <tr key={`${incomeYear} ${index}`}>
              <th scope="row">{incomeYear}</th>
              <td class="amount">{amountText(incomeBefore, tongue)}</td>
              <td class="amount">{amountText(incomeAfter, tongue)}</td>
              <td class="amount">{timeBarred ? windows.timeBarred : movementText(total, tongue)}</td>
            </tr>
          ))}
          {Object.entries(movement.coverage).map(([figure, { before, after }]) => (
            <tr key={figure}>
              <th scope="row">{figure}</th>
              <td class="amount">{amountText(before, tongue)}</td>
              <td class="amount">{amountText(after, tongue)}</td>
              <td />
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Before and after of every participant of a plan; a row opens what it is made of. */
import { useState } from 'preact/hooks';
import { amountText, minorOf, movementText } from '../parts/amounts.js';
import { useLines } from '../parts/lines.js';
import { LongList } from '../parts/long-list.js';
import { WideTable } from '../parts/panel.js';
import { RefusalNote } from '../parts/told.js';
import { addressOf } from '../place/place.js';
import { figureName } from '../words/named.js';
import { language, words } from '../words/words.js';
import type { Movement } from './shapes.js';

export function Movements({ address }: { readonly address: string }) {
  const { corrections: text, frame, participant } = words();
  const { items: movements, problem } = useLines<Movement>(address);
  const [open, setOpen] = useState<string | undefined>(undefined);
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
  const { participant } = words();
  const figures = Object.entries(movement.coverage);
  return (
    <section class="opened" aria-label={movement.participantId}>
      <h3>
        <a href={addressOf(['participants', movement.participantId])}>{participant.title(movement.participantId)}</a>
      </h3>
      <SettledYears movement={movement} />
      {figures.length > 0 && <MovedFigures figures={figures} />}
    </section>
  );
}

interface Step {
  /** Hundredths at which its bar begins and ends: where the one before ended. */
  readonly from: number;
  readonly to: number;
}

/** What each settlement adds; a time-barred one adds nothing. */
function stepsOf(settlements: Movement['settlements']): readonly Step[] {
  let level = 0;
  return settlements.map(({ total, timeBarred }) => {
    const from = level;
    level += timeBarred ? 0 : minorOf(total);
    return { from, to: level };
  });
}

/** The waterfall of a plan: year by year, from nothing to the movement in all. */
function SettledYears({ movement: { settlements, total } }: { readonly movement: Movement }) {
  const { corrections: text, windows, participant } = words();
  const tongue = language.value;
  const steps = [...stepsOf(settlements), { from: 0, to: minorOf(total) }];
  const levels = steps.flatMap(({ from, to }) => [from, to]);
  const [least, most] = [levels.reduce((a, b) => Math.min(a, b)), levels.reduce((a, b) => Math.max(a, b))];
  const share = (minor: number): number => ((minor - least) / Math.max(1, most - least)) * 100;
  const bar = ({ from, to }: Step, look: string) => (
    <td class="bar" aria-hidden="true">
      <svg viewBox="0 0 100 10" preserveAspectRatio="none">
        <rect class={look} x={share(Math.min(from, to))} width={Math.max(0.4, Math.abs(share(to) - share(from)))} y="1" height="8" />
      </svg>
    </td>
  );
  return (
    <table class="waterfall">
      <thead>
        <tr>
          <th scope="col">{text.incomeYear}</th>
          <th scope="col" class="amount">{text.before}</th>
          <th scope="col" class="amount">{text.after}</th>
          <th scope="col" class="amount">{participant.movement}</th>
          <td class="bar-head" />
        </tr>
      </thead>
      <tbody>
        {settlements.map(({ incomeYear, incomeBefore, incomeAfter, total: settled, timeBarred }, index) => (
          <tr key={`${incomeYear} ${index}`}>
            <th scope="row">{incomeYear}</th>
            <td class="amount">{amountText(incomeBefore, tongue)}</td>
            <td class="amount">{amountText(incomeAfter, tongue)}</td>
            <td class="amount">{timeBarred ? windows.timeBarred : movementText(settled, tongue)}</td>
            {bar(steps[index] as Step, settled.startsWith('-') ? 'down' : 'up')}
          </tr>
        ))}
        <tr class="total">
          <th scope="row" colSpan={3}>{text.total}</th>
          <td class="amount">{movementText(total, tongue)}</td>
          {bar(steps.at(-1) as Step, 'whole')}
        </tr>
      </tbody>
    </table>
  );
}

type MovedFigure = readonly [figure: string, amounts: Movement['coverage'][string]];

/** What the participant is covered for, before and after. */
function MovedFigures({ figures }: { readonly figures: readonly MovedFigure[] }) {
  const { corrections: text, participant } = words();
  const tongue = language.value;
  return (
    <WideTable label={participant.benefits} heads={[participant.figure, `#${text.before}`, `#${text.after}`]}>
      {figures.map(([figure, { before, after }]) => (
        <tr key={figure}>
          <th scope="row">{figureName(figure)}</th>
          <td class="amount">{amountText(before, tongue)}</td>
          <td class="amount">{amountText(after, tongue)}</td>
        </tr>
      ))}
    </WideTable>
  );
}

/** When the journal was last proved from end to end, up to where, and what came of it. */
import { useAnswer } from '../api/ask.js';
import { countText, knowledgeText } from '../parts/amounts.js';
import { Told } from '../parts/told.js';
import { language, words } from '../words/words.js';

interface SelfCheck {
  readonly last: {
    readonly checkedAt: string;
    readonly verdict: 'whole' | 'damaged';
    readonly events: number;
    readonly head: { readonly position: number } | null;
    readonly heldAgainst: number;
    readonly findings: number;
  } | null;
  readonly eventsSince: number | null;
}

export function LastSelfCheck() {
  const asked = useAnswer<SelfCheck>('/v1/self-check');
  return <Told asked={asked}>{({ last, eventsSince }) => <Check last={last} eventsSince={eventsSince} />}</Told>;
}

function Check({ last, eventsSince }: SelfCheck) {
  const { selfCheck: text, frame } = words();
  const tongue = language.value;
  if (last === null) return <p class="empty">{text.never}</p>;
  const { checkedAt, verdict, events, head, heldAgainst, findings } = last;
  const isWhole = verdict === 'whole';
  const read = countText(events, tongue);
  return (
    <>
      <p class="row">
        <span class={isWhole ? 'mark good' : 'mark bad'}>
          {isWhole ? '✓' : '✗'} {text.verdict[verdict]}{isWhole ? '' : `: ${text.found(countText(findings, tongue))}`}
        </span>
        <span>{knowledgeText(checkedAt, tongue, frame.position)}</span>
      </p>
      <p>
        {head === null ? text.read(read) : text.upTo(read, countText(head.position, tongue))}.
        {eventsSince !== null && ` ${text.since(eventsSince, countText(eventsSince, tongue))}`}
        {heldAgainst > 0 && ` ${text.held(heldAgainst, countText(heldAgainst, tongue))}`}
      </p>
      <p class="soft small">{text.how}</p>
    </>
  );
}

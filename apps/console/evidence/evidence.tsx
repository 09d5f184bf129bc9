/** What shows that nothing was changed: checkpoints to keep, a kept one held against the journal, and a sample proved in this browser. */
import { addressOfQuestion, shown, useAnswer } from '../api/ask.js';
import { CopyButton } from '../parts/copy-button.js';
import { countText, knowledgeText } from '../parts/amounts.js';
import { LongList } from '../parts/long-list.js';
import { usePages } from '../parts/pages.js';
import { Panel } from '../parts/panel.js';
import { RefusalNote, Told } from '../parts/told.js';
import { pastKnowledge } from '../place/place.js';
import type { ServedCheckpoint } from '../journal/prove.js';
import { language, words } from '../words/words.js';
import { HeldCheckpoint } from './kept-checkpoint.js';
import { Sample } from './sample.js';
import { LastSelfCheck } from './self-check.js';

export function EvidenceScreen() {
  const { evidence: text, portfolio, selfCheck } = words();
  const latest = useAnswer<ServedCheckpoint>(addressOfQuestion('/v1/checkpoints/latest', { knownAt: pastKnowledge.value }));
  const checkpoint = shown(latest);
  return (
    <>
      <p class="soft">{text.help}</p>
      <Panel id="checkpoint" title={portfolio.checkpoint}><Told asked={latest}>{(answer) => <Latest checkpoint={answer} />}</Told></Panel>
      <Panel id="self-check" title={selfCheck.title}><LastSelfCheck /></Panel>
      <Panel id="kept" title={text.kept}><HeldCheckpoint /></Panel>
      {checkpoint !== undefined && <Panel id="sample" title={text.sample}><Sample checkpoint={checkpoint} /></Panel>}
      <Panel id="days" title={text.days}><Days /></Panel>
    </>
  );
}

function Latest({ checkpoint }: { readonly checkpoint: ServedCheckpoint }) {
  const { evidence: text, portfolio, event, frame } = words();
  const tongue = language.value;
  return (
    <>
      <p class="soft small">{portfolio.checkpointHelp}</p>
      <p>
        {knowledgeText(checkpoint.recordedAt, tongue, frame.position)}, {event.size(countText(checkpoint.size, tongue))}
      </p>
      <pre>{checkpoint.note}</pre>
      <CopyButton look="plain" label={portfolio.copyNote} text={() => checkpoint.note} />
      <dl class="facts">
        <dt>{text.key}</dt>
        <dd><code>{checkpoint.verifierKey}</code></dd>
      </dl>
    </>
  );
}

/** The last checkpoint of every day on which something was recorded, the newest first where all of them are loaded. */
function Days() {
  const { evidence: text, portfolio, event, frame } = words();
  const { items, isWhole, problem, more } = usePages<ServedCheckpoint>('/v1/checkpoints', { knownAt: pastKnowledge.value });
  const tongue = language.value;
  if (problem !== undefined) return <RefusalNote problem={problem} />;
  if (items.length === 0) return <p class={isWhole ? 'empty' : 'waiting'}>{isWhole ? text.noDays : frame.waiting}</p>;
  return (
    <LongList
      label={text.days}
      items={items}
      columns="minmax(210px, 1fr) minmax(135px, 0.6fr) minmax(220px, 3fr) minmax(190px, 1fr)"
      heads={[event.recorded, `#${text.events}`, event.root, portfolio.copyNote]}
      onEnd={isWhole ? undefined : more}
      cells={({ recordedAt, size, rootHash, note }) => [
        knowledgeText(recordedAt, tongue, frame.position),
        countText(size, tongue),
        <code key="root" title={rootHash}>{rootHash}</code>,
        <CopyButton key="copy" look="quiet" label={portfolio.copyNote} text={() => note} />,
      ]}
    />
  );
}

/** One event in a sheet at the side: what it says, where it stands, which file it came from, and its proof. */
import { useEffect, useRef } from 'preact/hooks';
import type { LedgerEvent } from '../api/shapes.js';
import { dateText, knowledgeText } from '../parts/amounts.js';
import { addressOf, asked, change } from '../place/place.js';
import { ProofCheck } from '../journal/proof-check.js';
import { language, words } from '../words/words.js';

export function EventSheet({ events }: { readonly events: readonly LedgerEvent[] }) {
  const { event: text, frame } = words();
  const sheet = useRef<HTMLDialogElement>(null);
  const wanted = asked('event');
  const event = wanted === undefined ? undefined : events.find(({ id }) => id === wanted);
  useEffect(() => {
    if (event === undefined) sheet.current?.close();
    else if (sheet.current?.open === false) sheet.current.showModal();
  }, [event]);
  return (
    <dialog
      class="sheet"
      ref={sheet}
      aria-labelledby="event-title"
      onClose={() => asked('event') !== undefined && change({ event: undefined })}
    >
      <header>
        <h2 id="event-title">{event?.type ?? text.title}</h2>
        <button type="button" class="quiet" onClick={() => change({ event: undefined })}>
          {frame.close}
        </button>
      </header>
      {event !== undefined && <EventFacts event={event} />}
      {event !== undefined && <ProofCheck key={event.id} event={event} />}
    </dialog>
  );
}

export function EventFacts({ event }: { readonly event: LedgerEvent }) {
  const { event: text, frame } = words();
  const tongue = language.value;
  const rows: readonly (readonly [string, preact.ComponentChildren])[] = [
    [text.effective, dateText(event.effectiveDate, tongue)],
    [text.recorded, knowledgeText(event.recordedAt, tongue, frame.position)],
    ...(event.migratedAt === undefined ? [] : [[text.migrated, knowledgeText(event.migratedAt, tongue, frame.position)] as const]),
    [text.actor, event.actor],
    [
      text.source,
      event.source === undefined ? (
        text.noSource
      ) : (
        <>
          {text.line(event.source.file, String(event.source.line))}
          <br />
          <code>{event.source.sha256}</code>
        </>
      ),
    ],
    [
      text.stream,
      <a key="stream" href={addressOf(['journal'], { stream: event.stream })}>
        {event.stream}
      </a>,
    ],
    [text.revision, String(event.revision)],
    [text.position, String(event.position)],
    ...(event.correlationId === undefined
      ? []
      : [
          [
            text.batch,
            <a key="batch" href={addressOf(['journal'], { batch: event.correlationId })}>
              {event.correlationId}
            </a>,
          ] as const,
        ]),
    ...(event.causationId === undefined ? [] : [[text.causedBy, <code key="cause">{event.causationId}</code>] as const]),
    ...(typeof event.annulledBy !== 'string' ? [] : [[text.annulledBy, <code key="annulled">{event.annulledBy}</code>] as const]),
    ['id', <code key="id">{event.id}</code>],
  ];
  return (
    <>
      <dl class="facts">{rows.map(([name, value]) => <><dt key={name}>{name}</dt><dd>{value}</dd></>)}</dl>
      <h3>{text.data}</h3>
      <pre>{JSON.stringify(event.data, null, 2)}</pre>
    </>
  );
}

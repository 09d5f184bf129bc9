/** Which screen an address shows. */
import type { ComponentChildren } from 'preact';
import { ExplainScreen } from '../participant/explain.js';
import { ParticipantScreen } from '../participant/participant.js';
import { Participants } from '../participant/participants.js';
import { words } from '../words/words.js';

export const SECTIONS = ['participants'] as const;

interface Screen {
  readonly title: string;
  readonly screen: ComponentChildren;
}

export function screenOf(path: readonly string[]): Screen {
  const text = words();
  const [section = 'participants', id, part] = path;
  switch (section) {
    case 'participants':
      if (id === undefined) return { title: text.participants.title, screen: <Participants /> };
      if (part === 'explain') return { title: text.participant.title(id), screen: <ExplainScreen key={id} id={id} /> };
      return { title: text.participant.title(id), screen: <ParticipantScreen key={id} id={id} /> };
    default:
      return { title: text.frame.notFound, screen: <p class="empty">{text.frame.notFound}</p> };
  }
}

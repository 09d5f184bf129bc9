/** A journal that remembers which streams were read of it. */
import type { Journal } from '#journal/port.js';

export interface CountedJournal {
  readonly journal: Journal;
  /** By stream, how often it was read; emptied when it is asked for. */
  readonly read: () => Readonly<Record<string, number>>;
}

export function countingStreams(journal: Journal): CountedJournal {
  let streams: Record<string, number> = {};
  const note = (stream: string): void => void (streams[stream] = (streams[stream] ?? 0) + 1);
  const reading: Pick<Journal, 'readStream' | 'readByStream'> = {
    readStream: (stream, options) => {
      note(stream);
      return journal.readStream(stream, options);
    },
    readByStream: async function* (options) {
      for await (const page of journal.readByStream(options)) {
        for (const { stream } of page) note(stream);
        yield page;
      }
    },
  };
  return {
    journal: { ...journal, ...reading },
    read: () => {
      const told = streams;
      streams = {};
      return told;
    },
  };
}

/** Refusals of journals and their copies. */
import { about } from './subject.js';
import type { Refusals } from '#ledger/kernel/refusal.js';
import type { RefusalWords } from './words.js';

const NO_FOLDER: { readonly [fault in Extract<Refusals['NO_SUCH_FOLDER'], { readonly fault: string }>['fault']]: string } = {
  absent: 'it is not there, or the folder it should be in is not; make the folder first, or name another place',
  'part-is-a-file': 'a part of its path is a file, not a folder; name another place',
};

export const OF_JOURNALS = {
  JOURNAL_CORRUPT: (of) => {
    switch (of.because) {
      case 'link':
        return `${of.source} is damaged: ${of.stream} at revision ${of.revision} does not give the link stored with it; verify the journal to see what`;
      case 'file':
        return `${of.file} is damaged: ${of.cause}; verify the journal to see what, and restore it from a backup`;
      case 'server':
        return `${of.url} is damaged: ${of.cause}; verify the journal to see what`;
      case 'event-gone':
        return `${of.shown}: event ${of.eventId} is no longer at ${of.stream}`;
      case 'revision-missing':
        return `${of.name} is damaged: ${of.stream} has no revision ${of.revision}; verify the journal to see what`;
    }
  },
  COPY_CONFLICT: ({ target, stream, revision, after }) =>
    `${target}: ${stream} at revision ${revision} ${after === undefined ? 'holds another event' : `would follow revision ${after}`}; copy into a journal that is empty or an earlier copy of the same`,
  UNKNOWN_ENGINE: ({ variable, url }) =>
    `${variable} must be sqlite:FILE, esdb://HOST:PORT or esdb+discover://HOST:PORT, found ${url}`,
  INVALID_STREAM_NAME: ({ stream }) =>
    `${stream} is no name of a stream; write a kind and an id, as participant-4711`,
  INVALID_EXPECTED_REVISION: ({ stream, expected }) =>
    `${stream}: the expected revision is any, no-stream or a number from 0, found ${expected}`,
  RECORDED_AT_GOES_BACK: (of) => {
    switch (of.because) {
      case 'appended':
        return `${of.stream}: event ${of.eventId} was recorded at ${of.recordedAt}, before ${of.last} of the event it would follow; sort the history by time`;
      case 'copied':
        return `sqlite:${of.file}: ${of.stream} at revision ${of.revision} was recorded at ${of.recordedAt}, before ${of.last} of the event in front of it; the writers' clocks were too far apart for a journal in one file`;
    }
  },
  WRONG_EXPECTED_REVISION: ({ stream, expected, actual }) =>
    `${stream} stands at ${actual === 'no-stream' ? 'no event yet' : `revision ${actual}`}, expected ${expected}; read it again and decide anew`,
  EVENT_ID_CONFLICT: (of) => {
    const id = `${of.stream}: event id ${of.eventId} stands`;
    switch (of.because) {
      case 'twice-in-one-append':
        return `${id} twice in one append`;
      case 'in-another-stream':
        return `${id} in ${of.standsIn} already`;
      case 'other-content':
        return `${id} at revision ${of.revision} already, with other content`;
      case 'other-order':
        return `${id} at revision ${of.revision} already, in another order`;
      case 'others-do-not-stand':
        return `${id} at revision ${of.revision} already, but others of the same append do not`;
    }
  },
  EVENT_TOO_LARGE: (of) => {
    switch (of.because) {
      case 'longer-than-an-event':
        return `${of.stream}: event ${of.eventId} takes ${of.bytes} bytes, more than ${of.limit}; split what it holds`;
      case 'more-than-the-server-takes':
        return `${of.url} takes less in one append than the 1 MiB it takes by default; raise MaxAppendSize on the server`;
    }
  },
  STREAM_FULL: ({ stream, limit }) =>
    `${stream} would hold more than ${limit} events; go on in another stream`,
  JOURNAL_DISK_FULL: ({ file }) =>
    `no room left for ${file}; nothing of this append was written. Free space and repeat it`,
  JOURNAL_IO_ERROR: (of) => {
    switch (of.because) {
      case 'disk':
        return `the disk refused ${of.file} (${of.fault}: ${of.reason}). Check disk and rights, then repeat`;
      case 'note':
        return `the events up to position ${of.position} are written, but the note of it beside ${of.file} is not (${of.cause}). Check disk and rights, then repeat: what stands is passed over`;
      case 'first-note':
        return `the writer's note beside ${of.file} cannot be made (${of.cause}); nothing of this append was written. Check disk, room and rights, then repeat`;
    }
  },
  JOURNAL_BUSY: (of) => {
    switch (of.because) {
      case 'locked':
        return `${of.file} is locked by another program (${of.reason}); end it or repeat later`;
      case 'hidden-writer':
        return `${of.file} is being written by a program that this user cannot see; read it in a folder that this user can write`;
      case 'appends-begun':
        return `${of.url}: other writers kept beginning appends of their own; repeat it`;
      case 'streams-moved':
        return `${of.url}: other writers kept moving the same streams on; repeat it, nothing is doubled`;
      case 'written-during-copy':
        return `${of.shown}: ${of.stream} was written to by someone else during the copy; stop them and run it again`;
    }
  },
  UNSAFE_SQLITE: ({ version, oldest }) =>
    `SQLite ${version} can lose committed events when its log is reset; install better-sqlite3 with SQLite ${oldest} or newer`,
  NOT_A_JOURNAL: (of) => {
    switch (of.because) {
      case 'other-database':
        return `${of.file} is a database of something else; name another file for the journal`;
      case 'unreadable':
        return `${of.file} is no journal, or its beginning is destroyed; name another file, or restore it from a backup`;
      case 'empty':
        return `${of.file} is empty; a writer creates the journal`;
    }
  },
  JOURNAL_TOO_NEW: ({ file, schema, known }) =>
    `${file} was written by a newer program (schema ${schema}, this one knows ${known}); install that one`,
  JOURNAL_HAS_OTHER_NAMES: (of) => {
    switch (of.because) {
      case 'hard-links':
        return `${of.file} has ${of.links} names (hard links), and a writer under another one would not see this one's log; find it with "find -inum" and remove it, or go on from a copy`;
      case 'mounted-alone':
        return `${of.file} is mounted by itself, without the log and the lock that belong beside it; mount its whole folder`;
    }
  },
  JOURNAL_MOVED: ({ file }) =>
    `${file} is no longer the journal that was opened: it was moved, replaced or removed; nothing was written. Stop this program, put the journal back with its -wal, and start again`,
  JOURNAL_IN_USE: ({ file, who }) =>
    `${file} is open for writing by ${who}; end it, or send the work to it over HTTP. Reading works beside it`,
  JOURNAL_CANNOT_BE_OPENED: (of) => {
    switch (of.because) {
      case 'log-beside':
        return `${of.file} cannot be opened here, which says nothing about its content: ${of.log} holds ${of.bytes} bytes that belong to it, and to read them SQLite must be able to write ${of.file}-shm beside them. Copy both to a folder that this user can write, or give it the right to this one`;
      case 'no-right':
        return `${of.file} cannot be opened here, which says nothing about its content: this user has no right to read it`;
    }
  },
  JOURNAL_UNREACHABLE: ({ url, cause }) =>
    `${url} gave no answer (${cause}). What was being appended may be stored or not: repeat it, nothing is doubled`,
  JOURNAL_ACCESS_DENIED: ({ url }) =>
    `${url} denies access; check user and password in the URL and the user’s rights`,
  JOURNAL_SERVER_ERROR: ({ url, cause }) =>
    `${url} refused (${cause}); see the server’s log`,
  NOT_A_DIRECTORY_OF_A_JOURNAL: ({ file }) =>
    `${file} is a database of something else; name another file with directoryFile=… in the journal’s URL`,
  INVALID_JOURNAL_URL: (of) => {
    switch (of.because) {
      case 'scheme':
        return `${of.url}: the journal’s URL begins with esdb://, esdb+discover:// or kurrentdb://`;
      case 'second-question-mark':
        return `${of.url}: only one ? may stand in it`;
      case 'option-without-value':
        return `${of.url}: the option ${of.option} has no value`;
      case 'tlsVerifyCert':
        return `${of.url}: tlsVerifyCert is not supported by the client; name the authority’s certificate with tlsCAFile`;
      case 'unknown-option':
        return `${of.url}: there is no option ${of.option}; there are ${of.options.join(', ')}`;
      case 'no-such-file':
        return `${of.url}: ${of.option} names ${of.file}, which does not exist`;
      case 'hosts':
        return `${of.url}: write user:password@host:port,host:port, with special characters of the password percent-encoded`;
      case 'stream-prefix':
        return `${of.url}: streamPrefix ${of.streamPrefix} may hold letters, digits and . _ ~ - alone`;
      case 'patience':
        return `${of.url}: patienceSeconds is a number above 0`;
      case 'unreadable':
        return `${of.url}: the client cannot read it (${of.name}); write esdb://user:password@host:port?tls=true`;
    }
  },
  UNKNOWN_STREAM: ({ because, stream }) =>
    because === 'asked-for'
      ? `the journal has no stream ${stream}`
      : `${stream} is not in this journal; resume after a stream that is`,
  NO_SUCH_FOLDER: (told) =>
    'folder' in told
      ? `${told.file} cannot be ${told.to === 'write' ? 'written' : 'opened'}: there is no folder ${told.folder}; make it first`
      : `${told.file ?? 'a file'} cannot be used: ${NO_FOLDER[told.fault]}`,
  RECORDED_IN_FUTURE: (of) =>
    'stream' in of
      ? `${of.stream}: event ${of.eventId} says it was recorded at ${of.recordedAt}, but it is ${of.now}`
      : `${about(of)}recordedAt ${of.recordedAt} lies after now, ${of.now}; check it`,
  NOT_WRITTEN: ({ stream, because }) => `${stream}: nothing was written, because ${because} was refused in the same append`,
  COPY_DIFFERS: ({ target, source, stream }) =>
    `${target} is no copy of ${source}: ${stream} ends elsewhere. Nothing of it was changed; copy into an empty journal`,
} satisfies Partial<RefusalWords>;

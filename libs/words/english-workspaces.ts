/** Refusals of settings, of the data folder, and of what is missing from it. */
import type { LostEvents } from '#journal/sqlite/loss.js';
import type { RefusalWords } from './words.js';

const OF_LOSS: { readonly [B in LostEvents['found']['because']]: (found: Extract<LostEvents['found'], { because: B }>) => string } = {
  'log-damaged': ({ log, frame, offset }) =>
    `${log} is damaged at ${frame === undefined ? 'its beginning' : `frame ${frame}, byte ${offset}`}, and what was committed behind that can no longer be read`,
  acknowledged: () => `this ledger's writer acknowledged them, and noted it beside the file`,
  'other-event': ({ eventId }) =>
    `event ${eventId} was acknowledged there, and another one stands in its place: this is another journal, or one that was written anew`,
  'note-gone': ({ note }) =>
    `a writer has not closed it, and its note of what it acknowledged (${note}) is not here: whether the log beside it reaches so far, nothing tells`,
  'log-gone': () => 'the file was copied while a ledger wrote to it, or its -wal was taken away: what stood in that is not here',
};

export function lossInWords({ file, from, to, found }: LostEvents): string {
  const which = to === undefined ? `from position ${from} on` : from === to ? `at position ${from}` : `at positions ${from} to ${to}`;
  return `events are missing in ${file} ${which}: ${ofLoss(found)}`;
}

function ofLoss<B extends LostEvents['found']['because']>(found: Extract<LostEvents['found'], { because: B }>): string {
  return OF_LOSS[found.because as B](found);
}

export const OF_WORKSPACES = {
  SELF_CHECK_UNREADABLE: ({ file }) =>
    `${file} does not tell of a check; verify the journal anew, which writes it again`,
  NO_JOURNAL: ({ file }) => `there is no journal at ${file}; import participants first, or name the data folder`,
  JOURNAL_GONE: (of) =>
    of.because === 'left'
      ? `there is no journal at ${of.file}, and a ledger was kept here: ${of.left.join(', ')}. Mount the right disk, name the right data folder, or restore a back-up; to begin again with nothing, accept the loss`
      : `${of.file} is ${of.because}, and it held ${of.to} events or more. Mount the right disk, name the right data folder, or restore a back-up; to begin again with nothing, accept the loss`,
  EVENTS_MISSING: (of) => {
    switch (of.because) {
      case 'loss':
        return `${lossInWords(of)}. Put the whole folder back as it was, or restore a back-up that holds them; to go on without them, accept the loss`;
      case 'witnesses':
        return `the journal (${of.journal}) ends at position ${of.head}, and it held more: ${of.ahead.map(({ name, position }) => `${name} stands at ${position}`).join(', ')}. Put the whole folder back as it was, or restore a back-up that holds them; to go on without them, accept the loss`;
      case 'models':
        return `the journal ends at position ${of.head}, and the read models stand beyond it: ${of.ahead.map(({ name, position }) => `${name} at ${position}`).join(', ')}. Put the journal back as it was, or restore a back-up that holds those events; where they belong to another ledger, name other read models`;
    }
  },
  NOTHING_MISSING: () =>
    `nothing is known to be missing from this journal; there is nothing to accept`,
  LOSS_DIFFERS: ({ missing }, say) =>
    `what is missing is not what was accepted: ${say(missing)}`,
  CLOCK_BEHIND: ({ now, by, last }) =>
    `this machine's clock says ${now}, ${by} before the journal's last time, ${last}; until it has passed that, everything would be recorded at ${last}. Set the clock right. Where the journal is the one that is wrong, go on with ACCRUAL_CLOCK=as-is`,
  CLOCK_AHEAD: ({ now, by, last, goesOn }) =>
    `this machine's clock says ${now}, ${by} after the journal's last time, ${last}; what is recorded now can never be followed by anything earlier. ` +
    (goesOn
      ? 'Where it is wrong, set it right before more is written'
      : 'Set the clock right. Where it is right, and nobody wrote for so long, go on with ACCRUAL_CLOCK=as-is'),
  UNKNOWN_SETTING: (of) => {
    switch (of.because) {
      case 'projectors':
        return `ACCRUAL_PROJECTORS must be embedded or external, found ${of.found}`;
      case 'roles':
        return `ACCRUAL_ROLES must be on or off, found ${of.found}`;
      case 'clock':
        return `ACCRUAL_CLOCK must be checked or as-is, found ${of.found}`;
      case 'time-zone':
        return `ACCRUAL_TIME_ZONE must be the IANA name of a zone, e.g. Europe/Helsinki, found ${of.found}`;
    }
  },
  KEY_ALREADY_MADE: ({ file }) =>
    `${file} holds a key already, and checkpoints that others keep are checked with it. To begin with another one, move it away`,
  KEPT_OTHER_STUDY: (of) => {
    switch (of.because) {
      case 'other-study':
        return `${of.file} keeps what another study has computed; name another file, or remove it`;
      case 'no-study':
        return `${of.file} is no file that keeps a study; name another one`;
    }
  },
} satisfies Partial<RefusalWords>;

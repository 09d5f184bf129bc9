/** Refusals of checkpoints, proofs and the Merkle log. */
import type { Refusals } from '#ledger/kernel/refusal.js';
import { jsonFaultInWords } from './english-files.js';
import type { RefusalWords } from './words.js';

const NO_PROOF: { readonly [because in Extract<Refusals['INVALID_PROOF'], { because: string }>['because']]: string } = {
  kind: 'its kind is neither inclusion nor consistency',
  'half-a-surrogate-pair': 'the event’s text holds half of a surrogate pair, which no text that was signed does',
  index: 'index must be a whole number from 0',
  'no-object': 'it must be a JSON object with kind, path and checkpoint',
  path: 'path must be a list of hashes',
  texts: 'checkpoint.note, and event where it is one of inclusion, must be texts',
  hash: 'a hash has 64 hexadecimal digits',
};

const LEFT_WHEN_STOPPING: { readonly [left in Refusals['STOPPING']['left']]: string } = {
  'merkle-log': 'the program is stopping; the Merkle log goes on where it is when asked again',
  reprocessing: 'the server is stopping; ask for it again once it is back',
  requests: 'the server is stopping; it finishes the requests in flight',
};

function logDamageInWords(of: Refusals['MERKLE_LOG_DAMAGED']): string {
  switch (of.because) {
    case 'tile':
      return `tile ${of.tile} of level ${of.level} is not as it was written`;
    case 'end':
      return `its end on ${of.day}, or the last hashes there, are not as they were written`;
    case 'disk':
      return `${of.fault}: ${of.reason}`;
  }
}

export const OF_EVIDENCE = {
  INVALID_KEY_NAME: ({ name }) =>
    `a key's name is 1 to 200 characters without spaces or "+", such as pension.example/ledger; found ${JSON.stringify(name)}`,
  INVALID_KEY: (of) => {
    switch (of.because) {
      case 'no-signer-key':
        return 'a signer key is one line PRIVATE+KEY+NAME+ID+BASE64; restore the file, or begin with another key';
      case 'signer-key-given':
        return 'this is a signer key, which stays secret; give the verifier key that belongs to it, one line NAME+ID+BASE64';
      case 'no-verifier-key':
        return `a verifier key is one line NAME+ID+BASE64; found ${JSON.stringify(of.found)}`;
      case 'signer-key-damaged':
        return `the signer key of ${of.name} is damaged: its id does not fit it; restore the file`;
      case 'verifier-key-damaged':
        return `the verifier key of ${of.name} is damaged: its id does not fit it; ask for it again`;
    }
  },
  INVALID_NOTE: (of) =>
    of.because === 'no-note'
      ? 'this is no signed note: a text, an empty line, and lines that begin with "— "; give the file as it was written'
      : `a signature is "— NAME BASE64"; found ${JSON.stringify(of.found)}`,
  MERKLE_LOG_DIVERGED: ({ position, file }) =>
    `the journal no longer holds, at position ${position}, the event that the Merkle log took in there: it was cut back, altered, or is another one. Where that is right (a backup restored), stop the server and move ${file} away; checkpoints signed meanwhile are then broken`,
  INVALID_PROOF: (of) =>
    'because' in of
      ? `this is no proof: ${NO_PROOF[of.because]}. Give the document as it was written`
      : `${of.file} ${jsonFaultInWords(of.json)}. Give the document as it was written`,
  STOPPING: ({ left }) => LEFT_WHEN_STOPPING[left],
  NO_CHECKPOINT_KEY: ({ because, file }) =>
    because === 'sign'
      ? `there is no key to sign with at ${file}; make one, or set ACCRUAL_CHECKPOINT_KEY to the file that holds it`
      : `there is no key at ${file} to check the checkpoints with; give the verifier key`,
  NOT_SIGNED: ({ name, id, others }) =>
    `the note is not signed by ${name}+${id}, but by ${others}; check which key belongs to this ledger`,
  INVALID_SIGNATURE: ({ name }) =>
    `the note's text is not what ${name} signed: it was altered, or the signature was`,
  INVALID_CHECKPOINT: ({ name }) =>
    `the note is signed by ${name}, but is no checkpoint of its log: it needs the lines origin, size and root hash`,
  NOT_A_MERKLE_LOG: ({ file }) =>
    `${file} holds something else, or was written by another version of the program; move it away, and the Merkle log is built again`,
  MERKLE_LOG_DAMAGED: (of) =>
    `${of.file} is damaged: ${logDamageInWords(of)}. Keep it for evidence, verify the journal against the checkpoints you hold, then move the file away; the log is built again`,
  MERKLE_LOG_BUSY: ({ file }) =>
    `another process writes to ${file}; repeat in a moment`,
  MERKLE_LOG_IO_ERROR: ({ file, fault, reason }) =>
    `${file} cannot be read or written (${fault}: ${reason}); check disk, rights and free space, then repeat`,
  INVALID_LOG_SIZE: ({ size, from }) =>
    `an earlier checkpoint has from 1 to ${size} events, not ${from}`,
  PROOF_FAILS: (of) => {
    switch (of.because) {
      case 'not-included':
        return `the event is not at place ${of.index} of the log of ${of.size} events that the checkpoint signs: event, path or place was altered`;
      case 'not-grown':
        return `the log of ${of.size} events does not begin with the ${of.from} that the earlier checkpoint signs: history was changed, or the proof is for another checkpoint`;
    }
  },
  ANOTHER_CHECKPOINT: ({ size, kept }) =>
    `the proof leads to a checkpoint of ${size} events, not to the one that was kept, of ${kept}; ask for one of that knowledge time, or for a proof of growth between the two`,
  EARLIER_CHECKPOINT_REQUIRED: () =>
    `a proof of consistency is held against the earlier checkpoint that you kept; give it as well`,
} satisfies Partial<RefusalWords>;

/** What the command line says of a refusal in its own terms, before the common words: options and commands are its own. */
import type { Refusals } from '#ledger/kernel/refusal.js';
import { namedSubject } from '#words/subject.js';
import type { WordsOf } from '#words/words.js';
import { OF_LISTENING } from '../../listening.js';
import type { CommandLineRefusals, FileFault } from '../refusals.js';

function conflict(told: CommandLineRefusals['CONFLICTING_OPTIONS']): string {
  switch (told.because) {
    case 'recorded-alone':
      return '--fund and --reference say where a study is recorded; they come with --record';
    case 'rate-or-group':
      return 'give either --rate, or --group with --result-to-date';
    case 'supposed-is-not-recorded':
      return '--regime and --rules-known-at ask by other rules than those in force; that is not recorded';
    case 'fund-or-participant':
      return 'give either --fund or --participant';
    case 'snapshot-is-of-now':
      return 'whether a snapshot holds is told by what is known now; leave the coordinates out';
    case 'of-other-models':
      return `--${told.option} belongs to ${told.models.join(' and ')}, not to ${told.model}`;
    case 'fund-of-other-scheme':
      return `fund ${told.fundId} has the scheme ${told.scheme}, not ${told.asked}; name one of them alone`;
  }
}

function rolesAreOn(told: CommandLineRefusals['ROLES_ARE_ON']): string {
  if (told.command === 'reprocess') return 'another person approves a plan: use reprocess plan, approve and commit';
  const history = told.kind === 'history' ? '; the history of an older system is brought in before roles are switched on' : '';
  return `importing ${told.kind} settles corrections on the word of one person, and roles are on: use reprocess plan, approve and commit${history}`;
}

const FAULTS: { readonly [fault in FileFault['fault']]: string } = {
  exists: 'it is there already; name another file, or move that one away',
  folder: 'it is a folder; name a file',
  'not-permitted': 'this user has no right to it; change its rights, or name another place',
  'read-only': 'its disk can only be read; name another place',
  full: 'its disk is full; free space and repeat',
};

function fileFault({ file = 'a file of this command', fault }: FileFault): string {
  return `${file} cannot be used: ${FAULTS[fault]}`;
}

function noSuchFile(told: CommandLineRefusals['NO_SUCH_FILE']): string {
  if ('fault' in told) return fileFault(told);
  if ('reason' in told) return `${told.file} cannot be read: ${told.reason}`;
  switch (told.is) {
    case 'absent':
      return `there is no file ${told.file}`;
    case 'folder':
      return `${told.file} is a folder, not a file`;
    case 'no-plain-file':
      return `${told.file} is a pipe or a device, not a file; write it to a file first`;
  }
}

const OWN: WordsOf<CommandLineRefusals> = {
  AMBIGUOUS_EVENT: ({ given, eventIds, ...of }) =>
    `${eventIds.length} events of ${namedSubject(of)} have ids that end in ${given}: ${eventIds.join(', ')}; give more of it`,
  CHANGE_NOT_NAMED: ({ changes, ofScheme }) =>
    changes.length > 0
      ? `the fund has announced ${changes.length} changes; name one with --change: ${changes.join(', ')}`
      : 'the fund has announced no change of the basis or of the terms' +
        (ofScheme.length === 0
          ? ''
          : `; of a change of the scheme (from ${ofScheme.join(', ')}) its parties are told by "accrual fund scheme-notice"`),
  CHECKPOINT_BROKEN: ({ size, since, events }) =>
    `${
      events === undefined
        ? `the first ${size} events of the log are not those that`
        : `the journal has ${events} events, fewer than the ${size} that`
    } ${since} signs: history was changed. Keep journal, Merkle log and checkpoint for evidence, and run "accrual verify --checkpoint ${since}"`,
  CONFLICTING_OPTIONS: conflict,
  FILE_EXISTS: (told) =>
    told.fault === undefined
      ? `${told.file} is there already, and this command did not make it; name another file, or say --replace`
      : fileFault(told),
  DISK_FULL: fileFault,
  FUND_NOT_NAMED: ({ funds }) => `the ledger has the funds ${funds.join(', ')}; name one with --fund`,
  INVALID_ACTOR: ({ refusal }, say) => `${say(refusal)}; it names who acts, with every event that is written`,
  INVALID_REPORT: ({ file }) =>
    `${file} is no data of a study, or was changed: its digest does not stand for what it says; run the study again`,
  NO_FUND: ({ fundId }) =>
    fundId === undefined ? 'the ledger has no fund yet; its first participant establishes it' : `the ledger has no fund ${fundId}`,
  NO_SAMPLE: ({ scheme, known }) => `there is no sample for ${scheme}; there are ${known.join(', ')}`,
  NO_SUCH_FILE: noSuchFile,
  NOT_PERMITTED: fileFault,
  READ_ONLY_DISK: fileFault,
  ROLES_ARE_ON: rolesAreOn,
  SAME_JOURNAL: ({ from, to }) =>
    `--from and --to lead to the same journal (${from}, ${to}); a copy onto itself proves nothing: name another one`,
  UNEXPECTED_ERROR: () => 'an error that should not happen; nothing was half-written. Please report it with this text',
  UNSUPPORTED_OUTPUT: ({ file }) => `${file}: a report is written as FILE.html, FILE.json or FILE.txt`,
  WRONG_USAGE: ({ problem }) => problem,
};

/** Codes of the libraries that are about coordinates, which are options here. */
const IN_OWN_TERMS = {
  CONFLICTING_COORDINATES: () => '--as-then sets --known-at and --rules-known-at; give either it or them',
} satisfies Partial<WordsOf<Refusals>>;

export const COMMAND_LINE_ENGLISH = { ...OWN, ...IN_OWN_TERMS, ...OF_LISTENING };

/**
 * The commands of the program, by group and in the order in which help lists them. A command is loaded when it is asked for:
 * help, and every other command, waits for none of it.
 */
import type { DefineCommand } from './define.js';

export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<DefineCommand>;
}

export interface CommandGroup {
  readonly title: string;
  readonly commands: readonly CommandEntry[];
}

const entry = (name: string, summary: string, load: CommandEntry['load']): CommandEntry => ({ name, summary, load });

export const COMMAND_GROUPS: readonly CommandGroup[] = [
  {
    title: 'First steps:',
    commands: [
      entry('start', 'show the main job on a sample fund, then serve the API', async () => (await import('./start/index.js')).defineStart),
      entry(
        'sample',
        'write a deterministic, realistic data set in the input formats',
        async () => (await import('./sample.js')).defineSample,
      ),
    ],
  },
  {
    title: 'What the ledger is told:',
    commands: [
      entry(
        'parameters',
        'publish parameters to a fund, or list those in force',
        async () => (await import('./parameters/index.js')).defineParameters,
      ),
      entry('import', 'facts of a CSV or NDJSON file into the ledger, each once', async () => (await import('./import.js')).defineImport),
      entry('fund', 'decisions of a fund, carried to every participant', async () => (await import('./fund/index.js')).defineFund),
      entry(
        'employers',
        'invoices of employers, late interest, and what is found after the final invoice',
        async () => (await import('./employers/index.js')).defineEmployers,
      ),
      entry(
        'transfer',
        'a group’s rights go to another provider: step by step, and what is known of it',
        async () => (await import('./transfer/index.js')).defineTransfer,
      ),
      entry(
        'transfers',
        'the collective transfers, and what has to come by when',
        async () => (await import('./transfer/readings.js')).defineTransfers,
      ),
      entry('reprocess', 'corrections in bulk: plan, approve, commit', async () => (await import('./reprocess/index.js')).defineReprocess),
      entry('annul', 'takes back an event that should never have been recorded', async () => (await import('./annul.js')).defineAnnul),
      entry('due', 'whose booked amounts or rights no longer fit what is known', async () => (await import('./due.js')).defineDue),
      entry(
        'settle',
        'books what a late fact or an annulment left due to a participant, or to all',
        async () => (await import('./settle.js')).defineSettle,
      ),
    ],
  },
  {
    title: 'What it knows of a participant:',
    commands: [
      entry('coverage', 'coverage overview of a participant', async () => (await import('./participant.js')).defineCoverage),
      entry(
        'windows',
        'correction windows of a participant, or all that close in a year',
        async () => (await import('./participant.js')).defineWindows,
      ),
      entry('account', 'annual account of a participant', async () => (await import('./participant.js')).defineAccount),
      entry('rights', 'pension rights of a participant by year and tranche', async () => (await import('./participant.js')).defineRights),
      entry(
        'indexation',
        'each indexation of a participant’s rights: before, rate, after',
        async () => (await import('./participant.js')).defineIndexation,
      ),
      entry(
        'savings',
        'savings of a participant with conscientious objections',
        async () => (await import('./participant.js')).defineSavings,
      ),
      entry(
        'voluntary-premium',
        'what who continues voluntarily owes itself, of one participant or of all: charged, paid, open',
        async () => (await import('./voluntary-premium.js')).defineVoluntaryPremium,
      ),
      entry(
        'letters',
        'the letter at the start of accrual: by when, and whom it is owed to',
        async () => (await import('./letters.js')).defineLetters,
      ),
      entry(
        'history',
        'every event of a participant, an employer, a fund or a batch',
        async () => (await import('./participant.js')).defineHistory,
      ),
      entry('explain', 'where a figure comes from', async () => (await import('./participant.js')).defineExplain),
      entry(
        'overview',
        'yearly overview for the participant, in English, Danish, Finnish or Swedish',
        async () => (await import('./overview.js')).defineOverview,
      ),
      entry('diff', 'why a participant’s figures moved, split by cause', async () => (await import('./diff.js')).defineDiff),
    ],
  },
  {
    title: 'What it knows of an employer:',
    commands: [
      entry(
        'employer',
        'statement, overdue invoices, corrections and duties of an employer',
        async () => (await import('./employers/employer.js')).defineEmployer,
      ),
    ],
  },
  {
    title: 'The whole portfolio:',
    commands: [
      entry('sweep', 'the whole portfolio into a CSV, NDJSON or Parquet file', async () => (await import('./sweep.js')).defineSweep),
      entry(
        'trial-balance',
        'debit and credit of every account; the total is zero',
        async () => (await import('./trial-balance.js')).defineTrialBalance,
      ),
      entry(
        'models',
        'the standing read models: how far they are, and whom they hold',
        async () => (await import('./models.js')).defineModels,
      ),
      entry(
        'rebuild',
        'build the standing read models again, beside those that answer',
        async () => (await import('./models.js')).defineRebuild,
      ),
    ],
  },
  {
    title: 'Proof:',
    commands: [
      entry(
        'verify',
        'proves every event of the journal, or names the first damaged one',
        async () => (await import('./verify.js')).defineVerify,
      ),
      entry(
        'checkpoint',
        'the whole journal in one signed hash, to be kept elsewhere',
        async () => (await import('./checkpoint.js')).defineCheckpoint,
      ),
      entry(
        'checkpoint-key',
        'the verifier key of the checkpoints, for those who check them',
        async () => (await import('./checkpoint.js')).defineCheckpointKey,
      ),
      entry(
        'prove',
        'proof that an event stands in the signed journal, or that the journal only grew',
        async () => (await import('./prove.js')).defineProve,
      ),
      entry('check-proof', 'checks a proof, without the ledger', async () => (await import('./prove.js')).defineCheckProof),
      entry(
        'copy-journal',
        'moves the journal to another engine, every hash kept',
        async () => (await import('./copy-journal.js')).defineCopyJournal,
      ),
      entry(
        'accept-loss',
        'goes on without events that are missing, once somebody says so',
        async () => (await import('./accept-loss.js')).defineAcceptLoss,
      ),
    ],
  },
  {
    title: 'Without a ledger, and over HTTP:',
    commands: [
      entry(
        'calculate',
        'one calculation of the law on a JSON input, without a ledger',
        async () => (await import('./calculate.js')).defineCalculate,
      ),
      entry(
        'alm',
        'what funding rules do to generations: studies on scenarios, without a ledger',
        async () => (await import('./alm.js')).defineAlm,
      ),
      entry('serve', 'the HTTP API, with its documentation at /docs', async () => (await import('./serve.js')).defineServe),
      entry(
        'completion',
        'a script that completes commands and options in bash, zsh or fish',
        async () => (await import('./completion.js')).defineCompletion,
      ),
    ],
  },
];

export const COMMANDS: readonly CommandEntry[] = COMMAND_GROUPS.flatMap(({ commands }) => commands);

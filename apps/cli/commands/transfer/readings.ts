/** `accrual transfer T [reading]` and `accrual transfers`: what is known of transfers. */
import { writeFileSync } from 'node:fs';
import { Option, type Command } from 'commander';
import { readDossier } from '#engine/transfer/dossier.js';
import { listTransfers } from '#engine/transfer/list.js';
import { tellSetAside } from '../../terminal/set-aside.js';
import { readProof, readSnapshot, readStatement, type StatementView } from '#engine/transfer/readings.js';
import { openJournalReader, type Workspace } from '#engine/workspace.js';
import type { JournalReader } from '#journal/port.js';
import { refuse } from '#ledger/kernel/refusal.js';
import { streamOf } from '#ledger/subjects.js';
import type { Answer } from '#projections/answer.js';
import type { AskedCoordinates } from '#projections/coordinates.js';
import { liveRunner } from '#projections/run/live.js';
import { equivalenceProjection } from '#projections/transfer/equivalence.js';
import { owedProjection } from '#projections/transfer/owed.js';
import { TRANSFER_STATES } from '#rulebooks/frame/capabilities/collective-transfer.js';
import { coordinatesOf, globalsOf, withCoordinates, workspaceOf, type CoordinateOptions } from '../../options.js';
import { historyPage } from '../../pages/history.js';
import {
  dossierPage,
  equivalencePage,
  owedPage,
  proofPage,
  snapshotPage,
  transfersPage,
} from '../../pages/transfer.js';
import { transferStatementHtml, transferStatementPage } from '../../pages/transfer-statement.js';
import type { StatementLanguage } from '../../pages/employers/words.js';
import { expectOwnFile, isTransferStatement } from '../../own-file.js';
import { notice, printJson, printText } from '../../terminal/output.js';

export const READINGS = ['equivalence', 'proof', 'statement', 'snapshot', 'owed', 'history'] as const;
export type TransferReading = (typeof READINGS)[number];

export interface ReadingOptions extends CoordinateOptions {
  /** Of a statement, as are those below. */
  readonly lang: StatementLanguage;
  readonly html?: string;
  readonly replace?: boolean;
}

/** Writes the page to print where one is asked for. */
function printed(found: Answer<StatementView>, { html, lang, replace }: ReadingOptions): Answer<StatementView> {
  if (html === undefined) return found;
  expectOwnFile(html, isTransferStatement, replace === true);
  writeFileSync(html, transferStatementHtml(found, lang));
  notice(`page: ${html}`);
  return found;
}

export function readTransferOf(
  command: Command,
  id: string,
  reading: TransferReading | undefined,
  participant: string | undefined,
  options: ReadingOptions,
): Promise<void> {
  return reading === undefined && participant === undefined
    ? answer(command, options, ({ place }, asked) => readDossier(place, id, asked), dossierPage)
    : answerReading(command, id, reading as TransferReading, participant, options);
}

function answerReading(
  command: Command,
  id: string,
  reading: TransferReading,
  participant: string | undefined,
  options: ReadingOptions,
): Promise<void> {
  switch (reading) {
    case 'equivalence':
      return answer(command, options, ({ live }, asked) => live.ask(equivalenceProjection, id, asked, undefined), equivalencePage);
    case 'proof':
      return answer(command, options, ({ place }, asked) => readProof(place, id, asked), proofPage);
    case 'statement':
      return answer(
        command,
        options,
        async ({ place }, asked) => printed(await readStatement(place, id, participant ?? '', asked), options),
        (found) => transferStatementPage(found, options.lang),
      );
    case 'snapshot':
      if (options.asOf !== undefined || options.knownAt !== undefined || options.asThen !== undefined) {
        refuse('CONFLICTING_OPTIONS', { because: 'snapshot-is-of-now' });
      }
      return answer(command, options, ({ place }) => readSnapshot(place, id), snapshotPage);
    case 'owed':
      return answer(command, options, ({ live }, asked) => live.ask(owedProjection, id, asked, undefined), owedPage);
    case 'history':
      return answer(command, options, ({ live }, asked) => live.history(streamOf('transfer', id), asked), historyPage);
    default:
      return unknown(reading);
  }
}

export function defineTransfers(command: Command): void {
  withCoordinates(command)
    .description('The collective transfers of the ledger, where each stands and what has to come by when.')
    .addOption(new Option('--state <state>', 'only those').choices([...TRANSFER_STATES]))
    .addHelpText('after', '\nExample:\n  accrual transfers --state NOTIFIED')
    .action((options: CoordinateOptions & { readonly state?: string }, own: Command) =>
      answer(own, options, async ({ place }, asked) => {
        const { answers, setAside } = await listTransfers(place.journal, place.clock, asked, options.state);
        tellSetAside('transfer', setAside);
        return answers;
      }, transfersPage),
    );
}

interface InHand {
  readonly live: ReturnType<typeof liveRunner>;
  readonly place: ReturnType<typeof readingPlace>;
}

function readingPlace({ journalUrl, folder, clock }: Workspace, journal: JournalReader) {
  return { journal, journalUrl, folder, clock, rolesAreOn: false };
}

/** At the coordinates that are asked for; without any, as everywhere, today. */
async function answer<T>(
  command: Command,
  options: CoordinateOptions,
  ask: (inHand: InHand, asked: AskedCoordinates) => Promise<T>,
  page: (answer: T) => string,
): Promise<void> {
  const workspace = workspaceOf(command);
  const journal = await openJournalReader(workspace);
  try {
    const answered = await ask(
      { live: liveRunner(journal, workspace.clock), place: readingPlace(workspace, journal) },
      coordinatesOf(options),
    );
    if (globalsOf(command).json !== true) printText(page(answered));
    else if (Array.isArray(answered)) for (const one of answered) printJson(one, 'line');
    else printJson(answered);
  } finally {
    await journal.close();
  }
}

function unknown(reading: never): never {
  throw new Error(`no reading ${JSON.stringify(reading)}`);
}

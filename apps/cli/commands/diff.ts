/** `accrual diff`: why a participant's figures moved between two coordinates. */
import { InvalidArgumentError, Option, type Command } from 'commander';
import { openJournalReader } from '#engine/workspace.js';
import type { AskedCoordinates } from '#projections/coordinates.js';
import { diffParticipant } from '#projections/diff/diff.js';
import { globalsOf, readDate, readInstant, readInstantOrPosition, workspaceOf } from '../options.js';
import { diffPage } from '../pages/diff.js';
import { printJson, printText } from '../terminal/output.js';

const COORDS = 'asOf=DATE,knownAt=INSTANT|POSITION,rulesKnownAt=INSTANT or asThen=INSTANT, in any number';

export function addDiff(program: Command): void {
  program
    .command('diff')
    .summary('why a participant’s figures moved, split by cause')
    .description(
      `Splits the movement of each figure between two coordinates into causes that add up exactly: first the rules, parameter by parameter, then what the ledger came to know, then the value date. COORDS: ${COORDS}.`,
    )
    .argument('<participant>', 'participant id')
    .addOption(new Option('--from <coords>', 'coordinates that the figures move from').argParser(readCoordinates).makeOptionMandatory())
    .addOption(new Option('--to <coords>', 'coordinates that they move to (default: now)').argParser(readCoordinates).default({}, 'now'))
    .addHelpText('after', '\nExample:\n  accrual diff D000001 --from asOf=2021-12-31,knownAt=2022-01-15 --to asOf=2021-12-31')
    .action(async (participant: string, options: { readonly from: AskedCoordinates; readonly to: AskedCoordinates }, command: Command) => {
      const workspace = workspaceOf(command);
      const journal = await openJournalReader(workspace);
      try {
        const answer = await diffParticipant(journal, workspace.clock, participant, options.from, options.to);
        if (globalsOf(command).json === true) printJson(answer);
        else printText(diffPage(answer));
      } finally {
        await journal.close();
      }
    });
}

function readCoordinates(text: string): AskedCoordinates {
  const given = new Map(text.split(',').map((part): [string, string] => {
    const [name = '', ...value] = part.split('=');
    return [name.trim(), value.join('=').trim()];
  }));
  const unknown = [...given.keys()].find((name) => !['asOf', 'knownAt', 'rulesKnownAt', 'asThen'].includes(name));
  if (unknown !== undefined) throw new InvalidArgumentError(`must be ${COORDS}; found ${JSON.stringify(unknown)}.`);
  const asThen = given.get('asThen');
  if (asThen !== undefined && (given.has('knownAt') || given.has('rulesKnownAt'))) {
    throw new InvalidArgumentError('asThen sets knownAt and rulesKnownAt; give either it or them.');
  }
  const asOf = given.get('asOf');
  const knownAt = asThen ?? given.get('knownAt');
  const rulesKnownAt = asThen ?? given.get('rulesKnownAt');
  return {
    asOf: asOf === undefined ? undefined : readDate(asOf),
    knownAt: knownAt === undefined ? undefined : asThen === undefined ? readInstantOrPosition(knownAt) : readInstant(knownAt),
    rulesKnownAt: rulesKnownAt === undefined ? undefined : readInstant(rulesKnownAt),
  };
}

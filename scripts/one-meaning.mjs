/**
 * One exported name has one meaning in the program. Two modules may export one name only where both say the same thing by their role:
 *
 * - it is handed on: one of them exports what it imports;
 * - a *vocabulary*: the words in which fields, schemas and options are written at each door (`date`, `amount`, `readYear`). A word means
 *   the same in each, and what it makes is that door's;
 * - a part that *every law* has under the same name, each in its own folder of `libs/rulebooks`; the registry alone sees more than one;
 * - the *entry of a job*, which a thread calls by the module's address;
 * - the *shape of an answer* as the console reads it, under the name that the server gives it.
 */

const VOCABULARIES =
  /^libs\/(ledger\/(kernel\/schema|facts\/field)|projections\/schema-parts|rulebooks\/frame\/operation-(schema|input)|rulebooks\/[\w-]+\/(operations|input)\/schema)\.ts$|^apps\/cli\/options\.ts$/;
const PARTS_OF_A_LAW =
  /^(SCHEME|OFFICIAL|OFFICIAL_PARAMETERS|PUBLISHABLE|readParameters|actuarialText|figureNames|explainFigure|coverageView|\w+Operation)$/;
const LAW = /^libs\/rulebooks\/(?!frame\/|testing\/)([\w-]+)\//;
const SHAPES = /^apps\/console\/(api\/(shapes|ask)|[\w-]+\/shapes|journal\/merkle)\.ts$/;
const ENTRY_OF_A_JOB = 'job';

/** `program`: modules without specifications and tools, each `{file, exported}`, a name → `{isType, isHandedOn}`. */
export function namesOfSeveralMeanings(program) {
  const makers = new Map();
  for (const { file, exported } of program) {
    for (const [name, { isType, isHandedOn }] of exported) {
      if (!isHandedOn) makers.set(name, [...(makers.get(name) ?? []), { file, isType }]);
    }
  }
  return [...makers]
    .filter(([name, found]) => found.length > 1 && !isOneByRole(name, found))
    .map(([name, found]) => `one name for several things: ${name}: ${found.map(({ file }) => file).join(', ')}; call each by what it is`);
}

function isOneByRole(name, found) {
  if (name === ENTRY_OF_A_JOB) return true;
  const laws = found.map(({ file }) => LAW.exec(file)?.[1]);
  if (PARTS_OF_A_LAW.test(name) && laws.every((law) => law !== undefined) && new Set(laws).size === laws.length) return true;
  // A type is no word of a vocabulary: a reader would not know which of two it is.
  if (found.every(({ file, isType }) => VOCABULARIES.test(file) && !isType)) return true;
  const makers = found.filter(({ file, isType }) => !(isType && SHAPES.test(file)));
  return makers.length === 1 && makers[0].isType;
}

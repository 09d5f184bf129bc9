/** Options from the fields that a step or a decision is declared with. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { fieldsInOrder } from '#ledger/facts/declaration.js';
import { valueOf, type Field, type Fields } from '#ledger/facts/field.js';
import { attempt } from '#ledger/kernel/refusal.js';
import { DOCUMENT_COLUMNS } from '#ledger/transfer/dossier/steps.js';
import { said } from '#words/said.js';
import { readableFile } from '../input-file.js';

/** The tests of an assessment stand in one option. */
const TOLERANCES: readonly string[] = ['individual', 'collective', 'group'];
type Options = { readonly [option: string]: unknown };

/** `--positive <yes|no>`, `--on <date>` …; `--document FILE` where the step may rest on one. */
export function withFields(command: Command, fields: Fields): Command {
  for (const { column, field } of fieldsInOrder(fields)) {
    if (DOCUMENT_COLUMNS.includes(column) || TOLERANCES.includes(column)) continue;
    const option = new Option(`--${flagOf(column)} <${placeholder(field)}>`, field.description.replace(/\.$/, '').toLowerCase()).argParser(
      reader(field, column),
    );
    command.addOption(field.optional ? option : option.makeOptionMandatory());
  }
  if ('individual' in fields) command.addOption(toleranceOption());
  if ('documentName' in fields) {
    command.option('--document <file>', 'the document that it rests on; its name and digest are recorded, it stays with you');
  }
  return command;
}

/** What the options come to, by property. */
export function valuesFrom(fields: Fields, options: Options): object {
  const values = fieldsInOrder(fields).map(({ property, column, field }) => [
    property,
    options[column] ?? (field.optional ? field.fallback : undefined),
  ]);
  const tolerance = (options['tolerance'] ?? {}) as object;
  return { ...Object.fromEntries(values), ...tolerance, ...documentFrom(options['document'] as string | undefined) };
}

function documentFrom(file: string | undefined): object {
  if (file === undefined) return {};
  const documentSha256 = createHash('sha256').update(readFileSync(readableFile(file))).digest('hex');
  return { documentName: basename(file), documentSha256 };
}

function toleranceOption(): Option {
  return new Option('--tolerance <tests>', 'bounds of the tests: individual=0.02,collective=0.005,group=0.015').argParser(
    (text: string) => {
      const given = text.split(',').map((part) => part.split('='));
      for (const [name = '', value = ''] of given) {
        if (!TOLERANCES.includes(name) || !/^\d+(\.\d+)?$/.test(value)) {
          throw new InvalidArgumentError('must be as individual=0.02,collective=0.005,group=0.015.');
        }
      }
      return Object.fromEntries(given) as object;
    },
  );
}

function reader(field: Field, column: string): (text: string) => unknown {
  return (text) => {
    const read = attempt(() => valueOf(field, text, column));
    if (read.status === 'done') return read.value;
    throw new InvalidArgumentError(`${said(read.refusal)}.`);
  };
}

function placeholder({ kind, choices }: Field): string {
  if (choices !== undefined) return choices.join('|');
  return kind === 'event-id' ? 'id' : kind;
}

/** `eventId` → `event-id` */
export function flagOf(column: string): string {
  return column.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

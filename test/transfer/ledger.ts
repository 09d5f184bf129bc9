/** Two Dutch funds on disk and what a collective transfer between them needs. The day is what a test says. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Journal } from '#journal/port.js';
import { openSqliteJournal } from '#journal/sqlite/journal.js';
import { CATALOGUE } from '#ledger/catalogue.js';
import { attempt, refusalOf, type Refusal } from '#ledger/kernel/refusal.js';
import { fundStream, participantStream } from '#ledger/subjects.js';
import { valueOf } from '#ledger/facts/field.js';
import { fieldsInOrder } from '#ledger/facts/declaration.js';
import { FILE_STEP, FORWARD, TRANSFER_PROPOSAL, TRANSFER_STEPS, type TransferStepName } from '#ledger/transfer/dossier/steps.js';
import { toAppend } from '#reprocessing/batch/stamp.js';
import { recordStep, type RecordedStep, type TransferCommand } from '#reprocessing/transfer/record.js';
import type { TransferPlace } from '#reprocessing/transfer/step-context.js';

export interface TransferLedger {
  readonly folder: string;
  readonly journal: Journal;
  readonly journalUrl: string;
  readonly place: TransferPlace;
  readonly today: { day: string };
  readonly file: (name: string, lines: readonly string[]) => string;
  /** Rights accrued, and more of them: a salary that was corrected. */
  readonly accrue: (participantId: string, period: string, right: string, on?: string) => Promise<void>;
  readonly enrol: (participantId: string, fundId?: string) => Promise<void>;
  readonly take: (command: TransferCommand, options?: { readonly actor?: string; readonly dryRun?: boolean; readonly rolesAreOn?: boolean }) => Promise<RecordedStep>;
  /** The code of a refusal with its details, or the status. */
  readonly code: (command: TransferCommand, options?: Parameters<TransferLedger['take']>[1]) => Promise<string | Refusal>;
  readonly close: () => Promise<void>;
}

const stamp = { actor: 'test', correlationId: 'test' };

export async function transferLedger(folder = mkdtempSync(join(tmpdir(), 'accrual-transfer-')), day = '2022-01-10'): Promise<TransferLedger> {
  const today = { day };
  const clock = (): string => `${today.day}T12:00:00.000Z`;
  const url = join(folder, 'journal.sqlite');
  const journal = await openSqliteJournal(url, { rules: CATALOGUE, clock });
  const place: TransferPlace = { journal, folder, clock, workers: 0, rolesAreOn: false };
  const append = async (stream: string, type: string, key: string, effectiveDate: string, data: object): Promise<void> => {
    const [outcome] = await journal.append([{ stream, expected: 'any', events: [toAppend(stream, { type, key, effectiveDate, data }, stamp)] }]);
    if (outcome?.status === 'refused') throw new Error(outcome.refusal.message);
  };
  const take: TransferLedger['take'] = (command, { actor = 'board', dryRun = false, rolesAreOn = false } = {}) =>
    recordStep(command, { ...place, journal, actor, dryRun, rolesAreOn, transferId: command.step === 'propose' ? command.values.transferId : 'T1' });
  const fund = async (fundId: string): Promise<void> => {
    await append(fundStream(fundId), 'FundEstablished', 'established', '2018-01-01', { fundId, scheme: 'nl-pob', currency: 'EUR' });
  };
  if ((await journal.streamHead(fundStream('pob'))) === undefined) {
    await fund('pob');
    await fund('west');
    await append(fundStream('pob'), 'ParametersPublished', 'review', '2021-12-01', {
      scheme: 'nl-pob',
      announced: '2021-12-01',
      parameters: [{ name: 'reviewMonths', unit: 'months', entries: [{ from: '2000-01-01', value: '3', reference: 'Pension Act 83, 84', status: 'external' }] }],
    });
  }
  return {
    folder,
    journal,
    journalUrl: `sqlite:${url}`,
    place,
    today,
    file: (name, lines) => {
      const path = join(folder, name);
      writeFileSync(path, `${lines.join('\n')}\n`);
      return path;
    },
    accrue: (participantId, period, pensionYearly, on = '2021-12-31') =>
      append(participantStream(participantId), 'RightsAccrued', `right:${period}`, on, { period, pensionYearly, currency: 'EUR' }),
    enrol: (participantId, fundId = 'pob') =>
      append(participantStream(participantId), 'ParticipantEnrolled', 'enrolled', '2018-03-01', {
        participantId, scheme: 'nl-pob', fundId, birthDate: '1970-05-05', sex: 'female', enrolledOn: '2018-03-01',
      }),
    take,
    code: async (command, options) => {
      try {
        return (await take(command, options)).status;
      } catch (error) {
        const refusal = refusalOf(error);
        if (refusal === undefined) throw error;
        return refusal;
      }
    },
    close: async () => {
      await journal.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

type Cells = { readonly [column: string]: string };

function read(fields: Parameters<typeof fieldsInOrder>[0], cells: Cells): object {
  return Object.fromEntries(fieldsInOrder(fields).map(({ property, column, field }) => [property, valueOf(field, cells[column], column)]));
}

/** A step as it is asked for, its fields read as those of a request are. */
export function step(name: TransferStepName, cells: Cells): TransferCommand {
  const values = read(TRANSFER_STEPS[name].fields, { ...(name === 'annul' ? {} : { reference: 'minutes' }), ...cells });
  return { step: name, values } as TransferCommand;
}

export function forward(kind: string, file: string, on: string): TransferCommand {
  return { step: 'forward', file, values: read(FORWARD, { kind, on }) } as TransferCommand;
}

export function withFile(name: 'snapshot' | 'accept', file: string, on: string): TransferCommand {
  return { step: name, file, values: read(FILE_STEP, { on, reference: 'minutes' }) } as TransferCommand;
}

export const PROPOSAL: Cells = {
  transferId: 'T1', fundId: 'pob', organ: 'accountabilityBody', receiverType: 'apf', receiverName: 'General Fund West', receiverFundId: 'west',
  transferDate: '2022-07-01', reason: 'liquidation', transferValue: '250000.00', currency: 'EUR', receiverAgreement: 'of 2022-01-05',
  proposedOn: '2022-01-10', reference: 'minutes 1', conversion: '1.005',
};

export function proposal(cells: Cells = {}): TransferCommand {
  const given = attempt(() => read(TRANSFER_PROPOSAL, { ...PROPOSAL, ...cells }));
  if (given.status === 'refused') throw new Error(given.refusal.message);
  return { step: 'propose', values: given.value } as TransferCommand;
}

/** A transfer of so many participants, cleared: only its completion is still to come. Rights and values differ from one to the next. */
export async function cleared({ journal, today, file, take }: TransferLedger, participants: number, transferValue: string): Promise<void> {
  const ids = Array.from({ length: participants }, (_, index) => `p${index}`);
  const right = (index: number): string => `${100 + ((index * 7919) % 9000)}.${String((index * 31) % 100).padStart(2, '0')}`;
  const value = (index: number): string => `${1_000 + ((index * 104_729) % 90_000)}.${String((index * 17) % 100).padStart(2, '0')}`;
  const streams = ids.map((participantId, index) => {
    const stream = participantStream(participantId);
    const enrolment = { participantId, scheme: 'nl-pob', fundId: 'pob', birthDate: '1970-05-05', sex: 'female', enrolledOn: '2018-03-01' };
    const accrued = { period: '2021', pensionYearly: right(index), currency: 'EUR' };
    const events = [
      toAppend(stream, { type: 'ParticipantEnrolled', key: 'enrolled', effectiveDate: '2018-03-01', data: enrolment }, stamp),
      toAppend(stream, { type: 'RightsAccrued', key: 'right:2021', effectiveDate: '2021-12-31', data: accrued }, stamp),
    ];
    return { stream, expected: 'no-stream' as const, events };
  });
  for (let start = 0; start < streams.length; start += 5_000) await journal.append(streams.slice(start, start + 5_000));
  const rows = ids.map((id, index) => `${id},${index % 3 === 0 ? 'active' : 'deferred'},${right(index)},${right(index)},14.2,${value(index)}`);
  today.day = '2022-07-01';
  await take(proposal({ transferValue }));
  await take(withFile('snapshot', file('snapshot.csv', ['participantId,group,oldRight,newRight,factor,value', ...rows]), '2022-01-10'));
  await take(step('assess', { individual: '0.02', collective: '0.005', group: '0.015', basis: 'AG 2020', on: '2022-02-01' }));
  await take(step('organ', { positive: 'yes', on: '2022-03-01' }));
  await take(step('notify', { on: '2022-03-31' }));
  await take(withFile('accept', file('accepted.csv', ['participantId,receiverParticipantId,acceptedOn', ...ids.map((id) => `${id},W-${id},2022-06-15`)]), '2022-06-15'));
  await take(step('lapse', { on: '2022-07-01' }));
}

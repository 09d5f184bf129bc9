/** Two Dutch funds on disk and what a collective transfer between them needs. The day is what a test says. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Journal } from '#journal/port.js';
import { openSqliteJournal } from '#journal/sqlite/journal.js';
import { CATALOGUE } from '#ledger/catalogue.js';
import { attempt, Refused, refusalOf, type Refusal } from '#ledger/kernel/refusal.js';
import { fundStream, participantStream, streamOf } from '#ledger/subjects.js';
import { valueOf } from '#ledger/facts/field.js';
import { fieldsInOrder } from '#ledger/facts/declaration.js';
import { FILE_STEP, FORWARD, TRANSFER_PROPOSAL, TRANSFER_STEPS, type TransferStepName } from '#ledger/transfer/dossier/steps.js';
import type { DecidedEvent } from '#ledger/kernel/decision.js';
import { rulesFromJournal } from '#portfolio/rules-in-force.js';
import { toAppend } from '#reprocessing/batch/stamp.js';
import { fanOut } from '#reprocessing/fan-out/fan-out.js';
import { settleParticipant } from '#reprocessing/fan-out/settle-participant.js';
import type { InputKind } from '#reprocessing/formats/rows.js';
import { importFile, type ImportReport } from '#reprocessing/intake/import-file.js';
import { RULEBOOKS } from '#rulebooks/registry.js';
import { recordStep, type RecordedStep, type TransferCommand } from '#reprocessing/transfer/record.js';
import type { TransferPlace } from '#reprocessing/transfer/step-context.js';

export interface TransferLedger {
  readonly folder: string;
  readonly journal: Journal;
  readonly journalUrl: string;
  readonly place: TransferPlace;
  readonly today: { day: string };
  readonly file: (name: string, lines: readonly string[]) => string;
  /** A right accrued in 2021, and booked: a salary of that year alone. */
  readonly accrue: (participantId: string, right: string) => Promise<void>;
  /** That salary corrected, so that the right is another; nothing is booked. */
  readonly correct: (participantId: string, before: string, right: string) => Promise<void>;
  readonly enrol: (participantId: string, fundId?: string) => Promise<void>;
  readonly affiliate: (employerId: string, fundId: string, on: string) => Promise<void>;
  /** Rows as people send them, in a file of a kind. */
  readonly import: (kind: InputKind, lines: readonly string[]) => Promise<ImportReport>;
  readonly take: (
    command: TransferCommand,
    options?: { readonly actor?: string; readonly dryRun?: boolean; readonly rolesAreOn?: boolean },
  ) => Promise<RecordedStep>;
  /** The code of a refusal with its details, or the status. */
  readonly code: (command: TransferCommand, options?: Parameters<TransferLedger['take']>[1]) => Promise<string | Refusal>;
  readonly close: () => Promise<void>;
}

const stamp = { actor: 'test', correlationId: 'test' };

export async function transferLedger(
  folder = mkdtempSync(join(tmpdir(), 'accrual-transfer-')),
  day = '2022-01-10',
): Promise<TransferLedger> {
  const today = { day };
  const clock = (): string => `${today.day}T12:00:00.000Z`;
  let files = 0;
  const url = join(folder, 'journal.sqlite');
  const journal = await openSqliteJournal(url, { rules: CATALOGUE, clock });
  const place: TransferPlace = { journal, folder, clock, workers: 0, rolesAreOn: false };
  const append = async (stream: string, type: string, key: string, effectiveDate: string, data: object): Promise<void> => {
    const [outcome] = await journal.append([
      { stream, expected: 'any', events: [toAppend(stream, { type, key, effectiveDate, data }, stamp)] },
    ]);
    if (outcome?.status === 'refused') throw new Refused(outcome.refusal);
  };
  const take: TransferLedger['take'] = (command, { actor = 'board', dryRun = false, rolesAreOn = false } = {}) =>
    recordStep(command, {
      ...place,
      journal,
      actor,
      dryRun,
      rolesAreOn,
      transferId: command.step === 'propose' ? command.values.transferId : 'T1',
    });
  const fund = async (fundId: string): Promise<void> => {
    await append(fundStream(fundId), 'FundEstablished', 'established', '2018-01-01', { fundId, scheme: 'nl-pob', currency: 'EUR' });
  };
  if ((await journal.streamHead(fundStream('pob'))) === undefined) {
    await fund('pob');
    await fund('west');
    await append(fundStream('pob'), 'ParametersPublished', 'review', '2021-12-01', {
      scheme: 'nl-pob',
      announced: '2021-12-01',
      parameters: [
        {
          name: 'reviewMonths',
          unit: 'months',
          entries: [{ from: '2000-01-01', value: '3', reference: 'Pension Act 83, 84', status: 'external' }],
        },
        // A year's salary is a year's right.
        {
          name: 'accrualRate',
          unit: 'fraction',
          entries: [{ from: '2000-01-01', value: '1', reference: 'a round figure', status: 'external' }],
        },
        { name: 'franchise', unit: 'EUR', entries: [{ from: '2000-01-01', value: '0', reference: 'a round figure', status: 'external' }] },
        {
          name: 'premiumRate',
          unit: 'fraction',
          entries: [{ from: '2000-01-01', value: '0.2', reference: 'a round figure', status: 'external' }],
        },
        {
          name: 'aoPremiumRate',
          unit: 'fraction',
          entries: [{ from: '2000-01-01', value: '0', reference: 'a round figure', status: 'external' }],
        },
        {
          name: 'commercialInterestRate',
          unit: 'fraction',
          entries: [{ from: '2000-01-01', value: '0.08', reference: 'a round figure', status: 'external' }],
        },
        {
          name: 'participantRate',
          unit: 'fraction',
          entries: [{ from: '2000-01-01', value: '0', reference: 'a round figure', status: 'external' }],
        },
      ],
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
    accrue: async (participantId, right) => {
      for (const { type, key, effectiveDate, data } of salariesOf(right))
        await append(participantStream(participantId), type, key, effectiveDate, data);
      await settleParticipant(journal, rulesFromJournal(journal), participantId, stamp, () => `${today.day}T12:00:00.000Z`);
    },
    correct: (participantId, before, right) =>
      append(participantStream(participantId), 'SalaryCorrected', `corrected:${right}`, '2021-01-01', {
        employerId: 'E',
        from: '2021-01',
        before: salary(before),
        after: salary(right),
        currency: 'EUR',
        reason: 'hours',
        correctedOn: '2022-03-20',
        supersedes: '00000000-0000-4000-8000-000000000001',
      }),
    enrol: (participantId, fundId = 'pob') =>
      append(participantStream(participantId), 'ParticipantEnrolled', 'enrolled', '2018-03-01', {
        participantId,
        scheme: 'nl-pob',
        fundId,
        birthDate: '1970-05-05',
        sex: 'female',
        enrolledOn: '2018-03-01',
      }),
    affiliate: (employerId, fundId, affiliatedOn) =>
      append(streamOf('employer', employerId), 'EmployerAffiliated', 'affiliated', affiliatedOn, {
        employerId,
        scheme: 'nl-pob',
        fundId,
        kind: 'mandatory',
        affiliatedOn,
      }),
    import: async (kind, lines) => {
      files += 1;
      const file = join(folder, `${kind}-${files}.csv`);
      writeFileSync(file, `${lines.join('\n')}\n`);
      const rules = rulesFromJournal(journal);
      const parameters = async (fundId: string, scheme: string) => (await rules.rulesFor(fundId, scheme, undefined)).parameters;
      return importFile({ journal, kind, file, dryRun: false, migrate: false, clock, actor: 'operator', rulebooks: RULEBOOKS, parameters });
    },
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

const salary = (fullTimeSalary: string) => ({ fullTimeSalary, partTimeFactor: '1', premiumFreeShare: '0' });

/** Of 2021 alone. */
function salariesOf(right: string): readonly DecidedEvent[] {
  return (
    [
      ['2021-01', right],
      ['2022-01', '0.00'],
    ] as const
  ).map(([from, amount]) => ({
    type: 'SalaryReported',
    key: `salary:E:${from}`,
    effectiveDate: `${from}-01`,
    data: { employerId: 'E', from, ...salary(amount), currency: 'EUR', reportedOn: '2021-01-02' },
  }));
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
  transferId: 'T1',
  fundId: 'pob',
  organ: 'accountabilityBody',
  receiverType: 'apf',
  receiverName: 'General Fund West',
  receiverFundId: 'west',
  transferDate: '2022-07-01',
  reason: 'liquidation',
  transferValue: '250000.00',
  currency: 'EUR',
  receiverAgreement: 'of 2022-01-05',
  proposedOn: '2022-01-10',
  reference: 'minutes 1',
  conversion: '1.005',
};

export function proposal(cells: Cells = {}): TransferCommand {
  const given = attempt(() => read(TRANSFER_PROPOSAL, { ...PROPOSAL, ...cells }));
  if (given.status === 'refused') throw new Refused(given.refusal);
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
    const enrolled = { type: 'ParticipantEnrolled' as const, key: 'enrolled', effectiveDate: '2018-03-01', data: enrolment };
    const events = [enrolled, ...salariesOf(right(index))].map((event) => toAppend(stream, event, stamp));
    return { stream, expected: 'no-stream' as const, events };
  });
  for (let start = 0; start < streams.length; start += 5_000) await journal.append(streams.slice(start, start + 5_000));
  await fanOut({ journal, fundId: 'pob', clock: () => `${today.day}T12:00:00.000Z`, actor: 'test', workers: 0 });
  const rows = ids.map(
    (id, index) => `${id},${index % 3 === 0 ? 'active' : 'deferred'},${right(index)},${right(index)},14.2,${value(index)}`,
  );
  today.day = '2022-07-01';
  await take(proposal({ transferValue }));
  await take(withFile('snapshot', file('snapshot.csv', ['participantId,group,oldRight,newRight,factor,value', ...rows]), '2022-01-10'));
  await take(step('assess', { individual: '0.02', collective: '0.005', group: '0.015', basis: 'AG 2020', on: '2022-02-01' }));
  await take(step('organ', { positive: 'yes', on: '2022-03-01' }));
  await take(step('notify', { on: '2022-03-31' }));
  await take(
    withFile(
      'accept',
      file('accepted.csv', ['participantId,receiverParticipantId,acceptedOn', ...ids.map((id) => `${id},W-${id},2022-06-15`)]),
      '2022-06-15',
    ),
  );
  await take(step('lapse', { on: '2022-07-01' }));
}

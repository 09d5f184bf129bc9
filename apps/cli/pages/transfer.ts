/** Collective transfers as pages of text. */
import type { ProofView, SnapshotView } from '#engine/transfer/readings.js';
import { Decimal } from '#money/decimal.js';
import { grouped } from '#money/grouped.js';
import type { Answer } from '#projections/answer.js';
import type { DossierView } from '#projections/transfer/dossier.js';
import type { OwedView } from '#projections/transfer/owed.js';
import type { EquivalenceView } from '#projections/transfer/equivalence.js';
import type { ProposalsReport } from '#reprocessing/transfer/proposals.js';
import type { RecordedStep } from '#reprocessing/transfer/record.js';
import { textTable } from '../terminal/table.js';
import { coordinateLines } from './coordinates.js';
import { counted } from './counted.js';

const right = (head: string) => ({ head, align: 'right' as const });

export function stepPage({ transferId, step, status, events, alongside }: RecordedStep): string {
  if (status === 'unchanged') return `Transfer ${transferId}: ${step} stands already; nothing was written.`;
  if (status === 'asked') {
    return (
      `Recorded that these facts are to be forwarded with transfer ${transferId}. Roles are on, and they alter what was settled: it ` +
      'takes effect when another person forwards the same.'
    );
  }
  const said =
    status === 'recorded'
      ? `Transfer ${transferId}: ${step} recorded.`
      : `Transfer ${transferId}: ${step} would be recorded; nothing was written.`;
  const lines = events.map(({ type, effectiveDate, data }) => `  ${effectiveDate}  ${type}  ${summaryOf(data)}`.trimEnd());
  return [
    said,
    ...lines,
    ...(alongside === 0 ? [] : [`  with ${counted(alongside, 'event')} of participants and funds, in one write`]),
  ].join('\n');
}

interface ToldProblem {
  readonly line: number;
  readonly transferId: string | null;
  readonly code: string;
  readonly message: string;
}

/** What was recorded, and, of several rows or of refused ones, how many came to what. */
export function proposalsPage(report: ProposalsReport, problems: readonly ToldProblem[]): string {
  const { file, rows, recorded, repeated, refused, steps, rejectsFile } = report;
  const told = steps.map(stepPage);
  if (rows === 1 && refused === 0) return told.join('\n');
  const counts = `Proposals of ${file}: ${counted(rows, 'row')}, ${recorded} recorded, ${repeated} already there, ${refused} refused`;
  const refusals = problems.map(
    ({ line, transferId, code, message }) => `  line ${line}${transferId === null ? '' : `, ${transferId}`}  ${code}: ${message}`,
  );
  return [
    ...told,
    [counts, ...refusals].join('\n'),
    ...(rejectsFile === undefined
      ? []
      : [`Refused rows with their reasons: ${rejectsFile}\nRepair them there and propose that file.`]),
  ].join('\n\n');
}

function summaryOf(data: object): string {
  const { rights } = data as { readonly rights?: { readonly pensionYearly: string; readonly accruing?: { readonly right: string } } };
  const moved = rights === undefined ? {} : { 'right a year': rights.pensionYearly, 'of the running year': rights.accruing?.right ?? '0' };
  return Object.entries({ ...data, ...moved })
    .filter(([name, value]) => name !== 'on' && (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number'))
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(', ');
}

export function dossierPage(answer: Answer<DossierView>): string {
  const { transferId, sender, receiver, transferDate, transferValue, currency, state, snapshot, steps, next, reviewEnds, latestNotice } =
    answer;
  const table = textTable(
    ['step', 'on', 'state after it', 'positive', 'by', 'reference', 'event'].map((head) => ({
      head,
      ...(head === 'event' ? { spare: 1 } : {}),
    })),
    steps.map(({ step, on, state: after, positive, by, reference, eventId }) => [
      step,
      on,
      after,
      positive === null ? '' : positive ? 'yes' : 'no',
      by,
      reference,
      eventId,
    ]),
  );
  return [
    `Transfer ${transferId}: ${sender.fundId} to ${receiver.name} (${receiver.type}) on ${transferDate}, ` +
      `${grouped(transferValue)} ${currency}: ${state}`,
    snapshot === null
      ? 'No snapshot of the rights is taken yet.'
      : `Snapshot of ${snapshot.takenOn}: ${counted(snapshot.participants, 'participant')}, rights ` +
        `${grouped(snapshot.rights)} a year, values ${grouped(snapshot.values)}; ${snapshot.digest}` +
        (snapshot.stale === undefined || snapshot.stale.length === 0 ? '' : `\n${staleText(snapshot.stale, state)}`),
    table,
    reviewEnds === null ? `The supervisor is notified by ${latestNotice} at the latest.` : `The review runs to ${reviewEnds}.`,
    ...(next.length === 0
      ? []
      : [`Next: ${next.map(({ step, from, until }) => `${step} (from ${from}${until === null ? '' : ` to ${until}`})`).join(', ')}`]),
    ...(answer.owed.length === 0 ? [] : [owedLines(answer)]),
    coordinateLines(answer),
  ].join('\n\n');
}

function owedLines({ owed }: Pick<DossierView, 'owed'>): string {
  return `Has to come, to be in time: ${owed.map(({ what, latest }) => `${what} by ${latest}`).join(', ')}`;
}

export function owedPage(answer: Answer<OwedView>): string {
  return [
    `Transfer ${answer.transferId}: ${answer.state}`,
    answer.owed.length === 0 ? 'Nothing has to come.' : owedLines(answer),
    coordinateLines(answer),
  ].join('\n\n');
}

export function equivalencePage(answer: Answer<EquivalenceView>): string {
  const { transferId, tolerance, basis, snapshot } = answer;
  const of = (name: string): string => String(answer[name]);
  const percent = (name: string): string => new Decimal(of(name)).minus(name === 'spread' ? 0 : 1).times(100).toFixed(4);
  const rows = [
    [
      'each participant',
      `${(answer['individualFailures'] as readonly string[]).length} outside`,
      tolerance.individual,
      of('actuarialEquivalence'),
    ],
    ['all together', `${percent('collectiveRatio')} %`, tolerance.collective, of('collectiveEquivalence')],
    ['between groups', `${percent('spread')} %`, tolerance.group, of('balance')],
  ];
  return [
    `Transfer ${transferId}: the tests on snapshot ${snapshot}, basis ${basis}`,
    textTable([{ head: 'test' }, right('found'), right('tolerance'), { head: 'holds' }], rows),
    `Value before ${of('oldValue')}, after ${of('newValue')}; the transfer value is ${of('transferRatio')} of it.`,
    coordinateLines(answer),
  ].join('\n\n');
}

export function proofPage(answer: Answer<ProofView>): string {
  const {
    transferId,
    participants,
    closedValue,
    openedValue,
    net,
    closedRights,
    openedRights,
    conversion,
    holds,
    differences,
    byFund,
    events,
    receiverSide,
  } = answer;
  const amounts = [['value', closedValue, openedValue], ['rights a year', closedRights, openedRights]] as const;
  return [
    `Transfer ${transferId}: the proof ${holds ? 'holds' : 'DOES NOT HOLD'} for ` +
      `${counted(participants, 'participant')}; net ${net}; conversion ${conversion}; receiver by its ${receiverSide}`,
    textTable(
      [{ head: '' }, right('out'), right('in')],
      amounts.map(([name, out, into]) => [name, grouped(out), grouped(into)]),
    ),
    textTable(
      [{ head: 'fund' }, { head: 'account' }, { head: 'commodity' }, right('amount')],
      byFund.map(({ fundId, account, commodity, amount }) => [fundId, account, commodity, grouped(amount)]),
    ),
    ...(differences.length === 0
      ? []
      : [
          textTable(
            [{ head: 'difference' }, { head: 'participant' }, right('expected'), right('found')],
            differences.map(({ what, participantId, expected, found }) => [what, participantId ?? '', expected, found]),
          ),
        ]),
    `${counted(events.count, 'event')} from position ${events.first} to ${events.last}; Merkle root ${events.merkle}`,
    coordinateLines(answer),
  ].join('\n\n');
}

function staleText(stale: readonly string[], state: string): string {
  return `It is stale: ${counted(stale.length, 'right')} moved since: ` +
    `${stale.slice(0, 20).join(', ')}${stale.length > 20 ? ' …' : ''}. ${state === 'NOTIFIED' || state === 'CLEARED'
      ? `The transfer is ${state} on the rights as they were: withdraw it, and propose another.`
      : 'Take it again.'}`;
}

export function snapshotPage(answer: Answer<SnapshotView>): string {
  const { transferId, participants, stale, snapshot, state } = answer;
  const said = stale.length === 0 ? 'It holds: no right has moved since.' : staleText(stale, state);
  return [`Transfer ${transferId}: snapshot ${snapshot} of ${counted(participants, 'participant')}`, said, coordinateLines(answer)].join(
    '\n\n',
  );
}

export function transfersPage(answers: readonly Answer<DossierView>[]): string {
  if (answers.length === 0) return 'No transfers.';
  const rows = answers.map(({ transferId, sender, receiver, transferDate, transferValue, state, owed }) => [
    transferId,
    sender.fundId,
    receiver.name,
    transferDate,
    grouped(transferValue),
    state,
    owed.map(({ what, latest }) => `${what} by ${latest}`).join(', '),
  ]);
  const { asOf } = answers[0] as Answer<DossierView>;
  const table = textTable(
    [{ head: 'transfer' }, { head: 'from' }, { head: 'to' }, { head: 'on' }, right('value'), { head: 'state' }, { head: 'owed' }],
    rows,
  );
  return [table, `as of ${asOf}`].join('\n\n');
}

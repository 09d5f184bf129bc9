/** Refusals of the work that is done on a ledger: imports, fan-outs, plans, runs of invoices, transfers, studies and suppositions. */
import type { Refusals } from '#ledger/kernel/refusal.js';
import { quotedText } from '#ledger/kernel/text.js';
import { jsonFaultInWords } from './english-files.js';
import { namedSubject } from './subject.js';
import type { RefusalWords } from './words.js';

type Waiting = Exclude<Extract<Refusals['INTERRUPTED'], { readonly during: 'waiting' }>['work'], 'upload'>;

const WORK: { readonly [work in Waiting]: string } = {
  plan: 'the plan',
  commit: 'the commit',
  'fan-out': 'a fan-out',
  invoices: 'a run of invoices',
  interest: 'a run of interest',
};

function interrupted(told: Refusals['INTERRUPTED']): string {
  switch (told.during) {
    case 'balance':
      return 'stopped; there is no balance of a part. Ask for it again';
    case 'closing':
    case 'letters':
    case 'voluntary-premium':
      return 'stopped; what was printed is right as far as it goes';
    case 'due':
      return 'stopped; who was listed is due';
    case 'liabilities':
      return 'stopped; nothing was written';
    case 'rebuild':
      return 'stopped; the models that stood go on answering, and building goes on from there when it is asked for again';
    case 'settling':
      return 'stopped; whoever was settled stays so, run it again to go on';
    case 'study':
      return told.kept === undefined
        ? 'stopped; nothing was written. Run the study again'
        : `stopped; ${told.kept} keeps what is computed. Run the study again to go on`;
    case 'sweep':
      return `stopped; ${told.file} was not written. Run the sweep again to write it`;
    case 'waiting':
      return told.work === 'upload'
        ? 'the server stopped before the plan was made; upload the file again'
        : `the server stopped before ${WORK[told.work]} was begun; ask for it again`;
    case 'import':
      return `${told.file}: stopped after ${told.rows} rows; import it again to go on from there`;
    case 'plan':
      return told.done === undefined
        ? `${told.file}: stopped while reading; nothing is planned`
        : `${told.file}: stopped after ${told.done} of ${told.of ?? told.done} ${told.who ?? 'participant'}s; nothing is planned`;
    case 'commit':
      return told.stage === 'cut'
        ? `the commit was cut after ${told.committedUpTo}, and goes on from there when it is asked for again`
        : `stopped ${placeInCommit(told)}; the commit goes on from there when it is run again`;
    case 'fan-out':
      return `fund ${told.fundId}: stopped after ${told.participants} participants; run the fan-out again to go on from there`;
    case 'preview':
      return `fund ${told.fundId}: stopped after ${told.participants} participants; nothing was booked`;
    case 'interest':
      return `fund ${told.fundId}: stopped after ${told.employers} employers; the same run again goes on from there`;
    case 'invoices':
      return `fund ${told.fundId}: stopped after ${told.employers} of ${told.of} employers; the same run again goes on from there`;
  }
}

type InCommit = Extract<Refusals['INTERRUPTED'], { readonly during: 'commit' }>;

function placeInCommit(told: Exclude<InCommit, { readonly stage: 'cut' }>): string {
  if (told.stage === 'writing') return `after ${told.done} of ${told.of} ${told.who ?? 'participant'}s`;
  return told.stage === 'checking' ? 'before anything was written' : 'in the reconciliation, after the last of them';
}

export const OF_INTAKE = {
  INTERRUPTED: interrupted,
  FILE_CHANGED: () =>
    'the file was changed while it was read; nothing of the years still waiting was taken in: take the file in again once it stands still',
  REJECTS_NOT_WRITTEN: ({ file, reason }) => `${file} cannot be written: ${reason}; make its folder writable and import again`,
  ANNOUNCED_IN_FUTURE: ({ fundId, announced, today }) =>
    `fund ${fundId}: announced ${announced} lies after today, ${today}; publish it once it is announced`,
  FUND_NOT_ESTABLISHED: ({ fundId }) => `the ledger has no fund ${fundId}; if that is its name, say that it is to be established`,
  TIME_ZONE_DIFFERS: ({ timeZone, stated }) =>
    `the file says that the fund's days begin in ${timeZone}, the fund that they do in ${stated}; ` +
    'leave it out of the file, or decide it from a day on',
  RUN_ALREADY_RECORDED: ({ runId }) =>
    `the run ${runId.slice(0, 16)} is recorded with other figures, though input and engine are the same: one of the two programs or ` +
    'machines computes wrongly',
  RUN_TOO_LARGE: ({ bytes, most }) =>
    `the figures of the run take ${bytes} bytes, and ${most} are the most that is recorded; ask for fewer years or variants`,
  NOT_JSON: ({ file, ...told }) => `${file} ${jsonFaultInWords(told)}`,
  OTHER_PARTICIPANT: ({ kind, asked, ...told }) =>
    `the row is about ${kind === 'participant' ? '' : `${kind} `}${String(told[`${kind}Id`])}, the question about ${asked}`,
  TOO_MANY_ROWS: ({ file, most }) =>
    `${file} has more than ${most} rows; a hypothesis is about one participant, a plan of reprocessing is for many`,
} satisfies Partial<RefusalWords>;

const FIGURES: { readonly [of in Refusals['ROWS_DO_NOT_AGREE']['of']]: string } = {
  'cash-flows': 'the cash flows',
  'forward-rates': 'forward rates',
  'one-fact': 'figures that are one fact',
};

export const OF_FIGURES = {
  DUPLICATE_ROW: ({ of, on, m }) =>
    of === 'cash-flows' ? `year ${m} of the cash flows of ${on} stands twice; keep one` : 'the month stands twice; keep one',
  MISSING_ROW: ({ on, m }) => `the cash flows of ${on} lack year ${m}; write 0.00 where nothing is paid`,
  ROWS_DO_NOT_AGREE: ({ of, on, column, otherLine }) =>
    `${FIGURES[of]}${on === undefined ? '' : ` of ${on}`} have one ${column}; line ${otherLine} names another`,
} satisfies Partial<RefusalWords>;

const COUNTED: { readonly [wanted in Refusals['PARTICIPANT_NOT_COUNTED']['wanted']]: (participantId: string) => string } = {
  right: (participantId) => `participant ${participantId} cannot be counted`,
  'effect-of-change': (participantId) => `what the change does to participant ${participantId} cannot be told`,
  'value-to-allot-by': (participantId) => `participant ${participantId} has no value to allot by`,
};

function notOfTheKind(of: 'the calculation basis' | 'the terms', other: string) {
  return ({ parameter, own, belongsTo }: Refusals['NOT_OF_THE_BASIS']): string =>
    `${parameter} is no parameter of ${of} (${own.join(', ')}); ` +
    (belongsTo === 'other-kind' ? `it belongs to ${other}` : 'the other parameters of the scheme are published as they are, without a change');
}

const KIND_OF_CHANGE: { readonly [kind in Refusals['NOTHING_CHANGES']['kind']]: string } = { basis: 'basis', terms: 'terms' };

export const OF_DECISIONS = {
  PARTICIPANT_NOT_COUNTED: ({ participantId, wanted, refusal }, say) => `${COUNTED[wanted](participantId)}: ${say(refusal)}`,
  INDEXATION_ALREADY_DECIDED: ({ decided, on }) => `the fund granted ${decided} on ${on}; a decision stands`,
  INDEXATION_NOT_DECIDED: ({ on }) => `no indexation of ${on} has been decided; the budget of a catch-up is what it leaves`,
  CATCH_UP_ALREADY_DECIDED: ({ on }) => `the fund decided on a catch-up of ${on}; a decision stands`,
  NOTHING_TO_CATCH_UP: ({ on, budget }) =>
    `nothing is given back on ${on}: nothing was reduced or missed in the five years before, or the budget of ${budget} is spent`,
  RETURN_ALREADY_REPORTED: ({ year, rate }) => `the return of ${year} is reported as ${rate}; what was reported stands`,
  PERFORMANCE_ALREADY_REPORTED: ({ year }) =>
    `the performance of ${year} is reported with other figures; what was reported stands`,
  POLICY_ALREADY_SET: ({ year }) => `the policy of ${year} is set; set it anew with a day and a study`,
  POLICY_NOT_SET: ({ year, on }) => `no policy of ${year} is set that could be set anew on ${on}`,
  FEASIBILITY_ALREADY_REPORTED: ({ year }) =>
    `the feasibility test of ${year} is reported with other results; what was reported stands`,
  RESULTS_BESIDE_RUN: ({ runId }) => `the run ${runId.slice(0, 16)} tells the results; give either them or the run`,
  FEASIBILITY_NOT_REPORTED: ({ year }) => `no feasibility test of ${year} is reported`,
  NOTHING_TO_TELL: ({ year }) => `the feasibility test of ${year} passes no bound; nobody has to be told`,
  PARTY_ALREADY_INFORMED: ({ year, to, on }) => `${to} was told of ${year} on ${on}; what was reported stands`,
  DISCOUNT_ALREADY_DECIDED: ({ on, amount }) => `a discount of ${amount} was decided on ${on}; what was decided stands`,
  UNKNOWN_DECISION: ({ decision, known }) => `${quotedText(decision)} is no decision; there are ${known.join(', ')}`,
  WRONG_NUMBER_OF_FIELDS: ({ fields, expected }) => `the row has ${fields} fields, the header ${expected}`,
  FUND_HAS_MOVED: ({ fundId }) => `fund ${fundId} took another decision at the same time; look at it and decide again`,
} satisfies Partial<RefusalWords>;

const PARTIES: { readonly [to in Refusals['SCHEME_NOTICE_ALREADY_GIVEN']['to']]: string } = {
  'cao-parties': 'CAO parties',
  participants: 'participants',
};

export const OF_CHANGES = {
  RETROACTIVE_CHANGE: ({ kind, from, announced }) =>
    `the rows begin on ${from}, before the announcement on ${announced}; ` +
    `a new ${kind === 'basis' ? 'basis takes' : 'version of the terms takes'} effect on the day of its announcement at the earliest`,
  NOT_OF_THE_BASIS: notOfTheKind('the calculation basis', 'the terms, announce a change of the terms'),
  NOT_OF_THE_TERMS: notOfTheKind('the terms', 'the calculation basis, announce a change of the basis'),
  ROW_WITHOUT_EFFECT: ({ parameter, from, because, on }) =>
    `${parameter} from ${from} would never count: ` +
    (because === 'no-month-begins-after-it'
      ? 'no month begins after it'
      : `on ${on} it has ended, a later publication lies over it, or it is illustrative and a better value stands`),
  ALREADY_PUBLISHED: ({ announced, kind }) =>
    `these rows were published as announced on ${announced}, without a change of ${KIND_OF_CHANGE[kind]}; what stands is not announced again`,
  CHANGE_ALREADY_ANNOUNCED: ({ material, reference }) =>
    `this change was announced as ${material ? 'material' : 'not material'}, by ${JSON.stringify(reference)}; what was announced stands`,
  NOTHING_CHANGES: ({ kind }) => `the ${KIND_OF_CHANGE[kind]} is the same before and after: every row has the value that stands already`,
  UNKNOWN_CHANGE: ({ change, known, ofScheme }) => {
    const inWords = ofScheme.find(({ id }) => id === change);
    if (inWords !== undefined) return `${change} changes the scheme in words, from ${inWords.from}; a notice of it names that day, not an id`;
    const listed = known.map(({ id, kind, announced }) => `${id} (${kind}, ${announced})`).join(', ');
    const days = ofScheme.map(({ from }) => from).join(', ');
    return (
      `no change has the id ${change}; ` +
      (known.length === 0 ? 'the fund has announced none of the basis or of the terms' : `there are ${listed}`) +
      (ofScheme.length === 0 ? '' : `; the scheme changes in words from ${days}; a notice of that names the day, not an id`)
    );
  },
  NOTIFIED_IN_FUTURE: ({ to, on, today }) => `a notice to the ${to} on ${on} lies after today, ${today}; record it once it has been given`,
  SCHEME_CHANGE_ALREADY_ANNOUNCED: ({ from, announced, what, reference }) =>
    `the change of the scheme from ${from} was announced on ${announced} as ${JSON.stringify(what)}, by ${JSON.stringify(reference)}; ` +
    'what was announced stands',
  SCHEME_NOT_CHANGED: ({ from, known }) =>
    `no change of the scheme from ${from} is announced; ` +
    (known.length === 0 ? 'announce it first' : `there are changes from ${known.join(', ')}`),
  NOTICE_BEFORE_ANNOUNCEMENT: ({ from, on, announced }) =>
    `participants cannot be told on ${on} of the change from ${from}: it was announced on ${announced}, and before that nothing had changed; check the day`,
  SCHEME_NOTICE_ALREADY_GIVEN: ({ from, to, on, reference }) =>
    `the ${PARTIES[to]} were told of the change from ${from} on ${on}, by ${JSON.stringify(reference)}; a recorded notice stands`,
  ALREADY_NOTIFIED: ({ to, on }) => `the notice to the ${to} is recorded as given on ${on}; a recorded notice stands`,
} satisfies Partial<RefusalWords>;

export const OF_INVOICING = {
  LATER_MONTH_INVOICED: ({ employerId, later, month }) =>
    `employer ${employerId}: the invoice of ${later} has been sent and charges what ${month} left open; invoice the next month`,
  UNKNOWN_ESTIMATE: ({ employerId, demand }) => `employer ${employerId} has no estimate on the demand ${JSON.stringify(demand)} that stands`,
  DATA_NOT_DELIVERED: ({ employerId, demand, sentOn, deliveredOn }) =>
    deliveredOn === undefined
      ? `employer ${employerId}: what the demand ${JSON.stringify(demand)} asks for has not been delivered; the estimate stands until it is (4.3)`
      : `employer ${employerId}: what the demand ${JSON.stringify(demand)} asks for had not been delivered on ${sentOn}: it came on ` +
        `${deliveredOn}, and until then the estimate stands (4.3); send the replacement on that day or later`,
  YEAR_NOT_SETTLED: ({ employerId, year }) =>
    `employer ${employerId} has had no final invoice of ${year}; until then its differences go on the next invoice`,
  NOTHING_TO_DECIDE: ({ employerId, year, decidedOn, later }) =>
    `employer ${employerId}: no difference of ${year} waits for a decision on ${decidedOn}` +
    (later === undefined ? '' : `: what waits was told after it, by ${later}; decide on that day or later`),
} satisfies Partial<RefusalWords>;

function reconciled(told: Refusals['RECONCILIATION_FAILED']): string {
  switch (told.of) {
    case 'run':
      return `the journal acknowledged ${told.appended} events of this plan and holds ${told.standing} of them`;
    case 'participant':
    case 'employer':
      return (
        `${namedSubject(told)}: of ${told.events} planned events ${told.standing} stand in the journal; ` +
        `${told.type} ${told.eventId} does not`
      );
    case 'account':
      return `${told.account} of ${told.year}: planned ${told.planned} ${told.commodity}, committed ${told.committed}`;
  }
}

export const OF_PLANS = {
  UNKNOWN_PLAN: ({ digest, batchId }) =>
    batchId === undefined
      ? `there is no plan ${digest} in this data folder`
      : `the journal records no plan ${digest} in batch-${batchId}; plan the file again`,
  PLAN_OF_OTHER_VERSION: ({ digest }) => `the plan ${digest} was made by another version of this program; plan the file again`,
  SAME_PERSON: ({ plannedBy, batchId }) =>
    batchId === undefined
      ? `${plannedBy} made the plan; another person approves it`
      : `${plannedBy} asked for it, and roles are on: it takes effect when another person asks for the same`,
  NOTE_MISSING: () => 'an approval needs a note: what was looked at, and why it is right',
  NOT_APPROVED: ({ digest }) => `the plan ${digest} is not approved`,
  PLAN_ALTERED: ({ digest }) => `the kept plan is not the one that ${digest} names: its file was changed; plan the input again`,
  RECONCILIATION_FAILED: reconciled,
} satisfies Partial<RefusalWords>;

export const OF_TRANSFERS = {
  EVIDENCE_MISSING: ({ digest }) =>
    `the rows with digest ${digest} are not in the data folder; bring evidence/${digest}.ndjson back from a backup`,
  EVIDENCE_ALTERED: ({ digest }) => `evidence/${digest}.ndjson is not what its digest stands for; bring it back from a backup`,
  LATER_STEP_STANDS: ({ type, eventId, transferId, laterType, laterStep }) =>
    `${type} ${eventId} of transfer ${transferId} was followed by ${laterType} ${laterStep}; annul that one first`,
  TRANSFER_ENDED: ({ transferId, state }) => `transfer ${transferId} is ${state}; nothing is accepted any more`,
  SECOND_PERSON_REQUIRED: ({ actor, type, transferId }) => `${actor} recorded ${type} of transfer ${transferId}; another person completes it`,
  INVALID_CONVERSION: ({ conversion }) => `conversion ${conversion} must be above 0`,
  SAME_FUND: ({ fundId }) => `fund ${fundId} cannot be both sender and receiver`,
  TRANSFER_ALREADY_PROPOSED: ({ transferId, fields }) =>
    `transfer ${transferId} is proposed otherwise (${fields.join(', ')}); give another transfer another id`,
  NOT_COMPLETED: ({ transferId, asked }) =>
    `transfer ${transferId} is not completed${asked === 'forwarding' ? '; facts of its participants are taken as ever' : ' at these coordinates'}`,
  NO_SNAPSHOT: ({ transferId }) => `no snapshot of the rights of transfer ${transferId} is taken`,
  OTHER_TRANSFER: (told) => `the row belongs to transfer ${told.rowTransferId ?? told.transferId}, not ${told.openTransferId}`,
  NOT_IN_FUND: ({ participantId }) => `${participantId} is no participant of the sender, or has gone over already`,
  OBJECTED: ({ participantId }) => `${participantId} objected; leave the row out`,
  DUPLICATE: ({ participantId, receiverParticipantId }) =>
    receiverParticipantId === undefined
      ? `${participantId} stands twice; keep one row`
      : `${participantId} or ${receiverParticipantId} stands twice; keep one row`,
  RIGHT_DIFFERS: ({ participantId, ledger, file, isBooked }) =>
    `${participantId} has a right of ${ledger} on the transfer date${isBooked ? '' : ' (with what is due and not booked yet)'}, not ${file}`,
  ACCEPTED_IN_FUTURE: ({ participantId, acceptedOn, today }) =>
    `${participantId} is said to be accepted on ${acceptedOn}, after today, ${today}`,
} satisfies Partial<RefusalWords>;

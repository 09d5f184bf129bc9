/**
 * A group of the Dutch sample fund that goes over to a general fund on 1 January 2022, in the files of its dossier. Rights of a round year:
 * 0.01875 · (36,000 − 13,000) = 431.25, 0.01875 · (29,000 − 13,000) · 0.8 = 240.00, 0.01875 · (20,000 − 13,000) = 131.25.
 */

interface GroupMember {
  readonly id: string;
  readonly born: string;
  readonly sex: 'female' | 'male';
  readonly group: 'active' | 'deferred';
  readonly salary: string;
  readonly partTimeFactor: string;
  readonly right: string;
  /** At the receiver: 1.01 of it. */
  readonly newRight: string;
  readonly factor: string;
  readonly value: string;
}

const GROUP: readonly GroupMember[] = [
  {
    id: 'G000001', born: '1970-05-05', sex: 'female', group: 'active',
    salary: '36000.00', partTimeFactor: '1', right: '431.25', newRight: '435.56', factor: '14.2', value: '6123.75',
  },
  {
    id: 'G000002', born: '1984-11-30', sex: 'male', group: 'active',
    salary: '29000.00', partTimeFactor: '0.8', right: '240.00', newRight: '242.40', factor: '11.8', value: '2832.00',
  },
  {
    id: 'G000003', born: '1961-02-17', sex: 'female', group: 'deferred',
    salary: '20000.00', partTimeFactor: '1', right: '131.25', newRight: '132.56', factor: '16.1', value: '2113.13',
  },
];

/** The group, and the participant whom the receiving fund has already. */
export function* groupParticipants(): Generator<string> {
  yield 'participantId,scheme,birthDate,sex,enrolledOn,fundId';
  for (const { id, born, sex } of GROUP) yield `${id},nl-pob,${born},${sex},2021-01-01,nl-pob`;
  yield 'W000001,nl-pob,1980-01-01,male,2021-01-01,west';
}

export function* groupSalaries(): Generator<string> {
  yield 'participantId,employerId,from,fullTimeSalary,currency,reportedOn,partTimeFactor';
  for (const { id, salary, partTimeFactor } of GROUP) yield `${id},E0001,2021-01,${salary},EUR,2021-01-05,${partTimeFactor}`;
}

export function* groupProposals(): Generator<string> {
  yield (
    'transferId,fundId,organ,receiverType,receiverName,receiverFundId,transferDate,reason,transferValue,currency,' +
    'receiverAgreement,proposedOn,reference,conversion'
  );
  yield (
    'T1,nl-pob,accountabilityBody,apf,General Fund West,west,2022-01-01,an employer changes its provider,12000.00,EUR,' +
    'of 2021-05-20,2021-06-01,board minutes 2021-06 (invented),1.01'
  );
}

export function* groupSnapshot(): Generator<string> {
  yield 'participantId,group,oldRight,newRight,factor,value';
  for (const { id, group, right, newRight, factor, value } of GROUP) yield `${id},${group},${right},${newRight},${factor},${value}`;
}

export function* groupAcceptances(): Generator<string> {
  yield 'participantId,receiverParticipantId,acceptedOn';
  for (const { id } of GROUP) yield `${id},W-${id},2021-12-01`;
}

/** A deterministic, realistic data set in the input formats, by scheme. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { refuse } from '#ledger/kernel/refusal.js';
import { dkContributions, dkDecisions, dkParticipants } from './dk-p90.js';
import { fiCorrections, fiIncomes, fiParticipants } from './fi-kapl.js';
import { writeLines } from './lines.js';
import { policyCashFlows, policyDecisions, policyExpectations, policyForwardRates, policyRatios } from './nl-ftk.js';
import {
  pobCorrections, pobDeliveries, pobDemands, pobEmployers, pobExemptionDecisions, pobExemptionRequests, pobHeadcounts,
  pobObjectors, pobParticipants, pobPayments, pobSalaries, pobStartLetters,
} from './nl-pob.js';
import { groupAcceptances, groupParticipants, groupProposals, groupSalaries, groupSnapshot } from './nl-transfer.js';
import dkIllustrative from './parameters/dk-p90.json' with { type: 'json' };
import fiIllustrative from './parameters/fi-kapl.json' with { type: 'json' };
import pobIllustrative from './parameters/nl-pob.json' with { type: 'json' };

export interface SampleFile {
  readonly file: string;
  /** Lines without the header; for parameters, the number of parameters. */
  readonly rows: number;
}

interface SampleScheme {
  readonly parameters: { readonly parameters: readonly unknown[] };
  readonly files: (seed: number, participants: number) => Readonly<Record<string, Iterable<string>>>;
}

const SCHEMES: Readonly<Record<string, SampleScheme>> = {
  'fi-kapl': {
    parameters: fiIllustrative,
    files: (seed, participants) => ({
      'participants.csv': fiParticipants(seed, participants),
      'incomes.csv': fiIncomes(seed, participants),
      'corrections.csv': fiCorrections(seed, participants),
    }),
  },
  'dk-p90': {
    parameters: dkIllustrative,
    files: (seed, participants) => ({
      'participants.csv': dkParticipants(seed, participants),
      'contributions.csv': dkContributions(seed, participants),
      'decisions.csv': dkDecisions(),
    }),
  },
  'nl-pob': {
    parameters: pobIllustrative,
    files: (seed, participants) => ({
      'employers.csv': pobEmployers(participants),
      'headcounts.csv': pobHeadcounts(participants),
      'participants.csv': pobParticipants(seed, participants),
      'salaries.csv': pobSalaries(seed, participants),
      'salary-corrections.csv': pobCorrections(seed, participants),
      'premium-payments.csv': pobPayments(seed, participants),
      'demands.csv': pobDemands(participants),
      'deliveries.csv': pobDeliveries(participants),
      'exemption-requests.csv': pobExemptionRequests(participants),
      'exemption-decisions.csv': pobExemptionDecisions(participants),
      'objectors.csv': pobObjectors(),
      'start-letters.csv': pobStartLetters(seed, participants),
      'group-participants.csv': groupParticipants(),
      'group-salaries.csv': groupSalaries(),
      'transfer-proposals.csv': groupProposals(),
      'transfer-snapshot.csv': groupSnapshot(),
      'transfer-acceptances.csv': groupAcceptances(),
      'funding-ratios.csv': policyRatios(),
      'expectations.csv': policyExpectations(),
      'cash-flows.csv': policyCashFlows(participants),
      'forward-rates.csv': policyForwardRates(),
      'decisions.csv': policyDecisions(),
    }),
  },
};

export const SAMPLE_SCHEMES: readonly string[] = Object.keys(SCHEMES);

export interface SampleRequest {
  readonly folder: string;
  readonly scheme: string;
  readonly participants: number;
  readonly seed: number;
}

/** Writes the files of a scheme into a folder; refuses NO_SAMPLE for a scheme without a generator. */
export async function writeSample(request: SampleRequest, written: (file: SampleFile) => void): Promise<void> {
  const scheme = SCHEMES[request.scheme];
  if (scheme === undefined) {
    return refuse('NO_SAMPLE', { scheme: request.scheme, known: SAMPLE_SCHEMES });
  }
  mkdirSync(request.folder, { recursive: true });
  const parameters = join(request.folder, 'parameters.json');
  writeFileSync(parameters, `${JSON.stringify(scheme.parameters, undefined, 2)}\n`);
  written({ file: parameters, rows: scheme.parameters.parameters.length });
  for (const [name, lines] of Object.entries(scheme.files(request.seed, request.participants))) {
    const file = join(request.folder, name);
    written({ file, rows: (await writeLines(file, lines)) - 1 });
  }
}

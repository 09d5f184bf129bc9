/**
 * What the Ledger sections of the Dutch rulebooks refuse (nl-pob section 9, nl-ftk and nl-transfer likewise), table by table: each has a
 * case, in a file of cases or in a specification that plays it on a ledger.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

export interface LedgerTable {
  readonly table: string;
  readonly refusals: readonly string[];
}

export const LEDGER_TABLES: { readonly [scheme: string]: readonly LedgerTable[] } = {
  'nl-pob': [
    {
      table: 'input files',
      refusals: [
        ...['AGREEMENT_REQUIRED', 'SALARY_ALREADY_REPORTED', 'SALARY_NOT_REPORTED', 'EMPLOYER_NOT_AFFILIATED', 'OUT_OF_RANGE'],
        ...['UNKNOWN_INVOICE', 'PAYMENT_ALREADY_RECORDED', 'DECLARATION_MISSING', 'BODY_MAJORITY_MISSING', 'DOCUMENTS_MISSING'],
      ],
    },
    {
      table: 'premium rates',
      refusals: ['RATE_BEFORE_BALANCE_DATE', 'ACTUARY_NOT_HEARD', 'CAO_APPROVAL_REQUIRED', 'PARTICIPANT_RATE_NOT_ADAPTED'],
    },
    { table: 'invoices', refusals: ['MONTH_IN_FUTURE', 'YEAR_NOT_OVER', 'YEAR_NOT_SETTLED'] },
    {
      table: 'duties',
      refusals: [
        ...['FINE_ALREADY_IMPOSED', 'MISSING_FACT', 'NO_DEFAULT', 'NOT_IN_DEFAULT', 'NO_DEMAND', 'DEADLINE_NOT_PASSED'],
        ...['ESTIMATE_AFTER_DELIVERY', 'UNKNOWN_ESTIMATE', 'DATA_NOT_DELIVERED'],
      ],
    },
    { table: 'exemptions', refusals: ['DECISION_REQUIRED', 'NO_GROUND'] },
    {
      table: 'letters and notices',
      refusals: [
        ...['START_LETTER_ALREADY_SENT'],
        ...['SCHEME_CHANGE_ALREADY_ANNOUNCED', 'SCHEME_NOT_CHANGED', 'NOTICE_BEFORE_ANNOUNCEMENT', 'SCHEME_NOTICE_ALREADY_GIVEN'],
      ],
    },
    {
      table: 'rights and accountability',
      refusals: [
        ...['BOARD_RATE_OUT_OF_BOUNDS', 'INDEXATION_ALREADY_DECIDED', 'INDEXATION_NOT_DECIDED', 'CATCH_UP_ALREADY_DECIDED'],
        ...['DISCOUNT_NOT_ALLOWED', 'RESET_NOT_ALLOWED'],
      ],
    },
  ],
  'nl-ftk': [
    { table: 'input files', refusals: ['FUNDING_RATIO_ALREADY_REPORTED'] },
    {
      table: 'evaluation and plan',
      refusals: ['NO_FUNDING_RATIO', 'EXPECTATIONS_MISSING', 'EVALUATION_OUT_OF_ORDER', 'ALREADY_EVALUATED', 'NOT_BELOW_REQUIRED'],
    },
    {
      table: 'decisions',
      refusals: ['NOT_EVALUATED', 'ABOVE_RULE', 'FUND_RULE', 'CUT_TOO_SMALL', 'NOT_FULL', 'NOT_DUE', 'CUT_NOT_POSSIBLE'],
    },
    { table: 'premium basis', refusals: ['FIXED_TOO_LONG', 'RETURN_STILL_FIXED', 'BELOW_MINIMUM'] },
    { table: 'studies', refusals: ['RUN_ALREADY_RECORDED'] },
  ],
  'nl-transfer': [
    { table: 'snapshot', refusals: ['NOT_IN_FUND', 'OBJECTED', 'DUPLICATE', 'RIGHT_DIFFERS'] },
    { table: 'steps', refusals: ['TEST_FAILED', 'SNAPSHOT_STALE', 'SECOND_PERSON_REQUIRED', 'LATER_STEP_STANDS'] },
    { table: 'completion', refusals: ['TRANSFER_DATE_IN_FUTURE', 'NOT_ACCEPTED', 'USE_TRANSFER_PROCESS'] },
    { table: 'corrections', refusals: ['PARTICIPANT_TRANSFERRED'] },
  ],
};

/** Named by the tables and refused by nobody, each with what the ledger does instead. */
export const TOLD_OTHERWISE: { readonly [refusal: string]: string } = {
  INVOICE_ALREADY_SENT: 'a run that is repeated sends nothing twice and counts the repeats',
};

const ROOTS = [
  ...['libs/rulebooks/nl-pob', 'libs/rulebooks/nl-ftk', 'libs/rulebooks/nl-transfer'],
  ...['test/employers', 'test/transfer', 'test/fund', 'test/api', 'libs/ledger', 'libs/reprocessing'],
];

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(path);
    return /\.spec\.ts$|\.yaml$/.test(entry.name) ? [path] : [];
  });
}

let read: ReadonlyMap<string, string> | undefined;

/** The specifications and files of cases that expect a refusal. */
export function casesRefusing(code: string): readonly string[] {
  const files = (): readonly string[] => ROOTS.flatMap((root) => filesBelow(resolve(root)));
  read ??= new Map(files().map((path) => [relative(resolve('.'), path), readFileSync(path, 'utf8')]));
  const named = new RegExp(`\\b${code}\\b`);
  return [...read].filter(([, text]) => named.test(text)).map(([path]) => path);
}

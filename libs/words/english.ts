/** English: the language of files, of JSON answers, of the command line and of the API. */
import type { RefusalWords } from './words.js';
import { OF_ANNULMENTS } from './english-annulment.js';
import { OF_DUTIES, OF_EMPLOYERS, OF_EXEMPTIONS, OF_OBJECTIONS } from './english-employers.js';
import { OF_EVENTS, OF_FIELDS } from './english-fields.js';
import { OF_FILES } from './english-files.js';
import { OF_FUNDS } from './english-funds.js';
import { OF_DANISH_SCHEME, OF_EMPLOYER_SCHEME, OF_FINNISH_LAW, OF_FUND_POLICY } from './english-laws.js';
import { OF_THE_UNREADABLE } from './english-not-readable.js';
import { OF_OPERATIONS } from './english-operations.js';
import { OF_ENROLMENT, OF_INCOMES, OF_LIFE, OF_MONEY, OF_PARTICIPANTS, OF_SALARIES } from './english-participants.js';
import { OF_MODELS, OF_READINGS } from './english-readings.js';
import { OF_TRANSFER_LAW } from './english-transfers.js';
import { OF_JOURNALS } from './english-journals.js';
import { OF_EVIDENCE } from './english-evidence.js';
import { OF_WORKSPACES } from './english-workspaces.js';
import { OF_CHANGES, OF_DECISIONS, OF_FIGURES, OF_INTAKE, OF_INVOICING, OF_PLANS, OF_TRANSFERS } from './english-work.js';

export const ENGLISH: RefusalWords = {
  ...OF_ANNULMENTS,
  ...OF_CHANGES,
  ...OF_DANISH_SCHEME,
  ...OF_DECISIONS,
  ...OF_DUTIES,
  ...OF_EMPLOYERS,
  ...OF_EMPLOYER_SCHEME,
  ...OF_ENROLMENT,
  ...OF_EVENTS,
  ...OF_EXEMPTIONS,
  ...OF_FIELDS,
  ...OF_FIGURES,
  ...OF_FILES,
  ...OF_FINNISH_LAW,
  ...OF_FUNDS,
  ...OF_FUND_POLICY,
  ...OF_INCOMES,
  ...OF_INTAKE,
  ...OF_INVOICING,
  ...OF_LIFE,
  ...OF_MODELS,
  ...OF_MONEY,
  ...OF_OBJECTIONS,
  ...OF_OPERATIONS,
  ...OF_PARTICIPANTS,
  ...OF_PLANS,
  ...OF_READINGS,
  ...OF_SALARIES,
  ...OF_TRANSFERS,
  ...OF_TRANSFER_LAW,
  ...OF_THE_UNREADABLE,
  ...OF_JOURNALS,
  ...OF_EVIDENCE,
  ...OF_WORKSPACES,
};

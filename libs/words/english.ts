/** English: the language of files, of JSON answers, of the command line and of the API. */
import type { RefusalWords } from './words.js';
import { OF_ANNULMENTS } from './english-annulment.js';
import { OF_DANISH_SCHEME, OF_EMPLOYER_SCHEME, OF_FINNISH_LAW, OF_FUND_POLICY } from './english-laws.js';
import { OF_OPERATIONS } from './english-operations.js';
import { OF_PARTICIPANTS } from './english-participants.js';
import { OF_TRANSFER_LAW } from './english-transfers.js';

export const ENGLISH: RefusalWords = {
  ...OF_ANNULMENTS,
  ...OF_DANISH_SCHEME,
  ...OF_EMPLOYER_SCHEME,
  ...OF_FINNISH_LAW,
  ...OF_FUND_POLICY,
  ...OF_OPERATIONS,
  ...OF_PARTICIPANTS,
  ...OF_TRANSFER_LAW,
};

/** English: the language of files, of JSON answers, of the command line and of the API. */
import type { RefusalWords } from './words.js';
import { OF_ANNULMENTS } from './english-annulment.js';
import { OF_PARTICIPANTS } from './english-participants.js';

export const ENGLISH: RefusalWords = {
  ...OF_ANNULMENTS,
  ...OF_PARTICIPANTS,
};

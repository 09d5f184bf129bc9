/** The cases of nl-ftk, by hand. */
import { describeLawCases, roundedFrom } from '../testing/law-cases.js';
import { ftkOperations } from './operations/operations.js';
import { ARTICLES } from './testing/articles.js';

describeLawCases('nl-ftk', ftkOperations, ARTICLES, { compare: roundedFrom(11) });

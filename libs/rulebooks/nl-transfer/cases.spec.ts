/** The cases of nl-transfer, by hand. */
import { describeLawCases } from '../testing/law-cases.js';
import { transferOperations } from './operations/operations.js';
import { ARTICLES } from './testing/articles.js';

describeLawCases('nl-transfer', transferOperations, ARTICLES);

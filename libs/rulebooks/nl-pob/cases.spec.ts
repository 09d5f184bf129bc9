/** The cases of nl-pob, by hand. */
import { describeLawCases } from '../testing/law-cases.js';
import { pobOperations } from './operations/operations.js';
import { ARTICLES } from './testing/articles.js';

describeLawCases('nl-pob', pobOperations, ARTICLES);

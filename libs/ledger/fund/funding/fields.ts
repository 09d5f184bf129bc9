/** The fields of what a fund reports of its funding, by files, requests and commands alike. */
import * as is from '../../facts/field.js';
import { RATIO_MEASURES } from './events.js';

const reference = is.text({ description: 'What the decision rests on: minutes, a letter.', example: 'board, 2021-11-20' });
const on = is.date({ description: 'Day from which it takes effect.' });

export const RATIO_FIELDS = {
  on,
  measure: is.withFallback(
    is.choice('INVALID_VALUE', RATIO_MEASURES, { description: 'What the ratio measures. Default: nominal.' }),
    'nominal',
  ),
  ratio: is.decimal({ description: 'Funding ratio, a fraction.', example: '1.12' }),
  reference,
  assetsMinor: is.optional(is.amount({ column: 'assets', description: 'Assets that the ratio is made of.', example: '1120000.00' })),
  liabilitiesMinor: is.optional(
    is.amount({ column: 'liabilities', description: 'Liabilities that the ratio is made of.', example: '1000000.00' }),
  ),
};

export const EXPECTATIONS_FIELDS = {
  year: is.year({ description: 'Calendar year.', example: 2015 }),
  ambition: is.decimal({ description: 'Price inflation that the fund would like to give.', example: '0.02' }),
  growth: is.decimal({ description: 'Yearly growth of the ratio that the investment policy promises.', example: '0.025' }),
  reference,
  reason: is.optional(is.text({ description: 'Why they are set otherwise once the year is evaluated; shown, and moves no decision.' })),
};

/** Refusals of calculations, of the parameters that they take, and of the schemes they belong to. */
import { faultInWords, found } from './english-faults.js';
import { jsonFaultInWords } from './english-files.js';
import type { RefusalWords } from './words.js';

export const OF_OPERATIONS = {
  INVALID_INPUT: (told, say) =>
    `${told.operation === undefined ? '' : `${told.operation}: `}${told.field === '' ? 'the input' : told.field}` +
    `${told.incomeYear === undefined ? '' : ` of ${told.incomeYear}`} ${faultInWords(told, say)}${found(told.value)}`,
  INVALID_PARAMETER: (told, say) =>
    `${told.place ?? told.parameter ?? 'a parameter'} ${faultInWords(told, say)}` +
    `${told.value === undefined ? '' : `, found ${JSON.stringify(told.value)}`}`,
  INVALID_PARAMETER_FILE: (told, say) => {
    const place = `${told.file === undefined ? '' : `${told.file}: `}${told.place === '' ? 'the file' : told.place}`;
    if (told.fault === 'other-scheme') return `${place} is ${JSON.stringify(told.value)}, but the fund's scheme is ${told.scheme}`;
    const file = told.file ?? 'the file';
    if (told.fault === 'json') return `${file} ${jsonFaultInWords(told.json)}`;
    if (told.fault === 'yaml') return `${file} is not YAML: ${told.reason}`;
    if (told.fault === 'no-document') return `${file} must hold one object with scheme, announced and parameters`;
    if (told.fault === 'text') return `${told.file === undefined ? '' : `${told.file}: `}${found(told.value).slice(2)} ${faultInWords(told, say)}; take it out`;
    return `${place} ${faultInWords(told, say)}${told.value === undefined ? '' : `, found ${JSON.stringify(told.value)}`}`;
  },
  UNKNOWN_PARAMETER: ({ parameter, place, known }) => `${place}: the rulebook has no parameter ${parameter}; it knows ${known.join(', ')}`,
  MISSING_PARAMETER: ({ parameter, date }) =>
    date === null
      ? `${parameter} is not given, nor a year or a day to look it up`
      : `${parameter} is not in force on ${date}; publish a value for that day`,
  UNKNOWN_FIGURE: ({ figure, ...told }) =>
    'known' in told
      ? `${told.of === 'account' ? 'an account has no' : 'there is no figure'} ${figure}; there are ${told.known.join(', ')}`
      : `participant ${told.participantId} has no figure ${figure} between ${told.from} and ${told.to}; there are account.closing, ` +
        'coverage.value, the benefits by the names that the coverage gives them, account.YEAR.LINE, rights.YEAR.LINE and ' +
        'windows.CORRECTION-YEAR.total',
  UNKNOWN_OPERATION: ({ operation }) => `there is no operation ${operation}`,

  AMOUNT_OUT_OF_RANGE: ({ amount, most }) =>
    `an amount comes to ${amount}, and only up to ${most} can be posted exactly; correct the amount, rate or parameter that it comes from`,
  NO_ANNUITY_VALUE: ({ age, law }) => `there is no annuity value at age ${age} under the law ${JSON.stringify(law)}; correct age or law`,
  SCENARIO_OUT_OF_RANGE: (told) =>
    told.year === undefined
      ? 'with these parameters the model leaves what can be computed; give parameters nearer to the defaults of nl-ftk section 4'
      : `with these parameters a scenario leaves what can be computed: at the start of ${told.year} the rate is ${told.rate}, ` +
        `the funding ratio ${told.fundingRatio}`,
  CUT_NOT_POSSIBLE: ({ payableNow, allowed }) =>
    `${payableNow} is payable at once, and the assets allow liabilities of ${allowed} in all: no cut of later years suffices`,
} satisfies Partial<RefusalWords>;

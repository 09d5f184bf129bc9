/** The mark of an answer that the fund never gave, above its page. */
import type { JsonObject, JsonValue } from '#ledger/kernel/json.js';
import type { SupposedParameter, WhatIfMark } from '#reprocessing/what-if/mark.js';

/** The page under a mark that nobody overlooks. */
export function whatIfPage(answer: { readonly whatIf: WhatIfMark }, page: string): string {
  const { rules, reports, parameters, events } = answer.whatIf;
  const assumed = [
    ...(rules === null ? [] : [`the rules of ${rules.file}`]),
    ...(reports === null ? [] : [`the reports of ${reports.file} in time`]),
  ];
  return [
    `WHAT IF: this is not what the fund says. It assumes ${assumed.join(' and ')}; nothing of it is stored.`,
    ...(parameters.length === 0 ? [] : [`Assumed in the place of the rules in force:\n${parameters.map(parameterLine).join('\n')}`]),
    ...(events.length === 0
      ? []
      : [
          `Assumed beside the ledger:\n${events.map(({ type, effectiveDate, data }) => `  ${effectiveDate}  ${type}  ${amountsOf(data)}`).join('\n')}`,
        ]),
    page,
  ].join('\n\n');
}

function parameterLine({ name, value, from, to, status, insteadOf }: SupposedParameter): string {
  const until = to === null ? '' : ` to ${to}`;
  const instead =
    insteadOf.length === 0
      ? 'where there was none'
      : `instead of ${insteadOf.map((one) => `${shown(one.value)} (${one.status}, from ${one.from})`).join(', ')}`;
  return `  ${name} = ${shown(value)} from ${from}${until} (${status}), ${instead}`;
}

function shown(value: JsonValue): string {
  return typeof value === 'string' ? value : 'a table';
}

function amountsOf(data: JsonObject): string {
  const names = [
    'incomeYear',
    'period',
    'year',
    'before',
    'after',
    'benefit',
    'amount',
    'total',
    'beganOn',
    'startsOn',
    'endsOn',
    'diedOn',
  ];
  return names.flatMap((name) => (data[name] === undefined ? [] : [`${name} ${String(data[name])}`])).join(', ');
}

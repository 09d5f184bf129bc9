/** Names that the API uses, in the reader's words where there are some; law terms stay as they are. */
import { words } from './words.js';

type Names = Readonly<Record<string, string>>;

/** `late contribution`, `adjustment of interest`, `parameter dk-p90.interestRate` … as answers name causes. */
export function causeText(cause: string): string {
  const { causes, causeOf, lines } = words();
  const known = (causes as Names)[cause];
  if (known !== undefined) return known;
  if (cause.startsWith('parameter ')) return causeOf.parameter(cause.slice('parameter '.length));
  const kind = cause.startsWith('adjustment of ') ? cause.slice('adjustment of '.length) : undefined;
  return kind === undefined ? cause : causeOf.adjustment((causes as Names)[kind] ?? (lines as Names)[kind] ?? kind);
}

/** `official`, `illustrative` … of a parameter. */
export function statusText(status: string): string {
  return (words().statuses as Names)[status] ?? status;
}

export function benefitText(benefit: string): string {
  return (words().benefitNames as Names)[benefit] ?? benefit;
}

/** `coverage.old-age-pension.expected`, `account.2021.interest` … as a reader calls them; others by their own name. */
export function figureName(figure: string): string {
  const { participant, lines, rights } = words();
  if (['value', 'account.closing', 'coverage.value'].includes(figure)) return participant.value;
  if (figure === 'rights.closing') return rights.title;
  const [area, second = '', third = ''] = figure.split('.');
  if (area === 'account' && third !== '') return `${(lines as Names)[third] ?? third} ${second}`;
  const basis = (participant.basis as Names)[third];
  return area === 'coverage' && basis !== undefined ? `${benefitText(second)}, ${basis}` : figure;
}

/** Amounts, dates and instants as the reader's language writes them. Amounts are texts and stay exact: none becomes a float. */

/** English is that of Europe, where the schemes are: day before month. */
export function localeOf(language: string): string {
  return language === 'en' ? 'en-GB' : language;
}

/** Made once for each language: a formatter costs far more than what it formats, and a table has thousands of cells. */
function byLanguage<Format>(make: (locale: string) => Format): (language: string) => Format {
  const made = new Map<string, Format>();
  return (language) => {
    const before = made.get(language);
    if (before !== undefined) return before;
    const format = make(localeOf(language));
    made.set(language, format);
    return format;
  };
}

const separatorsOf = byLanguage((locale) => {
  const parts = new Intl.NumberFormat(locale, { minimumFractionDigits: 1 }).formatToParts(12345.6);
  return {
    group: parts.find(({ type }) => type === 'group')?.value ?? ' ',
    decimal: parts.find(({ type }) => type === 'decimal')?.value ?? '.',
  };
});
const countFormatOf = byLanguage((locale) => new Intl.NumberFormat(locale));
const dateFormatOf = byLanguage((locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }));
const instantFormatOf = byLanguage(
  (locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'UTC' }),
);

/** `"-1234567.80"` → `−1 234 567,80`, by the separators of the language. */
export function amountText(amount: string, language: string): string {
  const [whole = '0', fraction = ''] = amount.replace('-', '').split('.');
  const { group, decimal } = separatorsOf(language);
  const grouped = groupsOf(whole).join(group);
  return `${amount.startsWith('-') ? '−' : ''}${grouped}${fraction === '' ? '' : `${decimal}${fraction}`}`;
}

function groupsOf(digits: string): readonly string[] {
  const groups: string[] = [];
  for (let end = digits.length; end > 0; end -= 3) groups.unshift(digits.slice(Math.max(0, end - 3), end));
  return groups;
}

const SHOWN_DECIMALS = 6;

/** An unrounded figure to its sixth decimal, and a sign that there are more; all of them belong into a title. */
export function shortExact(exact: string, language: string): string {
  const [whole = '0', decimals = ''] = exact.split('.');
  const text = amountText(decimals === '' ? whole : `${whole}.${decimals.slice(0, SHOWN_DECIMALS)}`, language);
  return decimals.length > SHOWN_DECIMALS ? `${text}…` : text;
}

/** With its sign, for a movement. */
export function movementText(amount: string, language: string): string {
  return amount.startsWith('-') || /^0+(\.0+)?$/.test(amount) ? amountText(amount, language) : `+${amountText(amount, language)}`;
}

export function countText(count: number, language: string): string {
  return countFormatOf(language).format(count);
}

/** Hundredths, exact; amounts of the ledger stay below 2^53 of them. */
export function minorOf(amount: string): number {
  return Number(amount.replace('.', ''));
}

/** `125` → `"1.25"`. */
export function amountOfMinor(minor: number): string {
  const digits = String(Math.abs(minor)).padStart(3, '0');
  return `${minor < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

export function dateText(date: string, language: string): string {
  return dateFormatOf(language).format(new Date(`${date}T00:00:00Z`));
}

/** An instant in UTC, or a position. */
export function knowledgeText(known: string | number, language: string, position: (at: string) => string): string {
  const text = String(known);
  if (/^\d+$/.test(text)) return position(countText(Number(text), language));
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return dateText(text, language);
  return `${instantFormatOf(language).format(new Date(text))} UTC`;
}

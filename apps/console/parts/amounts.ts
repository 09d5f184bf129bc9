/** Amounts, dates and instants as the reader's language writes them. Amounts are texts and stay exact: none becomes a float. */

/** English is that of Europe, where the schemes are: day before month. */
function localeOf(language: string): string {
  return language === 'en' ? 'en-GB' : language;
}

/** `"-1234567.80"` → `−1 234 567,80`, by the separators of the language. */
export function amountText(amount: string, language: string): string {
  const [whole = '0', fraction = ''] = amount.replace('-', '').split('.');
  const parts = new Intl.NumberFormat(localeOf(language), { minimumFractionDigits: 1 }).formatToParts(12345.6);
  const group = parts.find(({ type }) => type === 'group')?.value ?? ' ';
  const decimal = parts.find(({ type }) => type === 'decimal')?.value ?? '.';
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
export function exactText(exact: string, language: string): string {
  const [whole = '0', decimals = ''] = exact.split('.');
  const text = amountText(decimals === '' ? whole : `${whole}.${decimals.slice(0, SHOWN_DECIMALS)}`, language);
  return decimals.length > SHOWN_DECIMALS ? `${text}…` : text;
}

/** With its sign, for a movement. */
export function movementText(amount: string, language: string): string {
  return amount.startsWith('-') || /^0+(\.0+)?$/.test(amount) ? amountText(amount, language) : `+${amountText(amount, language)}`;
}

export function countText(count: number, language: string): string {
  return new Intl.NumberFormat(localeOf(language)).format(count);
}

/** Hundredths, exact; amounts of the ledger stay below 2^53 of them. */
export function minorOf(amount: string): number {
  return Number(amount.replace('.', ''));
}

export function dateText(date: string, language: string): string {
  return new Intl.DateTimeFormat(localeOf(language), { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));
}

/** An instant in UTC, or a position. */
export function knowledgeText(known: string | number, language: string, position: (at: string) => string): string {
  const text = String(known);
  if (/^\d+$/.test(text)) return position(countText(Number(text), language));
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return dateText(text, language);
  return `${new Intl.DateTimeFormat(localeOf(language), { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'UTC' }).format(new Date(text))} UTC`;
}

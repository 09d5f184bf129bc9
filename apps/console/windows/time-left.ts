/** How long until a day, in words: years while they are more than two, months, then days. */
const DAY_MS = 86_400_000;

export function daysUntil(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}

export function timeUntil(from: string, to: string, language: string): string {
  const days = daysUntil(from, to);
  const words = new Intl.RelativeTimeFormat(language, { numeric: days === 0 ? 'auto' : 'always' });
  if (Math.abs(days) > 730) return words.format(Math.trunc(days / 365.25), 'year');
  if (Math.abs(days) > 60) return words.format(Math.trunc(days / 30.44), 'month');
  return words.format(days, 'day');
}

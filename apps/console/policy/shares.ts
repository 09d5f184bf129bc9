/** Shares as the reader's language writes them: no money, and rounded where they are shown. */
import { localeOf } from '../parts/amounts.js';

export function percentText(share: string, decimals: number, language: string): string {
  const places = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return new Intl.NumberFormat(localeOf(language), { style: 'percent', ...places }).format(Number(share));
}

export function numberText(value: string, decimals: number, language: string): string {
  const places = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return new Intl.NumberFormat(localeOf(language), places).format(Number(value)).replace('-', '−');
}

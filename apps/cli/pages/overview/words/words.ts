/** What each language of the overview has words for; one that lacks some does not compile. */
import type { Benefit } from '#rulebooks/frame/capabilities/coverage.js';
import type { AccountLineKind } from '#ledger/participant/account/account.js';
import type { AssumptionName } from '../assumption-names.js';
import type { SentenceKey } from './sentences.js';

export type SchemeId = 'dk-p90' | 'fi-kapl';

/** How a scheme is spoken of: what the value is to the participant, and what moves it. */
export interface SchemeWords {
  readonly name: string;
  readonly value: string;
  readonly valueNote: string;
  readonly account: (year: number) => string;
  readonly opening: (year: number) => string;
  readonly closing: (year: number) => string;
  /** Lines that the scheme calls otherwise than others do. */
  readonly line?: { readonly [kind in AccountLineKind]?: string };
}

export interface OverviewWords {
  readonly title: string;
  readonly participant: string;
  readonly asOf: string;
  readonly schemes: { readonly [scheme in SchemeId]: SchemeWords };
  readonly benefits: string;
  readonly covers: string;
  readonly provisions: string;
  /** Where the fund has not published what a pension is computed with. */
  readonly pensionNotShown: string;
  readonly assumptions: string;
  readonly assumption: {
    readonly name: string;
    readonly value: string;
    readonly since: string;
    readonly status: string;
    readonly reference: string;
  };
  readonly assumptionNames: { readonly [name in AssumptionName]: string };
  readonly illustrative: string;
  readonly frequency: { readonly [frequency in Benefit['frequency']]: string };
  readonly basis: { readonly [basis in Benefit['basis']]: string };
  readonly benefit: { readonly [benefit: string]: string };
  readonly line: { readonly [kind in AccountLineKind]: string };
  readonly until: (date: string) => string;
  readonly status: { readonly [status: string]: string };
  /** What the schemes say; `$1` and `$2` take what stands in them. */
  readonly sentences: { readonly [key in SentenceKey]: string };
  readonly proof: string;
  readonly years: string;
  readonly months: string;
  readonly aMonth: string;
  readonly aYear: string;
  /** A date of this language, by its parts. */
  readonly date: (day: number, month: string, year: string) => string;
  readonly monthNames: readonly string[];
  readonly thousands: string;
  readonly point: '.' | ',';
  readonly money: (amount: string, currency: string) => string;
}

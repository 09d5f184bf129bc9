/** The families of facts about an employer. */
import type { Families } from '../kernel/fold.js';
import { AFFILIATION_EVENTS, foldAffiliation, initialAffiliation } from './affiliation/events.js';
import { DUTY_EVENTS, foldDuties, initialDuties } from './data-duties/events.js';
import { foldInvoices, initialInvoices, INVOICE_EVENTS } from './invoices/events.js';

export const EMPLOYER_FAMILIES = {
  affiliation: { events: AFFILIATION_EVENTS, initial: initialAffiliation, fold: foldAffiliation },
  invoices: { events: INVOICE_EVENTS, initial: initialInvoices, fold: foldInvoices },
  duties: { events: DUTY_EVENTS, initial: initialDuties, fold: foldDuties },
} satisfies Families;

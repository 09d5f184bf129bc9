/** The families of facts about an employer. */
import type { Families } from '../kernel/fold.js';
import { ANNULMENT_EVENTS, foldAnnulment } from '../kernel/annulment.js';
import { AFFILIATION_EVENTS, foldAffiliation, initialAffiliation } from './affiliation/events.js';
import { DUTY_EVENTS, foldDuties, initialDuties } from './data-duties/events.js';
import { EXEMPTION_EVENTS, foldExemptions, initialExemptions } from './exemptions/events.js';
import { foldInvoices, initialInvoices, INVOICE_EVENTS } from './invoices/events.js';
import { EMPLOYER_OBJECTION_EVENTS, foldEmployerObjections, initialEmployerObjections } from './objections/events.js';

export const EMPLOYER_FAMILIES = {
  affiliation: { events: AFFILIATION_EVENTS, initial: initialAffiliation, fold: foldAffiliation },
  invoices: { events: INVOICE_EVENTS, initial: initialInvoices, fold: foldInvoices },
  duties: { events: DUTY_EVENTS, initial: initialDuties, fold: foldDuties },
  objections: { events: EMPLOYER_OBJECTION_EVENTS, initial: initialEmployerObjections, fold: foldEmployerObjections },
  exemptions: { events: EXEMPTION_EVENTS, initial: initialExemptions, fold: foldExemptions },
  annulment: { events: ANNULMENT_EVENTS, initial: () => ({}), fold: foldAnnulment },
} satisfies Families;

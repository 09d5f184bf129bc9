/** The families of facts about an employer. */
import type { EventsOf, Families } from '../kernel/fold.js';
import { ANNULMENT_EVENTS, foldAnnulment } from '../kernel/annulment.js';
import { AFFILIATION_EVENTS, foldAffiliation, initialAffiliation } from './affiliation/events.js';
import { DUTY_EVENTS, foldDuties, initialDuties } from './data-duties/events.js';
import { EXEMPTION_EVENTS, foldExemptions, initialExemptions } from './exemptions/events.js';
import { foldInvoices, initialInvoices, INVOICE_EVENTS } from './invoices/events.js';
import type { EmployerEventDefinition, EmployerEventDefinitions } from './definitions/moves-participants.js';
import { EMPLOYER_OBJECTION_EVENTS, foldEmployerObjections, initialEmployerObjections } from './objections/events.js';

/** An annulment moves what the event that it takes back moved. */
const ANNULMENTS = {
  EventAnnulled: { ...ANNULMENT_EVENTS.EventAnnulled, movesParticipants: 'as-annulled' },
} satisfies EmployerEventDefinitions;

export const EMPLOYER_FAMILIES = {
  affiliation: { events: AFFILIATION_EVENTS, initial: initialAffiliation, fold: foldAffiliation },
  invoices: { events: INVOICE_EVENTS, initial: initialInvoices, fold: foldInvoices },
  duties: { events: DUTY_EVENTS, initial: initialDuties, fold: foldDuties },
  objections: { events: EMPLOYER_OBJECTION_EVENTS, initial: initialEmployerObjections, fold: foldEmployerObjections },
  exemptions: { events: EXEMPTION_EVENTS, initial: initialExemptions, fold: foldExemptions },
  annulment: { events: ANNULMENTS, initial: () => ({}), fold: foldAnnulment },
} satisfies Families;

/** Of every event of an employer's stream. */
export const EMPLOYER_DEFINITIONS: {
  readonly [type in keyof EventsOf<typeof EMPLOYER_FAMILIES>]: EmployerEventDefinition;
} = Object.assign(
  {},
  ...Object.values(EMPLOYER_FAMILIES).map(({ events }) => events),
);

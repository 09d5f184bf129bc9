/** What the API answers about employers. */
import type { AnswerCoordinates } from '../api/shapes.js';

export interface Invoice {
  readonly invoice: string;
  readonly kind: 'monthly' | 'final' | 'replacement';
  readonly sentOn: string;
  readonly sentOnTime: boolean;
  readonly dueOn: string;
  readonly total: string;
  readonly participants: number;
  readonly paid: string;
  readonly interestCharged: string;
  readonly totalDue: string;
  readonly status: 'open' | 'paid' | 'overdue' | 'replaced';
  readonly eventId: string;
  readonly asked?: string;
  readonly replaces?: readonly { readonly invoice: string; readonly amount: string }[];
  readonly takenBack?: readonly { readonly by: string; readonly on: string; readonly amount: string }[];
}

export interface Charge {
  readonly kind: string;
  readonly article: string;
  readonly amount: string;
  readonly on: string;
  readonly eventId: string;
}

export interface Statement extends AnswerCoordinates {
  readonly employerId: string;
  readonly year: number;
  readonly opening: string;
  readonly invoices: readonly Invoice[];
  readonly interest: readonly {
    readonly invoice: string;
    readonly from: string;
    readonly to: string;
    readonly kind: string;
    readonly amount: string;
    readonly eventId: string;
  }[];
  readonly payments: readonly {
    readonly receivedOn: string;
    readonly amount: string;
    readonly reference: string;
    readonly allocations: readonly { readonly invoice: string; readonly amount: string }[];
    readonly unallocated: string;
    readonly eventId: string;
  }[];
  readonly charges: readonly Charge[];
  readonly invoiced: string;
  readonly interestCharged: string;
  readonly charged: string;
  readonly paid: string;
  readonly credit: string;
  readonly closing: string;
}

export interface OverdueInvoice {
  readonly invoice: string;
  readonly dueOn: string;
  readonly days: number;
  readonly base: string;
  readonly accrued: string;
  readonly totalDue: string;
  readonly nextChargeOn: string;
  readonly writ: boolean;
}

export interface Exemption {
  readonly exemption: string;
  readonly kind: string;
  readonly article: string | null;
  readonly from: string;
  readonly endedFrom: string | null;
  readonly participants: readonly string[] | null;
  readonly failed: readonly string[];
  readonly conditions: readonly {
    readonly code: string;
    readonly text: string | null;
    readonly due: string | null;
    readonly metOn: string | null;
    readonly status: 'standing' | 'due' | 'overdue' | 'met';
  }[];
  readonly nextDue: string | null;
  readonly status: 'requested' | 'granted' | 'in-force' | 'refused' | 'withdrawn' | 'lapsed' | 'continued';
}

export interface Exemptions extends AnswerCoordinates {
  readonly exemptions: readonly Exemption[];
}

export interface Duties extends AnswerCoordinates {
  readonly employees: number | null;
  readonly duties: readonly {
    readonly obligation: string;
    readonly dataDeadline: string;
    readonly demand: { readonly reference: string; readonly finalDeadline: string };
    readonly deliveredOn: string | null;
    readonly fine: string | null;
    readonly interest: string | null;
    readonly collectionCosts: string | null;
    readonly claimable: readonly ClaimableOfInvoice[];
    readonly imposed: readonly Charge[];
  }[];
  readonly latePayments: readonly {
    readonly invoice: string;
    readonly article: string;
    readonly premiumDue: string;
    readonly from: string;
    readonly until: string | null;
    readonly charged: string;
    readonly interest: string;
  }[];
}

interface ClaimableAmount {
  readonly article: string;
  readonly amount: string;
  readonly claimed: string;
}

export interface ClaimableOfInvoice {
  readonly invoice: string;
  readonly dueOn: string;
  readonly premiumDue: string;
  readonly interest: ClaimableAmount & { readonly from: string | null; readonly until: string | null };
  readonly collectionCosts: ClaimableAmount;
}

/** The invoicing of nl-pob, as the books call it. */
import type { InvoicingRules } from '../../frame/capabilities/invoicing.js';
import { sentOnTime } from '../premium/invoice-terms.js';
import { finalInvoice, monthlyInvoice, replacementInvoice } from './invoices.js';
import { premiumDifferences } from './premium-differences.js';
import { allocatePayment, applyCredit, interestDifferences, receivableBalance } from './receivables.js';

export const INVOICING: InvoicingRules = {
  differences: premiumDifferences,
  monthly: monthlyInvoice,
  final: finalInvoice,
  replacement: replacementInvoice,
  sentOnTime,
  balance: receivableBalance,
  allocate: allocatePayment,
  applyCredit,
  interestDifferences,
};

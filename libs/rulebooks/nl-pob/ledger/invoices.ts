/** Invoices made of premium differences (2.4, 4.3). */
import { addMinor, sumMinor } from '#money/amount.js';
import type { CivilDate } from '#money/civil-date.js';
import type {
  ComposedInvoice, Employment, EstimatedMonths, InvoiceLine, Month, PremiumDifference,
} from '../../frame/capabilities/invoicing.js';
import type { ParameterSet } from '../../frame/parameters/parameters.js';
import { dueDate, type InvoiceKind } from '../premium/invoice-terms.js';
import { chargeDue, monthsBetween } from './charges-due.js';
import { isNothing, minus, NO_PREMIUM, plus, slotText, premiumSumOf, totalMinor } from './premium-parts.js';
import { chargeOfDifference } from './premium-differences.js';

/** 2.4: the month's charges, with the settlement of all changes processed until it is made up. */
export function monthlyInvoice(differences: readonly PremiumDifference[], sentOn: CivilDate): ComposedInvoice {
  return composed('monthly', sentOn, differences.filter(({ status, onFinal }) => status === 'next-invoice' && !onFinal).map(lineOf));
}

/** 2.4: the final one of a year. */
export function finalInvoice(differences: readonly PremiumDifference[], year: number, sentOn: CivilDate): ComposedInvoice {
  const ofYear = differences.filter(({ status, month }) => status === 'next-invoice' && Number(month.slice(0, 4)) === year);
  return composed('final', sentOn, ofYear.map((difference) => ({ ...lineOf(difference), reason: 'final' })));
}

/**
 * 4.3: takes back what was charged for the months of an estimate and charges them by the data delivered. 2.4 and 2.5 apply to it, so
 * what it takes back pays the old invoices, and what it charges falls due anew.
 */
export function replacementInvoice(
  employments: readonly Employment[],
  estimate: readonly EstimatedMonths[],
  sentOn: CivilDate,
  parameters: ParameterSet,
): ComposedInvoice {
  const ofMonths = estimate.flatMap(({ participantId, from, to }) => {
    const mine = employments.filter((employment) => employment.participantId === participantId);
    return monthsBetween(from, to).flatMap((month) => mine.flatMap((employment) => replacedLines(employment, month, parameters)));
  });
  const reversed = ofMonths.filter(({ isReversal }) => isReversal).map(({ line }) => line);
  const invoice = composed('replacement', sentOn, ofMonths.map(({ line }) => line));
  const owed = reversed.filter(({ debtor }) => debtor === 'employer').map(totalMinor);
  return { ...invoice, reversedMinor: sumMinor(owed, (amount) => -amount) };
}

interface ReplacedLine {
  readonly isReversal: boolean;
  readonly line: InvoiceLine;
}

function replacedLines(employment: Employment, month: Month, parameters: ParameterSet): readonly ReplacedLine[] {
  const { participantId } = employment;
  const charged = new Map<string, InvoiceLine>();
  for (const charge of employment.charged.filter((one) => one.month === month)) {
    const known = charged.get(slotText(charge));
    const { as, debtor } = charge;
    charged.set(slotText(charge), { participantId, reason: 'adjustment', month, as, debtor, ...plus(known ?? NO_PREMIUM, charge) });
  }
  if (charged.size === 0) return []; // a month of the estimate that is still to be charged comes on its monthly invoice
  const due = chargeDue(employment, month, parameters)?.charge;
  return [
    ...[...charged.values()].map((line) => ({ isReversal: true, line: { ...line, ...minus(NO_PREMIUM, line) } })),
    ...(due === undefined ? [] : [{ isReversal: false, line: { participantId, reason: 'adjustment' as const, ...due } }]),
  ].filter(({ line }) => !isNothing(line));
}

function lineOf(difference: PremiumDifference): InvoiceLine {
  return { participantId: difference.participantId, reason: difference.reason, ...chargeOfDifference(difference) };
}

function composed(kind: InvoiceKind, sentOn: CivilDate, all: readonly InvoiceLine[]): ComposedInvoice {
  const lines = all.filter(({ debtor }) => debtor === 'employer');
  const premium = premiumSumOf(lines.filter(({ as }) => as === 'premium'));
  const savings = premiumSumOf(lines.filter(({ as }) => as === 'savings'));
  return {
    kind,
    sentOn,
    dueOn: dueDate(sentOn),
    premiumMinor: premium.premiumMinor,
    aoPremiumMinor: premium.aoPremiumMinor,
    savingsMinor: totalMinor(savings),
    recoverableMinor: addMinor(premium.recoverableMinor, savings.recoverableMinor),
    totalMinor: addMinor(totalMinor(premium), totalMinor(savings)),
    lines,
    participantLines: all.filter(({ debtor }) => debtor === 'participant'),
    reversedMinor: 0,
  };
}

/** Data duties and decisions of the board, as the books call them. */
import type { DataObligation, DutyStanding, PremiumAtStake } from '#ledger/employer/law/duty.js';
import { minorToDecimal } from '#money/amount.js';
import { roundPostedMinor } from '#money/rounding.js';
import type { EmployerDutyRules } from '../../frame/capabilities/employer-duties.js';
import type { ParameterSet } from '../../frame/parameters/parameters.js';
import {
  breachDays, breachFrom, breachInterest, collectionCostsMinor, estimateAllowed, fineMinor, fineReason,
} from '../data-duties/data-breach.js';
import { resetPolicy } from '../exemptions/policy-reset.js';
import { decidedRates } from '../premium/rates-decision.js';
import { grantedObjector } from '../savings/objector-request.js';

/** 4.8 a runs to the earliest of delivery and the due date of the invoice that charges the premium: from then on 2.5 does. */
function standing(
  obligation: DataObligation,
  employees: number,
  atStake: PremiumAtStake | undefined,
  parameters: ParameterSet,
): DutyStanding {
  const reason = fineReason(obligation);
  const { amountMinor = 0, invoiceDueOn, payments = [], unpaidMinor = amountMinor } = atStake ?? {};
  const until = invoiceDueOn !== undefined && invoiceDueOn < obligation.asOf ? { ...obligation, asOf: invoiceDueOn } : obligation;
  const paid = payments.map(({ date, amountMinor: minor }) => ({ date, amount: minorToDecimal(minor) }));
  const hasToCollect = atStake !== undefined && atStake.unpaidMinor !== 0;
  return {
    defaultFrom: breachFrom(obligation),
    fineReason: reason,
    fineMinor: reason === 'FINE' ? fineMinor(employees) : 0,
    estimateAllowed: estimateAllowed(obligation),
    interestMinor: roundPostedMinor(breachInterest(parameters, until, minorToDecimal(amountMinor), paid)),
    interestUntil: atStake === undefined ? undefined : breachDays(until)?.until,
    collectionCostsMinor: hasToCollect ? collectionCostsMinor(obligation, minorToDecimal(unpaidMinor)) : 0,
  };
}

export const EMPLOYER_DUTIES: EmployerDutyRules = { standing, premiumRates: decidedRates, objector: grantedObjector, resetPolicy };

/** The law of an employer's fund, bound to the parameters now published, as decisions about the employer take it. */
import type { EmployerLaw } from '#ledger/employer/law/law.js';
import { capabilityOf } from './capability.js';
import type { ParameterSet } from './parameters/parameters.js';
import type { Rulebook } from './rulebook.js';

/** Refuses NOT_APPLICABLE for a scheme that invoices no employers, once it is asked. */
export function employerLaw(rulebook: Rulebook, parameters: ParameterSet): EmployerLaw {
  const invoicing = (): ReturnType<typeof capabilityOf<'invoicing'>> => capabilityOf(rulebook, 'invoicing');
  return {
    currency: rulebook.currency,
    receivables: {
      balance: (receivable, asOf) => invoicing().balance(receivable, asOf, parameters),
      allocate: (...payment) => invoicing().allocate(...payment),
      applyCredit: (...credit) => invoicing().applyCredit(...credit),
      interestDifferences: (receivable, booked, to) => invoicing().interestDifferences(receivable, booked, to, parameters),
    },
    duties: {
      standing: (obligation, employees, atStake) =>
        capabilityOf(rulebook, 'employerDuties').standing(obligation, employees, atStake, parameters),
    },
  };
}

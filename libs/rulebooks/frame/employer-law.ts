/** The law of an employer's fund, bound to the parameters now published, as decisions about the employer take it. */
import type { EmployerLaw } from '#ledger/employer/law/law.js';
import { capabilityOf } from './capability.js';
import type { ParameterSet } from './parameters/parameters.js';
import type { Rulebook } from './rulebook.js';

/** Refuses NOT_APPLICABLE for a scheme that invoices no employers, once it is asked. */
export function employerLaw(rulebook: Rulebook, parameters: ParameterSet): EmployerLaw {
  const invoicing = (): ReturnType<typeof capabilityOf<'invoicing'>> => capabilityOf(rulebook, 'invoicing');
  const exemptions = (): ReturnType<typeof capabilityOf<'exemptions'>> => capabilityOf(rulebook, 'exemptions');
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
    exemptions: {
      judge: (kind, facts, requestedOn) => exemptions().judge(kind, facts, requestedOn, parameters),
      otherProvisionBy: (grantedOn) => exemptions().otherProvisionBy(grantedOn),
      continuation: (...restructuring) => exemptions().continuation(...restructuring),
      objector: (request, from) => capabilityOf(rulebook, 'employerDuties').objector(request, from),
      withdrawal: (...withdrawal) => exemptions().withdrawal(...withdrawal),
    },
  };
}

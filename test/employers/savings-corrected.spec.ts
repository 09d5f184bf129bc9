/**
 * Law: a deposit is dated when the invoice that charges it is paid (section 9). What changes that day, or takes the payment back, moves the
 * deposit and the interest on it (policy 7), as if it had been known from the start.
 */
import { objectToInsurance, type ObjectionContext } from '#ledger/participant/savings/object.js';
import { savingsBalanceMinor } from '#ledger/participant/savings/events.js';
import { reportSalary } from '#ledger/participant/salaries/report-salary.js';
import type { DecidedEvent } from '#ledger/kernel/decision.js';
import { INITIAL_FUND } from '#ledger/fund/state.js';
import { termsOfEmployer } from '#rulebooks/frame/employments.js';
import { givenParameters, layer } from '#rulebooks/frame/parameters/parameters.js';
import { savingsDue } from '#rulebooks/frame/savings-due.js';
import { LedgerInMemory, PARAMETERS, RULEBOOK } from './ledger-in-memory.js';

/** (0.0868 − 0.005)/0.0025 = 32.72: 8 % in 2018; (0.03 − 0.005)/0.0025 = 10: 2.5 % in 2019. */
const RETURNS = [['2016', '0.0868'], ['2017', '0.03']].map(([year, value]) => ({
  from: `${year}-12-31`, to: `${year}-12-31`, value: value as string,
}));
const RULES = { rulebook: RULEBOOK, fund: INITIAL_FUND, parameters: layer(PARAMETERS, givenParameters({ fundReturn: RETURNS })) };
const TODAY = '2020-01-05';

/** One month of 150,000 with half of it premium-free: 150,000·19.2 %/12·0.5 = 1,200.00, due on 15 February 2018. */
function charged(): LedgerInMemory {
  const ledger = new LedgerInMemory();
  const data = {
    participantId: 'a', scheme: 'nl-pob', fundId: 'nl-pob', birthDate: '1970-01-01', sex: 'female', enrolledOn: '2018-01-01',
  };
  ledger.append('participant-a', [{ type: 'ParticipantEnrolled', effectiveDate: '2018-01-01', key: 'enrolled', data }]);
  ledger.tell('a', (context) =>
    objectToInsurance(
      { requestedOn: '2018-01-02', from: '2018-01-01', declaration: 'yes', reference: 'board', condition: undefined },
      context as unknown as ObjectionContext,
    ),
  );
  for (const [from, fullTimeSalaryMinor] of [['2018-01', 150_000_00], ['2018-02', 0]] as const) {
    const salary = { employerId: 'E', from, fullTimeSalaryMinor, currency: 'EUR', partTimeFactor: '1', premiumFreeShare: '0.5' } as const;
    ledger.tell('a', (context) => reportSalary({ ...salary, reportedOn: '2018-01-03' }, context));
  }
  ledger.run({ kind: 'monthly', month: '2018-01', sentOn: '2018-01-08' });
  return ledger;
}

/** Books what is due: day, type and amount of each event. */
function book(ledger: LedgerInMemory): readonly string[] {
  const due = savingsDue(RULES, { state: ledger.participant('a'), employers: { E: termsOfEmployer(ledger.employer()) } }, TODAY);
  ledger.append('participant-a', due as readonly DecidedEvent[]);
  ledger.trialBalance();
  return due.map(({ effectiveDate, type, data }) => `${effectiveDate} ${type} ${(data as { readonly amount: string }).amount}`);
}

const paid = (ledger: LedgerInMemory, receivedOn: string, reference: string): void =>
  ledger.pay({ amountMinor: 1_200_00, receivedOn, reference, invoice: undefined });
const annulPayment = (ledger: LedgerInMemory): void => ledger.annul(ledger.employer().payments[0]?.eventId as string);

it('a payment that was received earlier than was told: the deposit and its interest are of the earlier day', () => {
  const ledger = charged();
  paid(ledger, '2018-06-20', 'line 7');
  // 1,200·8 %·6/12; (1,200 + 48)·2.5 %
  expect(book(ledger)).toEqual([
    '2018-06-20 SavingsDeposited 1200.00', '2018-12-31 SavingsInterestCredited 48.00', '2019-12-31 SavingsInterestCredited 31.20',
  ]);
  annulPayment(ledger);
  paid(ledger, '2018-02-10', 'line 1');
  // 1,200·8 %·10/12 = 80.00; 1,280·2.5 % = 32.00
  expect(book(ledger)).toEqual([
    '2018-02-10 SavingsDeposited 1200.00', '2018-06-20 SavingsDeposited -1200.00', '2018-12-31 SavingsInterestCredited 32.00',
    '2019-12-31 SavingsInterestCredited 0.80',
  ]);
  expect(savingsBalanceMinor(ledger.participant('a'))).toBe(1_312_00);
  expect(book(ledger)).toEqual([]);
});

it('a payment that the bank took back: no deposit and no interest, until the invoice is paid after all', () => {
  const ledger = charged();
  paid(ledger, '2018-06-20', 'line 7');
  book(ledger);
  annulPayment(ledger);
  expect(book(ledger)).toEqual([
    '2018-06-20 SavingsDeposited -1200.00', '2018-12-31 SavingsInterestCredited -48.00', '2019-12-31 SavingsInterestCredited -31.20',
  ]);
  expect(savingsBalanceMinor(ledger.participant('a'))).toBe(0);
  paid(ledger, '2018-06-20', 'line 8');
  expect(book(ledger)).toEqual([
    '2018-06-20 SavingsDeposited 1200.00', '2018-12-31 SavingsInterestCredited 48.00', '2019-12-31 SavingsInterestCredited 31.20',
  ]);
});

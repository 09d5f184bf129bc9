/** What the board may decide and what it may not, by hand. */
import { attempt } from '#ledger/kernel/refusal.js';
import type { ObjectorRequest } from '#ledger/employer/law/exemption.js';
import type { DataObligation } from '#ledger/employer/law/duty.js';
import type { PolicyReset, PremiumRatesDecision } from '../../frame/capabilities/employer-duties.js';
import { EMPLOYER_DUTIES as rules } from './employer-duties.js';
import { PARAMETERS } from './testing/books.js';

const refusalOf = (decide: () => unknown): unknown => {
  const outcome = attempt(decide);
  return outcome.status === 'refused' ? outcome.refusal : outcome;
};

describe('premium rates (2.2, 2.3, 2.6, 2.8, 2.10)', () => {
  const decision: PremiumRatesDecision = {
    from: '2018-01-01', reportYear: 2017, actuaryHeard: true, caoApproval: true,
    premiumRate: '0.192', aoPremiumRate: '0.005', participantRate: '0.08', costCoveringRate: '0.19',
  };
  const before = { premiumRate: '0.19', participantRate: '0.078' };
  const decide = (change: Partial<PremiumRatesDecision>): unknown =>
    refusalOf(() => rules.premiumRates({ ...decision, ...change }, before, PARAMETERS));
  it('from the balance-sheet date of the report on, and no earlier', () => {
    expect(rules.premiumRates({ ...decision, from: '2017-12-31' }, before, PARAMETERS)).toBe('OK');
    expect(decide({ from: '2017-12-30' })).toMatchObject({ code: 'RATE_BEFORE_BALANCE_DATE', earliest: '2017-12-31' });
  });
  it.each([
    [{ actuaryHeard: false, caoApproval: false }, 'ACTUARY_NOT_HEARD'],
    [{ caoApproval: false }, 'CAO_APPROVAL_REQUIRED'],
    [{ participantRate: '0.0780' }, 'PARTICIPANT_RATE_NOT_ADAPTED'],
  ])('%j', (change, code) => expect(decide(change)).toMatchObject({ code }));
  it('the participants’ share alone may change, and the first rates have nothing to follow', () => {
    expect(rules.premiumRates({ ...decision, premiumRate: '0.1900' }, before, PARAMETERS)).toBe('OK');
    expect(rules.premiumRates(decision, undefined, PARAMETERS)).toBe('OK');
  });
  it('the cap is found, never applied', () => {
    expect(rules.premiumRates({ ...decision, premiumRate: '0.198' }, before, PARAMETERS)).toBe('ABOVE_CAP');
    expect(rules.premiumRates({ ...decision, from: '2020-01-01', reportYear: 2019, premiumRate: '0.198' }, before, PARAMETERS)).toBe('OK');
  });
});

describe('data duties (chapter IV)', () => {
  const obligation: DataObligation = {
    ground: 'data',
    deadline: '2018-01-31',
    demand: { sentOn: '2018-02-10', deadline: '2018-02-28', fineAnnounced: true },
    deliveredOn: '2018-03-12',
    asOf: '2018-06-30',
  };
  it('worked example 3, posted', () => {
    // 600·0.08·39/365 = 5.128…
    expect(rules.standing(obligation, 24, { amountMinor: 600_00, invoiceDueOn: undefined }, PARAMETERS)).toEqual({
      defaultFrom: '2018-02-01',
      fineReason: 'FINE',
      fineMinor: 500_00,
      estimateAllowed: false,
      interestMinor: 5_13,
      interestUntil: '2018-03-12',
      collectionCostsMinor: 100_00,
    });
  });
  it('a day bears interest once: only to the due date of the invoice that charges the premium', () => {
    // 600·0.08·14/365 = 1.841…; to a later due date: to the delivery
    expect(rules.standing(obligation, 24, { amountMinor: 600_00, invoiceDueOn: '2018-02-15' }, PARAMETERS).interestMinor).toBe(1_84);
    expect(rules.standing(obligation, 24, { amountMinor: 600_00, invoiceDueOn: '2018-04-15' }, PARAMETERS).interestMinor).toBe(5_13);
    expect(rules.standing(obligation, 24, { amountMinor: 600_00, invoiceDueOn: '2018-01-15' }, PARAMETERS).interestMinor).toBe(0);
  });
  it('what is paid before the due date bears interest no longer, and costs are of what is left', () => {
    // 600·0.08·10/365 + 200·0.08·29/365 = 1.315… + 1.271…; 15 % of 200.00 is less than 100.00; of 1,000.00 it is 150.00
    const payments = [{ date: '2018-02-11', amountMinor: 400_00 }];
    const atStake = { amountMinor: 600_00, invoiceDueOn: '2018-04-15', payments, unpaidMinor: 200_00 };
    expect(rules.standing(obligation, 24, atStake, PARAMETERS)).toMatchObject({ interestMinor: 2_59, collectionCostsMinor: 100_00 });
    expect(rules.standing(obligation, 24, { ...atStake, unpaidMinor: 1000_00 }, PARAMETERS).collectionCostsMinor).toBe(150_00);
    const beyond = { ...atStake, payments: [{ date: '2018-02-11', amountMinor: 700_00 }] };
    expect(rules.standing(obligation, 24, beyond, PARAMETERS).interestMinor).toBe(1_32); // 1.315…
  });
  it('an invoice that was due before the default bears none of it: late payment does (2.5)', () => {
    const none = { interestMinor: 0, interestUntil: undefined };
    expect(rules.standing(obligation, 24, { amountMinor: 600_00, invoiceDueOn: '2018-01-15' }, PARAMETERS)).toMatchObject(none);
    expect(rules.standing(obligation, 24, { amountMinor: 600_00, invoiceDueOn: '2018-02-01' }, PARAMETERS)).toMatchObject(none);
  });
  it('without a premium at stake neither interest nor costs', () => {
    expect(rules.standing(obligation, 25, undefined, PARAMETERS)).toMatchObject({
      fineMinor: 1000_00,
      interestMinor: 0,
      collectionCostsMinor: 0,
    });
  });
});

describe('conscientious objectors (VI.2, VI.3, VI.10)', () => {
  const request: ObjectorRequest = { declaration: true, legalEntity: true, bodyMajority: true, statutes: true, minutes: true };
  it('a person’s exemption has no last day, a legal entity’s has', () => {
    expect(rules.objector({ ...request, legalEntity: false, statutes: false }, '2016-03-01')).toBeUndefined();
    expect(rules.objector(request, '2016-03-01')).toBe('2021-02-28');
  });
  it.each([
    [{ declaration: false, bodyMajority: false }, 'DECLARATION_MISSING'],
    [{ bodyMajority: false, statutes: false }, 'BODY_MAJORITY_MISSING'],
    [{ minutes: false }, 'DOCUMENTS_MISSING'],
  ])('%j', (change, code) => expect(refusalOf(() => rules.objector({ ...request, ...change }, '2016-03-01'))).toMatchObject({ code }));
});

describe('investment policy set anew (V.4.4, V.4.5 g)', () => {
  const reset: PolicyReset = { on: '2018-06-30', resets: ['2017-06-30'], studyOn: '2017-11-02', expertStatement: true };
  it('announced by the fifteenth day, employers told within two months', () => {
    expect(rules.resetPolicy(reset)).toEqual({ announceBy: '2018-07-15', tellEmployersBy: '2018-08-30' });
  });
  it.each([
    [{ resets: ['2018-01-01'] }, 'SECOND_IN_YEAR'],
    [{ studyOn: '2017-11-01' }, 'STUDY'],
    [{ studyOn: undefined }, 'STUDY'],
    [{ expertStatement: false }, 'EXPERT'],
  ])('%j', (change, why) =>
    expect(refusalOf(() => rules.resetPolicy({ ...reset, ...change }))).toMatchObject({ code: 'RESET_NOT_ALLOWED', why }),
  );
});

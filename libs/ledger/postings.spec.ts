import fc from 'fast-check';
import { formatMinor } from '#money/amount.js';
import { CATALOGUE } from './catalogue.js';
import type { EventType } from './event.js';
import { postingsOf } from './postings.js';

const amount = fc.integer({ min: -99_999_999_999_999, max: 99_999_999_999_999 }).map(formatMinor);
const currency = fc.constantFrom('EUR', 'DKK');

/** Every field that any posting rule reads, at random; whatever the type, the event must balance. */
const data = fc.record({
  amount, before: amount, after: amount, currency,
  transfer: fc.constantFrom(undefined, 'T1'), direction: fc.constantFrom('out', 'in'),
  premiumDelta: amount, premiumInterest: amount, smoothingDelta: amount, smoothingInterest: amount, total: amount,
  premium: amount, aoPremium: amount, unallocated: amount, allocations: fc.array(fc.record({ amount }), { maxLength: 3 }),
  takenBack: fc.array(fc.record({ amount }), { maxLength: 3 }),
  as: fc.constantFrom('premium', 'savings'), debtor: fc.constantFrom('employer', 'participant'),
  openingBuffer: amount, closingBuffer: amount, change: amount, result: amount, pensionYearly: amount,
  entitlement: fc.record({ kind: fc.constantFrom('interest', 'bonus', 'administration', 'insurance', 'deduction') }),
});

const TYPES = [...CATALOGUE.definitions.keys()] as readonly EventType[];

/** One amount for each field that a rule reads, no two the same. */
const MONEY = {
  amount: '1.00',
  before: '2.00',
  after: '4.00',
  currency: 'EUR',
  premiumDelta: '8.00',
  premiumInterest: '16.00',
  smoothingDelta: '3.00',
  smoothingInterest: '5.00',
  openingBuffer: '32.00',
  closingBuffer: '64.00',
  result: '128.00',
  pensionYearly: '256.00',
  change: '512.00',
  direction: 'out',
  premium: '1024.00',
  aoPremium: '2048.00',
  unallocated: '4096.00',
  allocations: [{ amount: '8192.00' }],
  takenBack: [{ amount: '7.00' }],
  as: 'premium',
  debtor: 'employer',
};

function posted(type: EventType, fields: object): readonly string[] {
  return postingsOf({ type, data: fields }).map(
    ({ account, commodity, amountMinor }) => `${account} ${formatMinor(amountMinor)} ${commodity}`,
  );
}

describe('postings', () => {
  it('of every event balance in each commodity, and none is zero', () => {
    fc.assert(
      fc.property(fc.constantFrom(...TYPES), data, (type, fields) => {
        const sums = new Map<string, number>();
        for (const { commodity, amountMinor } of postingsOf({ type, data: fields })) {
          expect(amountMinor).not.toBe(0);
          sums.set(commodity, (sums.get(commodity) ?? 0) + amountMinor);
        }
        expect([...sums.values()].every((sum) => sum === 0)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('of an unknown type are an error: nothing is skipped', () => {
    expect(() => posted('Unheard' as EventType, {})).toThrow('no postings for Unheard');
  });

  it('move money exactly where money moves', () => {
    const money = { ...MONEY, entitlement: { kind: 'interest' } };
    expect(TYPES.filter((type) => posted(type, money).length > 0).sort()).toEqual([
      'AdjustmentPosted',
      'AllocationCorrected',
      'BenefitReduced',
      'BonusAllocated',
      'CatchUpGranted',
      'ClaimMade',
      'ContributionGroupResultReported',
      'ContributionReceived',
      'CorrectionSettled',
      'CostCharged',
      'CreditApplied',
      'CreditArisen',
      'DefaultInterestCharged',
      'FineImposed',
      'IncomeCorrected',
      'IncomeReported',
      'IndexationGranted',
      'InterestCredited',
      'OwnPremiumPaid',
      'PensionPaid',
      'PremiumCharged',
      'PremiumPaid',
      'ReductionRestored',
      'RightsAccrued',
      'RightsAdjusted',
      'RightsReduced',
      'RightsTransferAdjusted',
      'RightsTransferredIn',
      'RightsTransferredOut',
      'RiskPremiumCharged',
      'SavingsDeposited',
      'SavingsInterestCredited',
      'SavingsPaidOut',
      'SavingsVoided',
      'SpecialBonusDeclared',
      'TransferValueSettled',
    ]);
  });

  it.each<[string, EventType, object, readonly string[]]>([
    [
      'savings of an exempt participant',
      'PremiumCharged',
      { as: 'savings', debtor: 'employer', premium: '460.80', aoPremium: '12.00', currency: 'EUR' },
      ['employers:premium-receivable 472.80 EUR', 'fund:savings-pending -472.80 EUR'],
    ],
    [
      'savings that are paid',
      'SavingsDeposited',
      { amount: '472.80', currency: 'EUR' },
      ['fund:savings-pending 472.80 EUR', 'participants:savings -472.80 EUR'],
    ],
    [
      'interest below zero',
      'SavingsInterestCredited',
      { amount: '-5.54', currency: 'EUR' },
      ['fund:investment-return -5.54 EUR', 'participants:savings 5.54 EUR'],
    ],
    [
      'savings paid out',
      'SavingsPaidOut',
      { amount: '2542.67', currency: 'EUR' },
      ['participants:savings 2542.67 EUR', 'fund:cash -2542.67 EUR'],
    ],
    // VI.10: the deposits become premium, the interest goes back
    [
      'savings voided',
      'SavingsVoided',
      { amount: '1311.46', premium: '1200.00', currency: 'EUR' },
      [
        'participants:savings 1200.00 EUR',
        'fund:premiums -1200.00 EUR',
        'participants:savings 111.46 EUR',
        'fund:investment-return -111.46 EUR',
      ],
    ],
    [
      'a payment, some of it credit',
      'PremiumPaid',
      { allocations: [{ amount: '400.00' }, { amount: '72.80' }], unallocated: '7.20', currency: 'EUR' },
      ['fund:cash 472.80 EUR', 'employers:premium-receivable -472.80 EUR', 'fund:cash 7.20 EUR', 'employers:credit -7.20 EUR'],
    ],
    [
      'a payment that pays more invoices than was booked',
      'AllocationCorrected',
      { takenBack: [{ amount: '400.00' }], allocations: [{ amount: '400.00' }, { amount: '7.20' }], currency: 'EUR' },
      ['employers:credit 7.20 EUR', 'employers:premium-receivable -7.20 EUR'],
    ],
    [
      'an invoice that gives back',
      'CreditArisen',
      { amount: '7.20', currency: 'EUR' },
      ['employers:premium-receivable 7.20 EUR', 'employers:credit -7.20 EUR'],
    ],
    [
      'a reduced right',
      'RightsReduced',
      { pensionYearly: '-2.42', currency: 'EUR' },
      ['fund:pension-rights-granted -2.42 EUR per year', 'participants:pension-rights 2.42 EUR per year'],
    ],
    [
      'a right that leaves with its group',
      'RightsTransferredOut',
      { amount: '100.10', currency: 'EUR', transfer: 'T1', pensionYearly: '7.00' },
      [
        'fund:transfers -100.10 EUR',
        'participants:value 100.10 EUR',
        'fund:pension-rights-granted -7.00 EUR per year',
        'participants:pension-rights 7.00 EUR per year',
      ],
    ],
    [
      'a right that comes with its group',
      'RightsTransferredIn',
      { amount: '100.10', currency: 'EUR', transfer: 'T1', pensionYearly: '7.00' },
      [
        'fund:transfers 100.10 EUR',
        'participants:value -100.10 EUR',
        'fund:pension-rights-granted 7.00 EUR per year',
        'participants:pension-rights -7.00 EUR per year',
      ],
    ],
    [
      'a group paid for',
      'TransferValueSettled',
      { direction: 'out', amount: '100.10', currency: 'EUR' },
      ['fund:transfers 100.10 EUR', 'fund:cash -100.10 EUR'],
    ],
    [
      'a group that is paid for',
      'TransferValueSettled',
      { direction: 'in', amount: '100.10', currency: 'EUR' },
      ['fund:cash 100.10 EUR', 'fund:transfers -100.10 EUR'],
    ],
    [
      'a contribution',
      'ContributionReceived',
      { amount: '100.10', currency: 'DKK' },
      ['fund:cash 100.10 DKK', 'participants:value -100.10 DKK'],
    ],
    [
      'a cost',
      'CostCharged',
      { amount: '40.00', currency: 'DKK' },
      ['fund:administration-income -40.00 DKK', 'participants:value 40.00 DKK'],
    ],
    [
      'an income, as a control total',
      'IncomeReported',
      { amount: '18000.00', currency: 'EUR' },
      ['employers:reported-income 18000.00 EUR income', 'participants:pensionable-income -18000.00 EUR income'],
    ],
    [
      'a corrected income, by its difference',
      'IncomeCorrected',
      { before: '18000.00', after: '17000.00', currency: 'EUR' },
      ['employers:reported-income -1000.00 EUR income', 'participants:pensionable-income 1000.00 EUR income'],
    ],
    // fi-kapl section 16, case 3 (a): premium 267.61 + 98.76 is due; 198.45 + 73.24 of it belong to the smoothing part.
    [
      'a settlement (Annex 1, 2.4)',
      'CorrectionSettled',
      {
        premiumDelta: '267.61',
        premiumInterest: '98.76',
        smoothingDelta: '198.45',
        smoothingInterest: '73.24',
        total: '366.37',
        currency: 'EUR',
      },
      [
        'employers:premium-receivable 267.61 EUR',
        'fund:premiums -267.61 EUR',
        'employers:premium-receivable 98.76 EUR',
        'fund:interest-on-corrections -98.76 EUR',
        'fund:premiums 198.45 EUR',
        'fund:smoothing-parts -198.45 EUR',
        'fund:interest-on-corrections 73.24 EUR',
        'fund:smoothing-parts -73.24 EUR',
      ],
    ],
    // dk-p90 section 7: result +2 500 on a buffer of 1 000: closing 2 750, bonus 750 = 2 500 − 1 750.
    [
      'a group’s result',
      'ContributionGroupResultReported',
      { openingBuffer: '1000.00', closingBuffer: '2750.00', result: '2500.00', currency: 'DKK' },
      [
        'fund:investment-return 1750.00 DKK',
        'fund:smoothing-buffer -1750.00 DKK',
        'fund:investment-return 750.00 DKK',
        'fund:contribution-group-result -750.00 DKK',
      ],
    ],
    // The group's first: the 1 000 were there before the ledger, and 1 000 + 1 750 make the buffer.
    [
      'a group’s first result',
      'ContributionGroupResultReported',
      { openingBuffer: '1000.00', bufferBroughtAlong: '1000.00', closingBuffer: '2750.00', result: '2500.00', currency: 'DKK' },
      [
        'fund:cash 1000.00 DKK',
        'fund:smoothing-buffer -1000.00 DKK',
        'fund:investment-return 1750.00 DKK',
        'fund:smoothing-buffer -1750.00 DKK',
        'fund:investment-return 750.00 DKK',
        'fund:contribution-group-result -750.00 DKK',
      ],
    ],
    ['interest', 'InterestCredited', MONEY, ['fund:investment-return 1.00 EUR', 'participants:value -1.00 EUR']],
    ['a bonus', 'BonusAllocated', MONEY, ['fund:contribution-group-result 1.00 EUR', 'participants:value -1.00 EUR']],
    // A pool of 900 after one of 1 200: the reserve falls by 300.
    [
      'special bonus provisions, within the fund',
      'SpecialBonusDeclared',
      { pool: '900.00', change: '-300.00', currency: 'DKK' },
      ['fund:investment-return -300.00 DKK', 'fund:special-bonus-provisions 300.00 DKK'],
    ],
    ['a stated share, not at all', 'SpecialBonusShareStated', { share: '100.00', change: '100.00', currency: 'DKK' }, []],
    ['a risk premium', 'RiskPremiumCharged', MONEY, ['fund:risk-result -1.00 EUR', 'participants:value 1.00 EUR']],
    ['a reduction', 'BenefitReduced', MONEY, ['fund:contribution-group-result -1.00 EUR', 'participants:value 1.00 EUR']],
    ['a restored reduction', 'ReductionRestored', MONEY, ['fund:contribution-group-result 1.00 EUR', 'participants:value -1.00 EUR']],
    [
      'an adjustment, borne as its entitlement is',
      'AdjustmentPosted',
      { ...MONEY, entitlement: { kind: 'administration' } },
      ['fund:administration-income 1.00 EUR', 'participants:value -1.00 EUR'],
    ],
    [
      'rights transferred in',
      'RightsTransferredIn',
      { amount: '1.00', currency: 'EUR' },
      ['fund:cash 1.00 EUR', 'participants:value -1.00 EUR'],
    ],
    [
      'rights transferred out',
      'RightsTransferredOut',
      { amount: '1.00', currency: 'EUR' },
      ['fund:cash -1.00 EUR', 'participants:value 1.00 EUR'],
    ],
    ['a pension paid', 'PensionPaid', MONEY, ['fund:cash -1.00 EUR', 'participants:value 1.00 EUR']],
    [
      'an indexation',
      'IndexationGranted',
      MONEY,
      ['fund:pension-rights-granted 256.00 EUR per year', 'participants:pension-rights -256.00 EUR per year'],
    ],
    [
      'a pension right',
      'RightsAccrued',
      { pensionYearly: '12.00', currency: 'EUR' },
      ['fund:pension-rights-granted 12.00 EUR per year', 'participants:pension-rights -12.00 EUR per year'],
    ],
  ])('%s', (_what, type, fields, expected) => {
    expect(posted(type, fields)).toEqual(expected);
  });
});

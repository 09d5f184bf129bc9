/**
 * What happens in a life beside work, at random, and so that every row is accepted whatever comes first (save that payments follow
 * their pension).
 */
import fc from 'fast-check';

/** In an order in which a file of each may be imported. */
export const LIFE_KINDS = ['transfers', 'disabilities', 'pensions', 'payments', 'deaths'] as const;
export type LifeKind = (typeof LIFE_KINDS)[number];

export interface LifeRow {
  readonly kind: LifeKind;
  readonly row: object;
}

const DAY = 86_400_000;
const dayAt = (days: number): string => new Date(days * DAY).toISOString().slice(0, 10);
const daysOf = (date: string): number => Date.parse(date) / DAY;

export const cents = (most: number): fc.Arbitrary<string> =>
  fc.integer({ min: 1, max: most }).map((minor) => `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, '0')}`);
export const dayOf = (first: string, last: string): fc.Arbitrary<string> =>
  fc.integer({ min: daysOf(first), max: daysOf(last) }).map(dayAt);

export interface Life {
  readonly diedOn: string | undefined;
  readonly rows: readonly LifeRow[];
}

interface Scheme {
  readonly currency: 'EUR' | 'DKK';
  readonly pensions: readonly string[];
  /** Of transfers and payments. */
  readonly keepsValue: boolean;
  readonly died: readonly [first: string, last: string];
}

const DK: Scheme = {
  currency: 'DKK',
  pensions: ['old-age-pension', 'disability-pension', 'spouse-pension'],
  keepsValue: true,
  died: ['2021-06-01', '2023-05-01'],
};
const FI: Scheme = {
  currency: 'EUR',
  pensions: ['old-age-pension', 'disability-pension', 'individual-early-retirement', 'unemployment-pension'],
  keepsValue: false,
  died: ['2007-01-01', '2022-12-31'],
};

function life(participantId: string, { currency, pensions, keepsValue, died }: Scheme): fc.Arbitrary<Life> {
  const [firstDeath] = died;
  const pension = fc.record({
    benefit: fc.constantFrom(...pensions),
    startsOn: dayOf('2000-01-01', firstDeath),
    granted: fc.nat(60),
    amount: cents(900_000),
    frequency: fc.constantFrom('monthly', 'yearly'),
    months: fc.uniqueArray(fc.nat(5), { maxLength: 3 }),
  });
  return fc
    .record({
      diedOn: fc.option(dayOf(...died), { freq: 2, nil: undefined }),
      // Two at most, one after the other; the second goes on.
      disabilities: fc.option(
        fc.tuple(dayOf('1999-01-01', '2001-12-31'), dayOf('2002-01-01', '2003-12-31'), fc.boolean(), dayOf('2004-01-01', firstDeath)),
        { freq: 2, nil: undefined },
      ),
      pensions: fc.uniqueArray(pension, { selector: ({ benefit }) => benefit, maxLength: 2 }),
      transfers: fc.uniqueArray(
        fc.record({ direction: fc.constantFrom('in', 'out'), on: dayOf('2019-01-01', '2021-05-31'), amount: cents(2_000_000) }),
        { selector: ({ direction, on }) => `${direction}${on}`, maxLength: 2 },
      ),
      survivor: fc.boolean(),
    })
    .map(({ diedOn, disabilities, pensions: granted, transfers, survivor }) => {
      const rows: LifeRow[] = [];
      const add = (kind: LifeKind, row: object): void => void rows.push({ kind, row: { participantId, ...row } });
      if (keepsValue)
        for (const { direction, on, amount } of transfers)
          add('transfers', { direction, amount, currency, transferredOn: on, counterparty: 'elsewhere' });
      if (disabilities !== undefined) {
        const [began, ended, again, second] = disabilities;
        add('disabilities', { beganOn: began, decidedOn: began, endedOn: ended });
        if (again) add('disabilities', { beganOn: second, decidedOn: second });
      }
      for (const { benefit, startsOn, granted: before, amount, frequency, months } of granted) {
        if (benefit === 'spouse-pension') continue;
        add('pensions', { benefit, startsOn, grantedOn: dayAt(daysOf(startsOn) - before), amount, currency, frequency });
        for (const month of keepsValue ? months : []) {
          const period = dayAt(daysOf(`${startsOn.slice(0, 7)}-15`) + 30 * month).slice(0, 7);
          if (`${period}-28` < firstDeath) add('payments', { benefit, period, amount, currency, paidOn: `${period}-28` });
        }
      }
      if (diedOn !== undefined) {
        add('deaths', { diedOn });
        if (keepsValue && survivor)
          add('pensions', {
            benefit: 'spouse-pension',
            startsOn: diedOn,
            grantedOn: diedOn,
            amount: '1234.56',
            currency,
            frequency: 'monthly',
          });
      }
      return { diedOn, rows };
    });
}

export const danishLife = (participantId: string): fc.Arbitrary<Life> => life(participantId, DK);
export const finnishLife = (participantId: string): fc.Arbitrary<Life> => life(participantId, FI);

/** Whether a period or a year lies in life: what lies after a death is refused or not, by what comes first. */
export const inLife = (diedOn: string | undefined, period: string): boolean =>
  diedOn === undefined || period <= diedOn.slice(0, period.length);

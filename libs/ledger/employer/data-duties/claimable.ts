/**
 * What may be claimed for data that come late (nl-pob 4.8), by the invoice whose premium they are for. The regulations speak of "the
 * premium due" and name no invoice: which one it is, a claim says.
 */
import { sumMinor } from '#money/amount.js';
import type { CivilDate } from '#money/civil-date.js';
import type { EmployerAccount } from '../invoices/account.js';
import type { DataObligation, DutyLaw, PremiumAtStake } from '../law/duty.js';
import type { Receivable, ReceivableBalance, ReceivableLaw } from '../law/receivable.js';
import type { ClaimKind, Imposed } from './events.js';

export const CLAIM_ARTICLES: { readonly [kind in ClaimKind]: string } = {
  'data-interest': '4.8 a',
  'collection-costs': '4.8 b',
  'data-costs': '4.8 c',
  damage: '4.4',
  'bailiff-costs': '2.5',
  'fine-collection-costs': '4.2',
};

/** Whether its amount follows from the premium due. */
export function isComputed(kind: Imposed['kind']): boolean {
  return kind === 'data-interest' || kind === 'collection-costs';
}

/** An amount that may be claimed, and what of it has been. */
export interface ClaimableAmount {
  readonly amountMinor: number;
  readonly claimedMinor: number;
}

export interface Claimable {
  readonly invoice: string;
  readonly dueOn: CivilDate;
  /** What is left of the premium that the invoice asks for, without interest on it. */
  readonly premiumDueMinor: number;
  readonly interest: ClaimableAmount & { readonly from: CivilDate | undefined; readonly until: CivilDate | undefined };
  readonly collectionCosts: ClaimableAmount;
}

interface Claiming {
  readonly account: EmployerAccount;
  readonly receivables: Pick<ReceivableLaw, 'balance'>;
  readonly duties: DutyLaw;
  readonly imposed: readonly Imposed[];
}

/**
 * By the invoices that claims about the obligation have named; while none has, by each on which premium is left to pay. Empty where
 * nothing is late.
 */
export function claimableFor(
  obligation: string,
  known: DataObligation,
  { account, receivables, duties, imposed }: Claiming,
): readonly Claimable[] {
  const { defaultFrom } = duties.standing(known, 0, undefined);
  if (defaultFrom === undefined) return [];
  const named = invoicesNamed(obligation, imposed);
  const stakes = account.receivables.map((receivable) => ({ receivable, atStake: atStakeOf(receivable, account.asOf, receivables) }));
  return stakes
    .filter(({ receivable, atStake }) => (named.size > 0 ? named.has(receivable.invoice) : atStake.unpaidMinor > 0))
    .map(({ receivable: { invoice, dueOn }, atStake }) => {
      const { interestMinor, interestUntil, collectionCostsMinor } = duties.standing(known, 0, atStake);
      const claimedOf = (kind: ClaimKind): number => claimedMinor(imposed, { kind, obligation, invoice });
      return {
        invoice,
        dueOn,
        premiumDueMinor: atStake.unpaidMinor,
        interest: {
          from: interestUntil === undefined ? undefined : defaultFrom,
          until: interestUntil,
          amountMinor: interestMinor,
          claimedMinor: claimedOf('data-interest'),
        },
        collectionCosts: { amountMinor: collectionCostsMinor, claimedMinor: claimedOf('collection-costs') },
      };
    });
}

/** Those that claims of interest or collection costs about an obligation have named. */
export function invoicesNamed(obligation: string, imposed: readonly Imposed[]): ReadonlySet<string> {
  const about = imposed.filter((one) => one.obligation === obligation && isComputed(one.kind));
  return new Set(about.flatMap(({ invoice }) => invoice ?? []));
}

export function atStakeOf(
  receivable: Receivable,
  asOf: CivilDate,
  { balance }: Pick<ReceivableLaw, 'balance'>,
): PremiumAtStake & { readonly unpaidMinor: number } {
  return {
    amountMinor: askedMinor(receivable),
    invoiceDueOn: receivable.dueOn,
    payments: creditsUpTo(receivable, asOf),
    unpaidMinor: premiumLeftMinor(receivable, asOf, balance(receivable, asOf)),
  };
}

function askedMinor({ amountMinor }: Receivable): number {
  return Math.max(0, amountMinor);
}

function creditsUpTo({ credits }: Receivable, asOf: CivilDate): Receivable['credits'] {
  return credits.filter(({ date }) => date <= asOf);
}

/**
 * Premium is what an invoice asks for; a payment pays the interest charged on it by then first, that of its own day too (Dutch Civil Code
 * 6:44; assumption). What a replacement takes back was asked as premium, and is no longer.
 */
export function premiumLeftMinor(receivable: Receivable, asOf: CivilDate, { charges }: Pick<ReceivableBalance, 'charges'>): number {
  const credits = creditsUpTo(receivable, asOf);
  let [premiumMinor, interestMinor] = [askedMinor(receivable), 0];
  const days = [...new Set([...charges.map(({ to }) => to), ...credits.map(({ date }) => date)])].sort();
  for (const day of days) {
    interestMinor += sumMinor(charges.filter(({ to }) => to === day), ({ amountMinor }) => amountMinor);
    for (const { amountMinor, takesBack } of credits.filter(({ date }) => date === day)) {
      const ofPremium = takesBack === true ? Math.min(amountMinor, premiumMinor) : Math.max(0, amountMinor - interestMinor);
      interestMinor = Math.max(0, interestMinor - (amountMinor - ofPremium));
      premiumMinor = Math.max(0, premiumMinor - ofPremium);
    }
  }
  return premiumMinor;
}

/**
 * What claims of a kind asked for the same default. A day bears interest once, and what is collected costs once: a later claim is for what
 * has come since (section 9). A claim that names no invoice may be about any.
 */
export function claimedMinor(
  imposed: readonly Imposed[],
  { kind, obligation, invoice }: Pick<Imposed, 'kind' | 'obligation' | 'invoice'>,
): number {
  const isAbout = (other: string | undefined): boolean => other === undefined || invoice === undefined || other === invoice;
  const alike = imposed.filter((one) => one.kind === kind && one.obligation === obligation && isAbout(one.invoice));
  return sumMinor(alike, ({ amountMinor }) => amountMinor);
}

/** Sums of premium, disability premium and what is recoverable, in minor units. */
import { addMinor } from '#money/amount.js';
import type { PremiumParts, PremiumSlot } from '../../frame/capabilities/invoicing.js';

export const NO_PREMIUM: PremiumParts = { premiumMinor: 0, aoPremiumMinor: 0, recoverableMinor: 0 };

export function plus(a: PremiumParts, b: PremiumParts): PremiumParts {
  return {
    premiumMinor: addMinor(a.premiumMinor, b.premiumMinor),
    aoPremiumMinor: addMinor(a.aoPremiumMinor, b.aoPremiumMinor),
    recoverableMinor: addMinor(a.recoverableMinor, b.recoverableMinor),
  };
}

export function minus(a: PremiumParts, b: PremiumParts): PremiumParts {
  return plus(a, { premiumMinor: -b.premiumMinor, aoPremiumMinor: -b.aoPremiumMinor, recoverableMinor: -b.recoverableMinor });
}

export function premiumSumOf(parts: readonly PremiumParts[]): PremiumParts {
  return parts.reduce(plus, NO_PREMIUM);
}

export function isNothing({ premiumMinor, aoPremiumMinor, recoverableMinor }: PremiumParts): boolean {
  return premiumMinor === 0 && aoPremiumMinor === 0 && recoverableMinor === 0;
}

export function isSame(a: PremiumParts, b: PremiumParts): boolean {
  return isNothing(minus(a, b));
}

/** What is owed: premium of both chapters, whoever recovers what of it. */
export function totalMinor({ premiumMinor, aoPremiumMinor }: PremiumParts): number {
  return addMinor(premiumMinor, aoPremiumMinor);
}

export function slotText({ month, as, debtor }: PremiumSlot): string {
  return `${month} ${as} ${debtor}`;
}

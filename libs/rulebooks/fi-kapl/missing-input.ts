/** What the law asks for and nobody gave. */
declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    MISSING_INPUT:
      | { readonly field: 'earnedBefore23'; readonly incomeYear: number; readonly birthday: string }
      /** Formula (7) is set up in this year. */
      | { readonly field: 'futureDisability'; readonly year: number }
      /** The day on which the incapacity began, of the disability pension from a day on. */
      | { readonly field: 'beganOn'; readonly pensionFrom: string };
  }
}

export {};

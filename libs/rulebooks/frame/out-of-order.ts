/** What cannot come after what it comes after. */
declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    OUT_OF_ORDER: { readonly from: string; readonly to: string } | (StepPlace & { readonly earlier: string });
  }
}

/** A step of a process that is refused: its index, type and day, and the state that it met. */
export interface StepPlace {
  readonly event: number;
  readonly state: string;
  readonly type: string;
  readonly date: string;
}

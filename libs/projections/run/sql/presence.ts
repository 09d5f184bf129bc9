/** Which processes run: what they hold and build is theirs until they end. */
export interface Presence {
  /** This opening of the store; no other ever has the same. */
  readonly owner: string;
  readonly isRunning: (owner: string) => Promise<boolean>;
  readonly end: () => Promise<void>;
}

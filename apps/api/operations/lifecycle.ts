/** Whether the server is on its way down, and on which kind of address it listens. */
export interface Lifecycle {
  stopping: boolean;
  boundToLoopback: boolean;
  /** Ends of the answers that go on for as long as there is something to tell; a stop of the server calls them. */
  readonly streams: Set<() => void>;
}

export const LIFECYCLE = Symbol('Lifecycle');

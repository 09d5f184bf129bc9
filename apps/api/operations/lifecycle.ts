/** Whether the server is on its way down, and on which kind of address it listens. */
export interface Lifecycle {
  stopping: boolean;
  boundToLoopback: boolean;
}

export const LIFECYCLE = Symbol('Lifecycle');

/** Lets timers and sockets have their turn in the midst of long work. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

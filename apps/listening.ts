/** Listening on an address, and what is said where it cannot be had: the server's and the projector's. */
import { refuse } from '#ledger/kernel/refusal.js';
import type { WordsOf } from '#words/words.js';

interface ListeningRefusals {
  /** `cause`: as the system names it. */
  ADDRESS_NOT_AVAILABLE: { readonly host: string; readonly port: number; readonly cause: keyof typeof WHY_NOT_THERE };
}

declare module '#ledger/kernel/refusal.js' {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type
  interface SurfaceRefusals extends ListeningRefusals {}
}

const NO_SUCH_HOST = 'there is no such host name; choose another with --host';

const WHY_NOT_THERE = {
  EADDRINUSE: 'another program listens there; end it, or choose another port with --port (0 takes any free one)',
  EACCES: 'the system does not allow this port; choose one above 1023 with --port',
  EADDRNOTAVAIL: 'this machine does not have that address; choose another with --host',
  ENOTFOUND: NO_SUCH_HOST,
  EAI_AGAIN: NO_SUCH_HOST,
};

/** Refuses ADDRESS_NOT_AVAILABLE where the port is taken, not allowed, or the host is none of this machine. */
export function refuseAddress(error: unknown, port: number, host: string): never {
  const { code = '' } = error as NodeJS.ErrnoException;
  if (!isKnown(code)) throw error;
  return refuse('ADDRESS_NOT_AVAILABLE', { host, port, cause: code });
}

function isKnown(code: string): code is keyof typeof WHY_NOT_THERE {
  return Object.hasOwn(WHY_NOT_THERE, code);
}

export const OF_LISTENING: WordsOf<ListeningRefusals> = {
  ADDRESS_NOT_AVAILABLE: ({ host, port, cause }) => `cannot listen on ${host} port ${port}: ${WHY_NOT_THERE[cause]}`,
};

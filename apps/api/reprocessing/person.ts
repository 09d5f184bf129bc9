/** Who acts: named by a trusted proxy in `X-Accrual-Actor`, else the server itself where roles are off. */
import { fail } from '../http/problem.js';

const PERSON = /^[\x21-\x7e][\x20-\x7e]{0,119}$/;

/** Refuses ACTOR_REQUIRED where roles are on and nobody is named, and INVALID_REQUEST for a name that is none. */
export function personOf(header: string | undefined, server: string, rolesAreOn: boolean): string {
  if (header === undefined || header === '') {
    return rolesAreOn ? fail('ACTOR_REQUIRED') : server;
  }
  return PERSON.test(header) ? header : fail('INVALID_REQUEST', { fault: 'actor' });
}

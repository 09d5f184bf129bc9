/** Who reads: the one place where a session and its roles enter. Until there are logins it is the person at the machine. */
import { computed, signal } from '@preact/signals';
import { asked } from '../place/place.js';

export interface Session {
  /** As the ledger records it with what is written. */
  readonly person: string;
  /** The server takes writes. */
  readonly mayWrite: boolean;
  /** Another person than the planner approves; persons are named with each write. */
  readonly fourEyes: boolean;
  /** What the operator calls this ledger; null where it has no name. */
  readonly environment: string | null;
}

export const session = signal<Session | undefined>(undefined);

/** With four eyes: the name given at this desk, as a proxy would give it. */
export const deskName = signal<string>(typeof sessionStorage === 'undefined' ? '' : (sessionStorage.getItem('person') ?? ''));

export function nameYourself(person: string): void {
  sessionStorage.setItem('person', person);
  deskName.value = person;
}

/** The page as an auditor or a regulator sees it: no control that writes. */
export const asAuditor = computed(() => asked('view') === 'auditor');

export const mayWrite = computed(() => session.value?.mayWrite === true && !asAuditor.value);

export const person = computed(() =>
  session.value?.fourEyes === true && deskName.value !== '' ? deskName.value : (session.value?.person ?? ''),
);

export function headersOfPerson(): Readonly<Record<string, string>> {
  return session.value?.fourEyes === true && deskName.value !== '' ? { 'X-Accrual-Actor': deskName.value } : {};
}

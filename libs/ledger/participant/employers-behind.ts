/** The employers whose own events count for a participant, by its stream: told without folding it, and whatever the value dates. */
import type { RecordedEvent } from '../kernel/envelope.js';
import { PREMIUM_EVENTS } from './premiums/events.js';
import { SALARY_EVENTS } from './salaries/events.js';

export interface EmployersBehind {
  /** Where it has worked. */
  readonly rights: ReadonlySet<string>;
  /** Who was charged savings for it. */
  readonly savings: ReadonlySet<string>;
}

export function employersBehind(events: readonly RecordedEvent[]): EmployersBehind {
  const found = { rights: new Set<string>(), savings: new Set<string>() };
  for (const { type, data } of events) {
    const isOfPremium = Object.hasOwn(PREMIUM_EVENTS, type);
    if (!isOfPremium && !Object.hasOwn(SALARY_EVENTS, type)) continue;
    const employerId = data['employerId'];
    if (typeof employerId !== 'string') continue;
    found.rights.add(employerId);
    if (isOfPremium && data['as'] === 'savings') found.savings.add(employerId);
  }
  return found;
}

/** Whom the law wants told of a change. */
import type { Notified } from './events.js';
import { owedNotices, type AnnouncedChange } from './state.js';

const notice = (to: Notified): AnnouncedChange['notices'][number] => ({ eventId: 'n', to, on: '2022-11-20', reference: 'letter' });

// Appendix C: the supervisor is told of every change, the members of one that moves payouts materially.
it.each<[string, boolean, readonly Notified[], readonly Notified[]]>([
  ['of a material change nobody', true, [], ['supervisor', 'members']],
  ['of a material change the supervisor', true, ['supervisor'], ['members']],
  ['of a material change the members', true, ['members'], ['supervisor']],
  ['of a material change both', true, ['members', 'supervisor'], []],
  ['of another change nobody', false, [], ['supervisor']],
  ['of another change the supervisor', false, ['supervisor'], []],
])('told %s', (_what, material, told, owed) => {
  expect(owedNotices({ material, notices: told.map(notice) })).toEqual(owed);
});

/** The catalogue: what may be written, and how old events come up to the present version. */
import { said } from '#words/said.js';
import { CATALOGUE } from './catalogue.js';
import { catalogueOf } from './kernel/catalogue.js';
import { eventTypesOf, UnknownEvent } from './kernel/event-types.js';
import type { EventToAppend, RecordedEvent } from './kernel/envelope.js';
import type { EventDefinition } from './kernel/event.js';
import * as is from './kernel/schema.js';
import { recorder, uuid } from './testing/recorded.js';

const died = recorder('participant-p')('ParticipantDied', '2005-01-31', { diedOn: '2005-01-31' }) as unknown as RecordedEvent;
const toAppend = (over: Partial<EventToAppend>): EventToAppend => ({
  id: uuid(1),
  type: 'ParticipantDied',
  schemaVersion: 1,
  effectiveDate: '2005-01-31',
  actor: 'tester',
  data: { diedOn: '2005-01-31' },
  ...over,
});

describe('what may be written', () => {
  it('an event that fits its schema', () => expect(CATALOGUE.check(toAppend({}))).toBeUndefined());

  it.each<[string, Partial<EventToAppend>, string, string]>([
    ['an unknown type', { type: 'Teleported' }, 'UNKNOWN_EVENT_TYPE', 'Teleported is not in the catalogue'],
    ['another version than the present one', { schemaVersion: 2 }, 'INVALID_EVENT', 'schemaVersion 2, but version 1 is written now'],
    ['a field too many', { data: { diedOn: '2005-01-31', name: 'Anna' } }, 'INVALID_EVENT', 'data has a field too many, name'],
    ['a field too few', { data: {} }, 'INVALID_EVENT', 'data has no diedOn'],
    ['a day that does not exist', { data: { diedOn: '2005-02-29' } }, 'INVALID_EVENT', 'data/diedOn is no civil-date'],
    [
      'an amount with one decimal',
      { type: 'RightsAccrued', data: { period: '2005', pensionYearly: '1.5', currency: 'EUR' } },
      'INVALID_EVENT',
      'data/pensionYearly',
    ],
    [
      'an amount as a number',
      { type: 'RightsAccrued', data: { period: '2005', pensionYearly: 1.5, currency: 'EUR' } },
      'INVALID_EVENT',
      'data/pensionYearly is no string',
    ],
    [
      'a negative contribution',
      {
        type: 'ContributionReceived',
        data: { period: '2005-01', amount: '-1.00', currency: 'DKK', employerId: 'E', receivedOn: '2005-02-01' },
      },
      'INVALID_EVENT',
      'data/amount',
    ],
    ['a reference that is no id', { type: 'EventAnnulled', data: { annuls: 'the last one', reason: 'x' } }, 'INVALID_EVENT', 'data/annuls'],
  ])('not %s', (_what, over, code, words) => {
    const refused = CATALOGUE.check(toAppend(over));
    expect(refused?.code).toBe(code);
    expect(refused === undefined ? '' : said(refused)).toContain(words);
  });
});

describe('the way up from older versions', () => {
  // A type in its third version: the first had whole kroner, the second an amount, the third a currency beside it.
  const paidThrice: EventDefinition = {
    version: 3,
    movesRules: false,
    schema: is.record({ amount: is.amount, currency: is.currency }),
    upcasts: {
      1: ({ kroner }) => ({ amount: `${String(kroner)}.00` }),
      2: (data) => ({ ...data, currency: 'DKK' }),
    },
  };
  const three = catalogueOf(eventTypesOf(new Map([['Paid', paidThrice]])));
  const paid = (schemaVersion: number, data: RecordedEvent['data']): RecordedEvent => ({ ...died, type: 'Paid', schemaVersion, data });

  it('goes step by step, and changes nothing but version and data', () => {
    expect(three.upcast(paid(1, { kroner: 7 }))).toEqual(paid(3, { amount: '7.00', currency: 'DKK' }));
    expect(three.upcast(paid(2, { amount: '7.50' }))).toEqual(paid(3, { amount: '7.50', currency: 'DKK' }));
  });

  it('leaves the present version as it is, and the older event too', () => {
    const [now, old] = [paid(3, { amount: '7.50', currency: 'EUR' }), paid(1, { kroner: 7 })];
    expect(three.upcast(now)).toBe(now);
    three.upcast(old);
    expect(old).toEqual(paid(1, { kroner: 7 }));
  });

  it('stops at what it does not know, naming stream and revision; nothing is skipped', () => {
    for (const foreign of [paid(4, {}), paid(0, {}), { ...died, type: 'Teleported' }])
      expect(() => three.upcast(foreign)).toThrow(UnknownEvent);
    expect(() => three.upcast(paid(4, {}))).toThrow('participant-p revision 0: unknown version 4 of Paid');
    expect(() => CATALOGUE.upcast({ ...died, type: 'Teleported' })).toThrow('unknown event type Teleported');
  });
});

import fc from 'fast-check';
import { STREAM_NAME } from '#ledger/subjects.js';
import { eventId, isUuid } from './event-id.js';

describe('event ids', () => {
  it('are what RFC 9562 asks of version 8, built from two digests', () => {
    expect(eventId('participant-4711', 'income:2020:E1')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('are the same for the same stream and key, and differ where either does', () => {
    const id = eventId('participant-1', 'a');
    expect(eventId('participant-1', 'a')).toBe(id);
    expect(new Set([id, eventId('participant-1', 'b'), eventId('participant-2', 'a'), eventId('participant-1', 'a ')]).size).toBe(4);
  });

  it('of one stream share their leading 48 bits, of two streams they do not', () => {
    expect(eventId('participant-1', 'a').slice(0, 13)).toBe(eventId('participant-1', 'b').slice(0, 13));
    expect(eventId('participant-1', 'a').slice(0, 13)).not.toBe(eventId('participant-2', 'a').slice(0, 13));
  });

  it('are UUIDs for any key', () => {
    fc.assert(fc.property(fc.stringMatching(STREAM_NAME), fc.string(), (stream, key) => isUuid(eventId(stream, key))));
  });

  it.each([
    ['6fa459ea-ee8a-3ca4-894e-db77e160355e', true],
    ['6FA459EA-EE8A-3CA4-894E-DB77E160355E', false],
    ['6fa459eaee8a3ca4894edb77e160355e', false],
    ['6fa459ea-ee8a-3ca4-894e-db77e160355', false],
    ['', false],
  ])('%s is one: %p', (text, expected) => expect(isUuid(text)).toBe(expected));
});

import { uuidBytes, uuidText } from './keys.js';

const UUIDS = [
  ['every digit', '01234567-89ab-8cde-8f01-23456789abcd', '0123456789ab8cde8f0123456789abcd'],
  ['the ends of both ranges', '09af90fa-a0f9-8f90-9af0-fa09af900000', '09af90faa0f98f909af0fa09af900000'],
] as const;

test.each(UUIDS)('the bytes of a UUID, and back: %s', (_of, uuid, hex) => {
  expect(Buffer.from(uuidBytes(uuid)).toString('hex')).toBe(hex);
  expect(uuidText(uuidBytes(uuid))).toBe(uuid);
});

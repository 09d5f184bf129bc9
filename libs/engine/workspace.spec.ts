import { locateWorkspace, withDirectory } from './workspace.js';

const fileOf = (url: string): string => decodeURIComponent(/directoryFile=(.*)$/.exec(withDirectory(url, '/data'))?.[1] ?? 'none');

it('gives each server and prefix a directory of its own, whoever logs in and with which options', () => {
  const file = fileOf('esdb://a:1,b:2');
  expect(file).toMatch(/^\/data\/journal-directory-[0-9a-f]{12}\.sqlite$/);
  for (const same of ['esdb://user:secret@a:1,b:2?tls=false', 'kurrentdb://a:1,b:2/?tls=true', 'esdb+discover://a:1,b:2'])
    expect(fileOf(same)).toBe(file);
  for (const other of ['esdb://a:1,b:3', 'esdb://a:1,b:2?streamPrefix=x.', 'esdb://a:1,b:2?tls=false&streamPrefix=y.'])
    expect(fileOf(other)).not.toBe(file);
  expect(fileOf('esdb://a:1?streamPrefix=x.')).not.toBe(fileOf('esdb://a:1?streamPrefix=y.'));
});

it('leaves files, other names and unknown engines alone', () => {
  for (const url of ['sqlite:/data/journal.sqlite', 'esdb://a?directoryFile=/elsewhere', 'what'])
    expect(withDirectory(url, '/data')).toBe(url);
});

it.each([['on', true], ['off', false], [undefined, false]])('ACCRUAL_ROLES=%s', (word, areOn) => {
  expect(locateWorkspace('/data', { ACCRUAL_ROLES: word }).rolesAreOn).toBe(areOn);
});

it.each(['true', '1', 'yes', 'ON', ''])('ACCRUAL_ROLES=%j is refused: it would mean off, and nobody would know', (word) => {
  expect(() => locateWorkspace('/data', { ACCRUAL_ROLES: word })).toThrow('UNKNOWN_SETTING');
});

it('ACCRUAL_TIME_ZONE names the zone in which days begin: an IANA name, default UTC', () => {
  expect(locateWorkspace('/data', {}).clock.timeZone).toBe('UTC');
  expect(locateWorkspace('/data', { ACCRUAL_TIME_ZONE: 'Europe/Helsinki' }).clock.timeZone).toBe('Europe/Helsinki');
  for (const word of ['', 'Helsinki', '+02:00', 'EET2'])
    expect(() => locateWorkspace('/data', { ACCRUAL_TIME_ZONE: word })).toThrow('UNKNOWN_SETTING');
});

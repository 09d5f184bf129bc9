/** A fund that names its zone when it is established, and moves later; asked when a new year has begun there, and not in UTC. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './prepare.mjs';

export async function timeZones({ built, common, load, append, later }) {
  const { readFund } = await built('portfolio/rules-in-force.js');
  const { publishParameters } = await built('reprocessing/intake/publish-parameters.js');
  const { declare } = await built('reprocessing/fan-out/declare.js');
  const { journal, clock } = common;
  const illustrative = JSON.parse(readFileSync(join(ROOT, 'test/samples/dk-p90/illustrative.json'), 'utf8'));
  const document = { ...illustrative, timeZone: 'Europe/Helsinki' };
  const today = () => clock().slice(0, 10);
  later();
  const fund = await readFund(journal, 'north');
  await append('fund-north', publishParameters({ fundId: 'north', document, today, establish: true }, fund).value);
  await load('participants', 'p.csv', 'participantId,scheme,birthDate,sex,enrolledOn,fundId\nZ1,dk-p90,1975-05-10,male,2019-01-01,north\n');
  while (clock() < '2026-12-31T21:30') later(); // the load is at 23:00 UTC: 01:00 of 1 January in Helsinki
  const columns = 'participantId,period,amount,currency,employerId,receivedOn';
  await load('contributions', 'c.csv', `${columns}\nZ1,2026-12,3000.00,DKK,E1,2027-01-01\n`);
  const decision = { decision: 'time-zone', from: '2027-06-01', timeZone: 'Europe/Lisbon', reference: 'golden' };
  await declare(decision, { ...common, fundId: 'north' });
}

/** What the console shows of a plan about employers, and of one of corrected salaries. */
import { sitDown, type Desk } from './desk.js';

let desk: Desk;
beforeAll(async () => {
  desk = await sitDown();
});
afterAll(() => desk.leave());

const planned = async (name: string, ...lines: readonly string[]): Promise<string> => {
  const { status, text, body } = await desk.server.post(`/v1/reprocessings?file=${name}`, `${lines.join('\n')}\n`, {
    'Content-Type': 'text/csv',
  });
  expect([status, text]).toEqual([202, text]);
  for (let looks = 0; looks < 200; looks += 1) {
    if ((await desk.server.get(`/v1/reprocessings/${body.id}`)).body.status === 'planned') break;
    await new Promise((done) => setTimeout(done, 50));
  }
  return String(body.id);
};
it('what employers owe, account by account, and every employer', async () => {
  const columns = 'employerId,amount,currency,receivedOn,reference';
  const id = await planned('payments.csv', columns, 'E1,100.00,EUR,2019-03-01,line 8', 'E2,50.00,EUR,2019-03-01,line 9');
  await desk.open(`corrections/${id}`);
  const owed = desk.page.getByRole('region', { name: 'EUR' });
  expect(await owed.locator('output').innerText()).toBe('−150.00');
  await desk.page.getByRole('button', { name: 'Show all' }).click();
  await desk.page.getByRole('link', { name: 'E2' }).waitFor();
  expect(await desk.page.getByRole('row').filter({ hasText: 'E2' }).last().innerText()).toMatch(/−50\.00\s+EUR\s+PremiumPaid 1/);
});

it('premium by what becomes of it, and pension rights before and after', async () => {
  const columns = 'participantId,employerId,from,fullTimeSalary,currency,reason,correctedOn,partTimeFactor';
  const id = await planned('salary-corrections.csv', columns, 'N2,E2,2018-03,30600,EUR,agreement,2021-05-02,');
  await desk.open(`corrections/${id}`);
  // 600/12·19.7 % = 9.85 a month: ten of 2018 wait, one of 2019 is on the next invoice; 1.875 %·600 a year more
  const rows = desk.page.getByRole('region', { name: /Premium of employers/ }).getByRole('row');
  await rows.first().waitFor();
  expect((await rows.allInnerTexts()).slice(1).map((row) => row.split(/\s*\t\s*/))).toEqual([
    ['2018', 'waits for a decision (4.9)', '+98.50'], ['2019', 'on the next invoice', '+9.85'],
  ]);
  const { before, after } = (await desk.server.get(`/v1/reprocessings/${id}/report`)).body.currencies[0].rights;
  const shown = await desk.page.getByRole('region', { name: /Pension rights of these/ }).getByRole('row').last().innerText();
  expect(shown.replaceAll(',', '').split(/\s+/)).toEqual([before, after]);
});

/** From what day an invoice may take an estimate's place (4.3): the estimate binds while the data are missing, so from their delivery. */
import type { JsonObject } from '#ledger/kernel/json.js';
import type { InvoiceReport } from '#reprocessing/invoicing/invoice-run.js';
import { DEMANDS, EMPLOYERS, type EmployersLedger, ESTIMATES, openEmployers, PARTICIPANTS, SALARIES } from './books.js';

let books: EmployersLedger;
const replace = (sentOn: string): Promise<InvoiceReport> =>
  books.invoice({ kind: 'replacement', demand: 'l1', sentOn, reference: 'b' }, 'E1');

beforeAll(async () => {
  books = await openEmployers();
  await books.take('employers', EMPLOYERS, 'E1,nl-pob,mandatory,2018-05-01');
  await books.take('participants', PARTICIPANTS, 'a,nl-pob,1970-04-05,female,2018-05-01');
  await books.take('demands', DEMANDS, 'E1,May,data,2018-05-02,2018-05-03,2018-05-06,no,l1');
  await books.take('estimates', ESTIMATES, 'a,E1,2018-05,2018-05,60000,EUR,l1,2018-05-07');
  await books.monthly('2018-05', '2018-05-08'); // 60,000/12·(19.2 % + 0.5 %) = 985.00
  await books.take('salaries', SALARIES, 'a,E1,2018-05,36000,EUR,2018-06-25,,', 'a,E1,2018-06,0,EUR,2018-06-25,,');
});
afterAll(() => books.close());

it('before anything is delivered there is no day', async () => {
  await books.take('deliveries', 'employerId,obligation,deliveredOn,complete,reference', 'E1,May,2018-05-15,no,half of it');
  expect((await replace('2018-05-20')).failed).toMatchObject([{ code: 'DATA_NOT_DELIVERED' }]);
});

describe('delivered on 2018-06-25', () => {
  beforeAll(() => books.take('deliveries', 'employerId,obligation,deliveredOn,complete,reference', 'E1,May,2018-06-25,yes,all'));

  it.each(['2018-05-20', '2018-06-24'])('one sent on %s is refused, and says when the data came', async (sentOn) => {
    const message =
      `employer E1: what the demand "l1" asks for had not been delivered on ${sentOn}: it came on 2018-06-25, and until then the ` +
      'estimate stands (4.3); send the replacement on that day or later';
    expect(await replace(sentOn)).toMatchObject({ written: 0, failed: [{ employerId: 'E1', code: 'DATA_NOT_DELIVERED', message }] });
    expect((await books.employer('E1')).replacedEstimates).toEqual([]);
  });

  it('one sent on the day itself is written', async () => {
    // 36,000/12·19.7 % = 591.00 less 985.00
    expect(await replace('2018-06-25')).toMatchObject({ written: 1, failed: [], total: '-394.00' });
    expect((await books.employer('E1')).replacedEstimates).toEqual(['l1']);
    expect(await books.outOfBalance()).toEqual([]);
  });
});

/** As a version recorded it that did not look at the day of the delivery; nothing of it charged anew. */
async function recordReplacement(demand: string, sentOn: string): Promise<void> {
  const invoice = `replacement-${demand}`;
  const none = { premium: '0.00', aoPremium: '0.00', savings: '0.00', recoverable: '0.00', total: '0.00', currency: 'EUR' };
  const told = { sentOn, dueOn: '2018-08-15', ...none, participants: 0, lines: 0, adjustments: [] };
  const event = (number: number, type: string, data: JsonObject) => ({
    ...{ id: `00000000-0000-4000-8000-00000000000${number}`, type, schemaVersion: 1, effectiveDate: sentOn, actor: 'test' },
    data,
  });
  const events = [
    event(1, 'PremiumInvoiced', { invoice, kind: 'replacement', ...told }),
    event(2, 'EstimateReplaced', { demand, invoice, decidedOn: sentOn, reference: 'b' }),
  ];
  await books.journal.append([{ stream: 'employer-E1', expected: 'any', events }]);
}

it('one that an earlier version recorded before the delivery stands: asked for again it is the same', async () => {
  await books.take('demands', DEMANDS, 'E1,July,data,2018-07-02,2018-07-03,2018-07-06,no,l2');
  await books.take('estimates', ESTIMATES, 'a,E1,2018-07,2018-07,60000,EUR,l2,2018-07-07');
  await books.monthly('2018-07', '2018-07-08');
  await recordReplacement('l2', '2018-07-20');
  await books.take('deliveries', 'employerId,obligation,deliveredOn,complete,reference', 'E1,July,2018-08-25,yes,july');
  const again = { kind: 'replacement', demand: 'l2', sentOn: '2018-07-20', reference: 'b' } as const;
  expect(await books.invoice(again, 'E1')).toMatchObject({ written: 0, unchanged: 1, failed: [] });
  expect((await books.employer('E1')).replacedEstimates).toEqual(['l1', 'l2']);
});

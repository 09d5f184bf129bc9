/** A participant's statement of a transfer, in both languages. */
import type { StatementView } from '#engine/transfer/readings.js';
import type { Answer } from '#projections/answer.js';
import { transferStatementHtml, transferStatementPage } from './transfer-statement.js';

const ANSWER = {
  transferId: 'T1',
  participantId: 'b',
  receiverParticipantId: 'W-b',
  transferDate: '2022-07-01',
  sender: 'pob',
  receiver: 'Fund <West>',
  annualRightBefore: '2010.33',
  annualRightAfter: '2020.38',
  change: '10.05',
  changeShare: '0.005',
  valueTransferred: '140559.44',
  shareOfTransfer: '0.56223776',
  accruing: { year: 2022, right: '611.255' },
  lateRights: '22.50',
  currency: 'EUR',
  asOf: '9999-12-31',
  knownAt: '1',
  digest: 'd'.repeat(64),
  rulebook: null,
} as unknown as Answer<StatementView>;

it('tells in Dutch what went over, what was added since, and what arises at the receiver', () => {
  const page = transferStatementPage(ANSWER, 'nl');
  expect(page).toContain('Deelnemer b (daar W-b), van pob naar Fund <West> op 1 juli 2022');
  expect(page).toMatch(/Recht per jaar na de overdracht +2 020\.38/);
  expect(page).toMatch(/over maanden vóór de overdracht, per jaar +22\.50/);
  expect(page).toMatch(/kent het toe aan het einde van 2022 +611\.26/); // half-up
});

it('prints as a page of its own, with nothing of the answer taken for markup', () => {
  const page = transferStatementHtml(ANSWER, 'en');
  expect(page).toContain('<html lang="en">');
  expect(page).toContain('from pob to Fund &#60;West&#62; on 1 July 2022');
  expect(page).toContain('€140,559.44');
  expect(page).not.toMatch(/<script|src=|href=/);
  expect(transferStatementHtml({ ...ANSWER, accruing: null, lateRights: '0.00' }, 'en')).not.toContain('months before');
});

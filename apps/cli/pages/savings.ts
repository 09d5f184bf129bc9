/** Savings in the place of premium as a page of text. */
import type { Answer } from '#projections/answer.js';
import type { CreditedOn } from '#projections/savings/credited-on.js';
import type { SavingsAccountShown, SavingsAnswer } from '#projections/savings/projection.js';
import { grouped } from '#money/grouped.js';
import { textTable } from '../terminal/table.js';
import { coordinateLines } from './coordinates.js';

const OUTCOMES: { readonly [outcome in SavingsAccountShown['outcome']]: (account: SavingsAccountShown) => string } = {
  RUNNING: ({ payoutDate }) => `runs; paid out on ${payoutDate}`,
  PAID: ({ payout, payoutDate }) => `${grouped(payout)} paid out on ${payoutDate}`,
  PAID_TO_HEIRS: ({ payout }) => `${grouped(payout)} paid to the heirs`,
  VOIDED: ({ voided, premium, endedOn }) => `${grouped(voided)} voided on ${endedOn ?? ''}; ${grouped(premium)} of it counts as premium`,
};

/** `credited`: on what days the interest counts. */
export function savingsPage(answer: Answer<SavingsAnswer>, { interest: credited }: CreditedOn): string {
  const { participantId, balance, accounts } = answer;
  return [
    `Savings of ${participantId}: ${grouped(balance)}`,
    ...(accounts.length === 0 ? ['No exemption for conscientious objections.'] : accounts.flatMap((one) => accountLines(one, credited))),
    coordinateLines(answer),
  ].join('\n\n');
}

function accountLines(account: SavingsAccountShown, credited: CreditedOn['interest']): readonly string[] {
  const { from, endedOn, cause, objectionUntil, deposits, years, outcome } = account;
  const moved = [
    ...deposits.map(({ on, employerId, invoice, amount }) => [on, `deposit, invoice ${invoice} of ${employerId}`, '', grouped(amount), '']),
    ...years.map(({ year, rate, interest, balance }) => {
      const found = credited.find((one) => one.account === account.account && one.year === year);
      if (found === undefined) throw new Error(`interest of ${year} counts from no day`);
      return [found.on, `interest ${year}`, rate, grouped(interest), grouped(balance)];
    }),
  ].sort(([a = ''], [b = '']) => (a < b ? -1 : a > b ? 1 : 0)); // of one day a deposit before the interest
  const ended = endedOn === null ? '' : ` until ${endedOn} (${cause ?? ''})`;
  return [
    `Exempt from ${from ?? '(taken back)'}${ended}; ${OUTCOMES[outcome](account)}` +
      (objectionUntil === null ? '' : `; objection until ${objectionUntil}`),
    ...(moved.length === 0
      ? []
      : [
          textTable(
            [
              { head: 'on' },
              { head: 'what', spare: 1 },
              { head: 'rate' },
              { head: 'amount', align: 'right' },
              { head: 'balance', align: 'right' },
            ],
            moved,
          ),
        ]),
  ];
}

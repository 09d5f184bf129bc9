/** What looks wrong in an employer's rows: each against the ledger, and against the rows before it in the file. */
import type { EmployerState } from '#ledger/employer/state.js';
import type { Flag } from '#ledger/participant/flag.js';
import { amountMinor as minorOf, formatMinor } from '#money/amount.js';
import type { PlausibilityLimits } from '#rulebooks/frame/parameters/plausibility.js';
import type { Row, RowOf } from '../../formats/rows.js';
import { median, unusualAmount, unusualJump } from './amounts.js';
import type { JudgedRow } from './row-flags.js';

/** Payments that tell what is usual. */
const PAYMENTS_LOOKED_AT = 12;
/** Where few work, one or two more are many times as many. */
const FEWEST_MOVED = 10;

const NOTHING: JudgedRow = { flags: [], movement: undefined };

type Headcount = Pick<RowOf<'headcount'>, 'on' | 'employees'>;
type Payment = Pick<RowOf<'premium-payment'>, 'receivedOn' | 'amountMinor' | 'reference'>;

/** Judges an employer's taken rows, one after another, in the order in which they are decided. */
export function employerRowJudge(before: EmployerState, limits: PlausibilityLimits): (row: Row) => JudgedRow {
  const headcounts: Headcount[] = [...before.headcounts];
  const payments: Payment[] = [...before.payments];
  return (row) => {
    switch (row.record) {
      case 'headcount': {
        const found = unusualHeadcount(row, headcounts, limits);
        headcounts.push(row);
        return found === undefined ? NOTHING : { flags: [found], movement: undefined };
      }
      case 'premium-payment': {
        const judged = judgedPayment(row, before, payments, limits);
        payments.push(row);
        return judged;
      }
      default:
        return NOTHING; // no figure that others could be held against
    }
  };
}

/** Against the last one known of an earlier day, else the first of a later one. */
function unusualHeadcount({ on, employees }: Headcount, known: readonly Headcount[], { change }: PlausibilityLimits): Flag | undefined {
  const inOrder = [...known].sort((a, b) => (a.on < b.on ? -1 : 1));
  const usual = inOrder.findLast((one) => one.on <= on) ?? inOrder[0];
  if (usual === undefined || usual.employees <= 0 || Math.abs(employees - usual.employees) < FEWEST_MOVED) return undefined;
  const ratio = employees / usual.employees;
  if (ratio < change && ratio > 1 / change) return undefined;
  return { code: 'UNUSUAL_HEADCOUNT', figures: { employees, usual: usual.employees, usualOn: usual.on, on, limit: String(change) } };
}

function judgedPayment(
  row: RowOf<'premium-payment'>,
  { invoices }: EmployerState,
  payments: readonly Payment[],
  limits: PlausibilityLimits,
): JudgedRow {
  const { employerId, amountMinor, invoice } = row;
  const named = invoices.find(({ data }) => data.invoice === invoice);
  const totalMinor = named === undefined ? undefined : minorOf(named.data.total);
  const usualMinor = totalMinor ?? median(lastOf(payments, row).map((one) => one.amountMinor));
  const against = totalMinor === undefined ? 'last-premiums' : 'invoice';
  const flags = [
    toldTwice(row, payments),
    usualMinor === undefined ? undefined : unusualAmount({ amountMinor, usualMinor, against, factor: limits.change }),
    usualMinor === undefined ? undefined : unusualJump(amountMinor, usualMinor, limits),
  ];
  return { flags: flags.filter((found) => found !== undefined), movement: { employerId, amountMinor, beforeMinor: totalMinor } };
}

/** The last before its day, else the first after it. */
function lastOf(payments: readonly Payment[], { receivedOn }: Payment): readonly Payment[] {
  const inOrder = [...payments].sort((a, b) => (a.receivedOn < b.receivedOn ? -1 : 1));
  const before = inOrder.filter((one) => one.receivedOn <= receivedOn);
  return before.length === 0 ? inOrder.slice(0, PAYMENTS_LOOKED_AT) : before.slice(-PAYMENTS_LOOKED_AT);
}

function toldTwice({ receivedOn, amountMinor, reference }: Payment, payments: readonly Payment[]): Flag | undefined {
  const other = payments.find((one) => one.receivedOn === receivedOn && one.amountMinor === amountMinor && one.reference !== reference);
  if (other === undefined) return undefined;
  return { code: 'SAME_DAY_AND_AMOUNT', figures: { amount: formatMinor(amountMinor), on: receivedOn, otherReference: other.reference } };
}

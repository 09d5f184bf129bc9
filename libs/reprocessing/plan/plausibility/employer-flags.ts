/** What looks wrong in an employer's rows: each against the ledger, and against the rows before it in the file. */
import type { EmployerState } from '#ledger/employer/state.js';
import type { Flag } from '#ledger/participant/flag.js';
import { amountMinor as minorOf, formatMinor } from '#money/amount.js';
import { previousDay, type CivilDate } from '#money/civil-date.js';
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
  const headcounts = byDay<Headcount>(before.headcounts, ({ on }) => on);
  const payments = byDay<Payment>(before.payments, ({ receivedOn }) => receivedOn);
  return (row) => {
    switch (row.record) {
      case 'headcount': {
        const found = unusualHeadcount(row, headcounts, limits);
        headcounts.add(row);
        return found === undefined ? NOTHING : { flags: [found], movement: undefined };
      }
      case 'premium-payment': {
        const judged = judgedPayment(row, before, payments, limits);
        payments.add(row);
        return judged;
      }
      default:
        return NOTHING; // no figure that others could be held against
    }
  };
}

/** What is known, in order of days; what was told first of a day comes first. */
interface ByDay<One> {
  readonly known: readonly One[];
  /** Where the first stands that is later than a day. */
  readonly after: (day: CivilDate) => number;
  readonly add: (one: One) => void;
}

/** From the end, since rows are judged in about the order of their days. */
function byDay<One>(told: readonly One[], dayOf: (one: One) => CivilDate): ByDay<One> {
  const known = [...told].sort((a, b) => (dayOf(a) < dayOf(b) ? -1 : 1));
  const after = (day: CivilDate): number => known.findLastIndex((one) => dayOf(one) <= day) + 1;
  return { known, after, add: (one) => void known.splice(after(dayOf(one)), 0, one) };
}

/** Against the last one known of an earlier day, else the first of a later one. */
function unusualHeadcount(
  { on, employees }: Headcount,
  { known, after }: ByDay<Headcount>,
  { change }: PlausibilityLimits,
): Flag | undefined {
  const usual = known[after(on) - 1] ?? known[0];
  if (usual === undefined || usual.employees <= 0 || Math.abs(employees - usual.employees) < FEWEST_MOVED) return undefined;
  const ratio = employees / usual.employees;
  if (ratio < change && ratio > 1 / change) return undefined;
  return { code: 'UNUSUAL_HEADCOUNT', figures: { employees, usual: usual.employees, usualOn: usual.on, on, limit: String(change) } };
}

function judgedPayment(
  row: RowOf<'premium-payment'>,
  { invoices }: EmployerState,
  payments: ByDay<Payment>,
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

/** The last up to its day, else the first after it. */
function lastOf({ known, after }: ByDay<Payment>, { receivedOn }: Payment): readonly Payment[] {
  const end = after(receivedOn);
  return end === 0 ? known.slice(0, PAYMENTS_LOOKED_AT) : known.slice(Math.max(0, end - PAYMENTS_LOOKED_AT), end);
}

function toldTwice({ receivedOn, amountMinor, reference }: Payment, { known, after }: ByDay<Payment>): Flag | undefined {
  const ofDay = known.slice(after(previousDay(receivedOn)), after(receivedOn));
  const other = ofDay.find((one) => one.amountMinor === amountMinor && one.reference !== reference);
  if (other === undefined) return undefined;
  return { code: 'SAME_DAY_AND_AMOUNT', figures: { amount: formatMinor(amountMinor), on: receivedOn, otherReference: other.reference } };
}

/** The reading of an invoice's lines, in pages. */
import { linesOfInvoice, type PremiumLineOfInvoice } from '#reprocessing/invoicing/premium-lines.js';
import { TextField } from '../http/fields.js';
import { PageQuery, pageOf, pageStart, type Page } from './lists.js';
import type { Served } from './served.js';

export class PremiumLinesQuery extends PageQuery {
  @TextField(200, { description: 'The invoice, as the statement names it.', example: '2018-03' })
  readonly invoice!: string;
}

interface PremiumLinesQuestion extends PremiumLinesQuery {
  readonly employerId: string;
}

/** A cursor stands behind a number of lines of a participant, who may have many on one invoice. */
export async function premiumLines(
  { journal, clock }: Served,
  { employerId, ...asked }: PremiumLinesQuestion,
): Promise<Page<PremiumLineOfInvoice>> {
  const { invoice } = asked;
  const start = await pageStart(journal, clock, 'premium-lines', { employerId, invoice }, asked);
  const [from, seen = '0'] = start.after?.split(' ') ?? [];
  const items: PremiumLineOfInvoice[] = [];
  let [of, number] = [from, 0];
  for await (const line of linesOfInvoice(journal, { employerId, invoice, upTo: start.upTo, knownAt: start.knownAt, from })) {
    if (line.participantId !== of) [of, number] = [line.participantId, 0];
    if (of === from && number < Number(seen)) {
      number += 1;
      continue;
    }
    if (items.length === start.limit) return pageOf(start, items, behind(items, from, Number(seen)));
    items.push(line);
    number += 1;
  }
  return pageOf(start, items, undefined);
}

function behind(items: readonly PremiumLineOfInvoice[], from: string | undefined, seen: number): string {
  const last = items.at(-1)?.participantId ?? '';
  const listed = items.filter(({ participantId }) => participantId === last).length;
  return `${last} ${last === from ? listed + seen : listed}`;
}

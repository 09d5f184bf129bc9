/** The receiver of a proposal as the specification writes it, `receiver {type, id, name, fundId, ppiGround}`, told as columns. */
import { refuse } from '#ledger/kernel/refusal.js';

/** The column of each. */
export const RECEIVER_COLUMNS = {
  type: 'receiverType',
  id: 'receiverId',
  name: 'receiverName',
  fundId: 'receiverFundId',
  ppiGround: 'ppiGround',
} as const;

type Given = { readonly [field: string]: unknown };

/** Without a nested receiver: what was given. Refuses UNKNOWN_COLUMN, and DUPLICATE_FIELD where a column says it too. */
export function withFlatReceiver(given: Given): Given {
  const { receiver, ...rest } = given;
  if (typeof receiver !== 'object' || receiver === null || Array.isArray(receiver)) return given;
  const flat = Object.entries(receiver).flatMap(([name, value]): readonly (readonly [string, unknown])[] => {
    if (value === undefined || value === null) return [];
    if (!Object.hasOwn(RECEIVER_COLUMNS, name)) {
      return refuse('UNKNOWN_COLUMN', { column: `receiver.${name}`, known: Object.keys(RECEIVER_COLUMNS), kind: 'fields' });
    }
    const column = RECEIVER_COLUMNS[name as keyof typeof RECEIVER_COLUMNS];
    if (rest[column] !== undefined && rest[column] !== null) refuse('DUPLICATE_FIELD', { column });
    return [[column, value]];
  });
  return { ...rest, ...Object.fromEntries(flat) };
}

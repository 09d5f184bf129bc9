import { Refused } from '#ledger/kernel/refusal.js';

/** The code that work is refused with; an error that is no refusal fails the test. */
export async function refusalOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Refused) return error.refusal.code;
    throw error;
  }
  return 'no refusal';
}

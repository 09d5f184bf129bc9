/**
 * What every engine of the journal must do: one suite, run by each adapter's own specification file. Expected revisions,
 * positions and times are written out by hand.
 */
import { journalAppendContract } from './contract/append.js';
import { journalReadContract } from './contract/read.js';
import { journalRepeatContract } from './contract/repeat.js';
import { journalTimeContract } from './contract/time.js';
import { journalValidityContract } from './contract/validity.js';
import type { OpenJournal } from './contract/setting.js';
import { journalSubscriptionContract } from './contract/subscription.js';

/**
 * Runs the suite on an engine. `open` gives a journal that is empty for the test, with the rules and the clock it is
 * handed; what it opened besides is closed by `close`.
 */
export function journalContract(name: string, open: OpenJournal): void {
  describe(`the journal's contract: ${name}`, () => {
    journalAppendContract(open);
    journalRepeatContract(open);
    journalTimeContract(open);
    journalValidityContract(open);
    journalReadContract(open);
    journalSubscriptionContract(open);
  });
}

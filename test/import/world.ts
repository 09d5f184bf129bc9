/** A ledger on disk with two plain schemes, for tests of imports: one of incomes with a settlement, one of contributions. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Journal } from '#journal/port.js';
import { openSqliteJournal } from '#journal/sqlite/journal.js';
import { CATALOGUE } from '#ledger/catalogue.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { refuse } from '#ledger/kernel/refusal.js';
import { formatMinor } from '#money/amount.js';
import { yearOf } from '#money/civil-date.js';
import { parameterSet } from '#rulebooks/frame/parameters/parameters.js';
import type { CorrectionPolicy } from '#rulebooks/frame/capabilities/corrections.js';
import type { Rulebook } from '#rulebooks/frame/rulebook.js';
import { importFile, type ImportReport, type ImportRequest } from '#reprocessing/intake/import-file.js';
import type { SchemeSource } from '#reprocessing/intake/schemes.js';
import type { InputKind } from '#reprocessing/formats/rows.js';

/** Settles a tenth of the difference as premium, without interest; refuses the income year 1999, whose rate is missing. */
const settle: Extract<CorrectionPolicy, { kind: 'window-settlement' }>['settle'] = (_state, correction, correctionId) => {
  const { incomeYear, before, afterMinor, correctedOn } = correction;
  const correctionYear = yearOf(correctedOn);
  if (incomeYear === 1999) refuse('MISSING_PARAMETER', { parameter: 'plain-incomes.rate', date: '1999-12-31' });
  const common = {
    correction: correctionId,
    incomeYear,
    correctionYear,
    incomeBefore: formatMinor(before.amountMinor),
    incomeAfter: formatMinor(afterMinor),
    currency: 'EUR' as const,
    rulebook: 'plain-incomes 1',
  };
  if (incomeYear < correctionYear - 8) return { type: 'CorrectionTimeBarred', data: { ...common, article: 'section 2.4' } };
  const premiumDelta = formatMinor(incomeYear === correctionYear ? 0 : Math.round((afterMinor - before.amountMinor) / 10));
  const kind = incomeYear === correctionYear ? 'ordinary' : 'correction';
  const amounts = { premiumDelta, premiumInterest: '0.00', smoothingDelta: '0.00', smoothingInterest: '0.00', total: premiumDelta };
  return { type: 'CorrectionSettled', data: { ...common, kind, ...amounts } };
};

const INCOMES = {
  id: 'plain-incomes',
  currency: 'EUR',
  facts: {
    incomes: true,
    incomeFields: ['coverage', 'earnedBefore23'],
    contributions: false,
    openingValue: false,
    transfers: false,
    pensionPayments: false,
    employers: false,
    pensions: ['old-age-pension', 'disability-pension', 'individual-early-retirement', 'unemployment-pension'],
  },
  capabilities: { corrections: { kind: 'window-settlement', settle } },
} as unknown as Rulebook;

const CONTRIBUTIONS = {
  id: 'plain-savings',
  currency: 'DKK',
  facts: {
    incomes: false,
    contributions: true,
    openingValue: true,
    transfers: true,
    pensionPayments: true,
    employers: false,
    pensions: ['old-age-pension', 'disability-pension', 'spouse-pension', 'child-pension'],
  },
  capabilities: { corrections: { kind: 'as-if-original', derive: () => [] } },
} as unknown as Rulebook;

/** Both schemes; the fund has published nothing. */
export const PLAIN_SCHEMES: SchemeSource = {
  rulebooks: [INCOMES, CONTRIBUTIONS],
  parameters: async (_fundId, scheme) => parameterSet(scheme, []),
};

export interface World {
  readonly folder: string;
  readonly journal: Journal;
  /** Writes a file into the folder; answers its path. */
  readonly file: (name: string, content: string | Uint8Array) => string;
  readonly import: (kind: InputKind, file: string, options?: Partial<ImportRequest>) => Promise<ImportReport>;
  /** All events of streams with a prefix, in recorded order. */
  readonly events: (streamPrefix: string) => Promise<readonly RecordedEvent[]>;
  readonly close: () => Promise<void>;
}

/** It is 1 June 2013 there. */
export async function openWorld(): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'accrual-import-'));
  const clock = (): string => '2013-06-01T12:00:00.000Z';
  const journal = await openSqliteJournal(join(folder, 'journal.sqlite'), { rules: CATALOGUE, clock });
  return {
    folder,
    journal,
    file: (name, content) => {
      const path = join(folder, name);
      writeFileSync(path, content);
      return path;
    },
    import: (kind, file, options = {}) =>
      importFile({
        journal,
        kind,
        file,
        dryRun: false,
        migrate: false,
        clock,
        actor: 'test',
        folder,
        ...PLAIN_SCHEMES,
        ...options,
      }),
    events: async (streamPrefix) => {
      const found: RecordedEvent[] = [];
      for await (const page of journal.readAll({ filter: { streamPrefix } })) found.push(...page);
      return found;
    },
    close: async () => {
      await journal.close();
      rmSync(folder, { recursive: true });
    },
  };
}

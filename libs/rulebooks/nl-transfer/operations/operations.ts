/** All operations of the rulebook (`accrual calculate transfer.…`). */
import type { Operation } from '../../frame/operation.js';
import { equivalenceOperation } from './equivalence.js';
import { ledgerOperation, statementOperation } from './postings.js';
import { processOperation } from './process.js';
import { sectorOperation } from './sector.js';

export const transferOperations: readonly Operation[] = [
  processOperation,
  equivalenceOperation,
  ledgerOperation,
  statementOperation,
  sectorOperation,
];

/** All operations of the rulebook (`accrual calculate transfer.…`). */
import type { Operation } from '../frame/operation.js';
import { equivalenceOperation } from './operations/equivalence.js';
import { ledgerOperation, statementOperation } from './operations/postings.js';
import { processOperation } from './operations/process.js';
import { sectorOperation } from './operations/sector.js';

export const transferOperations: readonly Operation[] = [
  processOperation,
  equivalenceOperation,
  ledgerOperation,
  statementOperation,
  sectorOperation,
];

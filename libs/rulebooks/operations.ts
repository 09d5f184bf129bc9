/**
 * What `accrual calculate` offers, by name. Loaded where something is calculated: a question to the ledger needs none of it.
 * nl-ftk and nl-transfer are no schemes that anyone belongs to: their rules are those of any Dutch scheme's fund, and of a transfer
 * between two.
 */
import { dkOperations } from './dk-p90/operations/operations.js';
import { fiOperations } from './fi-kapl/operations/operations.js';
import type { Operation } from './frame/operation.js';
import { ftkOperations } from './nl-ftk/operations/operations.js';
import { pobOperations } from './nl-pob/operations/operations.js';
import { transferOperations } from './nl-transfer/operations/operations.js';

const ALL: readonly Operation[] = [...fiOperations, ...dkOperations, ...ftkOperations, ...pobOperations, ...transferOperations];

export const OPERATIONS: ReadonlyMap<string, Operation> = new Map(ALL.map((operation) => [operation.name, operation]));

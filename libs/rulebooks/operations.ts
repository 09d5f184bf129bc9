/**
 * What `accrual calculate` offers, by name. Loaded where something is calculated: a question to the ledger needs none of it.
 * nl-ftk is no scheme that anyone belongs to: its rules are those of any Dutch scheme's fund.
 */
import { dkOperations } from './dk-p90/operations.js';
import { fiOperations } from './fi-kapl/operations.js';
import type { Operation } from './frame/operation.js';
import { ftkOperations } from './nl-ftk/operations.js';

const ALL: readonly Operation[] = [...fiOperations, ...dkOperations, ...ftkOperations];

export const OPERATIONS: ReadonlyMap<string, Operation> = new Map(ALL.map((operation) => [operation.name, operation]));

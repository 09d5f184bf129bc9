/** `Idempotency-Key`: names one intent of the caller, so that a repeat is told from a second wish. */
import { canonicalText, type JsonValue } from '#ledger/kernel/json.js';
import { sha256Hex } from '#journal/sha256.js';
import { fail } from '../http/problem.js';

const KEY = /^[\x21-\x7e]{1,200}$/;

/** Refuses IDEMPOTENCY_KEY_REQUIRED and INVALID_IDEMPOTENCY_KEY. */
export function idempotencyKey(header: string | undefined): string {
  if (header === undefined || header === '') {
    fail('IDEMPOTENCY_KEY_REQUIRED');
  }
  if (!KEY.test(header)) fail('INVALID_IDEMPOTENCY_KEY');
  return header;
}

/** Id of the batch that keeps what was answered under the key. */
export function batchIdOfKey(key: string): string {
  return `http-${sha256Hex(key).slice(0, 32)}`;
}

/** SHA-256 of what is wanted: the operation, its subject and the body, however the JSON was written. */
export function intentDigest(operation: string, subject: string, body: JsonValue): string {
  return sha256Hex(canonicalText({ operation, subject, body }));
}

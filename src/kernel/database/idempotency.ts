import { createHash } from 'node:crypto';
import type { Database } from './database.js';
import { DomainError, RequestRefused } from '../runtime/domain-error.js';
import { defineMessages } from '../runtime/labels.js';
import type { Operation } from './operation.js';

defineMessages({
  INVALID_IDEMPOTENCY_KEY: {
    zh: '幂等键不能为空，首尾也不能有空白字符。',
    en: 'An idempotencyKey is not empty and has no white space at its ends.',
  },
});

/** A call's key, made ready before the transaction begins. */
export interface OperationKey {
  readonly personId: string;
  readonly key: string;
  readonly inputHash: string;
}

interface KeyRow {
  readonly at: Date;
  readonly input_hash: string | null;
  readonly answer: string | null;
}

/** The system's own work keeps its keys under this person. */
const SYSTEM_PERSON = '0';
const LONGEST_KEY = 128;

/** The client's key, or a fresh one, so that an unknown outcome of COMMIT can always be looked up. Throws DomainError INVALID_MAX_LENGTH, INVALID_IDEMPOTENCY_KEY. */
export function operationKey(operation: Operation, freshId: () => string): OperationKey | null {
  const given = operation.idempotencyKey ?? null;
  if (given === null && !operation.actor) return null;
  // The engines leave spaces at the end out of account: "k" and "k " would be one key.
  if (given !== null && (given === '' || given.trim() !== given))
    throw new DomainError('INVALID_IDEMPOTENCY_KEY', ['input', 'idempotencyKey']);
  if (given !== null && given.length > LONGEST_KEY)
    throw new DomainError('INVALID_MAX_LENGTH', ['input', 'idempotencyKey'], { limit: LONGEST_KEY });
  return {
    personId: operation.actor?.personId ?? SYSTEM_PERSON,
    key: given === null ? `s:${freshId()}` : `c:${given}`,
    inputHash: hashOf([operation.action, operation.input ?? null]),
  };
}

/** The database's moment, and the earlier answer to this key if there is one. Throws CONFLICT when the key came with another input. */
export async function openWithKey(
  database: Database,
  key: OperationKey | null,
): Promise<{ at: Date; earlier: { answer: unknown } | null }> {
  if (!key) {
    const now = await database.one<{ at: Date }>('SELECT UTC_TIMESTAMP(3) AS at');
    return { at: now!.at, earlier: null };
  }
  const row = await database.one<KeyRow>(
    `SELECT UTC_TIMESTAMP(3) AS at, k.input_hash, k.answer FROM (SELECT 1 AS one) o
     LEFT JOIN idempotency_key k ON k.person_id = ? AND k.idempotency_key = ?`,
    [key.personId, key.key],
  );
  if (!row || row.input_hash === null) return { at: row!.at, earlier: null };
  if (row.input_hash !== key.inputHash)
    throw new RequestRefused(
      'CONFLICT',
      'This idempotencyKey was used with another input. Use a new key. 该幂等键已用于不同的输入，请换用新的键。',
    );
  return { at: row.at, earlier: { answer: JSON.parse(row.answer ?? 'null') as unknown } };
}

/** Its primary key (person, key) is what makes two calls with one key have one effect. */
export const KEY_TABLE = 'idempotency_key';

/** Columns of the key table, for the row that commits with the work. */
export const KEY_COLUMNS = ['person_id', 'idempotency_key', 'input_hash', 'answer', 'created_at'];

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value, canonical)).digest('hex');
}

/** Sorts object keys and leaves the key itself out, so that equal inputs hash alike. */
function canonical(name: string, value: unknown): unknown {
  if (name === 'idempotencyKey') return undefined;
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof Date) return value;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

import { createHash, randomBytes } from 'node:crypto';
import { type AuditChanges, type ChangedValue, isErased } from './audit-changes.js';

/** An audit entry with its values, as the tables hold it. */
export interface StoredEntry {
  readonly id: string;
  readonly at: Date;
  readonly event: string;
  readonly actor_id: string | null;
  readonly session_id: string | null;
  readonly address: string | null;
  readonly request_id: string | null;
  readonly action: string;
  readonly kind: string;
  readonly record_id: string;
  readonly record_version: number;
  readonly reason: string | null;
  readonly times: number;
}

/** 96 bits for each field: a digest says nothing of a telephone number once its salt is gone. */
const SALT_BYTES = 12;
const SALT_LENGTH = 16;
/** Stands where the salt of an erased field stood. */
export const NO_SALT = '.'.repeat(SALT_LENGTH);

/** Begins the chain. */
export const FIRST_LINK = Buffer.alloc(32);

/** One salt for each field, in the order of the fields; base64, 16 characters each. */
export function newSalts(fields: number): string {
  return randomBytes(SALT_BYTES * fields).toString('base64');
}

/** The salt of each field of an entry. */
export function saltsOf(changes: AuditChanges, salts: string): Map<string, string> {
  const fields = Object.keys(changes);
  return new Map(fields.map((field, at) => [field, salts.slice(at * SALT_LENGTH, (at + 1) * SALT_LENGTH)]));
}

/** Digest of what an entry says besides values: who, when, from where, what, why. */
export function entryDigest(entry: StoredEntry): Buffer {
  return sha256(
    JSON.stringify([
      ...[entry.id, entry.at.toISOString(), entry.event, entry.actor_id, entry.session_id, entry.address],
      ...[entry.request_id, entry.action, entry.kind, entry.record_id, entry.record_version, entry.reason, entry.times],
    ]),
  );
}

/** Salted digest of one field's old and new value, as hexadecimal digits. */
export function fieldDigest(salt: string, field: string, [old, now]: ChangedValue): string {
  return sha256(`${salt}${JSON.stringify([field, old, now])}`).toString('hex');
}

/** Digest of all values of an entry; an erased one is represented by the digest it left, so that the whole stays the same. */
export function valueDigest(changes: AuditChanges, salts: string): Buffer {
  const salt = saltsOf(changes, salts);
  const digests = Object.entries(changes).map(([field, change]) => [
    field,
    isErased(change) ? change.erased : fieldDigest(salt.get(field)!, field, change),
  ]);
  return sha256(JSON.stringify(digests));
}

/** The link of an entry: it holds the link before it, so that no entry can be changed, left out or moved. */
export function linkAfter(previous: Buffer, seq: string, entry: Buffer, values: Buffer): Buffer {
  return createHash('sha256').update(previous).update(seq).update(entry).update(values).digest();
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

import { fieldsWhere, recordField } from './record-fields.ts';
import type { TrackRecord } from './track-record.ts';

const SIGNATURE_FIELDS = fieldsWhere(({ signature }) => signature !== undefined);

/** Returns all file signatures in a record, of either kind. */
export function storedSignatures(record: TrackRecord): string[] {
  return SIGNATURE_FIELDS.map((key) => signatureIn(record[key], recordField(key)?.signature)).filter(
    (signature) => typeof signature === 'string',
  );
}

/**
 * Returns the patch for a file whose tags changed but not its sound. The patch replaces the old signature everywhere in
 * the record, even under keys that rbassist does not know, so that no scan analyses the track again.
 */
export function carrySignatures(record: TrackRecord | undefined, before: string, after: string): TrackRecord {
  const patch: TrackRecord = {};
  if (!record || before === after) return patch;
  for (const [key, value] of Object.entries(record)) {
    const member = recordField(key)?.signature;
    if (value === before) patch[key] = after;
    else if (typeof member === 'string' && signatureIn(value, member) === before) {
      patch[key] = { ...(value as object), [member]: after };
    }
  }
  return patch;
}

function signatureIn(value: unknown, member: true | string | undefined): unknown {
  if (typeof member !== 'string') return value;
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[member] : undefined;
}

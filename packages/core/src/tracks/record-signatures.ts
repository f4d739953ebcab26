import { fieldsWhere, recordField } from './record-fields.ts';
import type { TrackRecord } from './track-record.ts';

const SIGNATURE_FIELDS = fieldsWhere(({ signature }) => signature !== undefined);

/** Returns every signature of its file that a record stores, of either kind. */
export function storedSignatures(record: TrackRecord): string[] {
  return SIGNATURE_FIELDS.map((key) => signatureIn(record[key], recordField(key)?.signature)).filter(
    (signature) => typeof signature === 'string',
  );
}

/**
 * Makes the patch for a file whose tags changed and whose sound did not. It replaces the old signature wherever the
 * record stores it, also under keys that rbassist does not know, so that nothing is analysed again.
 *
 * @param before Signature before the change.
 * @param after Signature after the change.
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

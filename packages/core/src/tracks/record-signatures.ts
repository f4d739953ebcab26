import { fieldsWhere, recordField } from './record-fields.ts';
import type { TrackRecord } from './track-record.ts';

const SIGNATURE_FIELDS = fieldsWhere(({ signature }) => signature !== undefined);

/** Every signature of its file that a record stores, of either kind. */
export function storedSignatures(record: TrackRecord): string[] {
  return SIGNATURE_FIELDS.map((key) => signatureIn(record[key], recordField(key)?.signature)).filter(
    (signature) => typeof signature === 'string',
  );
}

/**
 * Makes the patch for a file whose tags were changed and whose sound was not: every signature of its state before becomes that of its state now, also
 * under keys that rbassist does not know, so that nothing is analysed again.
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

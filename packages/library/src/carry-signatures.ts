import type { TrackRecord } from '@rbassist/core';
import type { TrackPatch } from '@rbassist/meta';

/**
 * The patch for a file whose tags we changed and whose sound we did not: whatever the record stores about its state before holds of its state now,
 * under whichever name, so that nothing is listened to again.
 */
export function carrySignatures(record: TrackRecord | undefined, before: string, after: string): TrackPatch {
  const patch: TrackPatch = {};
  if (!record || before === after) return patch;
  for (const [name, value] of Object.entries(record)) if (value === before) patch[name] = after;
  if (record.error?.signature === before) patch.error = { ...record.error, signature: after };
  return patch;
}

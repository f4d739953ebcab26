import { isMeasured, lacksValue, mayReplace, type TrackRecord } from '@rbassist/core';

/** True if a file's tag sets a record's BPM or key: it has none, or one measured before the file changed. */
export function takesTag(record: TrackRecord | undefined, key: 'bpm' | 'key', signature: string | undefined): boolean {
  return (
    record === undefined ||
    lacksValue(record, key) ||
    (record.analysis_signature !== signature && isMeasured(record, key))
  );
}

/** Returns the BPM that the analysis keeps and fits the grid to; `tag` for the file's tag, undefined for none. */
export function keptBpm(record: TrackRecord | undefined, signature: string): number | 'tag' | undefined {
  if (record?.bpm == null || takesTag(record, 'bpm', signature)) return 'tag';
  return mayReplace(record, 'bpm') ? undefined : record.bpm;
}

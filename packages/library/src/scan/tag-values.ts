import { isMeasured, mayReplace, type TrackRecord } from '@rbassist/core';

/** True if a tag of the file gives a record its BPM or key: there is none, or it was measured from another state of the file. */
export function takesTag(record: TrackRecord | undefined, key: 'bpm' | 'key', signature: string | undefined): boolean {
  return record?.[key] == null || (record.analysis_signature !== signature && isMeasured(record, key));
}

/** The BPM that a track keeps whatever is measured, so that its grid can be made for it; `tag` for that of the file's tag, if any. */
export function keptBpm(record: TrackRecord | undefined, signature: string): number | 'tag' | undefined {
  if (record?.bpm == null || takesTag(record, 'bpm', signature)) return 'tag';
  return mayReplace(record, 'bpm') ? undefined : record.bpm;
}

import type { TrackAnalysis } from '@rbassist/analyze';
import { isMeasured, isSamePulse, isUncertainBpm, lacksValue, mayReplace, type TrackRecord } from '@rbassist/core';

/** Returns true if a tag sets a record's BPM or key: there is none, or the file changed after it was measured. */
export function takesTag(record: TrackRecord | undefined, key: 'bpm' | 'key', signature: string | undefined): boolean {
  return (
    record === undefined ||
    lacksValue(record, key) ||
    (record.analysis_signature !== signature && isMeasured(record, key))
  );
}

/** Returns the BPM that the analysis keeps and fits the grid to: `tag` for the file's tag, undefined for none. */
export function keptBpm(record: TrackRecord | undefined, signature: string): number | 'tag' | undefined {
  if (record?.bpm == null || takesTag(record, 'bpm', signature)) return 'tag';
  return mayReplace(record, 'bpm') ? undefined : record.bpm;
}

/** Returns true if the tempo of the tag is certainly wrong. */
export function isOtherTempo(tag: number | undefined, { bpm, bpm_confidence }: Partial<TrackAnalysis>): boolean {
  if (tag === undefined || bpm == null || isUncertainBpm({ bpm, bpm_confidence })) return false;
  return !isSamePulse(bpm, tag);
}

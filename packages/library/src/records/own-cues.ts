import { isMeasured, type TrackRecord, valueDigest } from '@rbassist/core';
import type { TrackPatch } from '@rbassist/meta';

/**
 * Makes the patch that gives an `end` to points of rbassist's own cues. An earlier rbassist stored none, and the Python
 * rbassist then exports 0. Returns undefined if no point lacks one, or somebody else set the cues.
 */
export function endOwnPoints(record: TrackRecord): TrackPatch | undefined {
  const { cues = [], analysis_wrote: wrote } = record;
  if (!cues.some(({ end }) => end === undefined) || !isMeasured(record, 'cues')) return undefined;
  const ended = cues.map((cue) => (cue.end === undefined ? { ...cue, end: cue.start } : cue));
  return { cues: ended, analysis_wrote: { ...wrote, cues: valueDigest(ended) } };
}

import { isMeasured, type TrackRecord, valueDigest } from '@rbassist/core';
import type { TrackPatch } from '@rbassist/meta';

/** Earlier versions stored no `end` of rbassist's own cues, and the Python rbassist then exports 0. */
export function endOwnPoints(record: TrackRecord): TrackPatch | undefined {
  const { cues = [], analysis_wrote: wrote } = record;
  if (!cues.some(({ end }) => end === undefined) || !isMeasured(record, 'cues')) return undefined;
  const ended = cues.map((cue) => (cue.end === undefined ? { ...cue, end: cue.start } : cue));
  return { cues: ended, analysis_wrote: { ...wrote, cues: valueDigest(ended) } };
}

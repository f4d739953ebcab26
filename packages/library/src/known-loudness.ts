import { ANALYSIS_VERSION, type LoudnessAnalysis } from '@rbassist/analyze';
import type { TrackRecord } from '@rbassist/core';
import type { TrackPatch } from '@rbassist/meta';

/** The loudness that is stored for a state of a file; undefined where there is none, or one of an older way of measuring. */
export function knownLoudness(record: TrackRecord | undefined, signature: string): LoudnessAnalysis | undefined {
  if (!record || record.analysis_version?.loudness !== ANALYSIS_VERSION.loudness) return undefined;
  // an analysis of everything has one signature for all of it
  if ((record.loudness_signature ?? record.sig_bpmkey) !== signature) return undefined;
  const { loudness_lufs, loudness_range_lu, true_peak_db } = record;
  if (loudness_lufs === undefined || loudness_range_lu === undefined || true_peak_db === undefined) return undefined;
  return { loudness_lufs, loudness_range_lu, true_peak_db };
}

/** The patch that stores what was measured of a state of a file. */
export function loudnessPatch(
  record: TrackRecord | undefined,
  loudness: LoudnessAnalysis,
  signature: string,
): TrackPatch {
  return {
    ...loudness,
    loudness_signature: signature,
    analysis_version: { ...record?.analysis_version, loudness: ANALYSIS_VERSION.loudness },
  };
}

import { ANALYSIS_VERSION, type LoudnessAnalysis } from '@rbassist/analyze';
import type { TrackRecord } from '@rbassist/core';
import type { TrackPatch } from '@rbassist/meta';
import { analysisPatch } from '../records/analysis-patch.ts';

/** Returns undefined if the loudness is missing, or of another signature or version. */
export function storedLoudness(record: TrackRecord | undefined, signature: string): LoudnessAnalysis | undefined {
  if (!record || record.analysis_version?.loudness !== ANALYSIS_VERSION.loudness) return undefined;
  if (record.analysis_signature !== signature) return undefined;
  const { loudness_lufs, loudness_range_lu, true_peak_db } = record;
  if (loudness_lufs === undefined || loudness_range_lu === undefined || true_peak_db === undefined) return undefined;
  return { loudness_lufs, loudness_range_lu, true_peak_db };
}

export function loudnessPatch(
  record: TrackRecord | undefined,
  loudness: LoudnessAnalysis,
  signature: string,
): TrackPatch {
  return analysisPatch(record ?? {}, { analysis: loudness, parts: ['loudness'], signature, force: false });
}

export { ANALYSIS_DEFAULTS, type AnalysisOptions, analysisSettings } from './analysis-options.ts';
export { ANALYSIS_RATE } from './analysis-rate.ts';
export { type AnalyzeFileOptions, analyzeFile } from './analyze-file.ts';
export { type AnalyzeFilesOptions, analyzeFiles } from './analyze-files.ts';
export type { BeatGrid } from './beat-grid.ts';
export {
  CUE_PLACES,
  type CuePlace,
  type CuePosition,
  type CueTemplate,
  type CueTemplateItem,
  parseCueTemplate,
} from './cues/cue-template.ts';
export { DEFAULT_CUE_TEMPLATE } from './cues/default-template.ts';
export { type SuggestCuesOptions, suggestCues } from './cues/suggest-cues.ts';
export { fingerprintDifference } from './fingerprint/fingerprint-difference.ts';
export { fingerprintFile } from './fingerprint/fingerprint-file.ts';
export { FINGERPRINT_RATE, type SoundFingerprint, soundFingerprint } from './fingerprint/sound-fingerprint.ts';
export type { FrameFeatures } from './frame-features.ts';
export { createFrontEnd, type FrontEnd, type FrontEndPass, type LongFrameListener } from './front-end.ts';
export { type AnalyzeKeyOptions, analyzeKey } from './key/analyze-key.ts';
export { KEY_PROFILE_NAMES, type KeyProfileName } from './key/key-profiles.ts';
export { createKeyTracker, type KeyHearing, type KeyTracker } from './key/key-tracker.ts';
export { type HeardFile, type ListenToFileOptions, listenToFile } from './listen-to-file.ts';
export { createLoudnessMeter, type LoudnessMeter, type LoudnessMeterOptions } from './loudness/loudness-meter.ts';
export { findSections } from './sections/find-sections.ts';
export { createTempoAnalyzer, type TempoAnalyzer, type TempoResult } from './tempo/analyze-tempo.ts';
export type { ChromaFrames } from './tempo/beat-profile.ts';
export type { TempoOptions } from './tempo/tempo-options.ts';
export {
  ANALYSIS_PARTS,
  ANALYSIS_VERSION,
  type AnalysisPart,
  type KeyAnalysis,
  type LoudnessAnalysis,
  type TrackAnalysis,
} from './track-analysis.ts';
export { createTrackAnalyzer, type ListenOptions, type TrackAnalyzer, type TrackListener } from './track-analyzer.ts';
export { createWorkerPool, DEFAULT_WORKERS, handOver, type WorkerPool, type WorkerPoolOptions } from './worker-pool.ts';

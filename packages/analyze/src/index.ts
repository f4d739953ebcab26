export { type CueTemplate, parseCueTemplate } from './cues/cue-template.ts';
export { suggestCues } from './cues/suggest-cues.ts';
export { ANALYSIS_RATE } from './features/analysis-rate.ts';
export { createFeaturePipeline, type FeaturePipeline } from './features/feature-pipeline.ts';
export { type AnalyzeFileOptions, analyzeFile } from './files/analyze-file.ts';
export {
  ANALYZE_FILES_DEFAULTS,
  type AnalyzeFilesOptions,
  type AnalyzeFilesSummary,
  analyzeFiles,
} from './files/analyze-files.ts';
export { analyzeStream, type FileAnalysis, type MarkedAnalysis } from './files/analyze-stream.ts';
export { createWorkerPool, DEFAULT_WORKERS, transferReply } from './files/worker-pool.ts';
export type { AcousticFingerprint } from './fingerprint/acoustic-fingerprint.ts';
export { fingerprintDifference } from './fingerprint/fingerprint-difference.ts';
export { fingerprintFile } from './fingerprint/fingerprint-file.ts';
export { analyzeKey } from './key/analyze-key.ts';
export { createKeyExtractor, type KeyFeatures } from './key/key-extractor.ts';
export { KEY_PROFILE_NAMES, type KeyProfileName } from './key/key-profiles.ts';
export { createLoudnessMeter, type LoudnessAnalysis } from './loudness/loudness-meter.ts';
export { findSections } from './sections/find-sections.ts';
export { createTempoAnalyzer } from './tempo/analyze-tempo.ts';
export type { BeatGrid } from './tempo/beat-grid.ts';
export { feltTempos } from './tempo/felt-tempo.ts';
export { GRID_MODES } from './tempo/tempo-options.ts';
export type { TempoPrior } from './tempo/tempo-prior.ts';
export { ANALYSIS_DEFAULTS, type AnalysisOptions, analysisSettings } from './track/analysis-options.ts';
export { ANALYSIS_PARTS, ANALYSIS_VERSION, type AnalysisPart, type TrackAnalysis } from './track/track-analysis.ts';
export { createTrackAnalyzer, type TrackAnalyzer, type TrackExtractor } from './track/track-analyzer.ts';
export { computeDetail, type DetailPart } from './waveform/compute-detail.ts';
export { computeOverview } from './waveform/compute-overview.ts';
export {
  createOverviewExtractor,
  type OverviewExtractor,
  type WaveformOverview,
} from './waveform/overview-extractor.ts';
export { reduceWaveform } from './waveform/reduce-waveform.ts';
export { DETAIL_RATE, WAVEFORM_BANDS, WAVEFORM_VERSION } from './waveform/waveform-form.ts';

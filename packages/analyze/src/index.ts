export { ANALYSIS_DEFAULTS, type AnalysisOptions, analysisSettings } from './analysis-options.ts';
export { type AnalyzeFileOptions, analyzeFile } from './analyze-file.ts';
export { type AnalyzeFilesOptions, analyzeFiles } from './analyze-files.ts';
export {
  CUE_PLACES,
  type CuePlace,
  type CuePosition,
  type CueTemplate,
  type CueTemplateItem,
  parseCueTemplate,
} from './cues/cue-template.ts';
export { type HeardFile, type ListenToFileOptions, listenToFile } from './listen-to-file.ts';
export { createLoudnessMeter, type LoudnessMeter, type LoudnessMeterOptions } from './loudness/loudness-meter.ts';
export {
  ANALYSIS_PARTS,
  ANALYSIS_VERSION,
  type AnalysisPart,
  type LoudnessAnalysis,
  type TrackAnalysis,
} from './track-analysis.ts';
export { createTrackAnalyzer, type ListenOptions, type TrackAnalyzer, type TrackListener } from './track-analyzer.ts';
export { createWorkerPool, DEFAULT_WORKERS, type WorkerPool, type WorkerPoolOptions } from './worker-pool.ts';

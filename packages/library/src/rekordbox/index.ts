export type {
  BrokenRule,
  ChangedTrack,
  CheckFinding,
  CheckSeverity,
  CheckSource,
  CheckXmlOptions,
  ContentChanges,
  DiffXmlOptions,
  DjCollection,
  DjEntry,
  ImportStep,
  XmlCheck,
  XmlDiff,
} from '@rbassist/rekordbox';
export {
  CUE_WRITINGS,
  checkRekordboxXml,
  DIFF_DEFAULTS,
  diffRekordboxXml,
  FILE_CHECK_MODES,
  PREFERENCES,
  readEngineLibrary,
  readRekordboxXml,
  readTraktorNml,
  TAG_TARGETS,
  type TagTarget,
  TONALITY_NOTATIONS,
  WATCH_DEFAULTS,
} from '@rbassist/rekordbox';
export { BPM_KINDS, type BpmKind } from './compare/bpm-agreement.ts';
export type { CalibratedCase, Calibration, SkippedTrack } from './compare/calibrate.ts';
export type { Agreement, AnalysisAgreement } from './compare/evaluate-analysis.ts';
export { GRID_KINDS, type GridKind } from './compare/grid-agreement.ts';
export type { HeaderCase } from './compare/header-case.ts';
export { KEY_KINDS, type KeyKind } from './compare/key-agreement.ts';
export { type ExportedNml, type ExportNmlOptions, NML_NAMES } from './export-nml.ts';
export { EXPORT_NAMES, EXPORT_XML_DEFAULTS, type ExportXmlOptions } from './export-options.ts';
export { LEFT_OUT_TEXT, type LeftOutReason, type LeftOutTrack } from './export-plan.ts';
export type { ExportTrackProblems } from './export-tracks.ts';
export type { ExportedPlaylist, ExportedXml } from './exported-xml.ts';
export type { ImportEvent, ImportedChange, ImportSummary, UnmatchedTrack } from './import-events.ts';
export { IMPORT_FIELDS, type ImportField } from './import-fields.ts';
export { IMPORT_DEFAULTS, type ImportOptions } from './import-options.ts';
export type { ImportedPlaylistSummary } from './list-playlists.ts';
export type { PlannedImport, PlannedStatus, PlanXmlOptions, XmlPlan } from './plan-options.ts';
export type { Mp3Offset } from './program-time.ts';
export { REKORDBOX_KEY_VARIABLE, type RekordboxDbOptions, readRekordboxDb } from './read-rekordbox-db.ts';
export { readSerato } from './read-serato.ts';
export { type RewriteXmlFileOptions, type RewrittenFile, rewriteXml } from './rewrite-xml.ts';
export type { DjMatch, MatchKind } from './track-matcher.ts';
export type { UndoneImport } from './undo-import.ts';
export { WATCH_ACTIONS, type WatchAction, type WatchLibraryEvent, type WatchLibraryOptions } from './watch-xml.ts';

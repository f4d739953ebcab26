export { EXPORT_NAMES, EXPORT_XML_DEFAULTS, type ExportXmlOptions } from './export-options.ts';
export { LEFT_OUT_TEXT, type LeftOutReason, type LeftOutTrack } from './export-plan.ts';
export type { ExportTrackProblems } from './export-tracks.ts';
export type { ExportedPlaylist, ExportedXml } from './export-xml.ts';
export type { ImportEvent, ImportedChange, ImportSummary, UnmatchedTrack } from './import-events.ts';
export { IMPORT_FIELDS, type ImportField } from './import-fields.ts';
export { IMPORT_DEFAULTS, type ImportOptions } from './import-options.ts';
export type { DjMatch, MatchKind } from './track-matcher.ts';
export type { UndoneImport } from './undo-import.ts';

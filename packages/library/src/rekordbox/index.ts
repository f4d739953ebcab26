export type { ImportEvent, ImportedChange, ImportSummary, UnmatchedTrack } from './import-events.ts';
export { IMPORT_FIELDS, type ImportField } from './import-fields.ts';
export { IMPORT_DEFAULTS, type ImportOptions } from './import-options.ts';
export type { DjMatch, MatchKind } from './track-matcher.ts';
export type { UndoneImport } from './undo-import.ts';

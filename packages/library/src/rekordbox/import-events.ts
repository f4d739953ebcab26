import type { ImportField } from './import-fields.ts';
import type { DjMatch, MatchKind } from './track-matcher.ts';

/** A track of a DJ program without a track in the library. */
export interface UnmatchedTrack {
  /** Identifier, path and location in the program. */
  id: string;
  path: string;
  location: string;
  artist?: string;
  title?: string;
  /** `duplicate` if another track of the program already is this track of the library. */
  reason: Extract<DjMatch, { reason: string }>['reason'] | 'duplicate';
  /** Tracks of the library that may be meant. */
  candidates: string[];
}

/** A value before and after an import; absent for none. */
export interface ImportedChange {
  field: ImportField;
  before?: unknown;
  after?: unknown;
}

/** Event of an import, in order. */
export type ImportEvent =
  /** The program that wrote the collection. */
  | { type: 'source'; program: string; version: string }
  /** Something in the collection can't be used as it is. */
  | { type: 'warning'; message: string }
  | {
      type: 'track';
      /** Path of the track in the library. */
      path: string;
      /** Way it was recognised; `new` for a new record. */
      by: MatchKind | 'new';
      /** Path in the program, if the track was recognised by something else. */
      movedFrom?: string;
      /** Values that change; empty if the record already had them. */
      changes: ImportedChange[];
      /** Fields whose other value stays, because you, a tag or another program set it. */
      kept: ImportField[];
    }
  | { type: 'unmatched'; track: UnmatchedTrack }
  /** A playlist, with the number of its entries and of those without a track in the library. */
  | { type: 'playlist'; folders: string[]; name: string; tracks: number; missing: number; isSmart: boolean };

/** Summary of `Library.importCollection`. */
export interface ImportSummary {
  program: string;
  version: string;
  dryRun: boolean;
  /** Tracks of the collection. */
  tracks: number;
  /** Tracks found in the library, by the way they were recognised. */
  matched: Record<MatchKind, number>;
  /** New records. */
  new: number;
  /** Tracks with new values, without new records. */
  changed: number;
  /** Tracks that already had all values. */
  unchanged: number;
  /** Tracks with a new value, by field. */
  fields: Partial<Record<ImportField, number>>;
  /** Tracks that keep another value, by field. */
  kept: Partial<Record<ImportField, number>>;
  /** Tracks without a track in the library, by reason. */
  unmatched: Partial<Record<UnmatchedTrack['reason'], number>>;
  /** MP3 and M4A files with a grid or cues whose start is unknown, so that their times may be up to 51 ms off. */
  unknownStart: number;
  playlists: number;
  /** Playlists among them that the program fills by rules; they hold the tracks of this moment. */
  smartPlaylists: number;
  warnings: number;
  /** True if the import changed something, which `undoImport` takes back. */
  canUndo: boolean;
  /** Changed tag files of the Python rbassist. */
  tagFiles: string[];
  /** True if the import was aborted; import again for the rest. */
  interrupted: boolean;
}

/** Returns a summary that counts nothing yet. */
export function emptySummary(dryRun: boolean): ImportSummary {
  return {
    program: '',
    version: '',
    dryRun,
    tracks: 0,
    matched: { path: 0, spelling: 0, signature: 0, 'file-name': 0, name: 0 },
    new: 0,
    changed: 0,
    unchanged: 0,
    fields: {},
    kept: {},
    unmatched: {},
    unknownStart: 0,
    playlists: 0,
    smartPlaylists: 0,
    warnings: 0,
    canUndo: false,
    tagFiles: [],
    interrupted: false,
  };
}

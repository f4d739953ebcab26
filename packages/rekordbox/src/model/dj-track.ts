/**
 * Program whose time the positions of a track are in. Each program decodes the start of a file in its own way.
 * `samples` counts from the first sample that the file's format says to play, as rbassist does.
 */
export type DjClock = 'rekordbox' | 'traktor' | 'engine' | 'serato' | 'samples';

/** A colour, 0xRRGGBB. */
export type RgbColor = number;

/** A place from which a beat grid counts at a constant tempo. */
export interface DjGridAnchor {
  /** Seconds. */
  timeS: number;
  bpm: number;
  /** Metre, e.g. "4/4". */
  metre: string;
  /** Beat of the bar at the anchor, from 1. */
  beat: number;
}

/** A cue or loop that a DJ set. */
export interface DjMark {
  kind: 'cue' | 'loop' | 'fade-in' | 'fade-out' | 'load';
  name: string;
  /** Pad of a hot cue, from 0 (A); null for a memory cue. */
  pad: number | null;
  /** Seconds. */
  startS: number;
  /** End of a loop, in seconds; else null. */
  endS: number | null;
  color?: RgbColor;
}

/** A track as a DJ program knows it. Fields that the program does not know are absent. */
export interface DjTrack {
  /** Identifier in the source, e.g. the TrackID of an XML file. Playlists refer to it. */
  id: string;
  /** Path of the file as its own system spells it; the location itself for a streaming entry. */
  path: string;
  /** Location exactly as the source spells it. */
  location: string;
  /** True for an entry of a streaming service, which has no file. */
  isStream: boolean;
  title?: string;
  artist?: string;
  album?: string;
  genre?: string;
  grouping?: string;
  label?: string;
  remixer?: string;
  /** Comment as stored, with a block of My Tags if there is one. */
  comments?: string;
  year?: number;
  durationS?: number;
  sizeBytes?: number;
  bpm?: number;
  /** Key as the program spells it. */
  key?: string;
  /** Stars, 1 to 5; absent if unrated. */
  stars?: number;
  color?: RgbColor;
  playCount?: number;
  /** Day the track was added, `yyyy-mm-dd`. */
  added?: string;
  /** Day the track was last played, `yyyy-mm-dd`. */
  lastPlayed?: string;
  /** Beat grid, in order of time; empty if the program has none. */
  grid: DjGridAnchor[];
  marks: DjMark[];
  /** My Tags or the program's own form of tags. */
  tags: string[];
}

/** A playlist of a DJ program. */
export interface DjPlaylist {
  /** Identifier in the source, if it has one. */
  id?: string;
  /** Names of the folders that contain it, the outermost first. */
  folders: string[];
  name: string;
  /** Tracks in order, by `DjTrack.id`, with repeats. */
  trackIds: string[];
  /** True for a smart playlist, whose tracks are those at the time of reading. */
  isSmart?: boolean;
}

/** An entry of a collection, in the order: `source`, then tracks, then playlists. `warning` may occur anywhere. */
export type DjEntry =
  | { type: 'source'; program: string; version: string; clock: DjClock }
  | { type: 'track'; track: DjTrack }
  | { type: 'playlist'; playlist: DjPlaylist }
  | { type: 'warning'; message: string };

/** A collection of a DJ program. Every reader of this package returns one, so that a program imports them all alike. */
export type DjCollection = AsyncIterable<DjEntry>;

import {
  fileStem,
  isPossibleBpm,
  isUncertainBpm,
  isUncertainKey,
  MIX_KEYS,
  type MixTrack,
  mixTrack,
  parseFastSignature,
  parseKey,
  readTags,
  type StoredTrackError,
  type TrackRecord,
} from '@rbassist/core';

/** Facts of a track that lists show, sort and filter by. */
export interface BrowseTrack extends MixTrack {
  /** The title, or the name of the file without its extension. */
  name: string;
  album?: string;
  comments?: string;
  /** The user's My Tags, which `tags` has too. */
  mytags: readonly string[];
  bpm?: number;
  /** Probability of `bpm`, 0..1; absent if nobody measured it. */
  bpmConfidence?: number;
  isBpmUncertain: boolean;
  /** Key in Camelot notation. */
  key?: string;
  /** Probability of `key`, 0..1; absent if nobody measured it. */
  keyConfidence?: number;
  isKeyUncertain: boolean;
  /** Time of the last change of the file when it was scanned, in milliseconds since 1970. */
  modifiedMs?: number;
  hasVector: boolean;
  /** The last failure; a track of kind `partial` was processed, but ends too early. */
  error?: StoredTrackError;
}

/** Keys of a record that {@link browseTrack} reads. */
export const BROWSE_KEYS = [
  ...MIX_KEYS,
  'album',
  'comments',
  'analysis_signature',
  'embedding_signature',
  'embedding',
  'embedding_space',
] as const satisfies readonly (keyof TrackRecord)[];

/** Longest text in a list. A file's tag may have megabytes. */
const LONGEST_TEXT = 500;
const NANOSECONDS_PER_MS = 1_000_000n;
const NO_TAGS: readonly string[] = [];

/** Members of a record that {@link browseTrack} reads. */
export type BrowseRecord = Pick<TrackRecord, (typeof BROWSE_KEYS)[number]>;

/** Returns the facts of a track for lists; they include those for mixes. */
export function browseTrack(path: string, record: BrowseRecord): BrowseTrack {
  const { album, comments, mytags, bpm, bpm_confidence, key, key_confidence, error } = record;
  // a library has tens of thousands of tracks: merging objects would take longer than all the rest
  const track = mixTrack(path, record) as BrowseTrack;
  if (track.title !== undefined) track.title = short(track.title);
  if (track.artist !== undefined) track.artist = short(track.artist);
  track.name = track.title ?? fileStem(path);
  if (isText(album)) track.album = short(album);
  if (isText(comments)) track.comments = short(comments);
  track.mytags = mytags === undefined ? NO_TAGS : readTags(mytags);
  if (isPossibleBpm(bpm)) track.bpm = bpm;
  if (bpm_confidence !== undefined) track.bpmConfidence = bpm_confidence;
  track.isBpmUncertain = isUncertainBpm(record);
  track.key = parseKey(key);
  if (key_confidence !== undefined) track.keyConfidence = key_confidence;
  track.isKeyUncertain = isUncertainKey(record);
  const signature = parseFastSignature(record.analysis_signature ?? record.embedding_signature);
  if (signature) track.modifiedMs = Number(signature.mtimeNs / NANOSECONDS_PER_MS);
  track.hasVector = Boolean(record.embedding);
  if (error) track.error = error;
  return track;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

function short(text: string): string {
  return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text;
}

import type { ByteRange } from '../files/byte-range.ts';
import type { FileState } from '../files/file-state.ts';
import type { RecordMembers } from '../json/record-members.ts';

export const TRACKS = 'tracks';

/** Length and CRC-32 of a file's contents. Copies of a file have the same id. */
export type ContentId = string;

export interface StoredRecord extends ByteRange, Omit<RecordMembers, 'short'> {
  crc: number;
  /** As in {@link RecordMembers}; undefined if it was on disk and has gone. The whole record is in meta.json. */
  readonly short: string | undefined;
}

/** Unreadable parts of a file. */
interface Damage {
  /** Problem in the first of these parts. */
  reason: string;
  lostBytes: number;
  /** Number of these parts. */
  places: number;
}

/** Byte ranges of a meta.json, in the order of the file. */
export interface SnapshotContents {
  /** Top-level members. The range of `tracks` is empty; {@link SnapshotContents.records} has its contents. */
  members: Map<string, ByteRange>;
  records: Map<string, StoredRecord>;
  damage?: Damage;
}

/** A meta.json when it was last read or written. */
export interface Snapshot extends SnapshotContents {
  path: string;
  /** State of the file that the ranges belong to; undefined if there is no file. */
  state: FileState | undefined;
  content: ContentId;
  /** True if the ranges came from the offset cache, without scanning the file. */
  fromCache?: boolean;
}

/** The file no longer matches the snapshot. */
export class ReplacedError extends Error {}

export function contentId(bytes: number, crc: number): ContentId {
  return `${bytes}-${crc.toString(16).padStart(8, '0')}`;
}

export function emptySnapshot(path: string): Snapshot {
  const members = new Map<string, ByteRange>([[TRACKS, { at: 0, length: 0 }]]);
  return { path, state: undefined, content: 'none', members, records: new Map() };
}

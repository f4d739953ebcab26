import type { ByteRange } from '../files/byte-range.ts';
import type { FileState } from '../files/file-state.ts';
import type { RecordMembers } from '../json/record-members.ts';

/** Name of the top-level member that holds the records. */
export const TRACKS = 'tracks';

/** Length and CRC-32 of a file's contents, the same for every copy of them. */
export type ContentId = string;

/** A record, and its range in the file. */
export interface StoredRecord extends ByteRange, RecordMembers {
  /** CRC-32 of its text. */
  crc: number;
}

/** The part of a file that could not be read. */
interface Damage {
  /** Problem at the first of these places. */
  reason: string;
  /** Bytes that are in nothing that was kept. */
  lostBytes: number;
  /** Number of separate places. */
  places: number;
}

/** Ranges of everything in a meta.json, in the order of the file. */
export interface SnapshotContents {
  /**
   * Top-level members. The range of the member `tracks` is empty; {@link SnapshotContents.records} has its contents.
   */
  members: Map<string, ByteRange>;
  records: Map<string, StoredRecord>;
  /** Absent when everything could be read. */
  damage?: Damage;
}

/** A meta.json as it was when it was last read or written. */
export interface Snapshot extends SnapshotContents {
  path: string;
  /** State of the file that the ranges belong to. Undefined when there is no file. */
  state: FileState | undefined;
  content: ContentId;
  /** True when the ranges came from the offset cache, and the file was not scanned. */
  fromCache?: boolean;
}

/** The file is not the one that the snapshot describes. */
export class ReplacedError extends Error {}

/** Builds the id of contents from their length and CRC-32. */
export function contentId(bytes: number, crc: number): ContentId {
  return `${bytes}-${crc.toString(16).padStart(8, '0')}`;
}

/** Returns the snapshot of a file that does not exist. */
export function emptySnapshot(path: string): Snapshot {
  const members = new Map<string, ByteRange>([[TRACKS, { at: 0, length: 0 }]]);
  return { path, state: undefined, content: 'none', members, records: new Map() };
}

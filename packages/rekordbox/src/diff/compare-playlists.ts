import { createHash } from 'node:crypto';
import type { CollectionIndex, NodeEntry } from './collection-index.ts';

/** A playlist or folder by its place. */
export interface PlaylistPlace {
  kind: 'playlist' | 'folder';
  folders: string[];
  name: string;
}

/** Differences of a playlist that both files have. */
export interface PlaylistChange extends PlaylistPlace {
  /** Names of tracks that were added or removed, with repeats. */
  added: string[];
  removed: string[];
  /** Number of tracks at another place, counting only tracks of both. */
  moved: number;
}

/** Differences of the playlists of two files. */
export interface PlaylistChanges {
  added: PlaylistPlace[];
  removed: PlaylistPlace[];
  /** The same playlist in another folder, or with another name. */
  moved: { from: PlaylistPlace; to: PlaylistPlace }[];
  changed: PlaylistChange[];
}

/** Compares the playlists of two files. `same` returns the key in the first file for one of the second. */
export function comparePlaylists(
  from: CollectionIndex,
  to: CollectionIndex,
  same: (key: string) => string,
): PlaylistChanges {
  const changes: PlaylistChanges = { added: [], removed: [], moved: [], changed: [] };
  const removed = new Map(from.nodes);
  const added: NodeEntry[] = [];
  const nameOf = (key: string) => from.tracks.get(key)?.name ?? to.tracks.get(key)?.name ?? key;
  for (const [key, node] of to.nodes) {
    const other = from.nodes.get(key);
    const keys = node.keys.map(same);
    if (other === undefined) added.push({ ...node, keys });
    else if (!equalLists(other.keys, keys))
      changes.changed.push({ ...placeOf(node), ...compareKeys(other.keys, keys, nameOf) });
    removed.delete(key);
  }
  const gone = byContent(removed);
  for (const node of added) {
    const twin = movedFrom(node, removed, gone);
    if (twin === undefined) changes.added.push(placeOf(node));
    else changes.moved.push({ from: placeOf(twin), to: placeOf(node) });
  }
  changes.removed = [...removed.values()].map(placeOf);
  return changes;
}

/** Lists the keys of playlists by a digest of their tracks, the first of each last. */
function byContent(nodes: ReadonlyMap<string, NodeEntry>): Map<string, string[]> {
  const keys = new Map<string, string[]>();
  for (const [key, node] of [...nodes].reverse()) {
    if (node.kind === 'folder' || node.keys.length === 0) continue;
    const content = contentDigest(node);
    const alike = keys.get(content);
    if (alike) alike.push(key);
    else keys.set(content, [key]);
  }
  return keys;
}

function contentDigest({ keys }: NodeEntry): string {
  const hash = createHash('sha1');
  for (const key of keys) hash.update(JSON.stringify(key));
  return hash.digest('base64');
}

/** Finds a playlist with the same tracks that is gone from its place, and takes it out. */
function movedFrom(
  node: NodeEntry,
  removed: Map<string, NodeEntry>,
  gone: ReadonlyMap<string, string[]>,
): NodeEntry | undefined {
  if (node.kind === 'folder' || node.keys.length === 0) return undefined;
  const key = gone.get(contentDigest(node))?.pop();
  const other = key === undefined ? undefined : removed.get(key);
  if (key !== undefined) removed.delete(key);
  return other;
}

function compareKeys(
  from: readonly string[],
  to: readonly string[],
  nameOf: (key: string) => string,
): Pick<PlaylistChange, 'added' | 'removed' | 'moved'> {
  const counts = new Map<string, number>();
  for (const key of from) counts.set(key, (counts.get(key) ?? 0) + 1);
  const added: string[] = [];
  const kept: string[] = [];
  for (const key of to) {
    if (take(counts, key)) kept.push(key);
    else added.push(nameOf(key));
  }
  const removed = [...counts].flatMap(([key, count]) => Array<string>(count).fill(nameOf(key)));
  return { added, removed, moved: countMoved(from, kept, counts) };
}

function take(counts: Map<string, number>, key: string): boolean {
  const count = counts.get(key) ?? 0;
  if (count > 0) counts.set(key, count - 1);
  return count > 0;
}

/** Counts the tracks that must move to get from one order to the other: all but the longest run in order. */
function countMoved(from: readonly string[], kept: readonly string[], left: ReadonlyMap<string, number>): number {
  const places = new Map<string, number[]>();
  const skipped = new Map(left);
  for (let i = from.length - 1; i >= 0; i--) {
    if (take(skipped, from[i])) continue;
    const list = places.get(from[i]) ?? [];
    list.push(i);
    places.set(from[i], list);
  }
  const order = kept.map((key) => places.get(key)?.pop() ?? 0);
  return kept.length - longestIncreasing(order);
}

/** Returns the length of the longest increasing subsequence. */
function longestIncreasing(values: readonly number[]): number {
  const tails: number[] = [];
  for (const value of values) {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (tails[middle] < value) low = middle + 1;
      else high = middle;
    }
    tails[low] = value;
  }
  return tails.length;
}

function equalLists(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((each, i) => each === other[i]);
}

function placeOf({ kind, folders, name }: NodeEntry): PlaylistPlace {
  return { kind, folders, name };
}

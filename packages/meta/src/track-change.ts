import type { Place } from './file-window.ts';

/** A long value: its JSON text while it is only in memory, or where it lies in the journal. */
export interface LongValue {
  text?: string;
  place?: Place;
}

/** What has become of a track since meta.json was last written whole. */
export type TrackChange =
  | { kind: 'deleted' }
  | {
      /** `created`: nothing that meta.json says of the track holds any more. */
      kind: 'changed' | 'created';
      /** JSON text of an object with the members that were set; null stands for one that is in `long`. */
      set: string;
      long: ReadonlyMap<string, LongValue>;
      /** Members that were taken away. */
      unset: readonly string[];
    };

/** One change after another, as one. */
export function mergeChanges(before: TrackChange | undefined, after: TrackChange | undefined): TrackChange | undefined {
  if (!before || !after) return after ?? before;
  if (after.kind !== 'changed') return after;
  if (before.kind === 'deleted') return { ...after, kind: 'created' };
  const earlier: Record<string, unknown> = JSON.parse(before.set);
  const later: Record<string, unknown> = JSON.parse(after.set);
  const long = new Map(before.long);
  for (const key of after.unset) delete earlier[key];
  for (const key of [...after.unset, ...Object.keys(later)]) long.delete(key);
  for (const [key, value] of after.long) long.set(key, value);
  const unset = before.unset.filter((key) => !Object.hasOwn(later, key));
  return {
    kind: before.kind,
    set: JSON.stringify({ ...earlier, ...later }),
    long,
    unset: [...new Set([...unset, ...after.unset])],
  };
}

/** The changes of many tracks, after others. */
export function mergeAllChanges(
  before: ReadonlyMap<string, TrackChange>,
  after: ReadonlyMap<string, TrackChange>,
): Map<string, TrackChange> {
  const merged = new Map(before);
  for (const [path, change] of after) {
    const both = mergeChanges(merged.get(path), change);
    if (both) merged.set(path, both);
  }
  return merged;
}

import { OptionError } from '../errors.ts';
import { isFiniteVector, norm } from '../vectors/vector-math.ts';

/** A track with its vector and the tags that a person gave it. */
export interface TaggedTrack {
  path: string;
  /** Vector of any length but zero; only its direction counts. */
  vector: Float32Array;
  tags: readonly string[];
}

/**
 * Returns the tags of a stored list: trimmed, each once, in order. Numbers become text, as in the Python rbassist.
 * Skips values of other types, which other programs may have written.
 */
export function readTags(value: unknown): string[] {
  const texts = (Array.isArray(value) ? value : []).flatMap((tag) => {
    const text = typeof tag === 'number' && Number.isFinite(tag) ? String(tag) : tag;
    return typeof text === 'string' && text.trim() !== '' ? [text.trim()] : [];
  });
  return [...new Set(texts)];
}

/** Returns a key that is equal for all spellings of a tag, whatever their case or Unicode form. */
export function tagKey(tag: string): string {
  return tag.trim().normalize('NFC').toLowerCase().normalize('NFC');
}

/** Returns true if a vector has a direction: finite numbers, not all zero. */
export function hasDirection(vector: Float32Array): boolean {
  return isFiniteVector(vector) && norm(vector) > 0;
}

/** A tag, in its most frequent spelling, and the positions of its tracks. */
export interface TagGroup {
  tag: string;
  members: number[];
}

/** Groups tracks by tag. Spellings that differ only in case are one tag. Sorted by tag. */
export function groupByTag(tracks: readonly Pick<TaggedTrack, 'tags'>[], minSamples: number): TagGroup[] {
  const groups = new Map<string, { spellings: Map<string, number>; members: number[] }>();
  for (const [i, { tags }] of tracks.entries()) {
    for (const tag of tags) {
      const key = tagKey(tag);
      const group = groups.get(key) ?? { spellings: new Map<string, number>(), members: [] };
      groups.set(key, group);
      group.spellings.set(tag.trim(), (group.spellings.get(tag.trim()) ?? 0) + 1);
      if (group.members.at(-1) !== i) group.members.push(i);
    }
  }
  return [...groups.values()]
    .filter(({ members }) => members.length >= minSamples)
    .map(({ spellings, members }) => ({ tag: mostFrequent(spellings), members }))
    .sort((a, b) => (a.tag < b.tag ? -1 : 1));
}

function mostFrequent(spellings: ReadonlyMap<string, number>): string {
  return [...spellings].reduce((best, each) =>
    each[1] > best[1] || (each[1] === best[1] && each[0] < best[0]) ? each : best,
  )[0];
}

/**
 * Returns the tracks that tags can be learned from, sorted by path: those with a tag and a vector that has a direction.
 *
 * @throws {OptionError} if their vectors have different lengths.
 */
export function learnableTracks(tracks: readonly TaggedTrack[]): TaggedTrack[] {
  const learnable = tracks.filter(({ tags, vector }) => tags.length > 0 && hasDirection(vector));
  const length = learnable[0]?.vector.length;
  const odd = learnable.find(({ vector }) => vector.length !== length);
  if (odd)
    throw new OptionError(`All vectors must have ${length} numbers, but that of ${odd.path} has ${odd.vector.length}.`);
  return learnable.sort((a, b) => (a.path < b.path ? -1 : 1));
}

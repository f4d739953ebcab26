import { readSuggestions, readTags, type StoredSuggestions } from '@rbassist/core';
import type { MetaStore } from '@rbassist/meta';
import type { LibraryContext } from '../library-context.ts';

const KEYS = ['mytags', 'tags', 'tag_rejections', 'tag_suggestions'] as const;

/** Tags of a record. */
export interface TagsOfRecord {
  mine: readonly string[];
  /** Other tags, for example of a shop. */
  others: readonly string[];
  rejected: readonly string[];
  /** Absent if the record has none. */
  suggestions?: StoredSuggestions;
}

interface Known {
  /** See `MetaStore.recordMark`; NaN for a record that must be read again. */
  mark: number;
  /** Absent for a record without tags. */
  tags?: TagsOfRecord;
}

/** Tags of all records, in memory. A record is read again only after it has changed. */
export class RecordTags {
  readonly #known = new Map<string, Known>();
  #meta: MetaStore | undefined;
  #revision = -1;

  /** Returns the tags of the present records. Call `refresh` of the context first. */
  static of(context: LibraryContext): RecordTags {
    const tags = OF_LIBRARY.get(context) ?? new RecordTags();
    OF_LIBRARY.set(context, tags);
    tags.#follow(context.meta);
    return tags;
  }

  get(path: string): TagsOfRecord | undefined {
    return this.#known.get(path)?.tags;
  }

  /** Yields the records with tags, rejections or suggestions, in the order of the library. */
  *entries(): Generator<[path: string, tags: TagsOfRecord]> {
    for (const path of this.#meta?.paths() ?? []) {
      const tags = this.get(path);
      if (tags) yield [path, tags];
    }
  }

  #follow(meta: MetaStore): void {
    if (this.#meta === meta) {
      if (this.#revision !== meta.revision)
        for (const path of meta.changedSince(this.#revision)) this.#read(meta, path);
    } else {
      const paths = meta.paths();
      for (const path of paths) if (this.#known.get(path)?.mark !== meta.recordMark(path)) this.#read(meta, path);
      if (this.#known.size > paths.length) this.#forgetOthers(new Set(paths));
    }
    this.#meta = meta;
    this.#revision = meta.revision;
  }

  #read(meta: MetaStore, path: string): void {
    const record = meta.get(path, KEYS);
    if (record === undefined) {
      this.#known.delete(path);
      return;
    }
    const mine = readTags(record.mytags);
    const others = readTags(record.tags);
    const rejected = readTags(record.tag_rejections);
    const suggestions = readSuggestions(record.tag_suggestions);
    const mark = meta.recordMark(path) ?? Number.NaN;
    const isEmpty = mine.length + others.length + rejected.length === 0 && suggestions === undefined;
    this.#known.set(path, isEmpty ? { mark } : { mark, tags: { mine, others, rejected, suggestions } });
  }

  #forgetOthers(paths: ReadonlySet<string>): void {
    for (const path of this.#known.keys()) if (!paths.has(path)) this.#known.delete(path);
  }
}

const OF_LIBRARY = new WeakMap<LibraryContext, RecordTags>();

import { readTags, tagKey } from '@rbassist/core';
import { textBefore, unsavedChange } from '../history/settle-change.ts';
import type { LibraryContext } from '../library-context.ts';
import { readTagFiles, type TagFile } from './tag-files.ts';
import { trackReferences } from './track-references.ts';

/** Tags that a person gave a track. */
export interface TrackTags {
  /** My Tags: those of the record and of the Python rbassist's files. */
  mine: readonly string[];
  /** My Tags and other tags of the record, for example of a shop. */
  all: readonly string[];
  /** Suggestions that the person rejected. */
  rejected: readonly string[];
}

const NO_TAGS: TrackTags = { mine: [], all: [], rejected: [] };

/** A track's entry in a tag file. */
export interface TagEntry {
  file: TagFile;
  /** Path as the file spells it. */
  reference: string;
  tags: readonly string[];
}

/** Everyone's own tags in a library: those of the records, and those of tags.yml and my_tags.yml. */
export class OwnTags {
  readonly files: readonly TagFile[];
  readonly #byPath = new Map<string, TrackTags>();
  readonly #entries = new Map<string, TagEntry[]>();

  private constructor(files: readonly TagFile[]) {
    this.files = files;
  }

  /** Throws {@link FileFormatError} or {@link DataFolderError} if a tag file can't be used. */
  static async of(context: LibraryContext): Promise<OwnTags> {
    await context.refresh();
    const { meta, folder } = context;
    const unsaved = await unsavedChange({ folder, meta });
    const textOf = (path: string, text: string) => {
      const file = unsaved?.files.find((each) => each.path === path);
      return file ? textBefore(text, file) : text;
    };
    const own = new OwnTags(await readTagFiles(folder, textOf));
    own.#readFiles(meta.paths());
    for (const [path, record] of meta.tracks(['mytags', 'tags', 'tag_rejections'])) {
      const inFiles = (own.#entries.get(path) ?? []).flatMap(({ tags }) => tags);
      const mine = distinct([...readTags(record.mytags), ...inFiles]);
      const all = distinct([...mine, ...readTags(record.tags)]);
      const rejected = readTags(record.tag_rejections);
      if (all.length > 0 || rejected.length > 0) own.#byPath.set(path, { mine, all, rejected });
    }
    return own;
  }

  get(path: string): TrackTags {
    return this.#byPath.get(path) ?? NO_TAGS;
  }

  /** Paths with tags or rejections, in the order of the library. */
  paths(): string[] {
    return [...this.#byPath.keys()];
  }

  /** A track's entries in the tag files; several if they spell its path in several ways. */
  entries(path: string): readonly TagEntry[] {
    return this.#entries.get(path) ?? [];
  }

  #readFiles(paths: readonly string[]): void {
    if (this.files.length === 0) return;
    const find = trackReferences(paths);
    for (const file of this.files) {
      for (const [reference, tags] of file.yaml.tracks) {
        const path = find(reference);
        if (path === undefined) continue;
        this.#entries.set(path, [...(this.#entries.get(path) ?? []), { file, reference, tags }]);
      }
    }
  }
}

/** Returns each tag once, in its first spelling. */
export function distinct(tags: readonly string[]): string[] {
  const byKey = new Map<string, string>();
  for (const tag of tags) if (!byKey.has(tagKey(tag))) byKey.set(tagKey(tag), tag);
  return [...byKey.values()];
}

/** Returns the tags without those of another list, in any spelling. */
export function without(tags: readonly string[], others: readonly string[]): string[] {
  const keys = new Set(others.map(tagKey));
  return tags.filter((tag) => !keys.has(tagKey(tag)));
}

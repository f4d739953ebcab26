import { tagKey } from '@rbassist/core';
import { textBefore, unsavedChange } from '../history/settle-change.ts';
import type { LibraryContext } from '../library-context.ts';
import { RecordTags } from './record-tags.ts';
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
  readonly #records: RecordTags;
  readonly #entries = new Map<string, TagEntry[]>();

  private constructor(files: readonly TagFile[], records: RecordTags) {
    this.files = files;
    this.#records = records;
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
    const files = await readTagFiles(folder, textOf);
    const own = new OwnTags(files, RecordTags.of(context));
    own.#readFiles(meta.paths());
    return own;
  }

  get(path: string): TrackTags {
    const record = this.#records.get(path);
    const inFiles = this.entries(path).flatMap(({ tags }) => tags);
    if (record === undefined && inFiles.length === 0) return NO_TAGS;
    const mine = distinct([...(record?.mine ?? []), ...inFiles]);
    const all = distinct([...mine, ...(record?.others ?? [])]);
    return { mine, all, rejected: record?.rejected ?? [] };
  }

  /** Paths with tags or rejections, in the order of the library; then those that only the tag files name. */
  paths(): string[] {
    const paths: string[] = [];
    for (const [path, { mine, others, rejected }] of this.#records.entries()) {
      if (mine.length + others.length + rejected.length > 0 || this.#entries.has(path)) paths.push(path);
    }
    const known = new Set(this.#entries.size > 0 ? paths : []);
    return [...paths, ...[...this.#entries.keys()].filter((path) => !known.has(path))];
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

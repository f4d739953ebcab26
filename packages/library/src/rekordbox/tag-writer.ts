import { readTags } from '@rbassist/core';
import { checkTagTargets, type TagTarget, tagPlaylists, withTagsInElement, type XmlElement } from '@rbassist/rekordbox';
import type { LibraryContext } from '../library-context.ts';
import { readTagCategories, type TagCategories } from '../tags/tag-categories.ts';
import type { ExportList } from './export-lists.ts';

/** Writes My Tags into places that Rekordbox reads. */
export class TagWriter {
  readonly #targets: readonly TagTarget[];
  readonly #categories: TagCategories;

  private constructor(targets: readonly TagTarget[], categories: TagCategories) {
    this.#targets = targets;
    this.#categories = categories;
  }

  /** Throws {@link FileFormatError} if the file of categories is damaged. */
  static async of({ folder }: LibraryContext, targets: readonly TagTarget[] = []): Promise<TagWriter> {
    const isNeeded = targets.includes('color') || targets.includes('playlists');
    return new TagWriter(targets, isNeeded ? await readTagCategories(folder) : { categories: [], colors: new Map() });
  }

  /**
   * Returns a playlist for each tag of the tracks, if asked for.
   *
   * @throws {TagTargetError} for a tag that can't be written, before anything is.
   */
  listsOf({ meta }: LibraryContext, paths: Iterable<string>): ExportList[] {
    if (this.#targets.length === 0) return [];
    const tracks = Array.from(paths, (id) => ({ id, tags: readTags(meta.get(id, ['mytags'])?.mytags) }));
    checkTagTargets(new Set(tracks.flatMap(({ tags }) => tags)), this.#targets);
    if (!this.#targets.includes('playlists')) return [];
    return tagPlaylists(tracks, this.#categories.categories).map(({ folders, name, trackIds }) => ({
      folders,
      name,
      paths: trackIds,
      notFound: [],
    }));
  }

  /** Returns a track with tags in the places, besides what it has there. */
  write(element: XmlElement, tags: readonly string[]): XmlElement {
    return withTagsInElement(element, tags, this.#targets, { colors: this.#categories.colors });
  }
}

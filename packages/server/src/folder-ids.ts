import { isNative, parentFolder } from '@rbassist/core';
import { type Library, NotFoundError } from '@rbassist/library';
import { pathId } from './track-ids.ts';

/** Names folders by short ids, so that no request has a path. Only folders that the server named can be asked for. */
export class FolderIds {
  readonly #library: Library;
  readonly #paths = new Map<string, string>();
  readonly #ids = new Map<string, string>();

  constructor(library: Library) {
    this.#library = library;
  }

  /** Returns the id of a folder, the same in every run. */
  id(path: string): string {
    let id = this.#ids.get(path);
    if (id === undefined) {
      id = pathId(path);
      this.#ids.set(path, id);
      this.#paths.set(id, path);
    }
    return id;
  }

  /** @throws {NotFoundError} if neither this server named the folder, nor the library has tracks in it. */
  path(id: string): string {
    const known = this.#paths.get(id) ?? this.#ofLibrary(id);
    if (known === undefined)
      throw new NotFoundError(`The server has no folder with the id "${id}". List folders again.`);
    return known;
  }

  /** Finds a folder that an earlier run named. */
  #ofLibrary(id: string): string | undefined {
    const seen = new Set<string>();
    for (const [path] of this.#library.tracks([])) {
      if (!isNative(path)) continue;
      for (let folder = parentFolder(path); folder && !seen.has(folder); folder = parentFolder(folder)) {
        seen.add(folder);
        if (this.id(folder) === id) return folder;
      }
    }
    return undefined;
  }
}

import { createHash } from 'node:crypto';
import { type Library, NotFoundError } from '@rbassist/library';

const ID_LENGTH = 11;

/** Returns the short name of a path in addresses: 66 bits of its SHA-256, the same in every run. */
export function pathId(path: string): string {
  return createHash('sha256').update(path).digest('base64url').slice(0, ID_LENGTH);
}

/** Names tracks by short ids, so that no address has a path. */
export class TrackIds {
  readonly #library: Library;
  readonly #ids = new Map<string, string>();
  #paths = new Map<string, string>();

  constructor(library: Library) {
    this.#library = library;
  }

  /** Returns the id of a track. */
  id(path: string): string {
    let id = this.#ids.get(path);
    if (id === undefined) {
      id = pathId(path);
      this.#ids.set(path, id);
      this.#paths.set(id, path);
    }
    return id;
  }

  /** Returns the path of a track; undefined if the library has no such track. */
  known(id: string): string | undefined {
    const path = this.#paths.get(id) ?? this.#find(id);
    return path !== undefined && this.#library.track(path) ? path : undefined;
  }

  /** @throws {NotFoundError} if the library has no such track. */
  path(id: string): string {
    const path = this.known(id);
    if (path !== undefined) return path;
    throw new NotFoundError(`The library has no track with the id "${id}".`);
  }

  #find(id: string): string | undefined {
    for (const [path] of this.#library.tracks([])) this.id(path);
    return this.#paths.get(id);
  }
}

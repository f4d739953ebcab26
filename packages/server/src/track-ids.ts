import { createHash } from 'node:crypto';
import { type Library, NotFoundError } from '@rbassist/library';

const ID_LENGTH = 11;

/** Returns a track's short name in addresses: 66 bits of its path's SHA-256, the same in every run. */
export function trackId(path: string): string {
  return createHash('sha256').update(path).digest('base64url').slice(0, ID_LENGTH);
}

/** Finds the path of a track by its id, so that no address has a path. */
export class TrackIds {
  readonly #library: Library;
  #paths = new Map<string, string>();

  constructor(library: Library) {
    this.#library = library;
  }

  /** @throws {NotFoundError} if the library has no such track. */
  path(id: string): string {
    const known = this.#paths.get(id);
    if (known !== undefined && this.#library.track(known)) return known;
    this.#paths = new Map();
    for (const [path] of this.#library.tracks([])) this.#paths.set(trackId(path), path);
    const path = this.#paths.get(id);
    if (path === undefined) throw new NotFoundError(`The library has no track with the id "${id}".`);
    return path;
  }
}

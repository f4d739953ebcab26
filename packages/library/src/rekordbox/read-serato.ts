import { readTagObjects } from '@rbassist/audio';
import { type DjCollection, readSeratoLibrary } from '@rbassist/rekordbox';

/**
 * Reads a library of Serato, with the cues, loops and grids that Serato keeps in the tags of the files.
 *
 * @param path The folder `_Serato_`, the folder or drive that contains it, or a single crate.
 * @throws {OptionError} if there is no library.
 */
export function readSerato(path: string): DjCollection {
  return readSeratoLibrary(path, { objectsOf: readTagObjects });
}

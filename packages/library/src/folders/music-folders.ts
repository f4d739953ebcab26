import type { LibraryContext } from '../library-context.ts';
import { libraryFolders } from '../maintenance/library-folders.ts';
import { isPresent } from '../mix/is-present.ts';

/** Returns the folders of the library's music. See `Library.folders`. */
export function musicFolders({ mixTracks }: LibraryContext): string[] {
  return libraryFolders(mixTracks.all.filter(isPresent).map(({ path }) => path));
}

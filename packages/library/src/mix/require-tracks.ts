import { NotFoundError } from '@rbassist/core';
import type { LibraryContext } from '../library-context.ts';

/** Throws {@link NotFoundError} if the library is empty. */
export function requireTracks({ mixTracks, folder }: LibraryContext): void {
  if (mixTracks.all.length > 0) return;
  throw new NotFoundError(`The library in ${folder.root} is empty.`, [], { remedies: [{ action: 'rescan' }] });
}

import type { RunOptions } from '@rbassist/core';
import type { LibraryContext } from '../library-context.ts';
import { indexIfAny } from '../vectors/usable-index.ts';
import type { SoundVectors } from './read-query.ts';
import { soundTagTable } from './sound-tag-table.ts';

/** Opens the index and its sound tags, as far as the library has them. Returns undefined after an abort. */
export async function soundVectors(context: LibraryContext, run: RunOptions): Promise<SoundVectors | undefined> {
  if (run.signal?.aborted) return undefined;
  const index = await indexIfAny(context, run);
  if (run.signal?.aborted) return undefined;
  const table = index && soundTagTable(index);
  return { ...(index && { index }), ...(table && { table }) };
}

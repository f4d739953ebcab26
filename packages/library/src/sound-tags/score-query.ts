import { type QueryScores, queryScores } from '@rbassist/core';
import type { LibraryContext } from '../library-context.ts';
import type { ReadQuery, SoundVectors } from './read-query.ts';

/** Scores all tracks of a library for a query, by their position in the table. */
export function scoreQuery(
  { mixTracks }: LibraryContext,
  { words, terms }: ReadQuery,
  { index, table }: SoundVectors,
): QueryScores {
  const meant = terms.flatMap(({ phrases }) => phrases.flatMap((phrase) => words.meaning(phrase).sound));
  table?.load(meant);
  const rows = index && mixTracks.rowsOf(index);
  const shares = (tag: number): Float32Array | undefined => {
    const byRow = table?.shares(tag);
    return rows && byRow && Float32Array.from(rows, (row) => (row < 0 ? Number.NaN : byRow[row]));
  };
  return queryScores({ words, terms, tracks: mixTracks.all.length, shares });
}

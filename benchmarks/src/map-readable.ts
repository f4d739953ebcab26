import { errorMessage, RbassistError } from '@rbassist/core';

/**
 * Measures tracks one after another, and returns the results of those that can be read. Reports the others, and the
 * progress.
 */
export async function mapReadable<Track, Result>(
  tracks: readonly Track[],
  measure: (track: Track) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const [i, track] of tracks.entries()) {
    try {
      results.push(await measure(track));
    } catch (error) {
      if (!RbassistError.isInstance(error)) throw error;
      console.error(`skipped: ${errorMessage(error)}`);
    }
    if ((i + 1) % 20 === 0) console.error(`${i + 1} of ${tracks.length} tracks`);
  }
  return results;
}

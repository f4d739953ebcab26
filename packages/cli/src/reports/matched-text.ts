import { formatCount } from '../output/count.ts';

/** Returns the sentence about the tracks of a collection that the library has. */
export function matchedText(found: { program: string; version: string; tracks: number; matched: number }): string {
  const source = `${found.program} ${found.version}`.trim() || 'The collection';
  return `${source}: ${formatCount(found.matched)} of ${formatCount(found.tracks)} tracks are in the library.`;
}

import type { Track } from '../api/types.ts';

/** Returns where a track is at its best, in seconds: its first drop, else its first cue after the start, else 0. */
export function dropS({ sections, cues }: Pick<Track, 'sections' | 'cues'>): number {
  const drop = sections.find(({ kind }) => kind === 'drop');
  if (drop) return drop.start;
  const starts = (cues.value ?? []).map(({ start }) => start).filter((start) => start > 0);
  return starts.length > 0 ? Math.min(...starts) : 0;
}

import type { TrackSection } from '@rbassist/core';
import { round } from '@rbassist/core';
import type { ChromaFrames } from '../features/chroma-frames.ts';
import type { FrameFeatures } from '../features/frame-features.ts';
import type { BeatGrid } from '../tempo/beat-grid.ts';
import { measureBars } from './bars.ts';
import { findBoundaries } from './boundaries.ts';
import { labelParts } from './label-parts.ts';

/**
 * Divides a track at the bar lines where the music changes, and says what each part is. The sections follow one another without gaps
 * from 0 to the end of the track: bars that are not whole belong to the first and the last. Takes time and memory in proportion to
 * the track's length.
 *
 * @param grid Without one there are no sections.
 * @param chroma Where it is known, changes of harmony count too.
 * @see docs/cues.md
 */
export function findSections(
  features: FrameFeatures,
  grid: BeatGrid | null,
  chroma: ChromaFrames | null = null,
): TrackSection[] {
  const { durationS } = features;
  if (!grid) return [];
  const bars = measureBars(features, grid, chroma);
  if (bars.count === 0) return [{ kind: 'section', start: 0, end: durationS }];
  const lines = findBoundaries(bars);
  const kinds = labelParts(bars, lines);
  const last = kinds.length - 1;
  return kinds.map((kind, i) => ({
    kind,
    start: i === 0 ? 0 : round(bars.lines[lines[i]], 3),
    end: i === last ? durationS : round(bars.lines[lines[i + 1]], 3),
  }));
}

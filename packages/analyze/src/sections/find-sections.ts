import type { TrackSection } from '@rbassist/core';
import { roundValue } from '@rbassist/core';
import type { ChromaFrames } from '../features/chroma-frames.ts';
import type { FrameFeatures } from '../features/frame-features.ts';
import type { BeatGrid } from '../tempo/beat-grid.ts';
import { measureBars } from './bars.ts';
import { findBoundaries } from './boundaries.ts';
import { labelParts } from './label-parts.ts';

/**
 * Divides a track into sections at the bar lines where the music changes, and names them. Sections cover the track from
 * 0 to its end without gaps, including incomplete bars at both ends. Time and memory grow linearly with the track.
 *
 * @param grid Null gives no sections.
 * @param chroma If given, changes of harmony count too.
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
  return kinds.map((kind, i) => {
    const [start, end] = [bars.lines[lines[i]], bars.lines[lines[i + 1]]];
    const rounded = roundValue('sections', { kind, start, end });
    return { kind, start: i === 0 ? 0 : rounded.start, end: i === last ? durationS : rounded.end };
  });
}

import type { TrackSection } from '@rbassist/core';
import { type FrameFeatures, SHORT_RATE } from '../features/frame-features.ts';
import { quantile } from '../series/quantile.ts';
import type { BeatGrid } from '../tempo/beat-grid.ts';
import type { CuePlace } from './cue-template.ts';

const MIX_OUT_BARS = 32;
/** In a track without a drop, the strongest onset after this many seconds replaces it. */
const DROP_AFTER_S = 15;
/** Quantile of the lowest band's onsets that the first kick exceeds. */
const KICK_SHARE = 0.75;
/** The kick also exceeds a part of the strongest onsets. If kicks are rare, the quantile alone is close to silence. */
const STRONG_SHARE = 0.99;
const STRONG_PART = 0.25;

export interface CueSources {
  features: FrameFeatures;
  grid: BeatGrid;
  sections: readonly TrackSection[];
}

/** Returns the bar lines of a place, as rising indices in `beats`. The list is empty if the track lacks the place. */
export function findPlace(place: CuePlace, sources: CueSources): number[] {
  const { features, grid } = sources;
  const { firstDownbeat, metre, beats } = grid;
  switch (place) {
    case 'start':
      return [firstDownbeat];
    case 'end':
      return [firstDownbeat + Math.floor((beats.length - 1 - firstDownbeat) / metre) * metre];
    case 'first-kick':
      return firstKick(features.bandOnsets[0], grid);
    case 'drop':
      return findDrops(sources);
    case 'mix-out':
      return findDrops(sources).map((drop) => drop + MIX_OUT_BARS * metre);
    default:
      return sectionStarts(place, sources);
  }
}

function findDrops(sources: CueSources): number[] {
  const drops = sectionStarts('drop', sources);
  return drops.length > 0 ? drops : strongestOnset(sources.features.onset, sources.grid);
}

function sectionStarts(kind: TrackSection['kind'], { grid, sections }: CueSources): number[] {
  return sections
    .filter((section, i) => section.kind === kind && sections[i - 1]?.kind !== kind)
    .map(({ start }) => nearestBarLine(grid, start));
}

function strongestOnset(onset: Float32Array, grid: BeatGrid): number[] {
  const after = Math.ceil(DROP_AFTER_S * SHORT_RATE);
  const from = after < onset.length ? after : 0;
  let strongest = from;
  for (let i = from; i < onset.length; i++) if (onset[i] > onset[strongest]) strongest = i;
  return onset[strongest] > 0 ? [nearestBarLine(grid, strongest / SHORT_RATE)] : [];
}

function firstKick(lowOnset: Float32Array, grid: BeatGrid): number[] {
  const threshold = Math.max(quantile(lowOnset, KICK_SHARE), STRONG_PART * quantile(lowOnset, STRONG_SHARE));
  const frame = lowOnset.findIndex((value) => value > threshold);
  return frame < 0 ? [] : [nearestBarLine(grid, frame / SHORT_RATE)];
}

function nearestBarLine({ beats, metre, firstDownbeat }: BeatGrid, seconds: number): number {
  const last = Math.floor((beats.length - 1 - firstDownbeat) / metre);
  let low = 0;
  let high = last;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (beats[firstDownbeat + middle * metre] < seconds) low = middle + 1;
    else high = middle;
  }
  const line = firstDownbeat + low * metre;
  return low > 0 && seconds - beats[line - metre] <= beats[line] - seconds ? line - metre : line;
}

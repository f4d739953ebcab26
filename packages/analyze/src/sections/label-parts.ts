import type { TrackSection } from '@rbassist/core';
import { median, quantile } from '../series/quantile.ts';
import type { Bars } from './bars.ts';

type Kind = TrackSection['kind'];

/** Quantile of the bar levels that counts as the track's full sound. */
const REFERENCE_SHARE = 0.9;
/** A full part is at most this far below the full sound, in level and low end. */
const FULL_DB = -4;
/** Minimum level of a full part. */
const AUDIBLE_DB = -65;
/** A quiet part is at least this far below the full sound, in level or low end. */
const QUIET_DB = -5;

const SIDE_BARS = 8;
/** Minimum rise into a drop after an earlier full part. */
const RETURN_DB = 3;
/** Minimum rise into a drop that is the first full part. */
const ENTRY_DB = 6;
/** Minimum rise into a drop, as a multiple of the variation of the bars on both sides. */
const VARIATION_SHARE = 1.5;
/** Maximum fall of level and low end at a drop after a build. */
const BUILD_LOSS_DB = 1;
/** Weight of the low end in a rise; the level has the rest. */
const LOW_SHARE = 0.7;
/** A drop continues in the next part if the level changes less than this. */
const SAME_LEVEL_DB = 2;

/** Minimum rise of the treble over the last two bars of a build. */
const RISE_DB = 3;
/** Minimum of that rise as a multiple of the usual fall from bar to bar, an upper quartile. */
const RISE_FALLS = 4;
const USUAL_SHARE = 0.75;
/** Minimum number of falls. With fewer, a single cymbal would decide. */
const MIN_FALLS = 3;
/** Bars of a build-up to examine, and the minimum. */
const RISE_BARS = 10;
const RISE_MIN_BARS = 4;
/** Maximum length of a build. A longer part that ends in a build-up keeps its name. */
const MAX_BUILD_BARS = 16;

/** A full part at the start or end is an intro or outro up to this many bars, or this share of the track. */
const EDGE_BARS = 8;
const EDGE_SHARE = 0.2;

interface Part {
  from: number;
  /** Exclusive. */
  to: number;
  level: number;
  full: boolean;
  quiet: boolean;
}

/**
 * Names the parts of a track by rules about their level and low end. A drop is a part where the full sound returns at
 * once; a build rises into it.
 */
export function labelParts(bars: Bars, lines: readonly number[]): Kind[] {
  const parts = measureParts(bars, lines);
  if (parts.length === 1) return ['section'];
  const kinds = parts.map(({ quiet }): Kind => (quiet ? 'breakdown' : 'section'));
  nameDrops(bars, parts, kinds);
  nameIntro(parts, kinds, bars.count);
  nameOutro(parts, kinds, bars.count);
  return kinds;
}

function measureParts({ level, low }: Bars, lines: readonly number[]): Part[] {
  const fullLevel = quantile(level, REFERENCE_SHARE);
  const fullLow = quantile(low, REFERENCE_SHARE);
  return lines.slice(1).map((to, i) => {
    const from = lines[i];
    const partLevel = median(level.subarray(from, to));
    const weakest = Math.min(partLevel - fullLevel, median(low.subarray(from, to)) - fullLow);
    return {
      from,
      to,
      level: partLevel,
      full: weakest >= FULL_DB && partLevel >= AUDIBLE_DB,
      quiet: weakest <= QUIET_DB,
    };
  });
}

function nameDrops(bars: Bars, parts: readonly Part[], kinds: Kind[]): void {
  let wasFull = parts[0].full;
  for (let i = 1; i < parts.length; i++) {
    const part = parts[i];
    const before = parts[i - 1];
    if (!part.full) continue;
    // the treble of the first part rises only because the track begins
    const builtUp = i > 1 && risesInto(bars, before);
    if (
      isReturn(bars, before, part, wasFull ? RETURN_DB : ENTRY_DB) ||
      (builtUp && gainInto(bars, before, part) >= -BUILD_LOSS_DB)
    ) {
      kinds[i] = 'drop';
      if (builtUp && before.to - before.from <= MAX_BUILD_BARS) kinds[i - 1] = 'build';
    } else if (kinds[i - 1] === 'drop' && Math.abs(part.level - before.level) < SAME_LEVEL_DB) {
      kinds[i] = 'drop';
    }
    wasFull = true;
  }
}

function nameIntro(parts: readonly Part[], kinds: Kind[], count: number): void {
  const [first] = parts;
  if (first.full && isLong(first, count)) return;
  kinds[0] = 'intro';
  if (!first.quiet) return;
  for (let i = 1; i < parts.length && kinds[i] === 'breakdown'; i++) kinds[i] = 'intro';
}

function nameOutro(parts: readonly Part[], kinds: Kind[], count: number): void {
  const end = parts.length - 1;
  const last = parts[end];
  const dropsIn = kinds[end] === 'drop' && kinds[end - 1] !== 'drop';
  if (dropsIn || (last.full && isLong(last, count))) return;
  kinds[end] = 'outro';
  if (!last.quiet) return;
  for (let i = end - 1; i > 0 && kinds[i] === 'breakdown'; i--) kinds[i] = 'outro';
}

function isLong({ from, to }: Part, count: number): boolean {
  return to - from > Math.max(EDGE_BARS, EDGE_SHARE * count);
}

function sides(values: Float32Array, before: Part, after: Part): [Float32Array, Float32Array] {
  const line = after.from;
  return [
    values.subarray(Math.max(before.from, line - SIDE_BARS), line),
    values.subarray(line, Math.min(after.to, line + SIDE_BARS)),
  ];
}

function gainInto({ level, low }: Bars, before: Part, after: Part): number {
  const rise = ([a, b]: [Float32Array, Float32Array]) => median(b) - median(a);
  return LOW_SHARE * rise(sides(low, before, after)) + (1 - LOW_SHARE) * rise(sides(level, before, after));
}

function isReturn(bars: Bars, before: Part, after: Part, leastDb: number): boolean {
  const gain = gainInto(bars, before, after);
  const [a, b] = sides(bars.low, before, after);
  return gain >= leastDb && gain >= VARIATION_SHARE * (variation(a) + variation(b));
}

/** Checks if the treble rises for two bars, as in a riser, a snare roll or an opening filter. A fill takes one. */
function risesInto({ high }: Bars, { from, to }: Part): boolean {
  const start = Math.max(from, to - RISE_BARS);
  if (to - start < RISE_MIN_BARS) return false;
  const earlier = high.subarray(start, to - 2);
  const base = median(earlier);
  const first = high[to - 2] - base;
  const second = high[to - 1] - base;
  return first >= RISE_DB / 2 && second > first && second >= Math.max(RISE_DB, RISE_FALLS * usualFall(earlier));
}

/** Returns the upper quartile of the falls from one value to the next, or 0 for fewer than `MIN_FALLS`. */
function usualFall(values: Float32Array): number {
  const falls = values.subarray(1).map((value, i) => Math.max(0, values[i] - value));
  return falls.length < MIN_FALLS ? 0 : quantile(falls, USUAL_SHARE);
}

function variation(values: Float32Array): number {
  const middle = median(values);
  return median(values.map((value) => Math.abs(value - middle)));
}

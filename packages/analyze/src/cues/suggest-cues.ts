import type { Cue, TrackSection } from '@rbassist/core';
import { roundValue } from '@rbassist/core';
import type { FrameFeatures } from '../features/frame-features.ts';
import type { BeatGrid } from '../tempo/beat-grid.ts';
import type { CuePlace, CueTemplate, CueTemplateItem } from './cue-template.ts';
import { DEFAULT_CUE_TEMPLATE } from './default-template.ts';
import { findPlace } from './find-place.ts';

/** Tempo from which a loop lasts 16 bars instead of 8. */
const LONG_LOOP_BPM = 122;
const LONG_LOOP_BARS = 16;
const SHORT_LOOP_BARS = 8;
/** Bars after the first of two loops at which the loop between them is centred if there is no room. */
const CROWDED_BARS = 8;

/** Options of {@link suggestCues}. */
export interface SuggestCuesOptions {
  /** @default the layout of the Python rbassist: A, B, C, D, "Drop (Mem)" and "Mix-out" */
  template?: CueTemplate;
}

interface BeatSpan {
  from: number;
  to: number;
}

/**
 * Places the cues of a layout on the bar lines and beats of a track. Omits a cue that would not lie inside the track or
 * whose place the track does not have.
 *
 * @param grid Null gives no cues.
 * @param sections From `findSections`. Without a drop, the strongest onset after 15 s replaces it.
 * @returns Cues in the order of the layout, in seconds, rounded to milliseconds.
 * @see docs/cues.md
 */
export function suggestCues(
  features: FrameFeatures,
  grid: BeatGrid | null,
  sections: readonly TrackSection[],
  options: SuggestCuesOptions = {},
): Cue[] {
  if (!grid || grid.beats.length <= grid.firstDownbeat) return [];
  const { template = DEFAULT_CUE_TEMPLATE } = options;
  const loopBars = beatsPerMinute(grid) >= LONG_LOOP_BPM ? LONG_LOOP_BARS : SHORT_LOOP_BARS;
  const inBeats = (bars: number) => Math.round(bars * grid.metre);
  const lengthOf = ({ lengthBars }: CueTemplateItem) =>
    lengthBars === null ? 0 : Math.max(1, inBeats(lengthBars === 'auto' ? loopBars : lengthBars));
  const places = new Map<CuePlace, readonly number[]>();
  const find = (place: CuePlace) => {
    const found = places.get(place) ?? findPlace(place, { features, grid, sections });
    places.set(place, found);
    return found;
  };

  const locate = (item: CueTemplateItem): BeatSpan | null => {
    const { position } = item;
    const length = lengthOf(item);
    const offset = inBeats(item.offsetBars);
    if ('between' in position) {
      const [first, second] = position.between.map((name) => {
        const other = template.cues.find((cue) => cue.name === name);
        return other && !('between' in other.position) ? locate(other) : null;
      });
      if (!first || !second) return null;
      const hasRoom = second.from > first.to;
      const centre = hasRoom ? (first.to + second.from) / 2 : first.to + inBeats(CROWDED_BARS);
      const from = wholeBar(grid, centre - length / 2) + offset;
      return { from, to: from + length };
    }
    const found = find('at' in position ? position.at : position.until);
    const place = position.which === 'last' ? found.at(-1) : found[position.which - 1];
    if (place === undefined) return null;
    const from = place + offset - ('until' in position ? length : 0);
    return { from, to: from + length };
  };
  return template.cues.flatMap((item) => {
    const span = locate(item);
    const cue = span && toCue(item, span, grid);
    return cue && Math.max(cue.start, cue.end ?? 0) <= features.durationS ? [cue] : [];
  });
}

function toCue({ name, kind, num }: CueTemplateItem, { from, to }: BeatSpan, { beats }: BeatGrid): Cue | null {
  if (from < 0 || to >= beats.length) return null;
  const cue: Cue = { name, type: kind === 'memory' ? 1 : 0, num, start: beats[from] };
  if (to > from) cue.end = beats[to];
  return roundValue('cues', cue);
}

function wholeBar({ firstDownbeat, metre }: BeatGrid, beat: number): number {
  return firstDownbeat + Math.round((beat - firstDownbeat) / metre) * metre;
}

/** Returns the tempo of the whole track, rounded to the hundredth. */
function beatsPerMinute({ beats }: BeatGrid): number {
  const seconds = beats[beats.length - 1] - beats[0];
  return seconds > 0 ? Math.round((6000 * (beats.length - 1)) / seconds) / 100 : 0;
}

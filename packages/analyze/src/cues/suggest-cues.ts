import { CUE_TYPES, type Cue, type CueForm, roundValue, type TrackSection } from '@rbassist/core';
import type { FrameFeatures } from '../features/frame-features.ts';
import type { BeatGrid } from '../tempo/beat-grid.ts';
import type { CuePlace, CueTemplate, CueTemplateItem } from './cue-template.ts';
import { DEFAULT_CUE_TEMPLATE } from './default-template.ts';
import { findPlace } from './find-place.ts';

/** Tempo from which a loop lasts 16 bars instead of 8. */
const LONG_LOOP_BPM = 122;
const LONG_LOOP_BARS = 16;
const SHORT_LOOP_BARS = 8;
/** Without room between two loops, the loop between them is centred this many bars after the first. */
const CROWDED_BARS = 8;

export interface SuggestCuesOptions {
  /** @default the template of the Python rbassist: A, B, C, D, "Drop (Mem)" and "Mix-out" */
  template?: CueTemplate;
  /** Form of the cues. @default 'pads' */
  form?: CueForm;
}

interface BeatSpan {
  from: number;
  to: number;
}

/**
 * Places the cues of a template on the bar lines and beats of a track. Omits a cue that does not fit into the track or
 * whose place the track lacks.
 *
 * @param grid Null gives no cues.
 * @param sections From `findSections`. Without a drop, the strongest onset after 15 s replaces it.
 * @returns Cues in the order of the template, in seconds, rounded to milliseconds.
 * @see docs/cues.md
 */
export function suggestCues(
  features: FrameFeatures,
  grid: BeatGrid | null,
  sections: readonly TrackSection[],
  options: SuggestCuesOptions = {},
): Cue[] {
  if (!grid || grid.beats.length <= grid.firstDownbeat) return [];
  const { template = DEFAULT_CUE_TEMPLATE, form = 'pads' } = options;
  const pads = padsOf(template);
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
  return template.cues.flatMap((item, i) => {
    const span = locate(item);
    if (!span || span.from < 0 || span.to >= grid.beats.length) return [];
    const start = grid.beats[span.from];
    const end = grid.beats[span.to];
    if (Math.max(start, end) > features.durationS) return [];
    const stored = form === 'pads' ? byPad(pads[i], span) : byType(item);
    return [roundValue('cues', { name: item.name, ...stored, start, end })];
  });
}

/** Chooses pads, -1 for memory cues, from the template alone, so that a cue has the same pad in every track. */
function padsOf({ cues }: CueTemplate): number[] {
  const taken = new Set(cues.map(({ num }) => num));
  let next = 0;
  return cues.map(({ kind, num }) => {
    if (kind === 'memory' || num >= 0) return num;
    while (taken.has(next)) next++;
    return next++;
  });
}

function byPad(num: number, { from, to }: BeatSpan): Pick<Cue, 'type' | 'num'> {
  return { type: to > from ? CUE_TYPES.loop : CUE_TYPES.point, num };
}

function byType({ kind, num }: CueTemplateItem): Pick<Cue, 'type' | 'num'> {
  return { type: kind === 'memory' ? CUE_TYPES.memory : CUE_TYPES.point, num };
}

function wholeBar({ firstDownbeat, metre }: BeatGrid, beat: number): number {
  return firstDownbeat + Math.round((beat - firstDownbeat) / metre) * metre;
}

function beatsPerMinute({ beats }: BeatGrid): number {
  const seconds = beats[beats.length - 1] - beats[0];
  return seconds > 0 ? Math.round((6000 * (beats.length - 1)) / seconds) / 100 : 0;
}

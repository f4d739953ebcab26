import { OptionError } from '../errors.ts';
import type { TempoSegment } from '../tracks/track-record.ts';
import { beatsPerBar } from './beats-per-bar.ts';
import { isPossibleBpm } from './parse-tempo.ts';

const SECONDS_PER_MINUTE = 60;
/** Beats of a bar whose metre can't be read. */
const USUAL_BEATS = 4;

/**
 * Halves the tempo of a beat grid: every other beat stays, among them the first beat of each bar.
 *
 * @throws {OptionError} if a tempo would leave 20..400 BPM.
 */
export function halveGrid(tempos: readonly TempoSegment[]): TempoSegment[] {
  return tempos.map((segment) => {
    const { inizio_sec, bpm, battito } = segment;
    const isKept = battito % 2 === 1;
    const bar = barLength(segment);
    const first = isKept ? battito : (battito % bar) + 1;
    return {
      ...segment,
      inizio_sec: isKept ? inizio_sec : inizio_sec + SECONDS_PER_MINUTE / bpm,
      bpm: requirePossible(bpm / 2),
      battito: Math.ceil(first / 2),
    };
  });
}

/**
 * Doubles the tempo of a beat grid: a beat appears between each two.
 *
 * @throws {OptionError} if a tempo would leave 20..400 BPM.
 */
export function doubleGrid(tempos: readonly TempoSegment[]): TempoSegment[] {
  return tempos.map((segment) => ({
    ...segment,
    bpm: requirePossible(segment.bpm * 2),
    battito: ((2 * (segment.battito - 1)) % barLength(segment)) + 1,
  }));
}

/** Moves a beat grid by seconds. A grid that would start before the track starts some beats later. */
export function shiftGrid(tempos: readonly TempoSegment[], seconds: number): TempoSegment[] {
  return tempos.map((segment, i) => {
    const start = segment.inizio_sec + seconds;
    if (start >= 0 || i > 0) return { ...segment, inizio_sec: Math.max(0, start) };
    const beat = SECONDS_PER_MINUTE / segment.bpm;
    const beats = Math.ceil(-start / beat);
    return { ...segment, inizio_sec: start + beats * beat, battito: laterBeat(segment, beats) };
  });
}

/** Makes the beat nearest to a time the first of its bar, and moves all bar lines with it. */
export function setDownbeat(tempos: readonly TempoSegment[], timeS: number): TempoSegment[] {
  const segment = tempos.findLast(({ inizio_sec }) => inizio_sec <= timeS) ?? tempos.at(0);
  if (segment === undefined) return [];
  const beats = Math.round(((timeS - segment.inizio_sec) * segment.bpm) / SECONDS_PER_MINUTE);
  const shift = 1 - laterBeat(segment, beats);
  return tempos.map((each) => ({ ...each, battito: laterBeat(each, shift) }));
}

/** Returns the beat of the bar some beats after the start of a segment, from 1. */
function laterBeat({ metro, battito }: TempoSegment, beats: number): number {
  const bar = barLength({ metro });
  return ((((battito - 1 + beats) % bar) + bar) % bar) + 1;
}

function barLength({ metro }: Pick<TempoSegment, 'metro'>): number {
  return beatsPerBar(metro) ?? USUAL_BEATS;
}

function requirePossible(bpm: number): number {
  if (isPossibleBpm(bpm)) return bpm;
  throw new OptionError(`The tempo would be ${bpm} BPM, and rbassist stores 20 to 400.`, { option: 'bpm' });
}

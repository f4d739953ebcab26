import { beatFMeasure, median, medianOffset, mostlyMatches, withinSpan } from './beat-measure.ts';
import { type ReliabilityBin, reliability } from './reliability.ts';
import type { TempoTrack } from './tempo-manifest.ts';
import type { TempoResult, UnreadableTempo } from './tempo-system.ts';
import { isWithin, judgeTempo, type TempoVerdict } from './tempo-verdict.ts';

/** Window of mir_eval for a right beat, in seconds. */
const BEAT_WINDOW_S = 0.07;
/** Window for a grid that is good enough for mixing, in seconds. */
const STRICT_WINDOW_S = 0.01;
/** Largest error of an exact tempo, and of one that keeps a grid on the beat for ten minutes, in BPM. */
export const EXACT_BPM = 0.05;
const STRICT_BPM = 0.02;

export interface Answered {
  track: TempoTrack;
  answer: TempoResult | UnreadableTempo;
}

/** Figures of one system. Shares are 0..1 of the `n` tracks unless stated otherwise, and null without tracks. */
export interface TempoFigures {
  n: number;
  accuracy1: number | null;
  /** Share within 4 % of the tempo, its double, triple, half or third. */
  accuracy2: number | null;
  /** Shares within 0.05 and 0.02 BPM. */
  exact: number | null;
  exactTo002: number | null;
  /** Shares of a whole multiple or part, a simple ratio (2/3, 3/4, 4/5, 5/4, 4/3, 3/2), another tempo, or none. */
  errors: Record<Exclude<TempoVerdict, 'right'>, number | null>;
  secondsPerTrack: number | null;
  cpuSecondsPerTrack: number | null;
  /** Figures of tracks with known beats; null if the system finds no beats. */
  beats: {
    n: number;
    /** Mean F-measure with windows of 70 ms and 10 ms. */
    f70: number | null;
    f10: number | null;
    /** Median delay of its beats after the true beats, in ms: median over tracks, and median of its absolute value. */
    offsetMs: number | null;
    distanceMs: number | null;
  } | null;
  /** Number of tracks with known downbeats, and share with right downbeats. */
  downbeats: { n: number; right: number | null } | null;
  /** Number of tracks with a known metre of 3/4, 4/4 or 6/8, and a right tempo, and share with the right metre. */
  metres: { n: number; right: number | null } | null;
  /** Number of tracks without a beat, and share that the system reports so; it invents the beats of the others. */
  beatless: { n: number; right: number } | null;
  /** Accuracy by confidence; null if the system states no confidence. */
  reliability: ReliabilityBin[] | null;
  unreadable: number;
}

export function tempoFigures(answered: readonly Answered[]): TempoFigures {
  const readable = answered.flatMap(({ track, answer }) => ('error' in answer ? [] : [{ track, answer }]));
  const timed = readable.flatMap(({ track: { bpm, ...track }, answer }) =>
    bpm === null ? [] : [{ track, bpm, answer }],
  );
  const beatless = readable.filter(({ track }) => track.bpm === null);
  const verdicts = timed.map(({ bpm, answer }) => judgeTempo(answer.bpm, bpm));
  const ofVerdict = (...wanted: TempoVerdict[]) => share(verdicts, (verdict) => wanted.includes(verdict));
  const cpu = readable.map(({ answer }) => answer.cpuSeconds ?? null);
  const sure = timed.flatMap(({ answer: { confidence } }, i) =>
    confidence === undefined ? [] : [{ stated: confidence, right: verdicts[i] === 'right' }],
  );
  return {
    n: timed.length,
    accuracy1: ofVerdict('right'),
    accuracy2: ofVerdict('right', 'octave'),
    exact: share(timed, ({ bpm, answer }) => isWithin(answer.bpm, bpm, EXACT_BPM)),
    exactTo002: share(timed, ({ bpm, answer }) => isWithin(answer.bpm, bpm, STRICT_BPM)),
    errors: {
      octave: ofVerdict('octave'),
      fraction: ofVerdict('fraction'),
      other: ofVerdict('other'),
      none: ofVerdict('none'),
    },
    secondsPerTrack: mean(readable.map(({ answer }) => answer.seconds)),
    cpuSecondsPerTrack: cpu.every((seconds) => seconds !== null) ? mean(cpu) : null,
    beats: beatFigures(timed),
    downbeats: downbeatFigures(timed),
    metres: metreFigures(timed),
    beatless:
      beatless.length === 0
        ? null
        : { n: beatless.length, right: beatless.filter(({ answer }) => answer.bpm === null).length },
    reliability: sure.length === 0 ? null : reliability(sure),
    unreadable: answered.length - readable.length,
  };
}

type Timed = readonly { track: Omit<TempoTrack, 'bpm'>; answer: TempoResult }[];

function beatFigures(timed: Timed): TempoFigures['beats'] {
  const pairs = timed.flatMap(({ track: { beats: truth }, answer: { beats } }) =>
    truth && truth.length > 1 && beats ? [{ truth, beats: withinSpan(truth, beats) }] : [],
  );
  if (pairs.length === 0) return null;
  const offsets = pairs.flatMap(({ truth, beats }) => medianOffset(truth, beats, BEAT_WINDOW_S) ?? []);
  return {
    n: pairs.length,
    f70: mean(pairs.map(({ truth, beats }) => beatFMeasure(truth, beats, BEAT_WINDOW_S))),
    f10: mean(pairs.map(({ truth, beats }) => beatFMeasure(truth, beats, STRICT_WINDOW_S))),
    offsetMs: milliseconds(median(offsets)),
    distanceMs: milliseconds(median(offsets.map(Math.abs))),
  };
}

function downbeatFigures(timed: Timed): TempoFigures['downbeats'] {
  const pairs = timed.flatMap(({ track: { downbeats: truth }, answer: { downbeats } }) =>
    truth && truth.length > 1 && downbeats ? [{ truth, downbeats: withinSpan(truth, downbeats) }] : [],
  );
  if (pairs.length === 0) return null;
  return {
    n: pairs.length,
    right: share(pairs, ({ truth, downbeats }) => mostlyMatches(truth, downbeats, BEAT_WINDOW_S)),
  };
}

const METRES = new Set(['3/4', '4/4', '6/8']);

/** Judges the metre only where the tempo is right: another tempo counts other beats. */
function metreFigures(timed: readonly { track: Omit<TempoTrack, 'bpm'>; bpm: number; answer: TempoResult }[]) {
  const pairs = timed.filter(
    ({ track: { metre }, bpm, answer }) =>
      metre !== undefined && METRES.has(metre) && answer.metre !== undefined && judgeTempo(answer.bpm, bpm) === 'right',
  );
  return pairs.length === 0
    ? null
    : { n: pairs.length, right: share(pairs, ({ track, answer }) => track.metre === answer.metre) };
}

function share<T>(items: readonly T[], holds: (item: T) => boolean): number | null {
  return items.length === 0 ? null : items.filter(holds).length / items.length;
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function milliseconds(seconds: number | null): number | null {
  return seconds === null ? null : 1000 * seconds;
}

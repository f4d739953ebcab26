import { beatsOf, type TempoSegment } from '../tracks/grid-lines.ts';
import { type BeatClock, beatClock } from './beat-clock.ts';

/** One of the two tracks of a mix. Times are seconds of the track. */
export interface MixSide {
  readonly bpm: number | null;
  /** Beat grid; empty if there is none. */
  readonly tempos: readonly TempoSegment[];
  /** Start of the mix in this track: mix-out of the first, mix-in of the second. */
  readonly pointS: number;
  readonly durationS: number;
}

/** Times of two tracks. `…AtS` are seconds from the start of what is played, `…FromS` seconds of a track. */
export interface MixPlan {
  /** Playing rate of the second track where it begins, which makes its tempo that of the first. */
  readonly rate: number;
  /** Change of the second track's pitch that the rate brings, in semitones. */
  readonly semitones: number;
  readonly outFromS: number;
  readonly inFromS: number;
  readonly inAtS: number;
  /** Time at which the low end changes from the first track to the second. */
  readonly swapAtS: number;
  /** Time at which the first track is gone. */
  readonly outEndsAtS: number;
  readonly endsAtS: number;
  readonly beatsPerBar: number;
  /** Returns where the second track is at each beat of the first, moved by beats of the first. */
  anchors(nudgeBeats: number): MixAnchor[];
}

/** A time of the mix, and the place of the second track then. Between two of them its rate is even. */
export interface MixAnchor {
  readonly atS: number;
  readonly inS: number;
}

/** Bars of the first track alone before the mix, and of the second one after it. */
const LEAD_BARS = 8;
const TAIL_BARS = 8;
/** A pre-listen is shorter than the mix may be. */
const MOST_MIX_BARS = 16;
const USUAL_BPM = 120;

/** Power of two that is nearest to the ratio of two tempos: the beats of the one in a beat of the other. */
function octave(fromBpm: number, toBpm: number): number {
  return 2 ** Math.round(Math.log2(toBpm / fromBpm));
}

/**
 * Plans how two tracks play in time: eight bars of the first, the mix, eight bars of the second. Both points are beats
 * that meet; the beats after them meet too, also where a tempo changes.
 *
 * @param bars - Bars for which both tracks have room.
 */
export function planMix(out: MixSide, into: MixSide, bars: number | null): MixPlan {
  const outBpm = out.bpm ?? into.bpm ?? USUAL_BPM;
  const outClock = beatClock(out.tempos, out.pointS, outBpm);
  const inClock = beatClock(into.tempos, into.pointS, into.bpm ?? outBpm);
  const inBeats = octave(outClock.bpm, inClock.bpm);
  const beatsPerBar = beatsOf(barOf(out));

  const leadBars = Math.min(LEAD_BARS, Math.floor(-outClock.beatOf(0) / beatsPerBar + WHOLE));
  const outFromS = outClock.timeOf(-Math.max(0, leadBars) * beatsPerBar);
  const atS = (beat: number) => outClock.timeOf(beat) - outFromS;
  const outBeatsLeft = outClock.beatOf(out.durationS);
  const inBeatsLeft = inClock.beatOf(into.durationS) / inBeats;
  const room = Math.floor(Math.min(outBeatsLeft, inBeatsLeft) / beatsPerBar + WHOLE);
  const mixBeats = Math.max(1, Math.min(bars ?? LEAD_BARS, MOST_MIX_BARS, room)) * beatsPerBar;
  const endBeat = Math.max(mixBeats, Math.min(mixBeats + TAIL_BARS * beatsPerBar, inBeatsLeft));
  const rate = (inClock.timeOf(inBeats) - inClock.timeOf(0)) / (atS(1) - atS(0));
  return {
    rate,
    semitones: 12 * Math.log2(rate),
    outFromS,
    inFromS: inClock.timeOf(0),
    inAtS: atS(0),
    swapAtS: atS(mixBeats / 2),
    outEndsAtS: atS(mixBeats),
    endsAtS: atS(endBeat),
    beatsPerBar,
    anchors: (nudgeBeats) => meetingBeats({ inClock, inBeats, endBeat, atS }, nudgeBeats),
  };
}

/** Rounding of a whole number of bars. */
const WHOLE = 1e-6;

function barOf({ tempos, pointS }: MixSide): string {
  return (tempos.findLast(({ inizio_sec }) => inizio_sec <= pointS) ?? tempos[0])?.metro ?? '';
}

interface Meeting {
  inClock: BeatClock;
  /** Beats of the second track in a beat of the first. */
  inBeats: number;
  endBeat: number;
  atS: (beat: number) => number;
}

/** Lists the beats that meet, without those that the ones around them already give. */
function meetingBeats({ inClock, inBeats, endBeat, atS }: Meeting, nudgeBeats: number): MixAnchor[] {
  const step = Math.min(1, 1 / inBeats);
  const all = Array.from({ length: Math.ceil(endBeat / step) + 1 }, (_, i): MixAnchor => {
    const beat = i * step;
    return { atS: atS(beat), inS: inClock.timeOf((beat + nudgeBeats) * inBeats) };
  });
  return all.filter((anchor, i) => {
    const [before, after] = [all[i - 1], all[i + 1]];
    if (!before || !after) return true;
    return Math.abs(rateBetween(before, anchor) - rateBetween(anchor, after)) > SAME_RATE;
  });
}

/** A difference of rates that moves a beat by less than a microsecond. */
const SAME_RATE = 1e-6;

/** Returns the playing rate from one anchor to the next. */
export function rateBetween(a: MixAnchor, b: MixAnchor): number {
  return (b.inS - a.inS) / (b.atS - a.atS);
}

/** Returns the place of the second track at a time of the mix, in seconds of the track. */
export function inPositionS(anchors: readonly MixAnchor[], atS: number): number {
  const next = anchors.findIndex((anchor) => anchor.atS > atS);
  const i = Math.max(1, next === -1 ? anchors.length - 1 : next);
  const [a, b] = [anchors[i - 1]!, anchors[i]!];
  return a.inS + (atS - a.atS) * rateBetween(a, b);
}

/** Gains of a crossfade with equal power, in even steps: the sum of their squares is always 1. */
export function equalPower(steps: number): { out: Float32Array; in: Float32Array } {
  const angle = (_: unknown, i: number) => (i / (steps - 1)) * (Math.PI / 2);
  const angles = Array.from({ length: steps }, angle);
  return { out: Float32Array.from(angles, Math.cos), in: Float32Array.from(angles, Math.sin) };
}

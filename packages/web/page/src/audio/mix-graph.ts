import { equalPower, inPositionS, type MixAnchor, type MixPlan, rateBetween } from './plan-mix.ts';

/** Below this frequency in hertz a track without its low end is nearly silent. */
const LOW_CUT_HZ = 220;
const NO_CUT_HZ = 10;
/** Seconds in which the low end changes hands; none would click. */
const SWAP_S = 0.05;
const FADE_STEPS = 64;
/** Seconds until the first sound, which the context needs to start on time. */
const START_S = 0.1;
/** Seconds in which the second track changes to another place, and in which it ends. */
const JOIN_S = 0.02;
const END_S = 1;

/** Samples of the two tracks, each from the place where the plan starts it. */
export interface MixSounds {
  readonly out: AudioBuffer;
  readonly in: AudioBuffer;
  /** Seconds of the second track at the first sample of `in`. */
  readonly inStartS: number;
}

/** A mix that sounds. */
export interface PlayingMix {
  /** Seconds since the mix began. */
  positionS(): number;
  /** Moves the second track against the first, by beats of the first. */
  nudge(beats: number): void;
  stop(): void;
}

/** Plays two tracks by a plan: crossfade with equal power, and one low end at a time. */
export function playMix(context: BaseAudioContext, plan: MixPlan, sounds: MixSounds, onEnd: () => void): PlayingMix {
  const { inAtS, swapAtS, outEndsAtS, endsAtS } = plan;
  const startS = context.currentTime + START_S;
  const fade = equalPower(FADE_STEPS);
  const channel = () => {
    const filter = new BiquadFilterNode(context, { type: 'highpass', frequency: NO_CUT_HZ });
    const gain = new GainNode(context);
    filter.connect(gain).connect(context.destination);
    return { filter, gain };
  };
  const out = channel();
  const into = channel();

  out.gain.gain.setValueCurveAtTime(fade.out, startS + inAtS, outEndsAtS - inAtS);
  out.filter.frequency.setValueAtTime(NO_CUT_HZ, startS + swapAtS);
  out.filter.frequency.exponentialRampToValueAtTime(LOW_CUT_HZ, startS + swapAtS + SWAP_S);
  into.gain.gain.setValueAtTime(0, startS);
  into.gain.gain.setValueCurveAtTime(fade.in, startS + inAtS, outEndsAtS - inAtS);
  const fadeOutS = Math.max(outEndsAtS, endsAtS - END_S);
  into.gain.gain.setValueAtTime(1, startS + fadeOutS);
  into.gain.gain.linearRampToValueAtTime(0, startS + endsAtS);
  into.filter.frequency.setValueAtTime(LOW_CUT_HZ, startS);
  into.filter.frequency.setValueAtTime(LOW_CUT_HZ, startS + swapAtS);
  into.filter.frequency.exponentialRampToValueAtTime(NO_CUT_HZ, startS + swapAtS + SWAP_S);

  const first = new AudioBufferSourceNode(context, { buffer: sounds.out });
  first.connect(out.filter);
  first.start(startS);
  first.stop(startS + outEndsAtS);

  let nudgeBeats = 0;
  let isOver = false;
  const stop = () => {
    isOver = true;
    for (const source of [first, second.source]) {
      source.stop();
      source.disconnect();
    }
    out.gain.disconnect();
    into.gain.disconnect();
  };
  const startSecond = (atS: number): SecondTrack => {
    const anchors = plan.anchors(nudgeBeats);
    const started = playAlong(context, anchors, sounds, { startS, atS, endsAtS });
    started.gain.connect(into.filter);
    started.source.onended = () => {
      if (isOver || started !== second) return;
      stop();
      onEnd();
    };
    return started;
  };
  let second = startSecond(inAtS);

  return {
    positionS: () => Math.max(0, context.currentTime - startS),
    nudge(beats) {
      if (isOver) return;
      nudgeBeats += beats;
      const atS = Math.max(inAtS, context.currentTime - startS + JOIN_S);
      const before = second;
      second = startSecond(atS);
      before.gain.gain.setValueAtTime(1, startS + atS);
      before.gain.gain.linearRampToValueAtTime(0, startS + atS + JOIN_S);
      before.source.stop(startS + atS + JOIN_S);
    },
    stop: () => !isOver && stop(),
  };
}

interface SecondTrack {
  readonly source: AudioBufferSourceNode;
  readonly gain: GainNode;
}

/** Times of a mix: its start by the clock of the context, and the part in which the second track plays. */
interface Timing {
  readonly startS: number;
  readonly atS: number;
  readonly endsAtS: number;
}

/** Plays the second track from a time of the mix, at the rates that keep its beats with those of the first. */
function playAlong(
  context: BaseAudioContext,
  anchors: readonly MixAnchor[],
  { in: buffer, inStartS }: MixSounds,
  { startS, atS, endsAtS }: Timing,
): SecondTrack {
  const source = new AudioBufferSourceNode(context, { buffer });
  const gain = new GainNode(context);
  source.connect(gain);
  // a track moved to before its first sample begins later, by what is missing
  const firstAtS = Math.max(atS, timeAt(anchors, inStartS));
  const offsetS = Math.max(0, inPositionS(anchors, firstAtS) - inStartS);
  for (const [i, anchor] of anchors.slice(0, -1).entries()) {
    const next = anchors[i + 1]!;
    if (next.atS <= firstAtS) continue;
    const rate = rateBetween(anchor, next);
    if (anchor.atS <= firstAtS) source.playbackRate.value = rate;
    else source.playbackRate.setValueAtTime(rate, startS + anchor.atS);
  }
  gain.gain.setValueAtTime(0, startS + firstAtS);
  gain.gain.linearRampToValueAtTime(1, startS + firstAtS + JOIN_S);
  source.start(startS + firstAtS, offsetS);
  source.stop(startS + endsAtS);
  return { source, gain };
}

/** Returns the time of the mix at which the second track is at a place of it. */
function timeAt(anchors: readonly MixAnchor[], inS: number): number {
  const next = anchors.findIndex((anchor) => anchor.inS > inS);
  const i = Math.max(1, next === -1 ? anchors.length - 1 : next);
  const [a, b] = [anchors[i - 1]!, anchors[i]!];
  return a.atS + (inS - a.inS) / rateBetween(a, b);
}

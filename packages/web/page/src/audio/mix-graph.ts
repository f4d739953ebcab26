import { equalPower, inPositionS, type MixPlan } from './plan-mix.ts';

/** Below this frequency in hertz a track without its low end is silent. */
const LOW_CUT_HZ = 220;
const NO_CUT_HZ = 10;
/** Seconds in which the low end changes hands; none would click. */
const SWAP_S = 0.05;
const FADE_STEPS = 64;

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
  /** Moves the second track against the first, by seconds of the mix. */
  nudge(seconds: number): void;
  stop(): void;
}

/** Plays two tracks by a plan: crossfade with equal power, and one low end at a time. */
export function playMix(context: AudioContext, plan: MixPlan, sounds: MixSounds, onEnd: () => void): PlayingMix {
  const { inAtS, swapAtS, outEndsAtS, endsAtS, rate } = plan;
  const startS = context.currentTime + 0.1;
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
  into.filter.frequency.setValueAtTime(LOW_CUT_HZ, startS);
  into.filter.frequency.setValueAtTime(LOW_CUT_HZ, startS + swapAtS);
  into.filter.frequency.exponentialRampToValueAtTime(NO_CUT_HZ, startS + swapAtS + SWAP_S);

  const first = new AudioBufferSourceNode(context, { buffer: sounds.out });
  first.connect(out.filter);
  first.start(startS);
  first.stop(startS + outEndsAtS);

  let nudgeS = 0;
  let second: AudioBufferSourceNode;
  const startSecond = (atS: number) => {
    second = new AudioBufferSourceNode(context, { buffer: sounds.in, playbackRate: rate });
    second.connect(into.filter);
    const offset = inPositionS(plan, atS, nudgeS) - sounds.inStartS;
    second.start(startS + atS + Math.max(0, -offset / rate), Math.max(0, offset));
  };
  startSecond(inAtS);

  const timer = setTimeout(() => stop(true), 1000 * (endsAtS + 0.1));
  const stop = (ended = false) => {
    clearTimeout(timer);
    for (const source of [first, second]) {
      source.stop();
      source.disconnect();
    }
    out.gain.disconnect();
    into.gain.disconnect();
    if (ended) onEnd();
  };

  return {
    positionS: () => Math.max(0, context.currentTime - startS),
    nudge(seconds) {
      nudgeS += seconds;
      second.stop();
      startSecond(Math.max(inAtS, context.currentTime - startS + 0.02));
    },
    stop: () => stop(),
  };
}

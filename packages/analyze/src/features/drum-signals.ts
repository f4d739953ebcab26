import { ANALYSIS_RATE } from './analysis-rate.ts';

export interface DrumLoop {
  bpm: number;
  seconds: number;
  /** Time of the first beat, in seconds. @default 0 */
  startS?: number;
  /** Sixteenths of a bar on which each drum plays. @default four to the floor, a clap on 2 and 4, off-beat hats */
  kick?: readonly number[];
  snare?: readonly number[];
  hat?: readonly number[];
  /** First bar without drums, and the first with drums again. */
  silentBars?: readonly [number, number];
  /** Overall level, 0..1. @default 0.7 */
  gain?: number;
}

/** Creates reproducible noise, −1..1. */
export function noise(seed = 1): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return state / 2 ** 31;
  };
}

/** Samples a function of time in seconds at {@link ANALYSIS_RATE}. */
export function sampled(seconds: number, at: (seconds: number) => number): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length: Math.round(seconds * ANALYSIS_RATE) }, (_, n) => at(n / ANALYSIS_RATE));
}

export function drumLoop(loop: DrumLoop): Float32Array<ArrayBuffer> {
  const {
    bpm,
    seconds,
    startS = 0,
    kick = [0, 4, 8, 12],
    snare = [4, 12],
    hat = [2, 6, 10, 14],
    silentBars,
    gain = 0.7,
  } = loop;
  const out = new Float32Array(Math.round(seconds * ANALYSIS_RATE));
  const random = noise();
  const strike = (timeS: number, lengthS: number, sound: (t: number) => number) => {
    const start = Math.round(timeS * ANALYSIS_RATE);
    const end = Math.min(out.length, start + Math.round(lengthS * ANALYSIS_RATE));
    for (let n = Math.max(0, start); n < end; n++) out[n] += gain * sound((n - start) / ANALYSIS_RATE);
  };
  const sixteenthS = 15 / bpm;
  for (let bar = 0; startS + bar * 16 * sixteenthS < seconds; bar++) {
    if (silentBars && bar >= silentBars[0] && bar < silentBars[1]) continue;
    const at = (step: number) => startS + (bar * 16 + step) * sixteenthS;
    for (const step of kick) {
      strike(
        at(step),
        0.25,
        (t) => 0.9 * Math.exp(-t * 14) * Math.sin(2 * Math.PI * (55 * t + 4 * (1 - Math.exp(-t * 40)))),
      );
    }
    for (const step of snare)
      strike(at(step), 0.18, (t) => 0.4 * Math.exp(-t * 22) * (random() + Math.sin(2 * Math.PI * 190 * t)));
    for (const step of hat) strike(at(step), 0.05, (t) => 0.15 * Math.exp(-t * 90) * random());
  }
  return out;
}

import { SAMPLE_RATE } from './frames.ts';

/** Samples a function of time in seconds. */
export function signal(seconds: number, at: (time: number) => number): Float32Array {
  return Float32Array.from({ length: Math.round(seconds * SAMPLE_RATE) }, (_, i) => at(i / SAMPLE_RATE));
}

/** Renders reproducible white noise, -1..1. */
export function noise(seconds: number): Float32Array {
  let state = 1;
  return signal(seconds, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}

/** Returns a note with five overtones at a time, `semitones` from 440 Hz. */
export function note(semitones: number, time: number): number {
  let sum = 0;
  for (let k = 1; k <= 6; k++) sum += Math.sin(2 * Math.PI * 440 * 2 ** (semitones / 12) * k * time) / k;
  return sum;
}

/** Renders the chords I vi IV V, two per second, transposed by some semitones. */
export function chords(seconds: number, transpose = 0): Float32Array {
  const progression = [
    [-9, -5, -2],
    [-12, -9, -5],
    [-16, -12, -9],
    [-14, -10, -7],
  ];
  return signal(seconds, (time) => {
    const chord = progression[Math.floor(time * 2) % progression.length];
    return 0.1 * chord.reduce((sum, semitones) => sum + note(semitones + transpose, time), 0);
  });
}

/** Renders short bursts of reproducible noise at a constant tempo. */
export function clicks(seconds: number, bpm: number): Float32Array {
  const grain = noise(seconds);
  const period = 60 / bpm;
  return grain.map((value, i) => 0.5 * value * Math.exp(-((i / SAMPLE_RATE) % period) * 60));
}

import { ANALYSIS_RATE } from './analysis-rate.ts';
import { noise } from './drum-signals.ts';

export interface MetreSignal {
  bpm: number;
  seconds: number;
  /** Sound of the notes. @default 'plucked' */
  sound?: keyof typeof SOUNDS;
  /** Drums too. @default false */
  drums?: boolean;
}

/** Decay per second, and length relative to the written note. */
const SOUNDS = {
  plucked: { decay: 6, ring: 1 },
  organ: { decay: 1.5, ring: 1 },
  piano: { decay: 3, ring: 2 },
};

/** Roots of a progression of four bars, as MIDI notes. */
const ROOTS = [45, 50, 40, 45];

/** A click per beat, every fourth louder and higher. */
export function metronome({ bpm, seconds }: MetreSignal): Float32Array<ArrayBuffer> {
  const band = player(seconds);
  for (let beat = 0; beat * (60 / bpm) < seconds; beat++) {
    const accent = beat % 4 === 0;
    band.tone(beat * (60 / bpm), { midi: accent ? 93 : 88, gain: accent ? 0.8 : 0.5, decay: 60, length: 0.06 });
  }
  return band.out;
}

/** Oom-pah-pah: the bass on one, the chord on two and three. */
export function waltz({ bpm, seconds, sound = 'plucked', drums = false }: MetreSignal): Float32Array<ArrayBuffer> {
  const band = player(seconds);
  const beatS = 60 / bpm;
  const { decay, ring } = SOUNDS[sound];
  for (let beat = 0; beat * beatS < seconds; beat++) {
    const root = ROOTS[Math.floor(beat / 3) % ROOTS.length];
    const at = beat * beatS;
    if (beat % 3 === 0) {
      band.tone(at, { midi: root, gain: 0.4, decay, length: 0.8 * ring * beatS });
      if (drums) band.kick(at);
      continue;
    }
    for (const step of [12, 15, 19])
      band.tone(at, { midi: root + step, gain: 0.12, decay, length: 0.5 * ring * beatS });
    if (drums) band.snare(at);
  }
  return band.out;
}

/** 6/8 in two: the bass and the chord on the beats, a tune of three notes on each. */
export function jig({ bpm, seconds, sound = 'plucked', drums = true }: MetreSignal): Float32Array<ArrayBuffer> {
  const band = player(seconds);
  const noteS = 20 / bpm;
  const tune = [24, 22, 19, 24, 26, 27, 31, 27, 26, 24, 22, 19];
  const decay = sound === 'plucked' ? 8 : 2;
  for (let note = 0; note * noteS < seconds; note++) {
    const at = note * noteS;
    const root = ROOTS[Math.floor(note / 12) % ROOTS.length];
    band.tone(at, { midi: root + tune[note % 12] + 12, gain: note % 3 === 0 ? 0.2 : 0.14, decay, length: 0.9 * noteS });
    if (note % 6 === 0) {
      band.tone(at, { midi: root, gain: 0.4, decay: 3, length: 2 * noteS });
      if (drums) band.kick(at);
    } else if (note % 6 === 3) {
      for (const step of [12, 15, 19]) band.tone(at, { midi: root + step, gain: 0.1, decay, length: noteS });
      if (drums) band.snare(at);
    }
  }
  return band.out;
}

interface Tone {
  midi: number;
  gain: number;
  /** Decay per second. */
  decay: number;
  length: number;
}

function player(seconds: number) {
  const out = new Float32Array(Math.round(seconds * ANALYSIS_RATE));
  const random = noise();
  const strike = (timeS: number, lengthS: number, sound: (t: number) => number) => {
    const start = Math.round(timeS * ANALYSIS_RATE);
    const end = Math.min(out.length, start + Math.round(lengthS * ANALYSIS_RATE));
    for (let n = start; n < end; n++) out[n] += sound((n - start) / ANALYSIS_RATE);
  };
  return {
    out,
    tone(timeS: number, { midi, gain, decay, length }: Tone) {
      const hertz = 440 * 2 ** ((midi - 69) / 12);
      strike(timeS, length, (t) => {
        const wave = Math.sin(2 * Math.PI * hertz * t) + 0.4 * Math.sin(4 * Math.PI * hertz * t);
        return gain * wave * Math.exp(-decay * t) * Math.min(1, t / 0.003);
      });
    },
    kick(timeS: number) {
      strike(
        timeS,
        0.2,
        (t) => 0.6 * Math.exp(-t * 16) * Math.sin(2 * Math.PI * (55 * t + 4 * (1 - Math.exp(-t * 40)))),
      );
    },
    snare(timeS: number) {
      strike(timeS, 0.12, (t) => 0.2 * Math.exp(-t * 30) * random());
    },
  };
}

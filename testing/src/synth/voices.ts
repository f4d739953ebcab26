import { between, type Random } from '../random.ts';
import { filter } from './filters.ts';
import { addFm, addNoise, addSaw, addSine, addSquare, type Modulator } from './oscillators.ts';
import { frequencyOf } from './pitch.ts';
import { centred, type Envelope, envelopeFrames, type Stereo, shape } from './sound.ts';

export interface Note {
  sampleRate: number;
  midi: number;
  envelope: Envelope;
  random: Random;
}

export interface Patch {
  wave: 'saw' | 'square';
  /** Oscillators per side; with several, it is a supersaw. */
  unison: number;
  /** Detuning between the lowest and the highest oscillator, in cents. */
  detune: number;
  /** Final cutoff of the filter in Hz, start above it in octaves, and time constant in seconds. */
  cutoff: number;
  sweepOctaves: number;
  sweepSeconds: number;
  resonance: number;
  /** Gain of a sine one octave lower. */
  sub?: number;
}

/** Plays a note of detuned oscillators through a closing low-pass filter; wide with several oscillators. */
export function synthNote(note: Note, patch: Patch): Stereo {
  const left = synthSide(note, patch);
  return patch.unison > 1 ? { left, right: synthSide(note, patch) } : centred(left);
}

function synthSide({ sampleRate, midi, envelope, random }: Note, patch: Patch): Float32Array {
  const out = new Float32Array(envelopeFrames(envelope, sampleRate));
  const add = patch.wave === 'saw' ? addSaw : addSquare;
  for (let i = 0; i < patch.unison; i++) {
    const spread = patch.unison > 1 ? i / (patch.unison - 1) - 0.5 : 0;
    const cents = patch.detune * (spread + between(random, -0.04, 0.04));
    const frequency = frequencyOf(midi + cents / 100);
    add(out, { frequency, sampleRate, gain: 1 / Math.sqrt(patch.unison), phase: random() });
  }
  const cutoff = (seconds: number) =>
    patch.cutoff * 2 ** (patch.sweepOctaves * Math.exp(-seconds / patch.sweepSeconds));
  filter(out, { kind: 'low', sampleRate, cutoff, resonance: patch.resonance });
  if (patch.sub) addSine(out, { frequency: frequencyOf(midi - 12), sampleRate, gain: patch.sub, phase: 0 });
  return shape(out, envelope, sampleRate);
}

/** Plays a deep sine. `drive` adds odd overtones, which small speakers need. */
export function subNote({ sampleRate, midi, envelope }: Note, drive: number): Stereo {
  const out = new Float32Array(envelopeFrames(envelope, sampleRate));
  addSine(out, { frequency: frequencyOf(midi), sampleRate, gain: 1, phase: 0 });
  for (let i = 0; i < out.length; i++) out[i] = Math.tanh(drive * out[i]) / Math.tanh(drive);
  return centred(shape(out, envelope, sampleRate));
}

/** Plays a piano-like note, acoustic or electric depending on its modulators; slightly detuned between the sides. */
export function fmNote({ sampleRate, midi, envelope }: Note, modulators: readonly Modulator[]): Stereo {
  const side = (cents: number) => {
    const out = new Float32Array(envelopeFrames(envelope, sampleRate));
    const frequency = frequencyOf(midi + cents / 100);
    for (const modulator of modulators) {
      addFm(out, { frequency, sampleRate, gain: 1 / modulators.length, phase: 0 }, modulator);
    }
    return shape(out, envelope, sampleRate);
  };
  return { left: side(-2), right: side(2) };
}

export const PIANO: readonly Modulator[] = [
  { ratio: 1, depth: 1.6, decay: 0.35 },
  { ratio: 3, depth: 0.9, decay: 0.12 },
];

export const ELECTRIC_PIANO: readonly Modulator[] = [
  { ratio: 1, depth: 0.8, decay: 0.9 },
  { ratio: 14, depth: 0.25, decay: 0.06 },
];

export const BELL: readonly Modulator[] = [
  { ratio: 3.5, depth: 1.1, decay: 1.2 },
  { ratio: 1, depth: 0.3, decay: 2 },
];

/** Levels of the overtones of an organ. */
const DRAWBARS: readonly number[] = [1, 0.4, 0.15];

/** Plays an organ note: a few sines, with no noise at the start. */
export function organNote({ sampleRate, midi, envelope }: Note): Stereo {
  const out = new Float32Array(envelopeFrames(envelope, sampleRate));
  DRAWBARS.forEach((gain, i) => {
    addSine(out, { frequency: frequencyOf(midi) * (i + 1), sampleRate, gain: 0.7 * gain, phase: 0 });
  });
  return centred(shape(out, envelope, sampleRate));
}

/** Karplus and Strong, 1983. `brightness` is 0 (felt) to 1 (steel); with a long `release`, the string rings. */
export function stringNote({ sampleRate, midi, envelope, random }: Note, brightness: number): Stereo {
  const out = new Float32Array(envelopeFrames(envelope, sampleRate));
  const period = sampleRate / frequencyOf(midi) - 0.5;
  const whole = Math.floor(period);
  const fraction = period - whole;
  const burst = out.subarray(0, whole + 1);
  addNoise(burst, 1, random);
  filter(burst, { kind: 'low', sampleRate, cutoff: 800 + 7000 * brightness });
  // a constant offset would stay in the loop for seconds
  const offset = burst.reduce((total, sample) => total + sample, 0) / burst.length;
  for (let i = 0; i < burst.length; i++) burst[i] -= offset;
  for (let i = whole + 2; i < out.length; i++) {
    const near = out[i - whole] * (1 - fraction) + out[i - whole - 1] * fraction;
    const far = out[i - whole - 1] * (1 - fraction) + out[i - whole - 2] * fraction;
    out[i] = 0.498 * (near + far);
  }
  return centred(shape(out, envelope, sampleRate));
}

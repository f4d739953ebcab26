import { filter } from './filters.ts';
import { addSaw } from './oscillators.ts';
import { frequencyOf } from './pitch.ts';
import { centred, type Stereo, shape } from './sound.ts';

/** A note of an acid bass: `open` is the start frequency of the filter in Hz; an accent raises its resonance. */
export interface AcidNote {
  sampleRate: number;
  midi: number;
  seconds: number;
  open: number;
  accent: boolean;
}

/** Plays a saw wave through a resonant filter that closes fast, with distortion. */
export function acidNote({ sampleRate, midi, seconds, open, accent }: AcidNote): Stereo {
  const out = new Float32Array(Math.ceil(seconds * sampleRate));
  addSaw(out, { frequency: frequencyOf(midi), sampleRate, gain: 0.8, phase: 0 });
  const octaves = accent ? 3 : 2;
  const cutoff = (t: number) => open * 2 ** (octaves * Math.exp(-t / 0.06) - 0.5);
  filter(out, { kind: 'low', sampleRate, cutoff, resonance: accent ? 9 : 6 });
  for (let i = 0; i < out.length; i++) out[i] = Math.tanh(1.4 * out[i]);
  const envelope = { attack: 0.002, decay: 0.15, sustain: 0.35, hold: seconds - 0.02, release: 0.02 };
  return centred(shape(out, envelope, sampleRate));
}

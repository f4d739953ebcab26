/** Two channels of samples with the same length. A mono sound may use one array for both. */
export interface Stereo {
  left: Float32Array;
  right: Float32Array;
}

/** Envelope of a note's level, in seconds; `sustain` is a gain 0..1. */
export interface Envelope {
  attack: number;
  /** Time in which the gain falls by 63 % toward `sustain`. */
  decay: number;
  sustain: number;
  /** Time of the note's release, from the start. */
  hold: number;
  release: number;
}

export function silence(frames: number): Stereo {
  return { left: new Float32Array(frames), right: new Float32Array(frames) };
}

export function centred(samples: Float32Array): Stereo {
  return { left: samples, right: samples };
}

export function envelopeFrames({ hold, release }: Envelope, sampleRate: number): number {
  return Math.ceil((hold + release) * sampleRate);
}

/** Multiplies samples by an envelope that ends at zero. */
export function shape(samples: Float32Array, envelope: Envelope, sampleRate: number): Float32Array {
  const attack = Math.max(1, Math.round(envelope.attack * sampleRate));
  const release = Math.max(1, Math.round(envelope.release * sampleRate));
  const fall = Math.exp(-1 / Math.max(1, envelope.decay * sampleRate));
  let above = 1 - envelope.sustain;
  for (let i = 0; i < samples.length; i++) {
    if (i >= attack) above *= fall;
    const left = samples.length - i;
    const gain = (i < attack ? i / attack : envelope.sustain + above) * (left < release ? left / release : 1);
    samples[i] *= gain;
  }
  return samples;
}

/** Adds `source` to `target` from a frame on. Drops samples outside the target. */
export function mixInto(target: Float32Array, source: Float32Array, at: number, gain: number): void {
  const from = Math.max(0, -at);
  const to = Math.min(source.length, target.length - at);
  for (let i = from; i < to; i++) target[at + i] += source[i] * gain;
}

const CONTROL_FRAMES = 32;

type FilterKind = 'low' | 'band' | 'high';

export interface FilterSettings {
  kind: FilterKind;
  sampleRate: number;
  /** Cutoff in Hz, or a function from seconds since the first sample to Hz. */
  cutoff: number | ((seconds: number) => number);
  /** Resonance: 0.7 is flat, 10 rings. */
  resonance?: number;
}

/** Works in place; stable while the cutoff moves (Andrew Simper, "Linear Trapezoidal Integrated SVF", 2013). */
export function filter(samples: Float32Array, settings: FilterSettings): Float32Array {
  const { kind, sampleRate, cutoff, resonance = 0.7 } = settings;
  const damping = 1 / resonance;
  let first = 0;
  let second = 0;
  for (let start = 0; start < samples.length; start += CONTROL_FRAMES) {
    const hertz = typeof cutoff === 'number' ? cutoff : cutoff(start / sampleRate);
    const g = Math.tan((Math.PI * Math.min(Math.max(hertz, 10), 0.45 * sampleRate)) / sampleRate);
    const a1 = 1 / (1 + g * (g + damping));
    const a2 = g * a1;
    const a3 = g * a2;
    // weights of input, band and low for the output
    const input = kind === 'high' ? 1 : 0;
    const band = kind === 'high' ? -damping : kind === 'band' ? damping : 0;
    const low = kind === 'high' ? -1 : kind === 'low' ? 1 : 0;
    const end = Math.min(start + CONTROL_FRAMES, samples.length);
    for (let i = start; i < end; i++) {
      const x = samples[i];
      const v3 = x - second;
      const v1 = a1 * first + a2 * v3;
      const v2 = second + a2 * first + a3 * v3;
      first = 2 * v1 - first + 1e-20;
      second = 2 * v2 - second;
      samples[i] = input * x + band * v1 + low * v2;
    }
  }
  return samples;
}

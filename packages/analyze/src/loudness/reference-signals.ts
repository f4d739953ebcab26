/** Seconds of a sine whose amplitude is `db` dBFS. */
export interface Stretch {
  db: number;
  seconds: number;
}

/** Renders a sine with continuous phase that changes its level from part to part. */
export function stretches(parts: readonly Stretch[], hertz: number, sampleRate: number): Float32Array<ArrayBuffer> {
  const lengths = parts.map(({ seconds }) => Math.round(seconds * sampleRate));
  const samples = new Float32Array(lengths.reduce((sum, length) => sum + length, 0));
  let n = 0;
  parts.forEach(({ db }, i) => {
    const amplitude = 10 ** (db / 20);
    for (const end = n + lengths[i]; n < end; n++) {
      samples[n] = amplitude * Math.sin((2 * Math.PI * hertz * n) / sampleRate);
    }
  });
  return samples;
}

/** Reference signal, as `tests/reference/loudness.py` defines it. */
export interface ReferenceSignal {
  name: string;
  rate: number;
  channels: number;
  step: number;
  levels: number[];
  hertz: number;
  tone: number;
  noise: number;
  opposed?: boolean;
}

export function referenceSignal(signal: ReferenceSignal): Float32Array[] {
  const { rate, channels, step, levels, hertz, tone, noise, opposed = false } = signal;
  const length = rate * step * levels.length;
  const planes = Array.from({ length: channels }, () => new Float32Array(length));
  let state = 1;
  for (let n = 0; n < length; n++) {
    const level = levels[Math.floor(n / rate / step)];
    for (let channel = 0; channel < channels; channel++) {
      state = (Math.imul(1664525, state) + 1013904223) >>> 0;
      const sign = opposed && channel % 2 === 1 ? -1 : 1;
      const sine = tone * Math.sin((2 * Math.PI * (hertz + (opposed ? 0 : 100 * channel)) * n) / rate);
      planes[channel][n] = level * (sine * sign + noise * (state / 2 ** 31 - 1));
    }
  }
  return planes;
}

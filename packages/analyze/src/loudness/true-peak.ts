import { HALF_TAPS, oversamplingPhases, type Phase } from './oversampling-kernel.ts';

/** Samples that an interpolated value depends on. One that starts in a chunk depends on that chunk and the next. */
const CHUNK = 2 * HALF_TAPS;
const CHUNKS = 128;
/** Rates from which twofold oversampling, or none, is enough to reach about 192 kHz. */
const TWICE_FROM_HZ = 80_000;
const ONCE_FROM_HZ = 160_000;

/**
 * Measures the true peak by oversampling (ITU-R BS.1770-4, annex 2), at four times the rate of a CD. Two bounds show
 * where no value between samples can exceed the peak so far. Skipping those places does not change the result.
 */
export class TruePeak {
  readonly #phases: readonly Phase[];
  readonly #gain: number;
  readonly #bend: number;
  readonly #held: readonly Float32Array[];
  readonly #highest = new Float64Array(CHUNKS + 1);
  readonly #bends = new Float64Array(CHUNKS + 1);
  #filled = CHUNK;
  #peak = 0;

  constructor(sampleRate: number, channelCount: number) {
    const factor = sampleRate < TWICE_FROM_HZ ? 4 : sampleRate < ONCE_FROM_HZ ? 2 : 1;
    this.#phases = oversamplingPhases(factor);
    this.#gain = Math.max(1, ...this.#phases.map(({ gain }) => gain));
    this.#bend = Math.max(0, ...this.#phases.map(({ bend }) => bend));
    this.#held = Array.from({ length: channelCount }, () => new Float32Array((CHUNKS + 1) * CHUNK));
  }

  push(planes: readonly Float32Array[]): void {
    const size = (CHUNKS + 1) * CHUNK;
    const { length } = planes[0];
    for (let at = 0; at < length; ) {
      const end = Math.min(length, at + size - this.#filled);
      for (let channel = 0; channel < this.#held.length; channel++) {
        this.#held[channel].set(planes[channel].subarray(at, end), this.#filled);
      }
      this.#filled += end - at;
      at = end;
      if (this.#filled === size) this.#look();
    }
  }

  /** Ends the signal with silence, since it may still ring. Returns the linear peak, 0 for digital silence. */
  finish(): number {
    const silence = new Float32Array(CHUNKS * CHUNK);
    this.push(this.#held.map(() => silence));
    return this.#peak;
  }

  #look(): void {
    for (const samples of this.#held) {
      this.#measure(samples);
      for (let chunk = 0; chunk < CHUNKS; chunk++) this.#search(samples, chunk);
      samples.copyWithin(0, CHUNKS * CHUNK);
    }
    this.#filled = CHUNK;
  }

  #measure(samples: Float32Array): void {
    const highest = this.#highest;
    for (let chunk = 0, i = 0; chunk <= CHUNKS; chunk++) {
      let most = 0;
      for (const end = i + CHUNK; i < end; i++) {
        const sample = samples[i];
        // twice as fast as Math.max and Math.abs
        if (sample > most) most = sample;
        else if (-sample > most) most = -sample;
      }
      highest[chunk] = most;
      if (most > this.#peak) this.#peak = most;
    }
    this.#bends.fill(-1);
  }

  #search(samples: Float32Array, chunk: number): void {
    const highest = Math.max(this.#highest[chunk], this.#highest[chunk + 1]);
    if (highest * this.#gain <= this.#peak) return;
    const leeway = this.#bend * Math.max(this.#bendOf(samples, chunk), this.#bendOf(samples, chunk + 1));
    if (highest + leeway <= this.#peak) return;
    for (let start = chunk * CHUNK; start < (chunk + 1) * CHUNK; start++) {
      const left = Math.abs(samples[start + HALF_TAPS - 1]);
      const right = Math.abs(samples[start + HALF_TAPS]);
      if (Math.max(left, right) + leeway > this.#peak) this.#compute(samples, start);
    }
  }

  #bendOf(samples: Float32Array, chunk: number): number {
    if (this.#bends[chunk] >= 0) return this.#bends[chunk];
    let most = 0;
    const end = Math.min((chunk + 1) * CHUNK, samples.length - 2);
    for (let i = chunk * CHUNK; i < end; i++) {
      most = Math.max(most, Math.abs(samples[i] - 2 * samples[i + 1] + samples[i + 2]));
    }
    this.#bends[chunk] = most;
    return most;
  }

  #compute(samples: Float32Array, start: number): void {
    for (const { taps } of this.#phases) {
      let even = 0;
      let odd = 0;
      for (let k = 0; k < CHUNK; k += 2) {
        even += taps[k] * samples[start + k];
        odd += taps[k + 1] * samples[start + k + 1];
      }
      const value = Math.abs(even + odd);
      if (value > this.#peak) this.#peak = value;
    }
  }
}

import { hannWindow, type RealFft } from '@rbassist/audio';

export interface FrameStreamOptions {
  fft: RealFft;
  hop: number;
  /** Power spectrum: `fft.size / 2 + 1` bins, 1 for a full-scale sine in the middle of a bin. The array is reused. */
  onFrame: (power: Float32Array, index: number) => void;
}

/**
 * Short-time Fourier transform with Hann windows, in blocks of any size. Sample `i * hop` is the centre of frame `i`,
 * with silence before and after the signal.
 */
export class FrameStream {
  readonly #options: FrameStreamOptions;
  readonly #window: Float32Array;
  readonly #buffer: Float32Array;
  readonly #frame: Float32Array;
  readonly #power: Float32Array;
  #filled: number;
  #index = 0;
  #samples = 0;

  constructor(options: FrameStreamOptions) {
    const { size } = options.fft;
    this.#options = options;
    // the sum of a Hann window is half its size, and a real sine splits into two bins
    this.#window = hannWindow(size).map((value) => (value * 4) / size);
    this.#buffer = new Float32Array(size);
    this.#frame = new Float32Array(size);
    this.#power = new Float32Array(size / 2 + 1);
    this.#filled = size / 2;
  }

  push(samples: Float32Array): void {
    this.#samples += samples.length;
    this.#take(samples);
  }

  /** Ends the signal and emits the remaining frames whose centre is inside it. */
  finish(): void {
    const { fft, hop } = this.#options;
    const frameCount = Math.ceil(this.#samples / hop);
    const silence = new Float32Array(hop);
    while (this.#index < frameCount) this.#take(silence.subarray(0, Math.min(hop, fft.size - this.#filled)));
  }

  #take(samples: Float32Array): void {
    const { size } = this.#options.fft;
    const buffer = this.#buffer;
    for (let at = 0; at < samples.length; ) {
      const count = Math.min(size - this.#filled, samples.length - at);
      buffer.set(samples.subarray(at, at + count), this.#filled);
      this.#filled += count;
      at += count;
      if (this.#filled === size) this.#emit();
    }
  }

  #emit(): void {
    const { fft, hop, onFrame } = this.#options;
    const buffer = this.#buffer;
    const frame = this.#frame;
    const window = this.#window;
    for (let i = 0; i < frame.length; i++) frame[i] = buffer[i] * window[i];
    fft.power(frame, this.#power);
    onFrame(this.#power, this.#index++);
    buffer.copyWithin(0, hop);
    this.#filled = fft.size - hop;
  }
}

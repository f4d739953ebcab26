/// <reference path="./pffft-wasm.d.ts" />
import { MissingDependencyError, OptionError } from '@rbassist/core';

/** Forward Fourier transform of real frames of one size. */
export interface RealFft {
  /** Samples per frame. */
  readonly size: number;
  /**
   * Writes the power spectrum |X[k]|² of `frame` (`size` samples, no scaling) to the first `size / 2 + 1` elements of
   * `power`, from 0 Hz to half the sample rate. Allocates nothing.
   */
  power(frame: Float32Array, power: Float32Array): void;
  /**
   * Writes the spectrum X[k] of `frame` (`size` samples, no scaling) to the first `size + 2` elements of `spectrum`:
   * real and imaginary parts alternate, from 0 Hz to half the sample rate. Allocates nothing.
   */
  transform(frame: Float32Array, spectrum: Float32Array): void;
  /** Frees the memory of this transform. Safe to call twice; `power` and `transform` then throw an OptionError. */
  close(): void;
}

const REAL = 0;
const FORWARD = 0;
const BYTES_PER_SAMPLE = 4;

let loading: Promise<PffftModule> | undefined;

/**
 * Prepares a Fourier transform of real frames, with Pommier's single-precision PFFFT in WebAssembly (SIMD if
 * available).
 *
 * @param size A multiple of 32 with no prime factor above 5, e.g. 2048 or 960.
 * @throws {OptionError} for any other size.
 * @throws {MissingDependencyError} if WebAssembly cannot run here.
 * @see https://bitbucket.org/jpommier/pffft
 */
export async function createRealFft(size: number): Promise<RealFft> {
  if (!isTransformSize(size)) {
    throw new OptionError(
      `An FFT cannot have ${size} samples. The size must be a multiple of 32 with no prime factor above 5.`,
    );
  }
  loading ??= loadPffft();
  return realFft(await loading, size);
}

async function loadPffft(): Promise<PffftModule> {
  const options = { printErr: () => {} };
  try {
    const { default: load } = await import('@echogarden/pffft-wasm/simd');
    return await load(options);
  } catch {
    // a processor or runtime without WebAssembly SIMD refuses the first build
  }
  try {
    const { default: load } = await import('@echogarden/pffft-wasm');
    return await load(options);
  } catch (cause) {
    throw new MissingDependencyError(
      '@echogarden/pffft-wasm',
      'The FFT cannot start: @echogarden/pffft-wasm needs WebAssembly. Reinstall it, or allow WebAssembly here.',
      { cause },
    );
  }
}

function realFft(pffft: PffftModule, size: number): RealFft {
  const setup = pffft._pffft_new_setup(size, REAL);
  const pointers = [0, 1, 2].map(() => pffft._pffft_aligned_malloc(size * BYTES_PER_SAMPLE));
  const [inputPointer, outputPointer, workPointer] = pointers;
  let input = view(inputPointer);
  let output = view(outputPointer);
  let closed = false;

  function view(pointer: number): Float32Array {
    return new Float32Array(pffft.HEAPF32.buffer, pointer, size);
  }

  function run(frame: Float32Array): void {
    if (closed) throw new OptionError('This FFT is closed. Create another one.');
    if (frame.length !== size) throw new OptionError(`This FFT takes ${size} samples, got ${frame.length}.`);
    if (input.buffer !== pffft.HEAPF32.buffer) {
      // the memory grew, which detaches every earlier view of it
      input = view(inputPointer);
      output = view(outputPointer);
    }
    input.set(frame);
    pffft._pffft_transform_ordered(setup, inputPointer, outputPointer, workPointer, FORWARD);
  }

  return {
    size,
    power(frame, power) {
      run(frame);
      // PFFFT packs the two real bins, 0 Hz and half the sample rate, into its first complex number
      power[0] = output[0] * output[0];
      power[size / 2] = output[1] * output[1];
      for (let bin = 1, i = 2; i < size; bin++, i += 2) {
        power[bin] = output[i] * output[i] + output[i + 1] * output[i + 1];
      }
    },
    transform(frame, spectrum) {
      run(frame);
      spectrum.set(output);
      spectrum[size] = output[1];
      spectrum[size + 1] = 0;
      spectrum[1] = 0;
    },
    close() {
      if (closed) return;
      closed = true;
      for (const pointer of pointers) pffft._pffft_aligned_free(pointer);
      pffft._pffft_destroy_setup(setup);
    },
  };
}

function isTransformSize(size: number): boolean {
  if (!Number.isInteger(size) || size < 32 || size % 32 !== 0) return false;
  let rest = size;
  for (const factor of [2, 3, 5]) while (rest % factor === 0) rest /= factor;
  return rest === 1;
}

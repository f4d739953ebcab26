/** Part of the untyped `@echogarden/pffft-wasm` that `fft.ts` uses. Pointers are byte offsets into the heap. */
interface PffftModule {
  /** View of the whole memory, replaced when the memory grows. */
  readonly HEAPF32: Float32Array;
  _pffft_aligned_malloc(bytes: number): number;
  _pffft_aligned_free(pointer: number): void;
  _pffft_new_setup(size: number, transform: number): number;
  _pffft_destroy_setup(setup: number): void;
  _pffft_transform_ordered(setup: number, input: number, output: number, work: number, direction: number): void;
}

declare module '@echogarden/pffft-wasm' {
  function load(options: { printErr(text: string): void }): Promise<PffftModule>;
  export = load;
}

declare module '@echogarden/pffft-wasm/simd' {
  export { default } from '@echogarden/pffft-wasm';
}

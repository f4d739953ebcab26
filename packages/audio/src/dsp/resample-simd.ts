import { RESAMPLE_WASM } from './resample-wasm.ts';

/** Functions of resample.wat, which documents them. */
interface ResampleExports {
  polyphase(
    input: number,
    table: number,
    taps: number,
    phases: number,
    step: number,
    phase: number,
    out: number,
    count: number,
  ): void;
  halve(middles: number, odds: number, taps: number, pairs: number, out: number, count: number): void;
}

/** Part of the WebAssembly API; TypeScript declares it only for browsers. */
interface WebAssemblyApi {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: Record<string, Record<string, object>>) => { exports: unknown };
  Memory: new (limits: { initial: number }) => { readonly buffer: ArrayBuffer; grow(pages: number): number };
}

/** Filter with one row of weights for each position of an output sample between two input frames. */
export interface PolyphaseTable {
  /** Rows of `taps` weights. */
  values: Float32Array;
  /** A multiple of 4. */
  taps: number;
  phases: number;
  step: number;
}

/** Output samples at once, so that memory stays small. */
const BLOCK = 2048;
const PAGE_BYTES = 1 << 16;
const DOUBLE = Float64Array.BYTES_PER_ELEMENT;
const OUT = 0;
const TABLE = BLOCK * Float32Array.BYTES_PER_ELEMENT;

let opened: ResampleSimd | null | undefined;

/** Returns the fast sums of this thread; null if WebAssembly with SIMD can't run here. */
export function resampleSimd(): ResampleSimd | null {
  if (opened === undefined) {
    try {
      opened = new ResampleSimd();
    } catch {
      opened = null;
    }
  }
  return opened;
}

/** Computes the sums of `resample-kernel.ts` two at a time. The results are the same, bit for bit. */
export class ResampleSimd {
  readonly #memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  readonly #exports: ResampleExports;
  /** Table that is in the memory. */
  #loaded: Float32Array | undefined;

  constructor() {
    const { WebAssembly: wasm } = globalThis as unknown as { WebAssembly: WebAssemblyApi };
    this.#memory = new wasm.Memory({ initial: 1 });
    const { exports } = new wasm.Instance(new wasm.Module(RESAMPLE_WASM), { audio: { memory: this.#memory } });
    this.#exports = exports as ResampleExports;
  }

  /** @param first Index in `input` of the first weight of the first sample. @param phase Its row. */
  polyphase(table: PolyphaseTable, input: Float32Array, first: number, phase: number, output: Float32Array): void {
    const { taps, phases, step } = table;
    const longest = Math.ceil((BLOCK * step) / phases) + taps;
    const address = this.#load(table.values, longest);
    for (let at = 0; at < output.length; at += BLOCK) {
      const count = Math.min(BLOCK, output.length - at);
      const position = phase + at * step;
      const from = first + Math.floor(position / phases);
      const span = Math.floor(((position % phases) + (count - 1) * step) / phases) + taps;
      new Float64Array(this.#memory.buffer, address, span).set(input.subarray(from, from + span));
      this.#exports.polyphase(address, TABLE, taps, phases, step, position % phases, OUT, count);
      output.set(new Float32Array(this.#memory.buffer, OUT, count), at);
    }
  }

  /** @param middle Index in `input` of the first sample. */
  halve(taps: Float32Array, input: Float32Array, middle: number, output: Float32Array): void {
    const pairs = taps.length;
    const middles = this.#load(taps, 2 * (BLOCK + pairs), Float64Array);
    const odds = middles + BLOCK * DOUBLE;
    for (let at = 0; at < output.length; at += BLOCK) {
      const count = Math.min(BLOCK, output.length - at);
      const even = new Float64Array(this.#memory.buffer, middles, count);
      const odd = new Float64Array(this.#memory.buffer, odds, count + 2 * pairs);
      const from = middle + 2 * at;
      for (let i = 0; i < even.length; i++) even[i] = input[from + 2 * i];
      for (let i = 0, j = from + 1 - 2 * pairs; i < odd.length; i++, j += 2) odd[i] = input[j];
      this.#exports.halve(middles, odds + pairs * DOUBLE, TABLE, pairs, OUT, count);
      output.set(new Float32Array(this.#memory.buffer, OUT, count), at);
    }
  }

  /** Copies a table into the memory, and returns the address of `doubles` numbers after it. */
  #load(
    table: Float32Array,
    doubles: number,
    Elements: typeof Float32Array | typeof Float64Array = Float32Array,
  ): number {
    const end = TABLE + table.length * Elements.BYTES_PER_ELEMENT;
    const address = Math.ceil(end / DOUBLE) * DOUBLE;
    const missing = address + doubles * DOUBLE - this.#memory.buffer.byteLength;
    if (missing > 0) this.#memory.grow(Math.ceil(missing / PAGE_BYTES));
    if (this.#loaded !== table) new Elements(this.#memory.buffer, TABLE, table.length).set(table);
    this.#loaded = table;
    return address;
  }
}

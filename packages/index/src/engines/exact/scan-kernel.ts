import { OptionError } from '@rbassist/core';
import { SCAN_WASM } from './scan-wasm.ts';

/** Functions of scan.wat, which documents them. Addresses and lengths are in bytes. */
export interface ScanKernel {
  dotRows(rows: number, count: number, rowBytes: number, query: number, out: number): void;
  square(row: number, rowBytes: number): number;
  widen(row: number, rowBytes: number, scale: number, lows: number, highs: number): void;
  encode(row: number, rowBytes: number, scale: number, lows: number, perStep: number, codes: number): void;
  dotCodes(codes: number, codeBytes: number, query: number): number;
  squareCodes(codes: number, codeBytes: number): number;
  boundCodes(
    codes: number,
    count: number,
    codeBytes: number,
    query: number,
    offset: number,
    meanProjections: number,
    perMeanProjection: number,
    residualNorms: number,
    perResidualNorm: number,
    products: number,
    bounds: number,
  ): number;
  settleBounds(
    codes: number,
    count: number,
    codeBytes: number,
    query: number,
    products: number,
    bounds: number,
    least: number,
  ): void;
}

/** Rows are padded to a multiple of this, so that each half fills the kernel's loops. */
export const ELEMENTS_AT_ONCE = 128;
/** Factor of a query for {@link ScanKernel.dotRows}. */
export const QUERY_SCALE = 2 ** 112;
export const HIGHEST_CODE = 15;

const PAGE_BYTES = 1 << 16;
const GROW_AHEAD = 4;

/** Part of the WebAssembly API; TypeScript declares it only for browsers. */
interface WebAssemblyApi {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: Record<string, Record<string, object>>) => { exports: unknown };
  Memory: new (limits: { initial: number }) => { readonly buffer: ArrayBuffer; grow(pages: number): number };
}

const { WebAssembly: wasm } = globalThis as unknown as { WebAssembly: WebAssemblyApi };
let compiled: object | undefined;

export class ScanMemory {
  readonly kernel: ScanKernel;
  readonly #memory = new wasm.Memory({ initial: 1 });

  constructor() {
    compiled ??= new wasm.Module(SCAN_WASM);
    const { exports } = new wasm.Instance(compiled, { scan: { memory: this.#memory } });
    this.kernel = exports as ScanKernel;
  }

  /** Invalidates earlier views. Throws {@link OptionError} above 4 GiB, or if the machine has too little memory. */
  reserve(bytes: number): void {
    const missing = Math.ceil((bytes - this.#memory.buffer.byteLength) / PAGE_BYTES);
    if (missing <= 0) return;
    // growing a large memory is slow, and unused pages cost nothing
    const ahead = Math.ceil(this.#memory.buffer.byteLength / PAGE_BYTES / GROW_AHEAD);
    if (this.#grow(Math.max(missing, ahead)) || this.#grow(missing)) return;
    const size = `${(bytes / 2 ** 30).toFixed(1)} GiB`;
    throw new OptionError(
      `An index of ${size} does not fit into memory. The exact engine is limited to 4 GiB; use the hnsw engine.`,
    );
  }

  #grow(pages: number): boolean {
    try {
      this.#memory.grow(pages);
      return true;
    } catch {
      return false;
    }
  }

  bytes(at: number, length: number): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.#memory.buffer, at, length);
  }

  halves(at: number, length: number): Uint16Array {
    return new Uint16Array(this.#memory.buffer, at, length);
  }

  floats(at: number, length: number): Float32Array {
    return new Float32Array(this.#memory.buffer, at, length);
  }
}

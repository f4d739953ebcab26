import { OptionError } from '@rbassist/core';
import { SCAN_WASM } from './scan-wasm.ts';

/** The functions of scan.wat, which says what they do. Addresses and lengths are in bytes. */
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
    rest: number,
    typical: number,
    perTypical: number,
    spread: number,
    perSpread: number,
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

/** Rows are padded to a multiple of it, so that either half is one of what the kernel takes at once. */
export const ELEMENTS_AT_ONCE = 128;
/** How many times too large a query of {@link ScanKernel.dotRows} is. */
export const QUERY_SCALE = 2 ** 112;
/** The highest code of an element. */
export const HIGHEST_CODE = 15;

const PAGE_BYTES = 1 << 16;
/** Which part of what there is memory grows by at least. */
const GROW_AHEAD = 4;

/** What is used here of WebAssembly, of which TypeScript knows in browsers only. */
interface WebAssemblyApi {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: Record<string, Record<string, object>>) => { exports: unknown };
  Memory: new (limits: { initial: number }) => { readonly buffer: ArrayBuffer; grow(pages: number): number };
}

const { WebAssembly: wasm } = globalThis as unknown as { WebAssembly: WebAssemblyApi };
let compiled: object | undefined;

/** Memory that grows, and the kernel that works on it. */
export class ScanMemory {
  readonly kernel: ScanKernel;
  readonly #memory = new wasm.Memory({ initial: 1 });

  constructor() {
    compiled ??= new wasm.Module(SCAN_WASM);
    const { exports } = new wasm.Instance(compiled, { scan: { memory: this.#memory } });
    this.kernel = exports as ScanKernel;
  }

  /**
   * Makes it at least so large. What is in it stays in its place; views on it from before are void.
   *
   * @throws {OptionError} beyond 4 GiB, or where there is not so much.
   */
  reserve(bytes: number): void {
    const missing = Math.ceil((bytes - this.#memory.buffer.byteLength) / PAGE_BYTES);
    if (missing <= 0) return;
    // growing has a cost that grows with what there is; pages that are never touched have none
    const ahead = Math.ceil(this.#memory.buffer.byteLength / PAGE_BYTES / GROW_AHEAD);
    if (this.#grow(Math.max(missing, ahead)) || this.#grow(missing)) return;
    const size = `${(bytes / 2 ** 30).toFixed(1)} GiB`;
    const message = `An index of ${size} does not fit into memory, of which the engine "exact" has 4 GiB at most. Choose the engine "hnsw".`;
    throw new OptionError(message);
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

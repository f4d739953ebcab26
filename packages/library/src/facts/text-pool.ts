import type { Columns } from './column-file.ts';

/** Texts by number, each different one once. 0 is no text. */
export class TextPool {
  readonly #bytes: Buffer;
  readonly #ends: Uint32Array;
  /** Texts that were asked for. */
  readonly #known: (string | undefined)[];

  /** @param columns Those of {@link TextPoolWriter}. */
  constructor({ textBytes, textEnds }: Columns) {
    this.#bytes = Buffer.from(textBytes.buffer, textBytes.byteOffset, textBytes.byteLength);
    this.#ends = textEnds as Uint32Array;
    this.#known = new Array(textEnds.length);
  }

  get(id: number): string | undefined {
    if (id === 0) return undefined;
    this.#known[id] ??= this.#bytes.toString('utf8', this.#ends[id - 1], this.#ends[id]);
    return this.#known[id];
  }
}

/** Numbers texts for a {@link TextPool}. */
export class TextPoolWriter {
  readonly #ids = new Map<string, number>();

  /** True if all texts survive an encoding as UTF-8, which a lone surrogate does not. */
  isWellFormed = true;

  id(text: string | undefined): number {
    if (text === undefined) return 0;
    let id = this.#ids.get(text);
    if (id === undefined) {
      id = this.#ids.size + 1;
      this.#ids.set(text, id);
      this.isWellFormed &&= text.isWellFormed();
    }
    return id;
  }

  columns(): Columns {
    const ends = new Uint32Array(this.#ids.size + 1);
    let length = 0;
    for (const text of this.#ids.keys()) length += Buffer.byteLength(text);
    const bytes = Buffer.allocUnsafeSlow(length);
    let end = 0;
    let id = 0;
    for (const text of this.#ids.keys()) {
      end += bytes.write(text, end);
      ends[++id] = end;
    }
    return { textBytes: new Uint8Array(bytes.buffer), textEnds: ends };
  }
}

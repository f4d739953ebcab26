import { amplitudeByte, WAVEFORM_BANDS } from './waveform-form.ts';

const FIRST_COLUMNS = 1 << 14;

/** Columns of a waveform, whose number is not known beforehand. */
export class ColumnList {
  #bytes = new Uint8Array(FIRST_COLUMNS * WAVEFORM_BANDS);
  #length = 0;

  /** Adds a column of the bands' amplitudes, 1 for full scale. */
  add(low: number, mid: number, high: number): void {
    if (this.#length === this.#bytes.length) {
      const larger = new Uint8Array(this.#bytes.length * 2);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes[this.#length++] = amplitudeByte(low);
    this.#bytes[this.#length++] = amplitudeByte(mid);
    this.#bytes[this.#length++] = amplitudeByte(high);
  }

  take(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.#length);
  }
}

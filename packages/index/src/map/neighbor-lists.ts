/** The nearest rows found so far of every row, the nearest first, in flat arrays. */
export class NeighborLists {
  readonly count: number;
  /** Maximum length of a list. */
  readonly length: number;
  readonly #sizes: Int32Array;
  readonly #rows: Int32Array;
  readonly #distances: Float32Array;

  constructor(count: number, length: number) {
    this.count = count;
    this.length = length;
    this.#sizes = new Int32Array(count);
    this.#rows = new Int32Array(count * length);
    this.#distances = new Float32Array(count * length);
  }

  /** Returns a view of a row's list. */
  of(row: number): Int32Array {
    const from = row * this.length;
    return this.#rows.subarray(from, from + this.#sizes[row]);
  }

  /** Returns a view of the distances of {@link of}. */
  distancesOf(row: number): Float32Array {
    const from = row * this.length;
    return this.#distances.subarray(from, from + this.#sizes[row]);
  }

  /** Adds a neighbour if it is among the nearest and new. Returns true if it did. */
  offer(row: number, neighbor: number, distance: number): boolean {
    const from = row * this.length;
    const end = from + this.#sizes[row];
    const isFull = this.#sizes[row] === this.length;
    // of equally near rows, the first found stays
    if (isFull && !(distance < this.#distances[end - 1])) return false;
    for (let i = from; i < end; i++) if (this.#rows[i] === neighbor) return false;
    if (!isFull) this.#sizes[row]++;
    let at = isFull ? end - 1 : end;
    for (; at > from && this.#distances[at - 1] > distance; at--) {
      this.#rows[at] = this.#rows[at - 1];
      this.#distances[at] = this.#distances[at - 1];
    }
    this.#rows[at] = neighbor;
    this.#distances[at] = distance;
    return true;
  }
}

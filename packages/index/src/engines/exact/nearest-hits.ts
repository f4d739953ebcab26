import { compareHits, type Hit } from '../hit.ts';

/** Keeps the `limit` nearest hits in a heap with the farthest on top. */
export class NearestHits {
  readonly #limit: number;
  readonly #heap: Hit[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Maximum distance of a hit that can still be kept. */
  get reach(): number {
    if (this.#heap.length < this.#limit) return Number.POSITIVE_INFINITY;
    return this.#limit > 0 ? this.#heap[0].distance : Number.NEGATIVE_INFINITY;
  }

  wants(hit: Hit): boolean {
    return this.#heap.length < this.#limit || (this.#limit > 0 && compareHits(hit, this.#heap[0]) < 0);
  }

  /** Adds a hit that {@link wants} accepts. Drops the farthest hit if full. */
  keep(hit: Hit): void {
    if (this.#heap.length < this.#limit) this.#rise(hit);
    else this.#sink(hit);
  }

  sorted(): Hit[] {
    return [...this.#heap].sort(compareHits);
  }

  #rise(hit: Hit): void {
    const heap = this.#heap;
    let at = heap.push(hit) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (compareHits(heap[parent], hit) >= 0) break;
      heap[at] = heap[parent];
      at = parent;
    }
    heap[at] = hit;
  }

  #sink(hit: Hit): void {
    const heap = this.#heap;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && compareHits(heap[child + 1], heap[child]) > 0) child++;
      if (compareHits(heap[child], hit) <= 0) break;
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = hit;
  }
}

export function offer(nearest: NearestHits, label: number, distance: number, accept: (label: number) => boolean): void {
  if (distance > nearest.reach) return;
  const hit = { label, distance };
  if (nearest.wants(hit) && accept(label)) nearest.keep(hit);
}

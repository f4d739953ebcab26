import { GrowingArray } from '../series/growing-array.ts';
import { ATTACK_HOP } from './frame-features.ts';

/** Mean square of −70 dBFS. Rises below it are ignored. */
const FLOOR = 1e-7;
/** Earlier blocks (23 ms) to compare with, so that the swing of a bass note does not count as an attack. */
const LOOK_BACK = 8;

/** Extracts the rise of the log level of each {@link ATTACK_HOP} samples above its recent maximum. */
export class AttackExtractor {
  readonly #recent = new Float32Array(LOOK_BACK).fill(Math.log(FLOOR));
  readonly #series = new GrowingArray();
  #sum = 0;
  #count = 0;
  #index = 0;

  push(samples: Float32Array): void {
    for (let i = 0; i < samples.length; i++) {
      this.#sum += samples[i] * samples[i];
      if (++this.#count === ATTACK_HOP) this.#emit();
    }
  }

  finish(): Float32Array {
    return this.#series.take();
  }

  #emit(): void {
    const level = Math.log(this.#sum / ATTACK_HOP + FLOOR);
    let earlier = this.#recent[0];
    for (const value of this.#recent) if (value > earlier) earlier = value;
    const at = this.#series.extend();
    this.#series.values[at] = Math.max(0, level - earlier);
    this.#recent[this.#index++ % LOOK_BACK] = level;
    this.#sum = 0;
    this.#count = 0;
  }
}

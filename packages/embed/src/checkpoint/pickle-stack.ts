import type { FileFormatError } from '@rbassist/core';
import type { PickleTuple, PickleValue } from './pickle-value.ts';

/**
 * A tensor takes about 25. An empty dict takes 1 byte of a pickle but 200 of memory, so the file's size alone is no
 * bound.
 */
const MAX_VALUES = 500_000;

/** Stack, marks and memo of a pickle machine. They hold half a million values at most. */
export class PickleStack {
  readonly #invalid: (problem: string) => FileFormatError;
  readonly #values: PickleValue[] = [];
  readonly #marks: number[] = [];
  readonly #memo = new Map<number, PickleValue>();
  #pushed = 0;

  /** @param invalid Makes the error for an operation that the machine can't do. */
  constructor(invalid: (problem: string) => FileFormatError) {
    this.#invalid = invalid;
  }

  /** The uppermost value, left in place. */
  get top(): PickleValue | undefined {
    return this.#values.at(-1);
  }

  push(value: PickleValue): void {
    this.#pushed++;
    if (this.#pushed > MAX_VALUES) throw this.#invalid('it makes more values than any model has');
    this.#values.push(value);
  }

  /** Takes the uppermost value above the last mark. */
  pop(): PickleValue {
    const value = this.#values.length > (this.#marks.at(-1) ?? 0) ? this.#values.pop() : undefined;
    if (value === undefined) throw this.#invalid('its stack is empty');
    return value;
  }

  mark(): void {
    if (this.#marks.length >= MAX_VALUES) throw this.#invalid('it has too many marks');
    this.#marks.push(this.#values.length);
  }

  /** Takes the last mark and every value above it, the lowest first. */
  popToMark(): PickleValue[] {
    const mark = this.#marks.pop();
    if (mark === undefined) throw this.#invalid('its stack has no mark');
    return this.#values.splice(mark);
  }

  /** Replaces so many values by a tuple of them. */
  pushTuple(count: number): void {
    const items = Array.from({ length: count }, () => this.pop()).reverse();
    this.push({ kind: 'tuple', items } satisfies PickleTuple);
  }

  /** Stores the uppermost value in the memo and leaves it in place. */
  memoize(index: number): void {
    if (this.#memo.size >= MAX_VALUES) throw this.#invalid('its memo is too large');
    const value = this.pop();
    this.#memo.set(index, value);
    this.#values.push(value);
  }

  /** Pushes a value of the memo. */
  pushMemo(index: number): void {
    const value = this.#memo.get(index);
    if (value === undefined) throw this.#invalid('its memo has no such number');
    this.push(value);
  }

  /** The only value left, when the pickle stops. */
  result(): PickleValue {
    if (this.#values.length !== 1 || this.#marks.length > 0) throw this.#invalid('it stops too early');
    return this.#values[0];
  }
}

import type { FileFormatError } from '@rbassist/core';
import type { PickleTuple, PickleValue } from './pickle-value.ts';

/** A tensor needs about 25. The file size is no limit, since an empty dict takes 1 byte of a pickle, 200 of memory. */
const MAX_VALUES = 500_000;

/** Stack, marks and memo of a pickle machine, with at most half a million values. */
export class PickleStack {
  readonly #invalid: (problem: string) => FileFormatError;
  readonly #values: PickleValue[] = [];
  readonly #marks: number[] = [];
  readonly #memo = new Map<number, PickleValue>();
  #pushed = 0;

  constructor(invalid: (problem: string) => FileFormatError) {
    this.#invalid = invalid;
  }

  get top(): PickleValue | undefined {
    return this.#values.at(-1);
  }

  push(value: PickleValue): void {
    this.#pushed++;
    if (this.#pushed > MAX_VALUES) throw this.#invalid('it has more values than any model');
    this.#values.push(value);
  }

  /** Removes and returns the value on top, above the last mark. */
  pop(): PickleValue {
    const value = this.#values.length > (this.#marks.at(-1) ?? 0) ? this.#values.pop() : undefined;
    if (value === undefined) throw this.#invalid('its stack is empty');
    return value;
  }

  mark(): void {
    if (this.#marks.length >= MAX_VALUES) throw this.#invalid('it has too many marks');
    this.#marks.push(this.#values.length);
  }

  /** Removes the last mark and returns the values above it, the lowest first. */
  popToMark(): PickleValue[] {
    const mark = this.#marks.pop();
    if (mark === undefined) throw this.#invalid('its stack has no mark');
    return this.#values.splice(mark);
  }

  /** Replaces the `count` values on top by a tuple. */
  pushTuple(count: number): void {
    const items = Array.from({ length: count }, () => this.pop()).reverse();
    this.push({ kind: 'tuple', items } satisfies PickleTuple);
  }

  memoize(index: number): void {
    if (this.#memo.size >= MAX_VALUES) throw this.#invalid('its memo is too large');
    const value = this.pop();
    this.#memo.set(index, value);
    this.#values.push(value);
  }

  pushMemo(index: number): void {
    const value = this.#memo.get(index);
    if (value === undefined) throw this.#invalid('its memo has no such number');
    this.push(value);
  }

  /** Returns the only value on the stack, at the end of the pickle. */
  result(): PickleValue {
    if (this.#values.length !== 1 || this.#marks.length > 0) throw this.#invalid('it stops too early');
    return this.#values[0];
  }
}

import { FileFormatError } from '@rbassist/core';
import type { FloatTensor, OnnxValue } from './onnx-session.ts';

export interface InputLayout {
  /** True if several windows of one length can run together. */
  batched: boolean;
  /** True if the input has an axis for windows. */
  batchAxis: boolean;
  /** Fixed number of samples per window; undefined if any number works. */
  samples: number | undefined;
  /** Packs windows of equal length: one, or several if `batched`. */
  pack(windows: readonly Float32Array[]): FloatTensor;
}

/**
 * Returns the layout of a model's mono input: [samples], [batch, samples] or [batch, 1, samples]. An input without a
 * shape counts as [batch, samples].
 *
 * @throws {FileFormatError} for several inputs, another type than float32, a fixed batch above 1, or several channels.
 */
export function inputLayout(inputs: readonly OnnxValue[], path: string): InputLayout {
  const fail = (what: string) =>
    new FileFormatError(
      path,
      `${path} can't be used: ${what}. Export it with one float32 input [batch, samples], [samples] or [batch, 1, samples].`,
    );
  const [input] = inputs;
  if (inputs.length !== 1) throw fail(`it has ${inputs.length} inputs (${inputs.map(({ name }) => name).join(', ')})`);
  const { name, type } = input;
  if (type !== 'float32') throw fail(`its input "${name}" is of type ${type ?? 'unknown'}`);

  const shape = input.shape.length === 0 ? ['batch', 'samples'] : input.shape;
  const spelt = `its input "${name}" has the shape ${spellShape(input.shape)}`;
  if (shape.length > 3) throw fail(spelt);
  const samples = shape.at(-1);
  const [batch] = shape.length === 1 ? [1] : shape;
  const channels = shape.length === 3 ? shape[1] : 1;
  if (typeof batch === 'number' && batch !== 1) throw fail(`${spelt}, a fixed batch of ${batch}`);
  if (typeof channels === 'number' && channels !== 1) throw fail(`${spelt}, ${channels} channels`);
  return {
    batched: typeof batch === 'string',
    batchAxis: shape.length > 1,
    samples: typeof samples === 'number' ? samples : undefined,
    pack(windows) {
      const [{ length }] = windows;
      const data = new Float32Array(windows.length * length);
      for (const [i, window] of windows.entries()) data.set(window, i * length);
      const axes = [[length], [windows.length, length], [windows.length, 1, length]];
      return { data, shape: axes[shape.length - 1] };
    },
  };
}

export function spellShape(shape: readonly (number | string)[]): string {
  return `[${shape.map((size) => (size === '' ? '?' : size)).join(', ')}]`;
}

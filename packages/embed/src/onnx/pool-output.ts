import { FileFormatError } from '@rbassist/core';
import { spellShape } from './input-layout.ts';
import { type ModelCard, modelCardPath, type Pooling } from './model-card.ts';
import type { FloatTensor, OnnxValue } from './onnx-session.ts';

/** Maximum length of a vector. Larger outputs are sound or images. */
const MOST_DIMENSIONS = 65_536;

/** Returns the card's output, or the only one. Throws {@link FileFormatError} if there's none, or it's not float32. */
export function vectorOutput(outputs: readonly OnnxValue[], { output }: ModelCard, path: string): string {
  const card = modelCardPath(path);
  const names = outputs.map(({ name }) => name).join(', ');
  if (output === undefined && outputs.length !== 1) {
    throw new FileFormatError(card, `${card} must name an "output", since ${path} has ${outputs.length}: ${names}.`);
  }
  const found = outputs.find(({ name }) => output === undefined || name === output);
  if (!found)
    throw new FileFormatError(card, `${card} names the output "${output}", but the outputs of ${path} are ${names}.`);
  if (found.type === 'float32') return found.name;
  const message = `${path} can't be used: its output "${found.name}" is of type ${found.type ?? 'unknown'}, not float32.`;
  throw new FileFormatError(
    path,
    `${message} Export it with float32 outputs${outputs.length > 1 ? ', or name another in its card' : ''}.`,
  );
}

export interface ModelOutput {
  output: FloatTensor;
  windows: number;
  /** True if the input has an axis for windows. Otherwise the output may lack it too. */
  batchAxis: boolean;
}

/**
 * Returns one vector per window from a model's output: [batch, dimensions] unchanged, or [batch, frames, dimensions]
 * pooled to one frame. Undefined if the output has another shape or is empty.
 */
export function poolOutput({ output, windows, batchAxis }: ModelOutput, pooling: Pooling): Float32Array[] | undefined {
  const { data, shape } = output;
  const rank = pooling === 'none' ? 2 : 3;
  const full = !batchAxis && shape.length === rank - 1 ? [1, ...shape] : shape;
  if (full.length !== rank || full[0] !== windows) return undefined;
  const dimensions = full[rank - 1];
  const frames = pooling === 'none' ? 1 : full[1];
  if (frames < 1 || dimensions < 1 || dimensions > MOST_DIMENSIONS) return undefined;
  return Array.from({ length: windows }, (_, i) => {
    const start = i * frames * dimensions;
    if (pooling !== 'mean') return data.slice(start, start + dimensions);
    return meanFrame(data.subarray(start, start + frames * dimensions), dimensions);
  });
}

function meanFrame(frames: Float32Array, dimensions: number): Float32Array {
  const sum = new Float64Array(dimensions);
  for (let i = 0; i < frames.length; i++) sum[i % dimensions] += frames[i];
  const count = frames.length / dimensions;
  return Float32Array.from(sum, (value) => value / count);
}

export function describeWrongOutput(shape: readonly number[], pooling: Pooling): string {
  const wanted = pooling === 'none' ? '[batch, dimensions]' : '[batch, frames, dimensions]';
  const other = pooling === 'none' ? '"mean" for [batch, frames, dimensions]' : '"none" for [batch, dimensions]';
  const most = MOST_DIMENSIONS.toLocaleString('en');
  return `has the shape ${spellShape(shape)}, but the pooling "${pooling}" needs ${wanted} with 1 to ${most} dimensions. Another pooling for the card is ${other}`;
}

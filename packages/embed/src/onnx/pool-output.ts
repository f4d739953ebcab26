import { FileFormatError } from '@rbassist/core';
import { spellShape } from './input-layout.ts';
import { type ModelCard, modelCardPath, type Pooling } from './model-card.ts';
import type { FloatTensor, OnnxValue } from './onnx-runtime.ts';

/** More than any vector of a track has; what is above it is sound or a picture. */
const MOST_DIMENSIONS = 65_536;

/**
 * The output that holds the vectors: the one that the card names, or the only one.
 *
 * @param path Of the model, for errors.
 * @throws {FileFormatError} when there is none of that name, there are several and none is named, or it is not of float32.
 */
export function vectorOutput(outputs: readonly OnnxValue[], { output }: ModelCard, path: string): string {
  const card = modelCardPath(path);
  const names = outputs.map(({ name }) => name).join(', ');
  if (output === undefined && outputs.length !== 1) {
    throw new FileFormatError(card, `${card} must name an "output", for ${path} has ${outputs.length}: ${names}.`);
  }
  const found = outputs.find(({ name }) => output === undefined || name === output);
  if (!found)
    throw new FileFormatError(card, `${card} names the output "${output}", which ${path} does not have: ${names}.`);
  if (found.type === 'float32') return found.name;
  const message = `${path} can't be used: its output "${found.name}" is of type ${found.type ?? 'unknown'}, not float32.`;
  throw new FileFormatError(
    path,
    `${message} Export it with float32 outputs${outputs.length > 1 ? ', or name another in its card' : ''}.`,
  );
}

/** What a model gave, and for how many windows. */
export interface ModelAnswer {
  output: FloatTensor;
  windows: number;
  /** Whether its input has an axis for the windows; its output may lack one where the input does. */
  batchAxis: boolean;
}

/**
 * One vector per window out of a model's output: [batch, dimensions] as it is, or [batch, frames, dimensions] brought to one frame.
 *
 * @returns undefined when the output is not of that shape, or empty.
 */
export function poolOutput({ output, windows, batchAxis }: ModelAnswer, pooling: Pooling): Float32Array[] | undefined {
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

/** The plain mean of frames that lie one after the other. */
function meanFrame(frames: Float32Array, dimensions: number): Float32Array {
  const sum = new Float64Array(dimensions);
  for (let i = 0; i < frames.length; i++) sum[i % dimensions] += frames[i];
  const count = frames.length / dimensions;
  return Float32Array.from(sum, (value) => value / count);
}

/** Why {@link poolOutput} found no vectors, for a person who can change the card. */
export function describeWrongOutput(shape: readonly number[], pooling: Pooling): string {
  const wanted = pooling === 'none' ? '[batch, dimensions]' : '[batch, frames, dimensions]';
  const other = pooling === 'none' ? '"mean" for [batch, frames, dimensions]' : '"none" for [batch, dimensions]';
  const most = MOST_DIMENSIONS.toLocaleString('en');
  return `gives the shape ${spellShape(shape)}; the pooling "${pooling}" takes ${wanted} of 1 to ${most} dimensions. Its card may say another: ${other}`;
}

import { realpath } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { FileFormatError } from '@rbassist/core';
import type { Checkpoint, CheckpointTensor } from '../checkpoint/checkpoint.ts';
import type { OnnxGraph } from '../onnx/onnx-graph.ts';
import { foldWeightNorm } from './fold-weight-norm.ts';
import type { MertTensors } from './mert-tensors.ts';
import { quantizeWeights } from './quantize-weights.ts';

/** Adds the weights of a checkpoint to a graph, by the name of their tensor. */
export interface GraphWeights {
  /** Folder of the graph's external values; undefined before the first one. */
  readonly folder: string | undefined;
  /** Adds the values as float32. Uses them in place if their layout allows it. */
  place(name: string): Promise<string>;
  /** Adds the folded kernel of a weight-normalized convolution. */
  placeFolded(name: string): Promise<string>;
  /** Adds the values as float16. ONNX Runtime rounds them when it loads the model. */
  placeHalved(name: string): Promise<string>;
  /** Adds the values as int8, for a matrix product. */
  placeQuantized(name: string): Promise<{ values: string; scales: string }>;
}

const IN_PLACE = { float32: 4, float16: 2 } as const;

export function createGraphWeights(graph: OnnxGraph, checkpoint: Checkpoint, tensors: MertTensors): GraphWeights {
  let folder: string | undefined;
  const find = (name: string) => {
    const tensor = tensors.get(name);
    if (!tensor) throw new FileFormatError(checkpoint.path, `${checkpoint.path} lacks ${name}.`);
    return tensor;
  };
  const read = (name: string) => checkpoint.read(find(name).name);

  /** Returns the real path, since ONNX Runtime does not follow links out of the folder, as in the hub's cache. */
  async function inPlace(tensor: CheckpointTensor): Promise<{ type: keyof typeof IN_PLACE; file: string } | undefined> {
    const { dtype, contiguous, offset } = tensor;
    if (dtype !== 'float32' && dtype !== 'float16') return undefined;
    if (!contiguous || offset % IN_PLACE[dtype] !== 0) return undefined;
    const file = await realpath(tensor.file);
    folder ??= dirname(file);
    return dirname(file) === folder ? { type: dtype, file } : undefined;
  }

  async function stored(name: string): Promise<{ type: keyof typeof IN_PLACE; value: string }> {
    const tensor = find(name);
    const there = await inPlace(tensor);
    const type = there?.type ?? 'float32';
    const value = `${name}.${type}`;
    if (!there) return { type, value: graph.constant(await read(name), tensor.shape, value) };
    const { offset, byteLength } = tensor;
    graph.external(type, tensor.shape, { location: basename(there.file), offset, byteLength }, value);
    return { type, value };
  }

  const placeAs = (wanted: keyof typeof IN_PLACE) => async (name: string) => {
    const { type, value } = await stored(name);
    return type === wanted ? value : graph.cast(value, wanted);
  };

  const place = placeAs('float32');
  return {
    get folder() {
      return folder;
    },
    place,
    placeHalved: placeAs('float16'),
    async placeFolded(name) {
      const folded = foldWeightNorm(await read(`${name}_g`), await read(`${name}_v`));
      return graph.constant(folded, find(`${name}_v`).shape, name);
    },
    async placeQuantized(name) {
      return quantizeWeights(graph, await place(name), find(name).shape);
    },
  };
}

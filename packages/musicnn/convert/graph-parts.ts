import { float16Bits } from '@rbassist/core';
import type { OnnxGraph } from '../../embed/src/onnx/onnx-graph.ts';
import type { Affine } from './musicnn-weights.ts';

/** Type of the large weights in the file. The graph computes in float32. */
export type Precision = 'float32' | 'float16';

/** Adds constants and small groups of nodes to a graph. Methods return the names of values. */
export interface GraphParts {
  readonly graph: OnnxGraph;
  floats(values: readonly number[], shape?: readonly number[]): string;
  integers(values: readonly number[]): string;
  /** Adds large weights in the precision of the file. */
  weights(values: ArrayLike<number>, shape: readonly number[]): string;
  /** Adds `scale * value + shift` for channels on the axis of this shape that is not 1. */
  affine(value: string, { scale, shift }: Affine, shape: readonly number[], output?: string): string;
}

export function createGraphParts(graph: OnnxGraph, precision: Precision): GraphParts {
  const floats: GraphParts['floats'] = (values, shape = []) => graph.constant(Float32Array.from(values), shape);
  return {
    graph,
    floats,
    integers: (values) => graph.constant(BigInt64Array.from(values, BigInt), [values.length]),
    weights(values, shape) {
      if (precision === 'float32') return graph.constant(Float32Array.from(values), shape);
      return graph.cast(graph.constant(Uint16Array.from(values, float16Bits), shape), 'float32');
    },
    affine(value, { scale, shift }, shape, output) {
      const scaled = graph.node('Mul', [value, floats(scale, shape)]);
      return graph.node('Add', [scaled, floats(shift, shape)], {}, output);
    },
  };
}

import type { OnnxGraph } from '../onnx/onnx-graph.ts';

/**
 * Steps on either side of zero. Half the steps would also fit processors without VNNI, but cost accuracy: trained
 * weights have long tails, so most of them share a few steps. The session asks for exact sums there instead.
 */
const STEPS = 127;
/** Minimum scale, for an output with zero weights. */
const LEAST = 1e-30;

/**
 * Quantizes the weights of a linear layer (outputs × inputs) or a convolution (outputs × channels × taps) to int8 with
 * a scale per output, and transposes them to inputs × outputs. Inputs of a convolution are all channels of its first
 * tap, then of the next. ONNX Runtime quantizes once, when it loads the model: `weights[o][i] ≈ values[i][o] ×
 * scales[o]`.
 *
 * @param weights Float32 constant of the graph.
 */
export function quantizeWeights(
  graph: OnnxGraph,
  weights: string,
  [outputs, ...inputs]: readonly number[],
): { values: string; scales: string } {
  const int64 = (values: readonly number[]) => graph.constant(BigInt64Array.from(values, BigInt), [values.length]);
  const number = (value: number) => graph.constant(Float32Array.of(value), []);
  const axes = inputs.map((_, i) => i + 1);
  const sizes = graph.node('ReduceMax', [graph.node('Abs', [weights]), int64(axes)], { ints: { keepdims: 0 } });
  const scales = graph.node('Div', [graph.node('Max', [sizes, number(LEAST)]), number(STEPS)]);
  const zeros = graph.constant(new Int8Array(outputs), [outputs]);
  const rounded = graph.node('QuantizeLinear', [weights, scales, zeros], { ints: { axis: 0 } });
  const turned = graph.node('Transpose', [rounded], { ints: { perm: [...axes.reverse(), 0] } });
  return { values: graph.node('Reshape', [turned, int64([-1, outputs])]), scales };
}

import type { OnnxGraph } from '../onnx/onnx-graph.ts';

/**
 * Steps on either side of zero: all that int8 has. Processors without VNNI add pairs of products (uint8 × int8) in 16 bits, where two large
 * weights under two large activations saturate. Half the steps would rule that out and cost far more: trained weights have long tails, so that
 * few are large and most have few steps to themselves.
 */
const STEPS = 127;
/** Keeps the scale of an output whose weights are all zero above it. */
const LEAST = 1e-30;

/**
 * The weights of a linear layer (outputs by inputs) or a convolution (outputs by channels by taps) as int8 and a scale per output, turned
 * so that rows can be multiplied with them: inputs by outputs, where the inputs of a convolution are all channels of its first tap, then of
 * the next. ONNX Runtime calculates them once, when it loads the model: `weights[o][i] ≈ values[i][o] × scales[o]`.
 *
 * @param weights A float32 constant of the graph.
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

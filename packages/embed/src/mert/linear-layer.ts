import { type OnnxGraph, RUNTIME_DOMAIN } from '../onnx/onnx-graph.ts';
import type { GraphWeights } from './graph-weights.ts';
import type { MertPrecision } from './mert-precision.ts';

/** Input of a linear layer, in the layer's precision. Layers with the same input share it. */
export type LayerInput = { precision: 'float32' | 'float16'; values: string } | QuantizedInput;

/** Values in 255 equal steps from the smallest to the largest: `(values - zero) × scale`. */
export interface QuantizedInput {
  precision: 'int8';
  values: string;
  scale: string;
  zero: string;
}

interface Building {
  graph: OnnxGraph;
  weights: GraphWeights;
}

export function layerInput(graph: OnnxGraph, values: string, precision: MertPrecision): LayerInput {
  if (precision === 'float32') return { precision, values };
  if (precision === 'float16') return { precision, values: graph.cast(values, 'float16') };
  return quantize(graph, values);
}

export function quantize(graph: OnnxGraph, values: string): QuantizedInput {
  const [rounded, scale, zero] = graph.nodes('DynamicQuantizeLinear', [values], 3);
  return { precision: 'int8', values: rounded, scale, zero };
}

/** Adds rows × transposed weights + bias: float16 from float16, else float32. Gemm needs no copy of torch's layout. */
export async function linear({ graph, weights }: Building, input: LayerInput, name: string): Promise<string> {
  if (input.precision === 'int8') return quantizedProduct({ graph, weights }, input, name, true);
  const place = input.precision === 'float16' ? weights.placeHalved : weights.place;
  const inputs = [input.values, await place(`${name}.weight`), await place(`${name}.bias`)];
  return graph.node('Gemm', inputs, { ints: { transB: 1 } });
}

/** Adds a convolution along time as one matrix product: batch × time × channels in and out. */
export async function quantizedConvolution(
  building: Building,
  input: QuantizedInput,
  name: string,
  { kernel, stride, bias }: { kernel: number; stride: number; bias: boolean },
): Promise<string> {
  const { graph } = building;
  const constant = (value: number) => graph.constant(BigInt64Array.of(BigInt(value)), [1]);
  const taps = Array.from({ length: kernel }, (_, tap) => {
    // every tap takes the same number of values: the last one up to the end, each earlier one ends one value earlier
    const end = tap + 1 === kernel ? BEYOND : tap + 1 - kernel;
    return graph.node('Slice', [input.values, constant(tap), constant(end), constant(1), constant(stride)]);
  });
  const values = graph.node('Concat', taps, { ints: { axis: 2 } });
  return quantizedProduct(building, { ...input, values }, name, bias);
}

/** Slice end beyond any axis. */
const BEYOND = Number.MAX_SAFE_INTEGER;

async function quantizedProduct(
  { graph, weights }: Building,
  { values, scale, zero }: QuantizedInput,
  name: string,
  withBias: boolean,
): Promise<string> {
  const weight = await weights.placeQuantized(`${name}.weight`);
  const inputs = [values, weight.values, scale, weight.scales, zero, ''];
  if (withBias) inputs.push(await weights.place(`${name}.bias`));
  return graph.node('MatMulIntegerToFloat', inputs, { domain: RUNTIME_DOMAIN });
}

import { createOnnxGraph } from '../../embed/src/onnx/onnx-graph.ts';
import { createGraphParts, type GraphParts, type Precision } from './graph-parts.ts';
import { addLogMel, SAMPLES } from './log-mel.ts';
import type { MusicnnWeights } from './musicnn-weights.ts';
import type { Tensor } from './tensorflow-checkpoint.ts';

/** Padding of the front end's convolutions over time: two timbral ones, then three temporal ones with even kernels. */
const FRONT_PADS: readonly (readonly [before: number, after: number])[] = [
  [3, 3],
  [3, 3],
  [63, 64],
  [31, 32],
  [15, 16],
];
const MIDDLE_LAYERS = [5, 6, 7];
const MIDDLE_PAD = 3;
/** Numbers of the last normalizations: before and after the dense layer. */
const BEFORE_DENSE = 9;
const AFTER_DENSE = 10;

/**
 * Builds MusiCNN as an ONNX file, from samples (batch × 48,128 at 16 kHz) to its penultimate layer, `embedding`
 * (batch × 200). Computes in float32; `precision` is that of the large weights in the file.
 *
 * @see Pons and Serra, musicnn, 2019.
 */
export function buildMusicnnGraph(weights: MusicnnWeights, precision: Precision): Uint8Array<ArrayBuffer> {
  const graph = createOnnxGraph('musicnn');
  const parts = createGraphParts(graph, precision);
  const bands = addLogMel(parts, graph.input('samples', ['batch', SAMPLES]));
  const image = graph.node('Transpose', [graph.node('Unsqueeze', [bands, parts.integers([1])])], {
    ints: { perm: [0, 1, 3, 2] },
  });
  const input = parts.affine(image, weights.normalization(0), [1, 1, 1, 1]);
  const front = graph.node(
    'Concat',
    FRONT_PADS.map((_, layer) => addFrontLayer(parts, input, weights, layer)),
    { ints: { axis: 1 } },
  );
  const features = [front];
  for (const layer of MIDDLE_LAYERS) {
    const last = features[features.length - 1];
    const next = addMiddleLayer(parts, last, weights, layer);
    // the first has another number of channels than its input
    features.push(layer === MIDDLE_LAYERS[0] ? next : graph.node('Add', [next, last]));
  }
  addDenseLayer(parts, graph.node('Concat', features, { ints: { axis: 1 } }), weights);
  graph.output('embedding', ['batch', weights.dense(0).bias.values.length]);
  return graph.bytes();
}

/**
 * Adds a convolution, ReLU, normalization and the maximum over frequency: batch × channels × frames. The published
 * graph has the maximum last. Taking it first, with channels of negative scale turned, gives the same result and leaves
 * a fraction of the values to the other steps.
 */
function addFrontLayer(parts: GraphParts, image: string, weights: MusicnnWeights, layer: number): string {
  const { graph, floats, integers } = parts;
  const { kernel, bias } = weights.convolution(layer);
  const normalization = weights.normalization(layer + 1);
  const signs = normalization.scale.map((scale) => (scale < 0 ? -1 : 1));
  const [height, width, , channels] = kernel.shape;
  const [before, after] = FRONT_PADS[layer];
  const turned = channelsFirst(kernel).map((value, i) => value * signs[Math.floor(i / (height * width))]);
  const inputs = [
    image,
    parts.weights(turned, [channels, 1, height, width]),
    floats(
      signs.map((sign, channel) => sign * bias.values[channel]),
      [channels],
    ),
  ];
  const ints = { kernel_shape: [height, width], pads: [before, 0, after, 0] };
  const highest = graph.node('ReduceMax', [graph.node('Conv', inputs, { ints }), integers([3])], {
    ints: { keepdims: 0 },
  });
  const rectified = graph.node('Relu', [graph.node('Mul', [highest, floats(signs, [1, channels, 1])])]);
  return parts.affine(rectified, normalization, [1, channels, 1]);
}

/** Adds a convolution over time, ReLU and normalization: batch × channels × frames. */
function addMiddleLayer(parts: GraphParts, frames: string, weights: MusicnnWeights, layer: number): string {
  const { graph, floats } = parts;
  const { kernel, bias } = weights.convolution(layer);
  const [length, inputs, , channels] = kernel.shape;
  const values = [
    frames,
    parts.weights(swapLastTwo(channelsFirst(kernel), length, inputs), [channels, inputs, length]),
    floats([...bias.values], [channels]),
  ];
  const ints = { kernel_shape: [length], pads: [MIDDLE_PAD, MIDDLE_PAD] };
  const rectified = graph.node('Relu', [graph.node('Conv', values, { ints })]);
  return parts.affine(rectified, weights.normalization(layer + 1), [1, channels, 1]);
}

/** Adds the maximum and mean over time, and the dense layer with both normalizations: batch × 200. */
function addDenseLayer(parts: GraphParts, features: string, weights: MusicnnWeights): void {
  const { graph, floats, integers } = parts;
  const pooled = ['ReduceMax', 'ReduceMean'].map((operator) =>
    graph.node(operator, [features, integers([2])], { ints: { keepdims: 0 } }),
  );
  const { scale, shift } = weights.normalization(BEFORE_DENSE);
  const { kernel, bias } = weights.dense(0);
  const [rows, units] = kernel.shape;
  // published rows alternate between maximum and mean
  const order = [...Array(rows).keys()].map((row) => (row < rows / 2 ? 2 * row : 2 * row - rows + 1));
  const folded = order.flatMap((row) =>
    Array.from(kernel.values.subarray(row * units, (row + 1) * units), (value) => value * scale[row]),
  );
  const offsets = Array.from(bias.values, (value, unit) =>
    shift.reduce((sum, each, row) => sum + each * kernel.values[row * units + unit], value),
  );
  const inputs = [
    graph.node('Concat', pooled, { ints: { axis: 1 } }),
    parts.weights(folded, [rows, units]),
    floats(offsets, [units]),
  ];
  const rectified = graph.node('Relu', [graph.node('Gemm', inputs)]);
  parts.affine(rectified, weights.normalization(AFTER_DENSE), [1, units], 'embedding');
}

/** Moves a TensorFlow kernel's last axis, the output channels, to the front. */
function channelsFirst({ shape, values }: Tensor): number[] {
  const channels = shape[shape.length - 1];
  const size = values.length / channels;
  return Array.from(values, (_, i) => values[(i % size) * channels + Math.floor(i / size)]);
}

/** Swaps the two axes of every matrix in a list. */
function swapLastTwo(values: readonly number[], rows: number, columns: number): number[] {
  const size = rows * columns;
  return values.map((_, i) => {
    const [matrix, place] = [Math.floor(i / size), i % size];
    return values[matrix * size + (place % rows) * columns + Math.floor(place / rows)];
  });
}

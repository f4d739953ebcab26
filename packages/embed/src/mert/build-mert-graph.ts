import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import { createOnnxGraph, type OnnxGraph, RUNTIME_DOMAIN } from '../onnx/onnx-graph.ts';
import { createGraphWeights, type GraphWeights } from './graph-weights.ts';
import { layerInput, linear, type QuantizedInput, quantize, quantizedConvolution } from './linear-layer.ts';
import type { MertConfig } from './mert-config.ts';
import type { MertPrecision } from './mert-precision.ts';
import { mertTensors } from './mert-tensors.ts';

export interface MertGraphOptions {
  /** @default 'float32' */
  precision?: MertPrecision;
  /** Pooling over time. `none` returns every frame of every hidden state, which needs much memory. @default 'mean' */
  pooling?: 'mean' | 'none';
}

export interface MertGraph {
  /** Bytes of a .onnx file: the graph, and the few weights that can't be used in place. */
  model: Uint8Array<ArrayBuffer>;
  /** Folder of the checkpoint, which has all other weights. */
  folder: string | undefined;
}

/** Torch's default. The feature encoder's norms use it, whatever the config says about the transformer. */
const FEATURE_NORM_EPSILON = 1e-5;

interface Parts {
  config: MertConfig;
  graph: OnnxGraph;
  weights: GraphWeights;
  precision: MertPrecision;
  /** Shape `[batch, frames, hidden]`, as far as it is known before a run. */
  frameShape: string;
  /** Shape `[batch × frames, hidden]`. */
  flatShape: string;
}

/**
 * Builds the forward pass of a HuBERT-structured model as an ONNX graph that reads its weights from the checkpoint's
 * file. Input `samples` is batch × samples at the model's rate, both of any size. Output `states` is (layers + 1) ×
 * batch × hidden size: the mean over time of the hidden state before the first layer and after each layer. The last one
 * is the model's output. Without pooling, frames (75 per second for MERT-v1) are an axis before the hidden size.
 *
 * @see Hsu et al., HuBERT, 2021; Li et al., MERT, 2024; Wang et al., DeepNet, 2022 (deepnorm).
 */
export async function buildMertGraph(
  config: MertConfig,
  checkpoint: Checkpoint,
  { precision = 'float32', pooling = 'mean' }: MertGraphOptions = {},
): Promise<MertGraph> {
  const tensors = mertTensors(config, checkpoint);
  const graph = createOnnxGraph('mert');
  const weights = createGraphWeights(graph, checkpoint, tensors);
  const samples = graph.input('samples', ['batch', 'samples']);
  const batch = graph.node('Shape', [samples], { ints: { start: 0, end: 1 } });
  const parts: Parts = {
    config,
    graph,
    weights,
    precision,
    frameShape: graph.node('Concat', [batch, int64(graph, [-1, config.hiddenSize])], { ints: { axis: 0 } }),
    flatShape: int64(graph, [-1, config.hiddenSize]),
  };

  const features = await encodeFeatures(parts, samples);
  const projected = await projectFeatures(parts, features);
  const placed = graph.node('Add', [projected, await positionalTerm(parts, projected)]);
  const hiddenStates = config.stableLayerNorm ? await stableLayers(parts, placed) : await plainLayers(parts, placed);
  const pooled = hiddenStates.map((state) => frontAxis(graph, poolFrames(parts, state, pooling)));
  graph.node('Concat', pooled, { ints: { axis: 0 } }, 'states');
  const frames = pooling === 'mean' ? [] : ['frames'];
  graph.output('states', [config.layers + 1, 'batch', ...frames, config.hiddenSize]);
  return { model: graph.bytes(), folder: weights.folder };
}

/** Adds the feature encoder, from samples to frames: batch × frames × channels. */
async function encodeFeatures(parts: Parts, samples: string): Promise<string> {
  const { config, graph, precision } = parts;
  const [first, ...others] = config.convolutions.keys();
  // always float32, since eight bits would add noise to the samples
  let signal = await convolve(parts, graph.node('Unsqueeze', [samples, int64(graph, [1])]), first);
  if (precision === 'int8' && others.length > 0) {
    let input = quantize(graph, signal);
    // transposing as uint8 moves a quarter of the bytes
    input = { ...input, values: swapTimeAndChannels(graph, input.values) };
    for (const i of others) {
      signal = await convolveQuantized(parts, input, i);
      input = quantize(graph, signal);
    }
    return signal;
  }
  for (const i of others) signal = await convolve(parts, signal, i);
  return swapTimeAndChannels(graph, signal);
}

/** Adds a convolution of the feature encoder with its norm and activation: batch × channels × time. */
async function convolve(parts: Parts, signal: string, i: number): Promise<string> {
  const { config, graph, weights } = parts;
  const { kernel, stride } = config.convolutions[i];
  const name = encoderLayer(i);
  const inputs = [signal, await weights.place(`${name}.conv.weight`)];
  if (config.convolutionBias) inputs.push(await weights.place(`${name}.conv.bias`));
  let convolved = graph.node('Conv', inputs, { ints: { kernel_shape: [kernel], strides: [stride] } });
  if (config.featureNorm === 'layer') {
    const normed = await layerNorm(
      parts,
      swapTimeAndChannels(graph, convolved),
      `${name}.layer_norm`,
      FEATURE_NORM_EPSILON,
    );
    convolved = swapTimeAndChannels(graph, normed);
  } else if (i === 0) {
    // a group norm with one group per channel
    const scale = await weights.place(`${name}.layer_norm.weight`);
    const bias = await weights.place(`${name}.layer_norm.bias`);
    const floats = { epsilon: FEATURE_NORM_EPSILON };
    convolved = graph.node('InstanceNormalization', [convolved, scale, bias], { floats });
  }
  return graph.node('Gelu', [convolved]);
}

/** Adds a convolution of the feature encoder in int8: batch × time × channels. */
async function convolveQuantized(parts: Parts, frames: QuantizedInput, i: number): Promise<string> {
  const { config, graph } = parts;
  const name = encoderLayer(i);
  const settings = { ...config.convolutions[i], bias: config.convolutionBias };
  const convolved = await quantizedConvolution(parts, frames, `${name}.conv`, settings);
  const { featureNorm } = config;
  const normed =
    featureNorm === 'layer' ? await layerNorm(parts, convolved, `${name}.layer_norm`, FEATURE_NORM_EPSILON) : convolved;
  return graph.node('Gelu', [normed]);
}

function encoderLayer(i: number): string {
  return `feature_extractor.conv_layers.${i}`;
}

/** Adds the projection from frames to flat hidden states: (batch × frames) × hidden. */
async function projectFeatures(parts: Parts, features: string): Promise<string> {
  const { config, graph } = parts;
  const channels = config.convolutions[config.convolutions.length - 1].channels;
  const frames = graph.node('Reshape', [features, int64(graph, [-1, channels])]);
  const normed = config.projectionNorm ? await layerNorm(parts, frames, 'feature_projection.layer_norm') : frames;
  return linear(parts, layerInput(graph, normed, 'float32'), 'feature_projection.projection');
}

/** Adds the positional convolution, which encodes a frame's position from its neighbours. */
async function positionalTerm(
  { config, graph, weights, frameShape, flatShape }: Parts,
  states: string,
): Promise<string> {
  const name = 'encoder.pos_conv_embed.conv';
  const { positionalKernel: kernel, positionalGroups: group } = config;
  const half = Math.floor(kernel / 2);
  const channelsFirst = swapTimeAndChannels(graph, graph.node('Reshape', [states, frameShape]));
  const inputs = [channelsFirst, await weights.placeFolded(`${name}.weight`), await weights.place(`${name}.bias`)];
  // an even kernel adds one frame, which the model drops
  const pads = [half, kernel % 2 === 0 ? half - 1 : half];
  const convolved = graph.node('Conv', inputs, { ints: { kernel_shape: [kernel], group, pads } });
  return graph.node('Reshape', [swapTimeAndChannels(graph, graph.node('Gelu', [convolved])), flatShape]);
}

async function plainLayers(parts: Parts, input: string): Promise<string[]> {
  const { config, graph } = parts;
  const gain = config.deepnorm ? graph.constant(Float32Array.of((2 * config.layers) ** 0.25), []) : undefined;
  const residual = (state: string, change: string) =>
    graph.node('Add', [gain === undefined ? state : graph.node('Mul', [state, gain]), change]);

  let state = await layerNorm(parts, input, 'encoder.layer_norm');
  const states = [state];
  for (let layer = 0; layer < config.layers; layer++) {
    const name = `encoder.layers.${layer}`;
    state = residual(state, await attention(parts, state, name));
    state = await layerNorm(parts, state, `${name}.layer_norm`);
    state = residual(state, await feedForward(parts, state, name));
    state = await layerNorm(parts, state, `${name}.final_layer_norm`);
    states.push(state);
  }
  return states;
}

/** Adds layers that normalize their input. Only the last hidden state is normalized. */
async function stableLayers(parts: Parts, input: string): Promise<string[]> {
  const { config, graph } = parts;
  let state = input;
  const states: string[] = [];
  for (let layer = 0; layer < config.layers; layer++) {
    states.push(state);
    const name = `encoder.layers.${layer}`;
    const attended = await attention(parts, await layerNorm(parts, state, `${name}.layer_norm`), name);
    state = graph.node('Add', [state, attended]);
    const fed = await feedForward(parts, await layerNorm(parts, state, `${name}.final_layer_norm`), name);
    state = graph.node('Add', [state, fed]);
  }
  return [...states, await layerNorm(parts, state, 'encoder.layer_norm')];
}

async function attention(parts: Parts, states: string, layer: string): Promise<string> {
  const { config, graph, precision, frameShape, flatShape } = parts;
  const input = layerInput(graph, states, precision);
  const framesOf = async (part: string) =>
    graph.node('Reshape', [await linear(parts, input, `${layer}.attention.${part}`), frameShape]);
  const inputs = [await framesOf('q_proj'), await framesOf('k_proj'), await framesOf('v_proj')];
  const settings = { ints: { num_heads: config.heads }, domain: RUNTIME_DOMAIN };
  const attended = graph.node('Reshape', [graph.node('MultiHeadAttention', inputs, settings), flatShape]);
  return linearAgain(parts, attended, `${layer}.attention.out_proj`);
}

async function feedForward(parts: Parts, states: string, layer: string): Promise<string> {
  const { graph, precision } = parts;
  const wide = await linear(parts, layerInput(graph, states, precision), `${layer}.feed_forward.intermediate_dense`);
  return linearAgain(parts, graph.node('Gelu', [wide]), `${layer}.feed_forward.output_dense`);
}

async function linearAgain(parts: Parts, rows: string, name: string): Promise<string> {
  const { graph, precision } = parts;
  if (precision !== 'float16') return linear(parts, layerInput(graph, rows, precision), name);
  return graph.cast(await linear(parts, { precision, values: rows }, name), 'float32');
}

async function layerNorm(
  { config, graph, weights }: Parts,
  states: string,
  name: string,
  epsilon = config.layerNormEpsilon,
): Promise<string> {
  const inputs = [states, await weights.place(`${name}.weight`), await weights.place(`${name}.bias`)];
  const settings = { ints: { axis: -1 }, floats: { epsilon } };
  return graph.node('LayerNormalization', inputs, settings);
}

/** Adds the step from flat rows to one row per window, or to the frames of each window. */
function poolFrames({ graph, frameShape }: Parts, states: string, pooling: 'mean' | 'none'): string {
  const frames = graph.node('Reshape', [states, frameShape]);
  return pooling === 'none' ? frames : graph.node('ReduceMean', [frames, int64(graph, [1])], { ints: { keepdims: 0 } });
}

/** Adds a first axis, along which the hidden states are joined. */
function frontAxis(graph: OnnxGraph, value: string): string {
  return graph.node('Unsqueeze', [value, int64(graph, [0])]);
}

function swapTimeAndChannels(graph: OnnxGraph, value: string): string {
  return graph.node('Transpose', [value], { ints: { perm: [0, 2, 1] } });
}

function int64(graph: OnnxGraph, values: readonly number[]): string {
  return graph.constant(BigInt64Array.from(values, BigInt), [values.length]);
}

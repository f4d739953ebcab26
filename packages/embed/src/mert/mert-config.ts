import { FileFormatError } from '@rbassist/core';

/** Settings that change the vectors of a MERT checkpoint, from config.json and preprocessor_config.json. */
export interface MertConfig {
  hiddenSize: number;
  layers: number;
  heads: number;
  /** Width of the feed-forward part of a layer. */
  intermediateSize: number;
  /** Channels, kernel and stride of each convolution of the feature encoder, in samples of the layer before. */
  convolutions: readonly { channels: number; kernel: number; stride: number }[];
  convolutionBias: boolean;
  /** `group` normalizes each channel of the first convolution over time, `layer` all channels of a frame after each. */
  featureNorm: 'group' | 'layer';
  projectionNorm: boolean;
  /** True if layers normalize their input (330M), false if they normalize their output (95M). */
  stableLayerNorm: boolean;
  /** True if residuals are scaled by (2 × layers)^(1/4). */
  deepnorm: boolean;
  layerNormEpsilon: number;
  /** Taps and groups of the positional convolution. */
  positionalKernel: number;
  positionalGroups: number;
  /** In hertz. */
  sampleRate: number;
  /** True if windows need zero mean and unit variance. */
  normalizeInput: boolean;
}

/** No checkpoint of the family has more; a larger number is a mistake or an attack. */
const MOST_LAYERS = 256;
const MOST_CONVOLUTIONS = 32;
const WIDEST = 65_536;

/**
 * Parses config.json and preprocessor_config.json of a HuBERT-structured checkpoint.
 *
 * @param path Path of config.json, for errors.
 * @throws {FileFormatError} for a missing or invalid setting, and for parts that rbassist does not support: a CQT
 *   branch, another activation, batch norm in the positional convolution, deepnorm together with stable layer norm.
 */
export function parseMertConfig(config: unknown, preprocessor: unknown, path: string): MertConfig {
  const settings = fields(config, path);
  const preparation = fields(preprocessor, path);
  const refuse = (what: string) => new FileFormatError(path, `${path} can't be used: ${what}.`);
  const integer = (key: string, most: number) =>
    wholeNumber(settings[key], most) ?? fail(`"${key}" must be 1 to ${most}`);
  const flag = (key: string, fallback?: boolean) =>
    boolean(settings[key] ?? fallback) ?? fail(`"${key}" must be a boolean`);
  const fail = (what: string): never => {
    throw refuse(what);
  };

  for (const key of ['feat_extract_activation', 'hidden_act']) {
    if (settings[key] !== 'gelu') fail(`"${key}" is ${JSON.stringify(settings[key])}, only "gelu" is known`);
  }
  if (flag('feature_extractor_cqt', false)) fail('it has a CQT branch, which rbassist does not support');
  if (flag('conv_pos_batch_norm', false))
    fail('its positional convolution has batch norm, which rbassist does not support');
  const featureNorm = settings.feat_extract_norm;
  if (featureNorm !== 'group' && featureNorm !== 'layer') return fail('"feat_extract_norm" must be "group" or "layer"');

  const result: MertConfig = {
    hiddenSize: integer('hidden_size', WIDEST),
    layers: integer('num_hidden_layers', MOST_LAYERS),
    heads: integer('num_attention_heads', WIDEST),
    intermediateSize: integer('intermediate_size', WIDEST),
    convolutions:
      convolutions(settings) ?? fail('"conv_dim", "conv_kernel" and "conv_stride" must be equally long lists'),
    convolutionBias: flag('conv_bias'),
    featureNorm,
    projectionNorm: flag('feat_proj_layer_norm', true),
    stableLayerNorm: flag('do_stable_layer_norm'),
    deepnorm: flag('deepnorm', false),
    layerNormEpsilon: fraction(settings.layer_norm_eps) ?? fail('"layer_norm_eps" must be between 0 and 1'),
    positionalKernel: integer('num_conv_pos_embeddings', WIDEST),
    positionalGroups: integer('num_conv_pos_embedding_groups', WIDEST),
    sampleRate:
      wholeNumber(preparation.sampling_rate, 192_000) ?? fail('preprocessor_config.json has no valid "sampling_rate"'),
    normalizeInput: boolean(preparation.do_normalize) ?? fail('preprocessor_config.json has no valid "do_normalize"'),
  };
  if (result.deepnorm && result.stableLayerNorm) fail('"deepnorm" and "do_stable_layer_norm" exclude each other');
  if (result.hiddenSize % result.heads !== 0) fail('"hidden_size" must be a multiple of "num_attention_heads"');
  if (result.hiddenSize % result.positionalGroups !== 0) {
    fail('"hidden_size" must be a multiple of "num_conv_pos_embedding_groups"');
  }
  return result;
}

/** Returns the minimum number of samples for one frame: 400 for both MERT-v1 models, 17 ms. */
export function receptiveField({ convolutions }: MertConfig): number {
  return convolutions.reduceRight((samples, { kernel, stride }) => (samples - 1) * stride + kernel, 1);
}

function fields(value: unknown, path: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new FileFormatError(path, `${path} can't be used: it and preprocessor_config.json must hold an object each.`);
  }
  return value as Record<string, unknown>;
}

function convolutions(settings: Record<string, unknown>): MertConfig['convolutions'] | undefined {
  const { conv_dim: channels, conv_kernel: kernels, conv_stride: strides } = settings;
  if (!Array.isArray(channels) || !Array.isArray(kernels) || !Array.isArray(strides)) return undefined;
  if (channels.length === 0 || channels.length > MOST_CONVOLUTIONS) return undefined;
  if (kernels.length !== channels.length || strides.length !== channels.length) return undefined;
  if (![...channels, ...kernels, ...strides].every((value) => wholeNumber(value, WIDEST))) return undefined;
  return channels.map((count: number, i) => ({ channels: count, kernel: kernels[i], stride: strides[i] }));
}

function wholeNumber(value: unknown, most: number): number | undefined {
  return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= most ? Number(value) : undefined;
}

function boolean(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

function fraction(value: unknown): number | undefined {
  return typeof value === 'number' && value > 0 && value < 1 ? value : undefined;
}

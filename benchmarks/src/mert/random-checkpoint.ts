import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Random, seededRandom } from '@rbassist/testing/random';

export const MERT_SIZES = {
  '95M': { hidden: 768, layers: 12, heads: 12, intermediate: 3072, stable: false, normalize: true },
  '330M': { hidden: 1024, layers: 24, heads: 16, intermediate: 4096, stable: true, normalize: false },
} as const;

export type MertSize = keyof typeof MERT_SIZES;

export const MERT_SAMPLE_RATE = 24_000;
const CHANNELS = 512;
const KERNELS = [10, 3, 3, 3, 3, 2, 2];
const POSITIONAL = { kernel: 128, groups: 16 };
const FLOAT_BYTES = 4;
const DRAWN = 1 << 20;
/** Standard deviation of linear weights in an untrained HuBERT; that of convolutions keeps the signal level. */
const LINEAR_SPREAD = 0.02;

/** Spread of the logarithms of gains and weights with outliers; one channel in how many is louder, and how much. */
const OUTLIERS = { spread: 0.7, oneIn: 100, louder: 10 };

/** Writes random weights. `outliers` enlarges a few weights and channels, as in trained models: hard for int8. */
export async function writeRandomCheckpoint(folder: string, size: MertSize, { outliers = false } = {}): Promise<void> {
  const { hidden, layers, heads, intermediate, stable, normalize } = MERT_SIZES[size];
  const config = {
    model_type: 'mert_model',
    hidden_size: hidden,
    num_hidden_layers: layers,
    num_attention_heads: heads,
    intermediate_size: intermediate,
    conv_dim: KERNELS.map(() => CHANNELS),
    conv_kernel: KERNELS,
    conv_stride: [5, 2, 2, 2, 2, 2, 2],
    conv_bias: false,
    feat_extract_norm: 'group',
    feat_extract_activation: 'gelu',
    hidden_act: 'gelu',
    feat_proj_layer_norm: true,
    layer_norm_eps: 1e-5,
    num_conv_pos_embeddings: POSITIONAL.kernel,
    num_conv_pos_embedding_groups: POSITIONAL.groups,
    do_stable_layer_norm: stable,
    sample_rate: MERT_SAMPLE_RATE,
  };
  await writeFile(join(folder, 'config.json'), JSON.stringify(config));
  const listening = {
    feature_extractor_type: 'Wav2Vec2FeatureExtractor',
    do_normalize: normalize,
    sampling_rate: MERT_SAMPLE_RATE,
  };
  await writeFile(join(folder, 'preprocessor_config.json'), JSON.stringify(listening));
  await writeSafetensors(join(folder, 'model.safetensors'), shapesOf(size), outliers ? unevenValues : evenValues);
}

function shapesOf(size: MertSize): Map<string, number[]> {
  const { hidden, layers, intermediate } = MERT_SIZES[size];
  const shapes = new Map<string, number[]>();
  const affine = (name: string, width: number) => shapes.set(`${name}.weight`, [width]).set(`${name}.bias`, [width]);
  const linear = (name: string, outputs: number, inputs: number) =>
    shapes.set(`${name}.weight`, [outputs, inputs]).set(`${name}.bias`, [outputs]);
  for (const [i, kernel] of KERNELS.entries()) {
    shapes.set(`feature_extractor.conv_layers.${i}.conv.weight`, [CHANNELS, i === 0 ? 1 : CHANNELS, kernel]);
  }
  affine('feature_extractor.conv_layers.0.layer_norm', CHANNELS);
  affine('feature_projection.layer_norm', CHANNELS);
  linear('feature_projection.projection', hidden, CHANNELS);
  const { kernel, groups } = POSITIONAL;
  shapes.set('encoder.pos_conv_embed.conv.bias', [hidden]);
  shapes.set('encoder.pos_conv_embed.conv.weight_g', [1, 1, kernel]);
  shapes.set('encoder.pos_conv_embed.conv.weight_v', [hidden, hidden / groups, kernel]);
  affine('encoder.layer_norm', hidden);
  for (let layer = 0; layer < layers; layer++) {
    const name = `encoder.layers.${layer}`;
    for (const part of ['k_proj', 'v_proj', 'q_proj', 'out_proj']) linear(`${name}.attention.${part}`, hidden, hidden);
    affine(`${name}.layer_norm`, hidden);
    linear(`${name}.feed_forward.intermediate_dense`, intermediate, hidden);
    linear(`${name}.feed_forward.output_dense`, hidden, intermediate);
    affine(`${name}.final_layer_norm`, hidden);
  }
  return shapes;
}

/** Writes the safetensors format: the length of a JSON header, the header, the values. */
async function writeSafetensors(
  path: string,
  shapes: ReadonlyMap<string, readonly number[]>,
  valuesOf: typeof evenValues,
): Promise<void> {
  const random = seededRandom(1);
  const header: Record<string, object> = {};
  let end = 0;
  for (const [name, shape] of shapes) {
    const start = end;
    end += FLOAT_BYTES * shape.reduce((product, length) => product * length, 1);
    header[name] = { dtype: 'F32', shape, data_offsets: [start, end] };
  }
  const json = JSON.stringify(header);
  const text = Buffer.from(json.padEnd(Math.ceil(json.length / 8) * 8));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  const file = await open(path, 'w');
  try {
    await file.write(Buffer.concat([length, text]));
    for (const [name, shape] of shapes) {
      const count = shape.reduce((product, side) => product * side, 1);
      const draw = valuesOf(name, shape, random);
      // every value is random, because ONNX Runtime stores equal weights only once
      for (let done = 0; done < count; done += DRAWN) {
        const values = Float32Array.from({ length: Math.min(DRAWN, count - done) }, draw);
        await file.write(Buffer.from(values.buffer));
      }
    }
  } finally {
    await file.close();
  }
}

/** Returns 1 for gains of norms, as in a trained model, and random values (triangular distribution) for the rest. */
function evenValues(name: string, shape: readonly number[], random: Random): () => number {
  if (name.endsWith('norm.weight') || name.endsWith('weight_g')) return () => 1;
  const [, inputs = 1, kernel = 1] = shape;
  const deviation = name.includes('conv_layers') ? Math.sqrt(2 / (inputs * kernel)) : LINEAR_SPREAD;
  const halfWidth = deviation * Math.sqrt(6);
  return () => halfWidth * (random() + random() - 1);
}

function unevenValues(name: string, shape: readonly number[], random: Random): () => number {
  const { spread, oneIn, louder } = OUTLIERS;
  const even = evenValues(name, shape, random);
  const factor = () => Math.exp(spread * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()));
  if (!name.endsWith('norm.weight')) return () => even() * factor();
  return () => even() * factor() * (random() * oneIn < 1 ? louder : 1);
}

import type { Checkpoint, CheckpointTensor } from '../checkpoint/checkpoint.ts';
import type { ElementType } from '../checkpoint/element-type.ts';
import { type ExpectedTensor, expectTensors } from '../checkpoint/expect-tensors.ts';
import type { MertConfig } from './mert-config.ts';

/** Prefixes that torch or a wrapping model adds to all names. */
const PREFIXES = ['', 'model.', 'mert_model.', 'hubert.'];
/** Names of the parts of the positional convolution's weight: first publication, newer versions of torch. */
const NEWER_NAMES: readonly (readonly [string, string])[] = [
  ['conv.weight_g', 'conv.parametrizations.weight.original0'],
  ['conv.weight_v', 'conv.parametrizations.weight.original1'],
];
/** Replaces masked frames in training. Not used otherwise. */
const UNUSED = 'masked_spec_embed';
const DTYPES: readonly ElementType[] = ['float32', 'float16', 'bfloat16'];

/** Tensors of a MERT checkpoint by their names in its first publication. */
export type MertTensors = ReadonlyMap<string, CheckpointTensor>;

/** Returns every tensor of the model. Throws {@link FileFormatError} with the missing, unexpected and wrong ones. */
export function mertTensors(config: MertConfig, { path, tensors }: Pick<Checkpoint, 'path' | 'tensors'>): MertTensors {
  const found = originalNames(tensors);
  const expected = new Map<string, ExpectedTensor>([[UNUSED, { shape: [config.hiddenSize], optional: true }]]);
  for (const [name, shape] of mertShapes(config)) expected.set(name, { shape, dtypes: DTYPES });
  expectTensors({ path, tensors: found }, expected);
  return found;
}

function originalNames(tensors: Checkpoint['tensors']): Map<string, CheckpointTensor> {
  const prefix = PREFIXES.find((candidate) => tensors.has(`${candidate}encoder.layer_norm.weight`)) ?? '';
  return new Map(
    [...tensors].map(([name, tensor]) => {
      const bare = name.startsWith(prefix) ? name.slice(prefix.length) : name;
      const [older, newer] = NEWER_NAMES.find(([, candidate]) => bare.endsWith(candidate)) ?? ['', ''];
      return [`${bare.slice(0, bare.length - newer.length)}${older}`, tensor];
    }),
  );
}

function mertShapes(config: MertConfig): Map<string, readonly number[]> {
  const { hiddenSize: hidden, intermediateSize, convolutions } = config;
  const shapes = new Map<string, readonly number[]>();
  const affine = (name: string, size: number) => {
    shapes.set(`${name}.weight`, [size]);
    shapes.set(`${name}.bias`, [size]);
  };
  const linear = (name: string, outputs: number, inputs: number) => {
    shapes.set(`${name}.weight`, [outputs, inputs]);
    shapes.set(`${name}.bias`, [outputs]);
  };

  let channelsBefore = 1;
  for (const [i, { channels, kernel }] of convolutions.entries()) {
    const name = `feature_extractor.conv_layers.${i}`;
    shapes.set(`${name}.conv.weight`, [channels, channelsBefore, kernel]);
    if (config.convolutionBias) shapes.set(`${name}.conv.bias`, [channels]);
    if (i === 0 || config.featureNorm === 'layer') affine(`${name}.layer_norm`, channels);
    channelsBefore = channels;
  }
  if (config.projectionNorm) affine('feature_projection.layer_norm', channelsBefore);
  linear('feature_projection.projection', hidden, channelsBefore);

  const positional = 'encoder.pos_conv_embed.conv';
  shapes.set(`${positional}.bias`, [hidden]);
  shapes.set(`${positional}.weight_g`, [1, 1, config.positionalKernel]);
  shapes.set(`${positional}.weight_v`, [hidden, hidden / config.positionalGroups, config.positionalKernel]);
  affine('encoder.layer_norm', hidden);
  for (let layer = 0; layer < config.layers; layer++) {
    const name = `encoder.layers.${layer}`;
    for (const part of ['k_proj', 'v_proj', 'q_proj', 'out_proj']) linear(`${name}.attention.${part}`, hidden, hidden);
    affine(`${name}.layer_norm`, hidden);
    linear(`${name}.feed_forward.intermediate_dense`, intermediateSize, hidden);
    linear(`${name}.feed_forward.output_dense`, hidden, intermediateSize);
    affine(`${name}.final_layer_norm`, hidden);
  }
  return shapes;
}

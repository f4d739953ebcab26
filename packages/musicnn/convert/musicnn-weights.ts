import { readWheel } from './read-wheel.ts';
import { readCheckpoint, type Tensor } from './tensorflow-checkpoint.ts';

/** Epsilon of Keras's batch normalization, which the published graph uses. */
const EPSILON = 1e-3;
const CHECKPOINT = 'musicnn/MSD_musicnn/';

/** Batch normalization as `scale * value + shift`, one pair per channel. */
export interface Affine {
  scale: number[];
  shift: number[];
}

/** Weights of the published MSD_musicnn, in the order of its layers. */
export interface MusicnnWeights {
  convolution(layer: number): { kernel: Tensor; bias: Tensor };
  dense(layer: number): { kernel: Tensor; bias: Tensor };
  normalization(layer: number): Affine;
}

/** Reads the weights from the published wheel of musicnn 0.1.0. */
export async function readWeights(wheel: string): Promise<MusicnnWeights> {
  const [index, data] = await readWheel(wheel, [`${CHECKPOINT}.index`, `${CHECKPOINT}.data-00000-of-00001`]);
  const tensors = readCheckpoint(index, data);
  const find = (layer: string, name: string) => {
    const tensor = tensors.get(`${layer}/${name}`);
    if (!tensor) throw new Error(`The checkpoint lacks ${layer}/${name}.`);
    return tensor;
  };
  const layerOf = (kind: string) => (i: number) => {
    const layer = i === 0 ? kind : `${kind}_${i}`;
    return { kernel: find(layer, 'kernel'), bias: find(layer, 'bias') };
  };
  return {
    convolution: layerOf('conv2d'),
    dense: layerOf('dense'),
    normalization(i) {
      const layer = i === 0 ? 'batch_normalization' : `batch_normalization_${i}`;
      const [gamma, beta, mean, variance] = ['gamma', 'beta', 'moving_mean', 'moving_variance'].map(
        (name) => find(layer, name).values,
      );
      const scale = Array.from(gamma, (value, channel) => value / Math.sqrt(variance[channel] + EPSILON));
      return { scale, shift: Array.from(beta, (value, channel) => value - scale[channel] * mean[channel]) };
    },
  };
}

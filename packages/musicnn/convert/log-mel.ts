import type { GraphParts } from './graph-parts.ts';
import { slaneyMel } from './slaney-mel.ts';

/** Spectrogram that the published model was trained on. */
const SPECTROGRAM = { sampleRate: 16_000, fftSize: 512, hop: 256, bands: 96 } as const;
/** Frames of the patches in training, about 3 s. */
const FRAMES = 187;
/** Factor of the power before the logarithm. */
const POWER_FACTOR = 10_000;

/** Samples of one patch: its frames, none of them padded. */
export const SAMPLES = SPECTROGRAM.fftSize + (FRAMES - 1) * SPECTROGRAM.hop;

/**
 * Adds log10(10,000 × mel power + 1), from batch × samples to batch × bands × frames. Frames are those of librosa
 * without centring. Stays in float32, since the published code's float16 overflows in loud music.
 */
export function addLogMel({ graph, floats, integers }: GraphParts, samples: string): string {
  const { fftSize, hop, bands } = SPECTROGRAM;
  const bins = fftSize / 2 + 1;
  const sizes = { ints: { strides: [hop], kernel_shape: [fftSize] } };
  const channel = graph.node('Unsqueeze', [samples, integers([1])]);
  const parts = graph.node('Conv', [channel, addFourierBasis({ graph, floats, integers })], sizes);
  const squares = graph.node('Mul', [parts, parts]);
  const mel = floats(
    Array.from(slaneyMel(SPECTROGRAM), (weight) => weight * POWER_FACTOR),
    [bands, bins],
  );
  // one product sums the squares of both parts into bands
  const power = graph.node('MatMul', [graph.node('Concat', [mel, mel], { ints: { axis: 1 } }), squares]);
  const log = graph.node('Log', [graph.node('Add', [power, floats([1])])]);
  return graph.node('Mul', [log, floats([1 / Math.LN10])]);
}

/**
 * Adds the real and imaginary part of a windowed discrete Fourier transform, as kernels of a convolution: 2 × bins, 1,
 * size. The runtime computes them when it loads the model, which saves half a megabyte.
 */
function addFourierBasis({ graph, floats }: Pick<GraphParts, 'graph' | 'floats' | 'integers'>): string {
  const { fftSize } = SPECTROGRAM;
  const bins = floats([...Array(fftSize / 2 + 1).keys()], [fftSize / 2 + 1, 1, 1]);
  const time = floats([...Array(fftSize).keys()], [1, 1, fftSize]);
  // angles up to one turn keep the precision of float32
  const steps = graph.node('Mod', [graph.node('Mul', [bins, time]), floats([fftSize])], { ints: { fmod: 1 } });
  const angle = graph.node('Mul', [steps, floats([(2 * Math.PI) / fftSize])]);
  const waves = ['Cos', 'Sin'].map((wave) => graph.node(wave, [angle]));
  const hann = [...Array(fftSize).keys()].map((n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / fftSize));
  return graph.node('Mul', [graph.node('Concat', waves, { ints: { axis: 0 } }), floats(hann, [1, 1, fftSize])]);
}

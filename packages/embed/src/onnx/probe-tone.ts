import { type InputLayout, inputLayout } from './input-layout.ts';
import type { ModelCard } from './model-card.ts';
import type { FloatTensor, OnnxValue } from './onnx-runtime.ts';

/** What a model of this card is tried with, before there is a track. */
export interface ProbeTone {
  /** Of the model, for errors. */
  path: string;
  card: ModelCard;
}

/** Where a model takes any length, in seconds. */
const PROBE_S = 1;
const PROBE_HZ = 440;

/** Something to listen to that is not silence, for which a model may rightly give NaN. */
export function tone({ samples }: InputLayout, { window = PROBE_S, sampleRate }: ModelCard): Float32Array {
  const length = samples ?? Math.round(window * sampleRate);
  return Float32Array.from({ length }, (_, i) => 0.1 * Math.sin((2 * Math.PI * PROBE_HZ * i) / sampleRate));
}

/** The tone as a model with these inputs takes it. Throws as `inputLayout`. */
export function probeTone(inputs: readonly OnnxValue[], { path, card }: ProbeTone): FloatTensor {
  const layout = inputLayout(inputs, path);
  return layout.pack([tone(layout, card)]);
}

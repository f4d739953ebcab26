import { type InputLayout, inputLayout } from './input-layout.ts';
import type { ModelCard } from './model-card.ts';
import type { FloatTensor, OnnxValue } from './onnx-session.ts';

export interface ProbeTone {
  path: string;
  card: ModelCard;
}

/** Seconds of the tone for a model without a fixed length. */
const PROBE_S = 1;
const PROBE_HZ = 440;

/** Returns a test tone. Silence is no test, since a model may return NaN for it. */
export function tone({ samples }: InputLayout, { window = PROBE_S, sampleRate }: ModelCard): Float32Array {
  const length = samples ?? Math.round(window * sampleRate);
  return Float32Array.from({ length }, (_, i) => 0.1 * Math.sin((2 * Math.PI * PROBE_HZ * i) / sampleRate));
}

/** Packs the tone for a model with these inputs. Throws the errors of `inputLayout`. */
export function probeTone(inputs: readonly OnnxValue[], { path, card }: ProbeTone): FloatTensor {
  const layout = inputLayout(inputs, path);
  return layout.pack([tone(layout, card)]);
}

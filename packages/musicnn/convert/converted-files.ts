import { buildMusicnnGraph } from './build-musicnn-graph.ts';
import { readWeights } from './musicnn-weights.ts';
import { encodeTagHead } from './tag-head.ts';

/** Returns the generated files of `model/` by name. The same wheel always gives the same bytes. */
export async function convertedFiles(wheel: string): Promise<Record<string, Uint8Array>> {
  const weights = await readWeights(wheel);
  return {
    'musicnn-msd.onnx': buildMusicnnGraph(weights, 'float16'),
    'tag-head.npy': encodeTagHead(weights),
  };
}

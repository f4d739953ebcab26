import { openLocalSession } from '@rbassist/embed';
import { expect, it } from 'vitest';
import { createOnnxGraph } from '../../embed/src/onnx/onnx-graph.ts';
import { readReference, referencePiece } from '../src/test-signals.ts';
import { createGraphParts } from './graph-parts.ts';
import { addLogMel, SAMPLES } from './log-mel.ts';

const BANDS = 96;
const FRAMES = 187;

it('computes the spectrogram that librosa computes', async () => {
  const graph = createOnnxGraph('log-mel');
  graph.node(
    'Identity',
    [addLogMel(createGraphParts(graph, 'float32'), graph.input('samples', ['batch', SAMPLES]))],
    {},
    'bands',
  );
  graph.output('bands', ['batch', BANDS, FRAMES]);
  const session = await openLocalSession(graph.bytes());
  for (const signal of await readReference()) {
    const { data } = await session.run({ data: referencePiece(signal), shape: [1, SAMPLES] });
    for (const [frame, bands] of Object.entries(signal.log_mel)) {
      const differences = bands.map((value, band) => Math.abs(data[band * FRAMES + Number(frame)] - value));
      expect(Math.max(...differences), `${signal.name}, frame ${frame}`).toBeLessThan(2e-5);
    }
  }
  await session.close();
});

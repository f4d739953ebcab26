import { MissingDependencyError } from '@rbassist/core';
import { expect, test, vi } from 'vitest';
import { describeRuntime, openOnnxSession } from './onnx-runtime.ts';

vi.mock('onnxruntime-node', () => {
  throw new Error('Cannot find package');
});

test('where onnxruntime-node does not load, the error says how to get it', async () => {
  const probe = { data: new Float32Array(1), shape: [1, 1] };
  const opened = openOnnxSession(new Uint8Array(), { device: 'auto', probe });
  await expect(opened).rejects.toThrow(MissingDependencyError);
  await expect(opened).rejects.toThrow(/npm install onnxruntime-node/);
  expect(await describeRuntime()).toEqual({
    available: false,
    devices: [],
    reason: expect.stringContaining('npm install onnxruntime-node'),
  });
});

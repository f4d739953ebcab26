import { MissingDependencyError } from '@rbassist/core';
import { describe, expect, it, vi } from 'vitest';
import { describeRuntime, openOnnxSession } from './onnx-runtime.ts';

vi.mock('onnxruntime-node', () => {
  throw new Error('Cannot find package');
});

describe('a machine without onnxruntime-node', () => {
  it('has an error with the remedy to install it', async () => {
    const remedies = [{ action: 'install', dependency: 'onnxruntime-node' }];
    const probe = { data: new Float32Array(1), shape: [1, 1] };
    const opened = openOnnxSession(new Uint8Array(), { device: 'auto', probe });
    await expect(opened).rejects.toThrow(MissingDependencyError);
    await expect(opened).rejects.toThrow(/onnxruntime-node, which can't be loaded on this computer/);
    await expect(opened).rejects.toMatchObject({ remedies });
    expect(await describeRuntime()).toEqual({
      available: false,
      devices: [],
      reason: expect.stringContaining("onnxruntime-node, which can't be loaded on this computer"),
      remedies,
    });
  });
});

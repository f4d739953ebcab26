import { MissingDependencyError } from '@rbassist/core';
import { listSupportedBackends } from 'onnxruntime-node';
import { expect, test } from 'vitest';
import { createOnnxGraph } from './onnx-graph.ts';
import { canRunOnnx, DEVICES, type DeviceChoice, openOnnxSession } from './onnx-runtime.ts';

/** Adds one to each number. */
function increment(): Uint8Array {
  const graph = createOnnxGraph('increment');
  const input = graph.input('input', ['count']);
  graph.node('Add', [input, graph.constant(Float32Array.of(1), [])], {}, 'output');
  graph.output('output', ['count']);
  return graph.bytes();
}

const probe = { data: Float32Array.of(0), shape: [1] };
const open = (device: DeviceChoice) => openOnnxSession(increment(), { device, threads: 1, probe });

test.each(['cpu', 'auto'] as const)('%s runs a model', async (device) => {
  const session = await open(device);
  expect(await session.run({ data: Float32Array.of(1, 2), shape: [2] })).toEqual({
    data: Float32Array.of(2, 3),
    shape: [2],
  });
  expect(await canRunOnnx()).toBe(true);
  if (device === 'cpu') expect(session.device).toBe('cpu');
  await session.close();
});

test('a device that this build lacks is refused, and the error says which there are', async () => {
  const built = listSupportedBackends().map(({ name }) => name);
  const lacking = DEVICES.filter((device) => !built.includes(device));
  expect(lacking.length).toBeGreaterThan(0);
  for (const device of lacking) {
    await expect(open(device)).rejects.toThrow(MissingDependencyError);
    await expect(open(device)).rejects.toThrow(/offers cpu.*choose the device "auto"/);
  }
});

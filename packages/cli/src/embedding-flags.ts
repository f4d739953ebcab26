import type { Device, DeviceChoice, MertPrecision, MertWindows } from '@rbassist/embed';
import type { EmbeddingOptions } from '@rbassist/library';
import { type Output, tell } from './output.ts';

// spelled out, since loading the embedders would slow --help down
const DEVICES = ['cpu', 'cuda', 'dml', 'coreml', 'webgpu'] as const satisfies readonly Device[];
const WINDOWS = ['canonical', 'chunks'] as const satisfies readonly MertWindows[];
const PRECISIONS = ['float32', 'float16', 'int8'] as const satisfies readonly MertPrecision[];
/** What the Python rbassist could be asked for and no model here runs on. */
const OLD_DEVICES = ['rocm', 'mps'] as const;

/** Where a model runs. */
export const DEVICE_FLAG = {
  device: {
    choices: ['auto', ...DEVICES, ...OLD_DEVICES] as const,
    default: 'auto' as const,
    describe: 'Where a model runs; spectral-v1 runs on the CPU',
  },
} as const;

/** Which model makes the vectors, and how it listens. */
export const MODEL_FLAGS = {
  model: {
    type: 'string',
    requiresArg: true,
    describe:
      'What makes vectors: spectral-v1, a MERT checkpoint by folder or hub id, or a .onnx file [the one in use, else MERT if pulled, else spectral-v1]',
  },
  ...DEVICE_FLAG,
  windows: {
    choices: WINDOWS,
    describe: 'How a MERT model listens: as the Python rbassist, or in pieces of 5 s [canonical]',
  },
  layer: {
    type: 'number',
    requiresArg: true,
    describe: 'Hidden state that a MERT model gives, with chunks [the last]',
  },
  precision: {
    choices: PRECISIONS,
    describe: 'How a MERT model calculates: float16 for graphics cards, int8 for CPUs (vectors of its own) [float32]',
  },
  'batch-size': {
    type: 'number',
    requiresArg: true,
    describe: 'Windows that a model hears at once [4 on a graphics card, 1 on the CPU]',
  },
  'max-batch-seconds': {
    type: 'number',
    requiresArg: true,
    describe: 'Music that a model hears at once, which bounds its memory [90]',
  },
} as const;

type DeviceFlag = DeviceChoice | (typeof OLD_DEVICES)[number];

/** Where a model is to run, from its flag; what an old device means for the models here is said. */
export function deviceOption(device: DeviceFlag, output: Output): DeviceChoice {
  if (device !== 'rocm' && device !== 'mps') return device;
  tell(output, `No model here runs on ${device}; --device ${device} is taken as auto.`);
  return 'auto';
}

/** How a model is to listen, from its flags. */
export function embeddingOptions(
  flags: Omit<EmbeddingOptions, 'device'> & { device: DeviceFlag },
  output: Output,
): EmbeddingOptions {
  const { windows, layer, precision, batchSize, maxBatchSeconds } = flags;
  const device = deviceOption(flags.device, output);
  if (device !== 'auto' && device !== 'cpu')
    tell(output, `--device ${device} is for models from files; spectral-v1 runs on the CPU.`);
  return { device, windows, layer, precision, batchSize, maxBatchSeconds };
}

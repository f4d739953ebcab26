import type { Device, DeviceChoice, MertPrecision, MertWindows } from '@rbassist/embed';
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
    describe: 'Where a MERT model runs; spectral-v1 runs on the CPU',
  },
} as const;

/** Which model makes the vectors, and how it listens. */
export const MODEL_FLAGS = {
  model: {
    type: 'string',
    requiresArg: true,
    describe:
      'What makes vectors: spectral-v1, or a MERT checkpoint by folder or hub id [the one in use, or spectral-v1]',
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
} as const;

interface ModelFlags {
  windows?: MertWindows;
  layer?: number;
  precision?: MertPrecision;
}

/** How a model is to listen, from its flags; what an old device means for the models here is said. */
export function embeddingOptions(
  { device, windows, layer, precision }: ModelFlags & { device: DeviceChoice | (typeof OLD_DEVICES)[number] },
  output: Output,
): ModelFlags & { device: DeviceChoice } {
  if (device === 'rocm' || device === 'mps') {
    tell(output, `No model here runs on ${device}; --device ${device} is taken as auto.`);
    return { device: 'auto', windows, layer, precision };
  }
  if (device !== 'auto' && device !== 'cpu')
    tell(output, `--device ${device} is for MERT models; spectral-v1 runs on the CPU.`);
  return { device, windows, layer, precision };
}

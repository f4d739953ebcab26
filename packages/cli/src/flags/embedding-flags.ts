import {
  DEVICES,
  type DeviceChoice,
  type EmbeddingOptions,
  MERT_DEFAULTS,
  MERT_PRECISIONS,
  MERT_WINDOWS,
} from '@rbassist/library';
import { type Output, tell } from '../output/output.ts';

/** Devices of the Python rbassist that no model here runs on. */
const OLD_DEVICES = ['rocm', 'mps'] as const;

/** The device that a model runs on. */
export const DEVICE_FLAG = {
  device: {
    choices: ['auto', ...DEVICES, ...OLD_DEVICES] as const,
    default: MERT_DEFAULTS.device,
    describe: 'Where a model runs; spectral-v1 runs on the CPU',
  },
} as const;

/** The model that makes the vectors, and its options. */
export const MODEL_FLAGS = {
  model: {
    type: 'string',
    describe:
      'What makes vectors: spectral-v1, a MERT checkpoint by folder or hub id, or a .onnx file [the one in use, else MERT if pulled, else spectral-v1]',
  },
  ...DEVICE_FLAG,
  windows: {
    choices: MERT_WINDOWS,
    describe: `How a MERT model listens: as the Python rbassist, to the first 120 s; to the whole track; or to that in pieces of 5 s [${MERT_DEFAULTS.windows}]`,
  },
  layer: {
    type: 'number',
    describe: 'Hidden state that a MERT model gives, with chunks [the last]',
  },
  precision: {
    choices: MERT_PRECISIONS,
    describe: `How a MERT model calculates: float16 for graphics cards, int8 for CPUs (vectors of its own) [${MERT_DEFAULTS.precision}]`,
  },
  'batch-size': {
    type: 'number',
    describe: 'Windows that a model hears at once [4 on a graphics card, 1 on the CPU]',
  },
  'max-batch-seconds': {
    type: 'number',
    describe: `Music that a model hears at once, which bounds its memory [${MERT_DEFAULTS.maxBatchSeconds}]`,
  },
} as const;

type DeviceFlag = DeviceChoice | (typeof OLD_DEVICES)[number];

/** The device that the flag stands for. Says so if it is an old one. */
export function deviceOption(device: DeviceFlag, output: Output): DeviceChoice {
  if (device !== 'rocm' && device !== 'mps') return device;
  tell(output, `No model here runs on ${device}; --device ${device} is taken as auto.`);
  return 'auto';
}

/** The options that {@link MODEL_FLAGS} stand for. */
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

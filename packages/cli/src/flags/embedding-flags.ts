import {
  BUILT_IN_MODELS,
  DEFAULT_MODEL,
  DEVICES,
  type DeviceChoice,
  type EmbeddingOptions,
  MERT_DEFAULTS,
  MERT_PRECISIONS,
  MERT_WINDOWS,
} from '@rbassist/library';
import { type Output, tell } from '../output/output.ts';

const OLD_DEVICES = ['rocm', 'mps'] as const;

/** The device that a model runs on. */
export const DEVICE_FLAG = {
  device: {
    choices: ['auto', ...DEVICES, ...OLD_DEVICES] as const,
    default: MERT_DEFAULTS.device,
    valueName: 'device',
    describe: 'Device that runs the model; rocm and mps count as auto',
  },
} as const;

/** Heading of these flags in the help. */
export const MODEL_SECTION = 'Model options';

/** The model that makes the vectors, and its options. */
export const MODEL_FLAGS = {
  model: {
    type: 'string',
    path: 'file',
    valueName: 'model',
    section: MODEL_SECTION,
    defaultText: `the one in use, else MERT if downloaded, else ${DEFAULT_MODEL}`,
    describe: `Model that computes the vectors: ${BUILT_IN_MODELS.join(', ')}, a MERT model (hub id or folder) or a .onnx file`,
  },
  device: { ...DEVICE_FLAG.device, section: MODEL_SECTION },
  windows: {
    choices: MERT_WINDOWS,
    section: MODEL_SECTION,
    defaultText: MERT_DEFAULTS.windows,
    describe:
      'Windows for MERT: of the first 120 s (canonical), of the whole track, or of the whole track in chunks of 5 s',
  },
  layer: {
    type: 'number',
    section: MODEL_SECTION,
    defaultText: 'the last',
    describe: 'Hidden layer of MERT to use with --windows chunks (0 = its input)',
  },
  precision: {
    choices: MERT_PRECISIONS,
    section: MODEL_SECTION,
    defaultText: MERT_DEFAULTS.precision,
    describe:
      "Number format of MERT: float16 suits graphics cards; int8 suits CPUs, but its vectors can't be compared with others",
  },
  'batch-size': {
    type: 'number',
    section: MODEL_SECTION,
    defaultText: '4 on a graphics card, 1 on the CPU',
    describe: 'Number of windows that the model processes at once',
  },
  'max-batch-seconds': {
    type: 'number',
    section: MODEL_SECTION,
    defaultText: MERT_DEFAULTS.maxBatchSeconds,
    describe: 'Maximum seconds of audio that the model processes at once, to limit its memory',
  },
} as const;

/** Flags of models from files. */
const FILE_MODEL_FLAGS = {
  windows: '--windows',
  layer: '--layer',
  precision: '--precision',
  batchSize: '--batch-size',
  maxBatchSeconds: '--max-batch-seconds',
} as const satisfies Partial<Record<keyof EmbeddingOptions, string>>;

type DeviceFlag = DeviceChoice | (typeof OLD_DEVICES)[number];

/** Returns the device of the flag. Prints a note about one that rbassist does not support. */
export function deviceOption(device: DeviceFlag, output: Output): DeviceChoice {
  if (device !== 'rocm' && device !== 'mps') return device;
  tell(output, `rbassist does not support ${device}; it uses --device auto instead.`);
  return 'auto';
}

/** Says which given flags have no effect with the model of a scan; undefined if there are none. */
export function unusedModelFlags(model: string, embedding: EmbeddingOptions = {}): string | undefined {
  const names = Object.keys(FILE_MODEL_FLAGS) as (keyof typeof FILE_MODEL_FLAGS)[];
  const given = names.filter((name) => embedding[name] !== undefined).map((name) => FILE_MODEL_FLAGS[name]);
  if (!BUILT_IN_MODELS.some((builtIn) => builtIn === model) || given.length === 0) return undefined;
  const [verb, pronoun] = given.length === 1 ? ['has', 'it is'] : ['have', 'they are'];
  return `${listed(given)} ${verb} no effect with ${model}; ${pronoun} for models from files, such as MERT.`;
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** Returns the library options for {@link MODEL_FLAGS}. */
export function embeddingOptions(
  flags: Omit<EmbeddingOptions, 'device'> & { device: DeviceFlag },
  output: Output,
): EmbeddingOptions {
  const { windows, layer, precision, batchSize, maxBatchSeconds } = flags;
  const device = deviceOption(flags.device, output);
  if (device !== 'auto' && device !== 'cpu')
    tell(output, `--device ${device} applies to models from files; built-in models always run on the CPU.`);
  return { device, windows, layer, precision, batchSize, maxBatchSeconds };
}

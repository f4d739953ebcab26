import { stat } from 'node:fs/promises';
import { errorMessage, FileFormatError, readRegularFile, systemErrorCode } from '@rbassist/core';

/** Ways to get one vector from an output: `none` if it is one, `mean` over time, `cls` for the first frame. */
const POOLINGS = ['none', 'mean', 'cls'] as const;

export type Pooling = (typeof POOLINGS)[number];

/** Description of a .onnx file by the user, with the facts that the file does not contain. */
export interface ModelCard {
  /** Name of the model in its space: letters, digits, ".", "_" and "-". */
  name: string;
  /** Sample rate in hertz, 1,000 to 192,000. */
  sampleRate: number;
  /** Length of the model's windows in seconds, 0.1 to 600; undefined if any length works. */
  window: number | undefined;
  /** Name of the output with the vectors; undefined if there is only one output. */
  output: string | undefined;
  pooling: Pooling;
  /** True if windows need zero mean and unit variance. */
  normalize: boolean;
}

export const WINDOW_S = { least: 0.1, most: 600 } as const;

const FIELDS: readonly (keyof ModelCard)[] = ['name', 'sampleRate', 'window', 'output', 'pooling', 'normalize'];
const EXAMPLE = '{"name": "my-model", "sampleRate": 48000, "window": 10, "pooling": "mean"}';
const EXAMPLE_CARD = `Example of a card: ${EXAMPLE}.`;
const NAME = /^[\w.-]{1,64}$/;
const SLOWEST_HZ = 1_000;
const FASTEST_HZ = 192_000;
/** No card needs more. */
const MOST_BYTES = 65_536;

/** Returns the path of a .onnx file's card: the same name with .json instead of .onnx. */
export function modelCardPath(model: string): string {
  return model.replace(/\.onnx$/i, '.json');
}

/**
 * Reads a model's card. Throws {@link FileFormatError} if it is missing or invalid. Unknown fields are invalid too,
 * since a misspelt one would silently change the vectors.
 */
export async function readModelCard(model: string): Promise<ModelCard> {
  const path = modelCardPath(model);
  return parseModelCard(await readJson(path, model), path);
}

async function readJson(path: string, model: string): Promise<unknown> {
  const fail = (what: string, cause?: unknown) => new FileFormatError(path, `${path} ${what}`, { cause });
  let text: string;
  try {
    const { size } = await stat(path);
    if (size > MOST_BYTES) throw fail(`is too large to be the card of ${model}: it has ${size} bytes. ${EXAMPLE_CARD}`);
    text = (await readRegularFile(path, MOST_BYTES)).toString();
  } catch (cause) {
    if (cause instanceof FileFormatError) throw cause;
    if (systemErrorCode(cause) !== 'ENOENT') throw fail(`can't be read: ${errorMessage(cause)}.`, cause);
    throw fail(`is missing. It must describe ${model}. ${EXAMPLE_CARD}`, cause);
  }
  try {
    // Notepad writes a byte order mark
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw fail(`is not JSON: ${errorMessage(cause)}. ${EXAMPLE_CARD}`, cause);
  }
}

export function parseModelCard(value: unknown, path: string): ModelCard {
  const fail = (what: string): never => {
    throw new FileFormatError(path, `${path} can't be used: ${what}.`);
  };
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return fail(`it must be an object, such as ${EXAMPLE}`);
  }
  const fields: Partial<Record<string, unknown>> = { ...value };
  const unknown = Object.keys(fields).find((field) => !FIELDS.some((known) => known === field));
  if (unknown !== undefined) fail(`"${unknown}" is not a field of a card; the fields are ${FIELDS.join(', ')}`);

  const { name, sampleRate, window, output, pooling = 'none', normalize = false } = fields;
  const wrong = (field: string, wanted: string): never =>
    fail(`"${field}" must be ${wanted}${fields[field] === undefined ? '' : `, not ${shown(fields[field])}`}`);
  if (typeof name !== 'string' || !NAME.test(name)) return wrong('name', '1 to 64 letters, digits, ".", "_" or "-"');
  if (!isWithin(sampleRate, SLOWEST_HZ, FASTEST_HZ) || !Number.isInteger(sampleRate)) {
    return wrong('sampleRate', `a whole number of hertz from ${SLOWEST_HZ} to ${FASTEST_HZ}`);
  }
  if (window !== undefined && !isWithin(window, WINDOW_S.least, WINDOW_S.most)) {
    return wrong('window', `a number of seconds from ${WINDOW_S.least} to ${WINDOW_S.most}, or left out`);
  }
  if (output !== undefined && (typeof output !== 'string' || output === '')) {
    return wrong('output', 'the name of an output, or left out');
  }
  const known = POOLINGS.find((candidate) => candidate === pooling);
  if (known === undefined) return wrong('pooling', `one of ${POOLINGS.map((each) => `"${each}"`).join(', ')}`);
  if (typeof normalize !== 'boolean') return wrong('normalize', 'true or false');
  return { name, sampleRate, window, output, pooling: known, normalize };
}

function isWithin(value: unknown, least: number, most: number): value is number {
  return typeof value === 'number' && value >= least && value <= most;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length <= 40 ? text : `${text.slice(0, 39)}…`;
}

import { createHash } from 'node:crypto';
import { INTRO_CORE_LATE, introCoreLateInPieces, windowRule } from '@rbassist/audio';
import {
  checkOptions,
  type EmbedderIdParts,
  errorMessage,
  FileFormatError,
  formatEmbedderId,
  formatSpace,
  isFiniteVector,
  OptionError,
  optionRules,
  RbassistError,
  requireRule,
  TrackError,
  withDefaults,
} from '@rbassist/core';
import { fileSha256 } from '../checkpoint/file-sha256.ts';
import { DEVICE_RULES, type DeviceChoice } from '../onnx/devices.ts';
import { type InputLayout, inputLayout } from '../onnx/input-layout.ts';
import { type ModelCard, modelCardPath, readModelCard, WINDOW_S } from '../onnx/model-card.ts';
import type { OnnxSession } from '../onnx/onnx-session.ts';
import { OutOfMemoryError } from '../onnx/out-of-memory-error.ts';
import { describeWrongOutput, poolOutput, vectorOutput } from '../onnx/pool-output.ts';
import { tone } from '../onnx/probe-tone.ts';
import { standardizeWindow } from '../onnx/standardize-window.ts';
import { openThreadedSession } from '../onnx/threaded-session.ts';
import { BATCH_DEFAULTS, BATCH_RULES, type BatchLimits, createBatchRunner, defaultBatchSize } from './batch-runner.ts';
import type { Embedder, PreparedEmbedder } from './embedder.ts';

/** Options of {@link createOnnxEmbedder}. */
export interface OnnxEmbedderOptions extends BatchLimits {
  /** Path of a .onnx file with mono input. Its card is in the same folder, with the same name and .json. */
  model: string;
  /** Device to run on. @default 'auto', CUDA or DirectML if it works, otherwise the processor */
  device?: DeviceChoice;
  /** Threads of one run on the processor. @default all that this process may use */
  threads?: number;
}

/** Defaults of {@link OnnxEmbedderOptions}. */
export const ONNX_DEFAULTS: Required<Pick<OnnxEmbedderOptions, 'device' | 'maxBatchSeconds'>> = {
  device: 'auto',
  ...BATCH_DEFAULTS,
};

const RULES = { ...DEVICE_RULES, ...BATCH_RULES, model: optionRules.text } as const;
const HASH_DIGITS = 8;

/**
 * Loads an embedder for any audio model with mono input, described by its card. Its space names the model and the
 * windows. Eight digits of the space change with the model's files and with every field of the card that changes
 * vectors.
 *
 * @throws {OptionError} for an unknown or invalid option.
 * @throws {FileFormatError} if the file or its card is missing, damaged, or of the wrong shape or type, or if the
 * output is NaN or infinite.
 * @throws {MissingDependencyError} if onnxruntime-node or the chosen device doesn't work on this computer.
 */
export async function createOnnxEmbedder(options: OnnxEmbedderOptions): Promise<Embedder> {
  checkOptions(options, RULES);
  const { device, maxBatchSeconds } = withDefaults(ONNX_DEFAULTS, options);
  const { model: path, threads, batchSize } = options;
  requireRule('model', path, optionRules.text);
  if (!/\.onnx$/i.test(path)) throw new OptionError(`The model must be a .onnx file, not "${path}".`);
  // imported on demand, since other embedders don't need the ONNX schema
  const { onnxFiles } = await import('../onnx/onnx-files.ts');
  const files = await onnxFiles(path);
  const card = await readModelCard(path);
  const checksums: string[] = [];
  for (const file of files) checksums.push(await fileSha256(file));
  const session = await openSession(path, card, { device, threads });
  try {
    return await embedderOn(session, { path, card, checksums }, { batchSize, maxBatchSeconds });
  } catch (error) {
    await session.close();
    throw error;
  }
}

/**
 * Prepares an ONNX embedder by loading the model once, since only a run shows the length of its vectors.
 *
 * @throws the errors of {@link createOnnxEmbedder}.
 */
export async function prepareOnnxEmbedder(options: OnnxEmbedderOptions): Promise<PreparedEmbedder> {
  const { id, space, dimensions, sampleRate, windowRule: rule, windows, close } = await createOnnxEmbedder(options);
  await close();
  return { id, space, dimensions, sampleRate, windowRule: rule, windows, open: () => createOnnxEmbedder(options) };
}

interface ModelOnDisk {
  path: string;
  card: ModelCard;
  checksums: readonly string[];
}

async function embedderOn(
  session: OnnxSession,
  { path, card, checksums }: ModelOnDisk,
  { batchSize, maxBatchSeconds }: BatchLimits & { maxBatchSeconds: number },
): Promise<Embedder> {
  const { sampleRate, pooling, normalize } = card;
  const layout = inputLayout(session.inputs, path);
  const output = vectorOutput(session.outputs, card, path);
  const windowS = pieceLength(layout, card, path);

  async function vectorsOf(windows: readonly Float32Array[]): Promise<Float32Array[]> {
    const filled = windows.map((window) => fill(normalize ? standardizeWindow(window) : window, layout.samples));
    const result = await session.run(layout.pack(filled), output);
    const vectors = poolOutput({ output: result, windows: windows.length, batchAxis: layout.batchAxis }, pooling);
    if (!vectors) throw new TypeError(`its output "${output}" ${describeWrongOutput(result.shape, pooling)}`);
    return vectors;
  }

  const probe = tone(layout, card);
  const dimensions = await probeDimensions(() => vectorsOf([probe]), path);
  const idParts: EmbedderIdParts = {
    model: `${card.name}-${hashOf([checksums, { sampleRate, output, pooling, normalize }])}`,
    windows: windowS === undefined ? { rule: 'intro-core-late' } : { rule: 'chunks', chunkS: windowS },
  };
  const id = formatEmbedderId(idParts);
  // some files declare a batch of any size but fail with two windows
  const takesBatch = () => vectorsOf([probe, probe]).then(Boolean, () => false);
  const wanted = batchSize ?? defaultBatchSize(session.device);
  const preferredBatch = wanted > 1 && layout.batched && (await takesBatch()) ? wanted : 1;

  async function embedBatch(windows: readonly Float32Array[]): Promise<Float32Array[]> {
    const vectors = await vectorsOf(windows).catch((cause: unknown) => {
      if (cause instanceof OutOfMemoryError) throw cause;
      const message = `${id} can't embed a window of ${windows[0].length} samples: ${firstLine(cause)}`;
      throw new TrackError('internal', '', message, { cause });
    });
    for (const vector of vectors) checkVector(vector, id, dimensions);
    return vectors;
  }

  const runInBatches = createBatchRunner({ sampleRate, batchSize: preferredBatch, maxBatchSeconds, run: embedBatch });
  const windowRuleId = windowS === undefined ? INTRO_CORE_LATE : introCoreLateInPieces(windowS);
  return {
    id,
    space: formatSpace({ ...idParts, dimensions }),
    dimensions,
    sampleRate,
    windowRule: windowRuleId,
    device: session.device,
    preferredBatch,
    windows: windowRule(windowRuleId),
    async embed(batch, runOptions) {
      for (const window of batch) checkWindow(window, layout);
      return runInBatches(batch, runOptions);
    },
    close: () => session.close(),
  };
}

async function openSession(
  path: string,
  card: ModelCard,
  options: Pick<OnnxEmbedderOptions, 'threads'> & { device: DeviceChoice },
): Promise<OnnxSession> {
  try {
    return await openThreadedSession(path, { ...options, probe: { path, card } });
  } catch (cause) {
    if (RbassistError.isInstance(cause)) throw cause;
    throw new FileFormatError(path, `${path} can't be loaded as a model: ${firstLine(cause)}`, { cause });
  }
}

function pieceLength({ samples }: InputLayout, { window, sampleRate }: ModelCard, path: string): number | undefined {
  if (samples === undefined) return window;
  const fixedS = samples / sampleRate;
  if (fixedS < WINDOW_S.least || fixedS > WINDOW_S.most) {
    const message = `${path} can't be used: it needs exactly ${samples} samples, ${fixedS} s at ${sampleRate} Hz. rbassist supports ${WINDOW_S.least} to ${WINDOW_S.most} s.`;
    throw new FileFormatError(path, message);
  }
  if (window === undefined || Math.round(window * sampleRate) === samples) return fixedS;
  const card = modelCardPath(path);
  const message =
    `${card} states a "window" of ${window} s at ${sampleRate} Hz, but ${path} needs exactly ${samples} samples, ` +
    `${fixedS} s. Remove "window", or correct "sampleRate".`;
  throw new FileFormatError(card, message);
}

/** Repeats a window up to the length that the model needs. */
function fill(window: Float32Array, samples = window.length): Float32Array {
  return window.length === samples
    ? window
    : Float32Array.from({ length: samples }, (_, i) => window[i % window.length]);
}

function checkWindow(window: Float32Array, { samples = Number.POSITIVE_INFINITY }: InputLayout): void {
  if (window.length === 0) throw new TrackError('too-short', '', 'A window without samples is too short to embed.');
  if (window.length > samples) {
    throw new OptionError(`A window has ${window.length} samples, but the maximum of this model is ${samples}.`);
  }
  if (!isFiniteVector(window)) {
    throw new TrackError('corrupt', '', 'The window has samples that are NaN or infinite. Decode the track again.');
  }
}

function checkVector(vector: Float32Array, id: string, dimensions: number): void {
  if (vector.length !== dimensions) {
    const message =
      `${id} returned ${vector.length} numbers for one window and ${dimensions} for another. Its card must state the "window" ` +
      'that the model needs.';
    throw new TrackError('internal', '', message);
  }
  if (isFiniteVector(vector)) return;
  throw new TrackError('internal', '', `${id} returned NaN or infinite values for a window.`);
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, HASH_DIGITS);
}

async function probeDimensions(run: () => Promise<Float32Array[]>, path: string): Promise<number> {
  const [vector] = await run().catch((cause: unknown) => {
    const message = `${path} can't be used with its card: ${firstLine(cause)}`;
    throw new FileFormatError(
      path,
      `${message.replace(/[\s.]+$/, '')}. If the model needs windows of one length, its card must state the "window".`,
      { cause },
    );
  });
  if (isFiniteVector(vector)) return vector.length;
  const message = `${path} returns NaN or infinite values, even for a tone. The file may be damaged, or its card may be wrong.`;
  throw new FileFormatError(path, message);
}

/** Returns the message without the lines about the runtime's internals. */
function firstLine(error: unknown): string {
  return errorMessage(error).split('\n')[0].trim();
}

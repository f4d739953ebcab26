import { createHash } from 'node:crypto';
import { INTRO_CORE_LATE, introCoreLateInPieces, windowRule } from '@rbassist/audio';
import {
  errorMessage,
  FileFormatError,
  isFiniteVector,
  notify,
  OptionError,
  RbassistError,
  TrackError,
} from '@rbassist/core';
import { fileSha256 } from '../checkpoint/file-sha256.ts';
import { type InputLayout, inputLayout } from '../onnx/input-layout.ts';
import { type ModelCard, modelCardPath, readModelCard, WINDOW_S } from '../onnx/model-card.ts';
import type { DeviceChoice, OnnxSession } from '../onnx/onnx-runtime.ts';
import { OutOfMemoryError } from '../onnx/out-of-memory-error.ts';
import { poolOutput, vectorOutput, wrongOutput } from '../onnx/pool-output.ts';
import { tone } from '../onnx/probe-tone.ts';
import { standardizeWindow } from '../onnx/standardize-window.ts';
import { openThreadedSession } from '../onnx/threaded-session.ts';
import { type BatchLimits, checkBatchLimits, createBatchRunner, MAX_BATCH_SECONDS } from './batch-runner.ts';
import type { Embedder, PreparedEmbedder } from './embedder.ts';

/** Options of {@link createOnnxEmbedder}. */
export interface OnnxEmbedderOptions extends BatchLimits {
  /** A .onnx file that takes mono samples; its card lies beside it, under the same name with .json. */
  model: string;
  /** `auto` by default: the first of CUDA and DirectML that works here, else the processor. */
  device?: DeviceChoice;
  /** Threads that one run uses on the processor; as many as this process may use by default. */
  threads?: number;
}

/** Windows per run where a graphics card shares the work, and on the processor, where more only takes memory. */
const GPU_BATCH = 4;
const CPU_BATCH = 1;
const HASH_DIGITS = 8;

/**
 * An embedder of any audio model that takes mono samples, as its card says. Its space names the model and the windows; eight digits of it
 * change with the file, the files that it keeps values in, and what else in the card changes vectors.
 *
 * @throws {FileFormatError} when the file or its card can't be used: missing, damaged, of another shape or type, or not finite.
 * @throws {MissingDependencyError} when onnxruntime-node, or the device that was asked for, does not work here.
 * @throws {OptionError} when an option is none of those possible.
 */
export async function createOnnxEmbedder(options: OnnxEmbedderOptions): Promise<Embedder> {
  const { model: path, device = 'auto', threads } = options;
  checkBatchLimits(options);
  if (!/\.onnx$/i.test(path)) throw new OptionError(`The model must be a .onnx file, not "${path}".`);
  // loaded late, since the schema of ONNX files is of no use to other embedders
  const { modelFiles } = await import('../onnx/onnx-files.ts');
  const files = await modelFiles(path);
  const card = await readModelCard(path);
  const checksums: string[] = [];
  for (const file of files) checksums.push(await fileSha256(file));
  const session = await openSession(path, card, { device, threads });
  try {
    return await embedderOn(session, { path, card, checksums }, options);
  } catch (error) {
    await session.close();
    throw error;
  }
}

/**
 * As {@link createOnnxEmbedder}, in two steps. The model is loaded for the first too, since only a run tells how long its vectors are, and freed again.
 *
 * @throws as {@link createOnnxEmbedder}.
 */
export async function prepareOnnxEmbedder(options: OnnxEmbedderOptions): Promise<PreparedEmbedder> {
  const { id, space, dimensions, sampleRate, windowRule: rule, windows, close } = await createOnnxEmbedder(options);
  await close();
  return { id, space, dimensions, sampleRate, windowRule: rule, windows, open: () => createOnnxEmbedder(options) };
}

/** What is known of a model besides its session. */
interface KnownModel {
  path: string;
  card: ModelCard;
  /** SHA-256 of its files. */
  checksums: readonly string[];
}

async function embedderOn(
  session: OnnxSession,
  { path, card, checksums }: KnownModel,
  { batchSize, maxBatchSeconds = MAX_BATCH_SECONDS }: BatchLimits,
): Promise<Embedder> {
  const { sampleRate, pooling, normalize } = card;
  const layout = inputLayout(session.inputs, path);
  const output = vectorOutput(session.outputs, card, path);
  const windowS = pieceLength(layout, card, path);

  async function vectorsOf(windows: readonly Float32Array[]): Promise<Float32Array[]> {
    const filled = windows.map((window) => fill(normalize ? standardizeWindow(window) : window, layout.samples));
    const answer = await session.run(layout.pack(filled), output);
    const vectors = poolOutput({ output: answer, windows: windows.length, batchAxis: layout.batchAxis }, pooling);
    if (!vectors) throw new TypeError(`its output "${output}" ${wrongOutput(answer.shape, pooling)}`);
    return vectors;
  }

  const probe = tone(layout, card);
  const dimensions = await probeDimensions(() => vectorsOf([probe]), path);
  const settings = { sampleRate, output, pooling, normalize };
  const hash = createHash('sha256')
    .update(JSON.stringify([checksums, settings]))
    .digest('hex');
  const rule = windowS === undefined ? 'intro-core-late' : `chunks-${windowS}s`;
  const id = `${card.name}-${hash.slice(0, HASH_DIGITS)}@${rule}`;
  // some files promise any batch and take one window only
  const takesBatch = () => vectorsOf([probe, probe]).then(Boolean, () => false);
  const wanted = batchSize ?? (session.device === 'cpu' ? CPU_BATCH : GPU_BATCH);
  const preferredBatch = wanted > 1 && layout.batched && (await takesBatch()) ? wanted : 1;

  /** As `vectorsOf`, of windows that came from a track. */
  async function embedSome(windows: readonly Float32Array[]): Promise<Float32Array[]> {
    const vectors = await vectorsOf(windows).catch((cause: unknown) => {
      if (cause instanceof OutOfMemoryError) throw cause;
      const message = `${id} can't listen to a window of ${windows[0].length} samples: ${firstLine(cause)}`;
      throw new TrackError('internal', '', message, { cause });
    });
    for (const vector of vectors) {
      if (vector.length !== dimensions) {
        const message = `${id} gave ${vector.length} numbers for one window and ${dimensions} for another; its card must state the "window" it wants.`;
        throw new TrackError('internal', '', message);
      }
      if (!isFiniteVector(vector)) {
        throw new TrackError('internal', '', `${id} gave values that are not finite for a window.`);
      }
    }
    return vectors;
  }

  const runInBatches = createBatchRunner({ sampleRate, batchSize: preferredBatch, maxBatchSeconds, run: embedSome });
  const windowRuleId = windowS === undefined ? INTRO_CORE_LATE : introCoreLateInPieces(windowS);
  return {
    id,
    space: `${id}/${dimensions}`,
    dimensions,
    sampleRate,
    windowRule: windowRuleId,
    device: session.device,
    preferredBatch,
    windows: windowRule(windowRuleId),
    async embed(batch, { signal, onProgress } = {}) {
      for (const window of batch) checkWindow(window, layout);
      let done = 0;
      const tell = (finished: number) => {
        done += finished;
        notify(onProgress, { stage: 'embed', done, total: batch.length });
      };
      return runInBatches(batch, tell, signal);
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

/** How long the pieces are that a model listens to, in seconds; undefined where it takes windows whole. */
function pieceLength({ samples }: InputLayout, { window, sampleRate }: ModelCard, path: string): number | undefined {
  if (samples === undefined) return window;
  const fixedS = samples / sampleRate;
  if (fixedS < WINDOW_S.least || fixedS > WINDOW_S.most) {
    const message = `${path} can't be used: it takes exactly ${samples} samples, ${fixedS} s at ${sampleRate} Hz; possible are ${WINDOW_S.least} to ${WINDOW_S.most} s.`;
    throw new FileFormatError(path, message);
  }
  if (window === undefined || Math.round(window * sampleRate) === samples) return fixedS;
  const card = modelCardPath(path);
  const message =
    `${card} says a "window" of ${window} s at ${sampleRate} Hz, but ${path} takes exactly ${samples} samples, ` +
    `${fixedS} s. Leave "window" out, or correct "sampleRate".`;
  throw new FileFormatError(card, message);
}

/** A window as long as the model takes; a shorter one begins again until it is. */
function fill(window: Float32Array, samples = window.length): Float32Array {
  return window.length === samples
    ? window
    : Float32Array.from({ length: samples }, (_, i) => window[i % window.length]);
}

function checkWindow(window: Float32Array, { samples = Number.POSITIVE_INFINITY }: InputLayout): void {
  if (window.length === 0) throw new TrackError('too-short', '', 'A window without samples is too short to embed.');
  if (window.length > samples) {
    throw new OptionError(`A window has ${window.length} samples; this model takes ${samples} at most.`);
  }
  if (!isFiniteVector(window)) {
    throw new TrackError('corrupt', '', 'The window holds samples that are NaN or infinite; decode the track again.');
  }
}

/** Runs a model once, to learn how long its vectors are and that they are any. */
async function probeDimensions(run: () => Promise<Float32Array[]>, path: string): Promise<number> {
  const [vector] = await run().catch((cause: unknown) => {
    const message = `${path} can't be used with the card it has: ${firstLine(cause)}`;
    throw new FileFormatError(
      path,
      `${message.replace(/[\s.]+$/, '')}. If it wants pieces of a certain length, its card must state the "window".`,
      { cause },
    );
  });
  if (isFiniteVector(vector)) return vector.length;
  const message = `${path} gives values that are not finite, even for a tone. It may be damaged, or its card wrong.`;
  throw new FileFormatError(path, message);
}

/** What the runtime says goes on for lines about its own insides. */
function firstLine(error: unknown): string {
  return errorMessage(error).split('\n')[0].trim();
}

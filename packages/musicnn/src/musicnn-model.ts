import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { errorMessage, FileFormatError, RbassistError } from '@rbassist/core';
import { type Device, openLocalSession } from '@rbassist/embed';

/** Hertz. */
export const SAMPLE_RATE = 16_000;
/** Samples of one piece: 187 frames of 512 samples, 256 apart. */
export const PIECE_SAMPLES = 48_128;
export const DIMENSIONS = 200;

const PATH = fileURLToPath(new URL('../model/musicnn-msd.onnx', import.meta.url));

/** MusiCNN, loaded. */
export interface MusicnnModel {
  readonly device: Device;
  /** Returns the model's penultimate layer for a piece of {@link PIECE_SAMPLES} mono samples. */
  embed(piece: Float32Array): Promise<Float32Array>;
  close(): Promise<void>;
}

/**
 * Loads the model of this package in the calling thread.
 *
 * @throws {FileFormatError} if the file is missing or damaged.
 * @throws the errors of `openLocalSession`.
 */
export async function openMusicnnModel(): Promise<MusicnnModel> {
  const session = await openSession();
  let closing: Promise<void> | undefined;
  return {
    device: session.device,
    async embed(piece) {
      const { data } = await session.run({ data: piece, shape: [1, PIECE_SAMPLES] });
      return data;
    },
    close() {
      closing ??= session.close();
      return closing;
    },
  };
}

async function openSession() {
  try {
    return await openLocalSession(await readFile(PATH), { threads: 1 });
  } catch (cause) {
    if (RbassistError.isInstance(cause)) throw cause;
    const reason = errorMessage(cause).replace(/[\s.]+$/, '');
    const message = `${PATH} can't be loaded as a model: ${reason}. Install @rbassist/musicnn again.`;
    throw new FileFormatError(PATH, message, { cause });
  }
}

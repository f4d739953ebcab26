import { readFile } from 'node:fs/promises';
import {
  decodeNpy,
  errorMessage,
  FileFormatError,
  isFiniteVector,
  type NpyArray,
  RbassistError,
  type Result,
  systemErrorCode,
  TrackError,
} from '@rbassist/core';

/**
 * Reads a track's vector from its `.npy` file: one axis, or several of which all but one have length 1.
 *
 * Never throws for what the file holds: a missing, damaged, wrongly shaped or non-finite vector is a result that says so.
 *
 * @param dimensions The length it must have; any when omitted.
 */
export async function loadEmbedding(path: string, dimensions?: number): Promise<Result<Float32Array>> {
  try {
    return { path, ok: true, value: checkedVector(await readFile(path), path, dimensions) };
  } catch (error) {
    return { path, ok: false, error: RbassistError.isInstance(error) ? error : readError(path, error) };
  }
}

function checkedVector(bytes: Uint8Array, path: string, dimensions: number | undefined): Float32Array {
  const remedy = 'Drop it with "rbassist library repair --apply", then scan its track again.';
  const { data, shape } = decoded(bytes, path, remedy);
  if (shape.filter((length) => length !== 1).length > 1) {
    throw new FileFormatError(
      path,
      `${path} holds an array of shape (${shape.join(', ')}), expected one vector. ${remedy}`,
    );
  }
  if (data.length === 0) throw new FileFormatError(path, `${path} holds an empty vector. ${remedy}`);
  if (dimensions !== undefined && data.length !== dimensions) {
    throw new FileFormatError(path, `${path} holds ${data.length} dimensions, expected ${dimensions}. ${remedy}`);
  }
  if (!isFiniteVector(data)) throw new FileFormatError(path, `${path} holds NaN or infinite values. ${remedy}`);
  return data;
}

function decoded(bytes: Uint8Array, path: string, remedy: string): NpyArray {
  try {
    return decodeNpy(bytes, path);
  } catch (error) {
    throw new FileFormatError(path, `${errorMessage(error)} ${remedy}`, { cause: error });
  }
}

function readError(path: string, cause: unknown): TrackError {
  const missing = systemErrorCode(cause) === 'ENOENT';
  const message = missing
    ? `The vector file ${path} does not exist. Scan its track again with "rbassist scan".`
    : `The vector file ${path} can't be read: ${errorMessage(cause)}.`;
  return new TrackError(missing ? 'missing' : 'unreadable', path, message, { cause });
}

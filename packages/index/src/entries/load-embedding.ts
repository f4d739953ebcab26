import {
  checkOptions,
  decodeNpy,
  diskProblem,
  errorMessage,
  FileFormatError,
  FileKindError,
  isFiniteVector,
  isSealedNpy,
  type NpyArray,
  type OptionRule,
  optionRules,
  RbassistError,
  type Remedy,
  type Result,
  readRegularFile,
  requireRule,
  systemErrorCode,
  TrackError,
} from '@rbassist/core';

/** Maximum size of a vector file, in bytes: 130,000 double-precision numbers. */
export const LARGEST_VECTOR_BYTES = 1 << 20;
/** A repair drops the vector; the next scan computes it again. */
const REMEDIES: readonly Remedy[] = [{ action: 'repair' }];

export interface LoadEmbeddingOptions {
  /** Refuses files without a seal, which other programs wrote. @default false */
  sealed?: boolean;
}

const RULES = { sealed: optionRules.flag } satisfies Record<keyof LoadEmbeddingOptions, OptionRule>;

/**
 * Reads a vector from a `.npy` file, an array with only one axis longer than 1. Never throws for a bad file: if it is
 * missing, damaged or not regular, or has a wrong shape, NaN or infinity, the result is `ok: false` with a `TrackError`
 * (`missing`, `unreadable`) or a `FileFormatError`.
 *
 * @param dimensions Required length of the vector; any length if omitted.
 * @throws {OptionError} for a path or length of a wrong type, or an unknown option.
 */
export async function loadEmbedding(
  path: string,
  dimensions?: number,
  options: LoadEmbeddingOptions = {},
): Promise<Result<Float32Array>> {
  checkOptions(options, RULES);
  requireRule('path', path, optionRules.text);
  if (dimensions !== undefined) requireRule('dimensions', dimensions, optionRules.positiveInteger);
  try {
    return {
      path,
      ok: true,
      value: checkedVector(await readRegularFile(path, LARGEST_VECTOR_BYTES), path, dimensions, options),
    };
  } catch (error) {
    return { path, ok: false, error: RbassistError.isInstance(error) ? error : readError(path, error) };
  }
}

function checkedVector(
  bytes: Uint8Array,
  path: string,
  dimensions: number | undefined,
  { sealed = false }: LoadEmbeddingOptions,
): Float32Array {
  const { data, shape } = decoded(bytes, path);
  const fail = (problem: string) => new FileFormatError(path, `${path} contains ${problem}.`, { remedies: REMEDIES });
  if (shape.filter((length) => length !== 1).length > 1) {
    throw fail(`an array of shape (${shape.join(', ')}), expected one vector`);
  }
  if (data.length === 0) throw fail('an empty vector');
  if (dimensions !== undefined && data.length !== dimensions) {
    throw fail(`${data.length} dimensions, expected ${dimensions}`);
  }
  if (!isFiniteVector(data)) throw fail('NaN or infinite values');
  if (sealed && !isSealedNpy(bytes)) throw fail('a vector that another program wrote');
  return data;
}

function decoded(bytes: Uint8Array, path: string): NpyArray {
  try {
    return decodeNpy(bytes, path);
  } catch (cause) {
    throw new FileFormatError(path, errorMessage(cause), { cause, remedies: REMEDIES });
  }
}

function readError(path: string, cause: unknown): TrackError | FileFormatError {
  if (systemErrorCode(cause) === 'ENOENT') {
    const remedies: Remedy[] = [{ action: 'rescan' }];
    return new TrackError('missing', path, `The vector file ${path} does not exist.`, { cause, remedies });
  }
  if (cause instanceof FileKindError && cause.code !== 'EISDIR') {
    const message = `${path} is not a vector file: ${errorMessage(cause)}.`;
    return new FileFormatError(path, message, { cause, remedies: REMEDIES });
  }
  // a repair does not remove a folder, which may contain someone's files
  const { message, remedies } = diskProblem(path, 'read', cause, 'choose-data-dir');
  return new TrackError('unreadable', path, message, {
    cause,
    remedies: remedies.filter(({ action }) => action !== 'choose-data-dir'),
  });
}

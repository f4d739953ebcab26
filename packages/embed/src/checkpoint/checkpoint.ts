import type { ElementType } from './element-type.ts';

export interface CheckpointTensor {
  readonly name: string;
  readonly dtype: ElementType;
  /** Length of each axis; empty for a single number. */
  readonly shape: readonly number[];
  readonly file: string;
  /** Bytes from the start of the file to its first element. */
  readonly offset: number;
  /** Bytes from the start of its first element to the end of its last, including gaps. Elements are little-endian. */
  readonly byteLength: number;
  /** True if its elements are in row-major order without gaps, so that the bytes can be used in place. */
  readonly contiguous: boolean;
}

/**
 * Tensors of a published model, read from its file on demand. Names and shapes are as stored: a weight normalized by
 * torch.nn.utils.weight_norm has two tensors, `weight_g` and `weight_v`, or `parametrizations.weight.original0` and
 * `original1` in newer versions.
 */
export interface Checkpoint {
  /** Path of the file, even if a folder was opened. */
  readonly path: string;
  readonly format: 'pytorch' | 'safetensors';
  /** Tensors by name, in the file's order. */
  readonly tensors: ReadonlyMap<string, CheckpointTensor>;
  /** Reads a tensor as row-major float32. Throws {@link FileFormatError} if it is damaged, or has NaN or infinity. */
  read(name: string): Promise<Float32Array>;
  close(): Promise<void>;
}
